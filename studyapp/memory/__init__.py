"""Models of memory, and what follows from them: pure functions on numbers."""
