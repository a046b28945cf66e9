"""Check: Accounts on this phone."""
