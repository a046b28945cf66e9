"""Check: An app may draw over other apps."""
