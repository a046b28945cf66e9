"""Check: Another computer may control this phone."""
