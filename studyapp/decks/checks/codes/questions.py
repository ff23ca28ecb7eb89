"""Codes of the question types: what can't be asked, and samples that contradict the marker."""

from __future__ import annotations

from studyapp.decks.checks.codes.code import Code, unignorable

CODES = (
    unignorable("not-a-number", "The answer of a number card can't be read as a number.", "Write it in digits."),
    unignorable("not-a-count", "A number of things is a whole number above zero.", "Write such a number."),
    unignorable(
        "not-a-tolerance",
        "`tolerance` is a number in the unit of the answer, or a share in per cent.",
        "Write `tolerance: 5` or `tolerance: 1%`.",
    ),
    unignorable(
        "not-a-date",
        "The answer of a date card can't be read as a date, or is a day that never was.",
        "Write it as 2016, 2016-03 or 2016-03-18, as exactly as you ask for it.",
    ),
    unignorable(
        "not-true-or-false",
        "The answer of a true-or-false card is neither.",
        "Write `answer: true` or `answer: false`.",
    ),
    unignorable("no-gap", "A cloze text has no gap to fill.", "Put what is to be filled in between {{ and }}."),
    unignorable(
        "open-gap",
        "A pair of braces has no partner, or a gap stands inside another one; the braces would be shown.",
        "Write each gap as {{words}} or {{words::hint}}.",
    ),
    unignorable(
        "no-wrong-option", "There is nothing to choose from but the answer.", "List plausible mistakes under `wrong`."
    ),
    unignorable(
        "answer-among-wrong",
        "The answer is also listed as wrong, so that one of two equal options would be marked as wrong.",
        "Take it out of `wrong`.",
    ),
    unignorable("duplicate-option", "An option is listed twice.", "Take one of them out."),
    unignorable("no-answer", "No right answer is listed.", "List the right answers under `answer`."),
    unignorable("too-few-items", "There are too few items for a question of this type.", "List some more."),
    unignorable(
        "too-many-items", "There are more items than anybody keeps in view.", "Split the card, or list fewer items."
    ),
    unignorable(
        "duplicate-item",
        "Two items are the same, or differ by punctuation only: an answer with one of them could mean the other.",
        "Make every one of them different.",
    ),
    unignorable(
        "item-refused",
        "The marker would not recognise one of the items, because `reject` or the wording of another item is the same.",
        "Make them different.",
    ),
    unignorable(
        "other-figures",
        "The card asks for a number of significant figures that its own answer does not have.",
        "Write the answer with as many as `figures` asks for.",
    ),
    unignorable(
        "not-a-unit",
        "The unit can't be told from the number in front of it, so answers could not be read.",
        "Write a unit such as `km`, or what is counted, such as `people`.",
    ),
    Code(
        "similar-options",
        "Two options are the same once capitals, punctuation and accents are put aside. Whoever picks one of them can't "
        "see the difference, and a typed answer meets both.",
        "Make them differ by more, unless that difference is what you ask for.",
    ),
    unignorable(
        "answer-refused",
        "The marker would not accept the card's own answer, because `reject` or `wrong` lists it too.",
        "Take it out of that list.",
    ),
    unignorable(
        "accept-refused",
        "`accept` is a test for the marker: everything in it must be marked as right. Here the marker says no, because "
        "`reject` or `wrong` says so or the text can't be read.",
        "Take it out of one of the lists.",
    ),
    unignorable(
        "accept-names-none",
        "The card has several answers, and this wording belongs to none of them.",
        "Write to which answer it belongs, as the message says.",
    ),
    unignorable(
        "reject-accepted",
        "`reject` is a test for the marker: nothing in it may be marked as right. Here the marker says yes.",
        "Take it out of `reject`, or make the answer narrower.",
    ),
    unignorable(
        "wrong-accepted",
        "A wrong option would be marked as right if it were typed.",
        "Take it out of `wrong`, or make the answer narrower.",
    ),
    Code(
        "too-many-optional",
        "Every part in [brackets] doubles the number of wordings. Beyond five they are read as they stand.",
        "List the wordings under `accept` instead.",
    ),
)
