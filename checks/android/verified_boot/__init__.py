"""Check: Protection of the phone's own software."""
