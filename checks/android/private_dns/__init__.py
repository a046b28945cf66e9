"""Check: A chosen server sees which services the phone uses."""
