"""Check: Apps of paired devices."""
