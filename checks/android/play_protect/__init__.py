"""Check: The phone's own app check."""
