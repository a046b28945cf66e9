"""Check: Proxy for the web traffic."""
