"""Check: Debugging over Wi-Fi."""
