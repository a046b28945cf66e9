"""Check: Apps that may draw over others."""
