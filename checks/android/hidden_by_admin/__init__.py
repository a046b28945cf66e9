"""Check: An app was hidden by whoever manages the phone."""
