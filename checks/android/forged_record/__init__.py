"""Check: say in a few words what it looks at."""
