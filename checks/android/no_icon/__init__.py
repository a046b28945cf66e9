"""Check: Apps without any icon."""
