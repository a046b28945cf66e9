"""Check: Apps that may install others."""
