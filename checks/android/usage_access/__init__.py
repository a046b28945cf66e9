"""Check: An app can see what the phone is used for."""
