"""Check: Someone manages this whole phone."""
