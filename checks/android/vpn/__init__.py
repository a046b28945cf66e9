"""Check: VPN apps."""
