"""Check: Chosen name server."""
