"""Check: The internet traffic goes through an app."""
