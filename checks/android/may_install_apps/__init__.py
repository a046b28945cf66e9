"""Check: An app may install other apps."""
