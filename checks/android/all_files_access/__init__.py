"""Check: An app may read all files."""
