"""From bytes to facts. Pure."""
