"""Checks for Android phones, one folder each."""
