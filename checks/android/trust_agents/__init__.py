"""Check: Something may keep the phone unlocked."""
