"""Fields that every card may have to show the marker what it must accept and what it must not."""

from __future__ import annotations

from studyapp.questions.field import Field, Kind

QUESTION = Field("question", Kind.TEXT, "What is asked.", "In which city is the centre?", required=True)
ACCEPT = Field("accept", Kind.TEXTS, "Other answers that are right too.", "[Fangshan District]")
REJECT = Field("reject", Kind.TEXTS, "Answers that must be marked wrong, however near they come.", "[Fengtai]")
SAMPLES = (ACCEPT, REJECT)
WRONG = Field(
    "wrong",
    Kind.OPTIONS,
    "Wrong answers to pick from, each with its own feedback if you like; `fixed: true` keeps one last.",
    "[Haidian, {text: Fengtai, feedback: Next to it}]",
)
