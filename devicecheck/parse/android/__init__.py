"""Parsers for what Android phones print, one file per kind of artifact."""
