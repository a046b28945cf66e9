"""Check: Test versions of apps."""
