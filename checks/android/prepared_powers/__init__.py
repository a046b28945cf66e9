"""Check: An app is built for several strong powers."""
