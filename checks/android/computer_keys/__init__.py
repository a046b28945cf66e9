"""Check: Other computers that may connect."""
