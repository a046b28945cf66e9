"""Check: A protecting app is switched off."""
