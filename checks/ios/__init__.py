"""Checks for iPhones, one folder each."""
