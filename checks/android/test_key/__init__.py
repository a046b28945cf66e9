"""Check: An app without a maker of its own."""
