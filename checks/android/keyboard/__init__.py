"""Check: Keyboards."""
