"""Check: Paired Bluetooth devices."""
