"""Check: An app for help from afar."""
