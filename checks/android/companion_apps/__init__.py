"""Check: An app belongs to a paired device."""
