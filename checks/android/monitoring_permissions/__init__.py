"""Check: An app may use what watching needs."""
