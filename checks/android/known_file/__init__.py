"""Check: The file of this app is on a list."""
