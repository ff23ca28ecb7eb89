"""Studying: sessions, the queue, the library. What every front end calls."""
