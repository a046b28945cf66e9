"""Check: Apps with a hidden icon."""
