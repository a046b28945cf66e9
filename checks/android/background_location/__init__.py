"""Check: Long use of the place in the background."""
