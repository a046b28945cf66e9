"""Check: An app has taken over a task of the phone."""
