"""Check: Calls are forwarded."""
