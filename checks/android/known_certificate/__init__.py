"""Check: The maker of this app is on a list."""
