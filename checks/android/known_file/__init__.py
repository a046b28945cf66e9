"""Check: App files on lists of known apps."""
