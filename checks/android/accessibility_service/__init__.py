"""Check: Apps that can read the screen."""
