"""Check: Apps that may always run."""
