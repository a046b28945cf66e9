"""Check: An app can read the screen."""
