"""Check: The name of this app is on a list of surveillance apps."""
