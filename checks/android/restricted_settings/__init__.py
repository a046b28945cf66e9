"""Check: A lock against strong rights was opened for an app."""
