"""Check: Developer options are on."""
