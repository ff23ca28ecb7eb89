"""Holding a deck against the text it was made from."""
