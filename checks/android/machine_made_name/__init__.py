"""Check: Apps with a strange package name."""
