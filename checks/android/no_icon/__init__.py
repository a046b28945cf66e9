"""Check: An app without any icon."""
