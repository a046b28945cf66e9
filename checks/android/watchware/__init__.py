"""Check: Visible apps that can be misused."""
