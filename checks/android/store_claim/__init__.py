"""Check: Whether apps from a store really are."""
