"""Check: The phone warned about an app."""
