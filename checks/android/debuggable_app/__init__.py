"""Check: An app is a test version."""
