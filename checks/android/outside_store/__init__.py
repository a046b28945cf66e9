"""Check: An app from outside the app stores."""
