"""Check: Apps that see what is used."""
