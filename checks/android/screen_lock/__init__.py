"""Check: The screen lock."""
