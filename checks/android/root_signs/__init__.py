"""Check: Signs of full control over this phone."""
