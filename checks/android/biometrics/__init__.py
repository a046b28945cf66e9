"""Check: Fingers and faces that open the phone."""
