"""Check: The screen is being recorded or shown elsewhere now."""
