"""Check: This phone has a second space for apps."""
