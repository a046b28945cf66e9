"""Check: Screen lock."""
