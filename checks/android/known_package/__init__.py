"""Check: App names on lists of known apps."""
