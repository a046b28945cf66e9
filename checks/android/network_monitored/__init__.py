"""Check: Installed certificates."""
