"""Check: The web traffic goes through another computer."""
