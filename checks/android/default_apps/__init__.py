"""Check: Apps for messages, calls and passwords."""
