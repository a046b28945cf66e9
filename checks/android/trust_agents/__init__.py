"""Check: What keeps the phone unlocked."""
