"""Check: Traces of a removed app."""
