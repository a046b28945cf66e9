"""Check: Apps that may read all files."""
