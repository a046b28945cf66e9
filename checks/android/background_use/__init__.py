"""Check: An app was active while nobody had it open."""
