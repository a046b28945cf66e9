"""Check: Traces of removed apps."""
