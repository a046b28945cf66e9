"""Check: Makers on lists of known apps."""
