"""Check: An app only in a second space."""
