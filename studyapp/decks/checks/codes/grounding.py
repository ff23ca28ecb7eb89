"""Codes of `studyapp check --against`: a deck held against the text it was made from."""

from __future__ import annotations

from studyapp.decks.checks.codes.code import Code
from studyapp.questions.field import Severity

CODES = (
    Code(
        "uncited",
        "The card names no paragraph of the source, so its answer can't be looked up.",
        "Write `source: {ref: …, paragraph: …, evidence: [...]}`.",
    ),
    Code(
        "no-such-paragraph",
        "The source has fewer paragraphs. Paragraph n is the n-th block of text between blank lines.",
        "Count again; the message names the paragraph that holds the evidence, if there is one.",
        Severity.ERROR,
    ),
    Code(
        "missing-evidence",
        "A fragment of evidence does not stand in the cited paragraph. Spaces and line ends may differ, everything "
        "else must be the same.",
        "Copy the words from the source, or cite the paragraph that the message names.",
        Severity.ERROR,
    ),
    Code(
        "ungrounded",
        "A number, a date or a name of the answer stands neither in the cited paragraph nor in its evidence. Numbers "
        "may be grouped or worded otherwise; a date or number that is worked out counts as grounded if evidence holds "
        "what it is worked out from (a number, a date or a word such as “after”) and `explanation` names the result.",
        "Cite the paragraph that says so, or explain under `explanation` how the answer follows.",
        Severity.ERROR,
    ),
    Code(
        "uncovered",
        "No card cites this paragraph of the source. Blocks of fewer than eight words, such as headings, are listed "
        "too, but don't lower the coverage.",
        "Write a card about what it says.",
        Severity.NOTE,
    ),
)
