"""Custody of evidence: captured, logged, sealed, bundled and verified. Stands alone."""
