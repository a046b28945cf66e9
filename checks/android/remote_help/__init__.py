"""Check: Apps for help from afar."""
