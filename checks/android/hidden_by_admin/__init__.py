"""Check: Apps hidden by a manager."""
