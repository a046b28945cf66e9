"""Check: An app with a strange package name."""
