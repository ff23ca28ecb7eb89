"""Codes of cards that can be asked but teach badly."""

from __future__ import annotations

from studyapp.decks.checks.codes.code import Code
from studyapp.questions.field import Severity

CODES = (
    Code(
        "same-question",
        "Two cards without ids have the same question, so their progress can only be told apart by their order.",
        "Delete one, or give both an id.",
    ),
    Code(
        "duplicate-question",
        "Two cards ask the same. If their answers differ, nobody can know which one is meant; if not, the same fact is "
        "learnt twice and one card keeps giving away the other.",
        "Delete one of them, or say in the question what makes the difference.",
    ),
    Code(
        "answer-in-question",
        "The answer stands in the question, so there is nothing to recall. Options of which several stand in the "
        "question are not reported.",
        "Reword the question, or ask for something else.",
    ),
    Code(
        "answer-in-hint",
        "The hint is the answer. A hint should help to recall it, not replace that.",
        "Give a first letter, a category or an association.",
    ),
    Code(
        "leaked-answer",
        "Another card asks about the same thing and says the answer to this one in its question. Whoever meets both in "
        "one session need not recall it. Reported only where the other text shares most of the telling words of this "
        "question.",
        "Reword the other question; often “it” or “the place” will do.",
    ),
    Code(
        "longest-is-right",
        "Over the whole deck, the longest option is right far more often than chance would have it. Students notice, "
        "and pick by length.",
        "Make some wrong options as long and as exact as the right one, or shorten the answers.",
    ),
    Code(
        "close-answers",
        "Two answers of the deck are so alike that a typing mistake in one makes the other. The marker therefore "
        "forgives no such mistake on these cards.",
        "Nothing needs to be done; list the other word under `reject` if you want to say so in the file.",
        Severity.NOTE,
    ),
    Code(
        "duplicate-sample",
        "`accept` or `reject` lists a text that says nothing new: case, punctuation and spaces never count.",
        "Delete it; `--fix` does.",
        Severity.NOTE,
        fixable=True,
    ),
    Code(
        "date-precision",
        "The question asks for a year, a month or a day, and the answer is more or less exact than that. A date is "
        "marked as exactly as it is written.",
        "Write the answer as exactly as you ask for it: 2016, 2016-03 or 2016-03-18.",
    ),
    Code(
        "long-question",
        "The question is too long to be read at a glance; on a small terminal it pushes the answer off the screen.",
        "Ask for one thing; move the background into `explanation`.",
        Severity.NOTE,
    ),
    Code(
        "long-typed-answer",
        "Nobody types a sentence without a slip, and there are many ways to word it. The card will be marked unfairly.",
        "Ask for a word or a name, use a cloze, or make it a flashcard.",
    ),
    Code(
        "long-option",
        "An option is so long that options can't be compared at a glance.",
        "Say it in a few words; put the details into `feedback` or `explanation`.",
        Severity.NOTE,
    ),
    Code(
        "invisible-character",
        "The file holds characters that nobody sees: zero-width spaces, marks that turn the direction of the text, "
        "soft hyphens. They come with text copied from web pages, and can make a text look like another one.",
        "Delete them; `--fix` does.",
        fixable=True,
    ),
    Code(
        "decomposed-text",
        "An accented letter is written as a letter and a separate accent. It looks the same and is read as the same, "
        "but searching the file for it fails.",
        "Type the letter anew; `--fix` does.",
        Severity.NOTE,
        fixable=True,
    ),
    Code(
        "latex",
        "A terminal shows LaTeX as it is typed. For this command there is a character that says the same.",
        "Write the character that the message names.",
    ),
    Code(
        "unshown-maths",
        "A terminal shows LaTeX as it is typed, and there is no character for this command. Students would read the "
        "source text of the formula.",
        "Write the formula in words or in one line, such as (a + b)/2 or √(x² + 1).",
    ),
    Code(
        "unused-ignore",
        "A `# studyapp: ignore` comment silences nothing: what it was written for has been mended, or it stands on "
        "another line. It silences a code for the whole card on the card's first line or its `id` line, and elsewhere "
        "for its own line.",
        "Delete it.",
        Severity.NOTE,
    ),
    Code(
        "unknown-code",
        "A `# studyapp: ignore` comment names a code that does not exist.",
        "Take a code from this page.",
    ),
    Code(
        "ignored-error",
        "This code can't be silenced: the card would be read otherwise than it was written, or not at all.",
        "Mend the problem, and delete the comment.",
    ),
)
