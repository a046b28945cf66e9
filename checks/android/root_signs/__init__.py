"""Check: Signs of full control (root)."""
