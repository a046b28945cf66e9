"""Check: An app has hidden its icon."""
