"""Check: An app claims to come from a store."""
