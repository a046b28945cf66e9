"""The report for lawyers."""
