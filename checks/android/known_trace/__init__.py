"""Check: Something on this phone is on a list."""
