"""Check: Management of the whole phone."""
