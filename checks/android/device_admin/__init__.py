"""Check: An app is a device administrator."""
