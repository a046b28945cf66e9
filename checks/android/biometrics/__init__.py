"""Check: Enrolled fingers and faces."""
