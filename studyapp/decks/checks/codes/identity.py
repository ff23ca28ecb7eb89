"""Codes of changes since the last commit that touch the progress of students."""

from __future__ import annotations

from studyapp.decks.checks.codes.code import Code
from studyapp.questions.field import Severity

CODES = (
    Code(
        "id-reused",
        "The id stood for another fact in the last commit: question and answer are both new. Students who learnt the "
        "old fact would be taken to know this one.",
        "Give the new card a new id; delete its id and run `studyapp id`.",
        Severity.ERROR,
    ),
    Code(
        "id-renamed",
        "The card had another id in the last commit. Progress belongs to the id, so students would meet the card as "
        "new.",
        "Put the old id back.",
    ),
    Code(
        "id-removed",
        "A card of the last commit is gone. Its reviews stay in the log of the students and count no more.",
        "Nothing, if you meant it; otherwise put the card back under its old id.",
    ),
    Code(
        "answer-changed",
        "The answer is another one than in the last commit. Students keep their history, and the card comes up for a "
        "check.",
        "Nothing, if the old answer was wrong. For a new fact, give the card a new id.",
        Severity.NOTE,
    ),
    Code(
        "deck-id-changed",
        "The deck had another id in the last commit. Progress belongs to it, so students would begin anew with every "
        "card.",
        "Put the old id back.",
        Severity.ERROR,
    ),
)
