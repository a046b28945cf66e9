"""Check: Age of the security update."""
