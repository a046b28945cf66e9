"""Check: Warnings that the phone recorded."""
