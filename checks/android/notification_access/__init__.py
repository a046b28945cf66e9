"""Check: Apps that can read notifications."""
