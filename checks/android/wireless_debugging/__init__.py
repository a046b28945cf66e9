"""Check: A computer can reach the phone without a cable."""
