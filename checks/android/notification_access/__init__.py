"""Check: An app can read all notifications."""
