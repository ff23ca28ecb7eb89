"""How problems of decks are printed: for people, and for the programs that run checks."""
