"""Check: Apps only in a second space."""
