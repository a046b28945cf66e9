"""Check: A visible app that can also be misused."""
