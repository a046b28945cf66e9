"""Check: Call forwarding."""
