"""Check: Somebody installed a certificate."""
