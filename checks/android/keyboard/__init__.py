"""Check: A keyboard that did not come with the phone."""
