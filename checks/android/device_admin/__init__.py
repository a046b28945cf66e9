"""Check: Device administrators."""
