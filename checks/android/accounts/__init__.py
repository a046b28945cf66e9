"""Check: Accounts on the phone."""
