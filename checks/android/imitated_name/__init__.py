"""Check: Apps with a name like the phone's own."""
