"""Check: Apps built for several strong powers."""
