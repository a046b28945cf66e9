"""Check: Opened locks against strong rights."""
