"""Check: Protecting apps that are switched off."""
