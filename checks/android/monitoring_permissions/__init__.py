"""Check: Permissions that watching needs."""
