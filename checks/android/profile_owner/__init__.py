"""Check: Management of profiles."""
