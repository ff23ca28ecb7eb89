"""Deck files: read, checked, cached and edited in place."""
