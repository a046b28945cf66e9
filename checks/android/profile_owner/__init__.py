"""Check: An app manages a profile of this phone."""
