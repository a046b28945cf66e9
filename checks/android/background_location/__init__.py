"""Check: An app often asked for the place."""
