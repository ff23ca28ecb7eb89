"""Every code that a problem of a deck can carry."""
