"""Check: No security update for a long time."""
