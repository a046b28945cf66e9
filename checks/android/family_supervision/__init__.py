"""Check: Family supervision."""
