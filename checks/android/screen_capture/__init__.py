"""Check: Screen recording or mirroring now."""
