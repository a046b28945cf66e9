"""Check: Developer options."""
