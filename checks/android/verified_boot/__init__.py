"""Check: The phone's own software may have been changed."""
