"""Check: Users and profiles."""
