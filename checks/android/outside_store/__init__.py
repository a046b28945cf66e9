"""Check: Apps from outside the app stores."""
