"""Check: An app may always run."""
