"""Check: The phone may be supervised by a family account."""
