"""Check: Apps signed with a public key."""
