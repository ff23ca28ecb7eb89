"""How many questions and minutes a mock exam may have, whether a deck asks for them or a student."""

from __future__ import annotations

MOST_QUESTIONS = 99_999
LONGEST_MINUTES = 1440
