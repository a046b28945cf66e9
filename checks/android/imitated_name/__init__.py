"""Check: An app calls itself like a part of the phone."""
