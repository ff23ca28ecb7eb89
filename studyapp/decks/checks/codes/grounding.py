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
        "A number, a date or a name of the answer stands neither in the cited paragraph nor in the evidence, and does "
        "not follow from the evidence. Numbers may be grouped or worded otherwise. A date follows from words such as "
        "“last September”, “on Friday” or “three years ago” and the `date` of the source, or from words such as “the "
        "following January” or “three years after” and a date in another piece of evidence, which may stand in another "
        "paragraph; it is as exact as the unit that is counted, and a date without a year is the one nearest to the "
        "`date` of the source. A number follows if it is the sum, difference, product, quotient or percentage of two "
        "others in the evidence and `explanation` names it.",
        "Cite the paragraph that says so, or what the answer follows from: `evidence: [three years after, {text: opened "
        "on March 18, paragraph: 6}]`.",
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
