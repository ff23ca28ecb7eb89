"""Other formats: one module for each, imported only when it is used."""
