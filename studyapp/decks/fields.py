"""The fields of a deck file outside the question types: one table for the reader, the editor's schema and the docs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Holds(StrEnum):
    """What a field holds, as the documentation says it."""

    VERSION = "`1`"
    ID = "letters, digits, `-` `_` `.`"
    TEXT = "text"
    TEXTS = "text, or a list of texts"
    FLAG = "true or false"
    LANGUAGE = "a language code"
    DAYS = "a number of days"
    PARAGRAPH = "a number from 1"
    EVIDENCE = "text, or a list of texts and [fragments](#a-fragment-of-another-paragraph)"
    TYPE = "the name of a question type"
    SOURCES = "a mapping of short names to sources"
    SOURCE = "the name of a source, or a mapping"
    DEFAULTS = "a mapping of card fields"
    EXAM = "a mapping"
    CARDS = "a list of cards"
    QUESTIONS = "a whole number from 1"
    MINUTES = "a number from 1 to 1440"
    PERCENT = "per cent, from 0 to 100"
    WEIGHTS = "a mapping of tags to numbers from 0 to 100"


@dataclass(frozen=True, slots=True)
class DeckField:
    """One field; `summary` and `example` become the editor's help and the documentation."""

    name: str
    holds: Holds
    summary: str
    example: str = ""
    required: bool = False
    """Whether the checks report it missing."""


DECK = (
    DeckField("studyapp", Holds.VERSION, "The version of the deck format.", "1", required=True),
    DeckField(
        "id",
        Holds.ID,
        "The stable name of the deck: progress belongs to it, so it never changes, whatever happens to the file.",
        "capitals",
        required=True,
    ),
    DeckField("title", Holds.TEXT, "What the student sees as the deck's name.", "Capitals of Europe", required=True),
    DeckField("description", Holds.TEXT, "What the deck is about, in a few sentences."),
    DeckField(
        "language",
        Holds.LANGUAGE,
        "The language of the answers; marking knows its articles, number words and date forms. English if not given.",
        "de",
    ),
    DeckField("sources", Holds.SOURCES, "Where the facts stand; cards name a source by its short name."),
    DeckField("defaults", Holds.DEFAULTS, "Fields that every card gets unless it has its own.", "{type: typed}"),
    DeckField(
        "recall_after",
        Holds.DAYS,
        "A card with both forms is picked from options until it sits for so many days, then typed. 7 if not given.",
        "7",
    ),
    DeckField(
        "exam", Holds.EXAM, "What a mock exam over this deck looks like.", "{questions: 20, minutes: 15, pass: 70%}"
    ),
    DeckField("cards", Holds.CARDS, "The cards. Everything else stands above them.", required=True),
)

CARD = (
    DeckField(
        "id",
        Holds.ID,
        "The stable name of the card within the deck: progress belongs to it. `studyapp id` writes missing ones.",
        "capital-of-france",
    ),
    DeckField("type", Holds.TYPE, "What kind of question it is; `flashcard` if not given.", "typed"),
    DeckField("hint", Holds.TEXT, "Shown when the student asks for it; the answer then counts for a little less."),
    DeckField("explanation", Holds.TEXT, "Shown after the answer: why it is so, or how to remember it."),
    DeckField("source", Holds.SOURCE, "Where the fact stands.", "{ref: atlas, paragraph: 3}"),
    DeckField("tags", Holds.TEXTS, "Words to sort cards by.", "[europe, capitals]"),
)

SOURCE = (
    DeckField("title", Holds.TEXT, "The title of the text."),
    DeckField("publisher", Holds.TEXT, "Who published it."),
    DeckField("date", Holds.TEXT, "When, as exactly as is known.", "2016-04-04"),
    DeckField("url", Holds.TEXT, "Where it can be read; nothing is ever fetched from there."),
    DeckField("author", Holds.TEXT, "Who wrote it."),
)

CITATION = (
    DeckField("ref", Holds.TEXT, "The short name of one of the deck's `sources`.", "atlas", required=True),
    DeckField("paragraph", Holds.PARAGRAPH, "Which block of text between blank lines, counted from 1.", "3"),
    DeckField(
        "evidence",
        Holds.EVIDENCE,
        "Short pieces of that paragraph, such as figures and names, that prove the answer, or that it follows from.",
        '["2,000 people"]',
    ),
)

FRAGMENT = (
    DeckField("text", Holds.TEXT, "The words, as they stand there.", "opened on March 18", required=True),
    DeckField("paragraph", Holds.PARAGRAPH, "Where they stand, if it is not the paragraph of the card.", "6"),
)

EXAM = (
    DeckField("questions", Holds.QUESTIONS, "How many questions it has; 20 if not given, or all that there are.", "20"),
    DeckField("minutes", Holds.MINUTES, "How long it takes; one minute for each question if not given.", "15"),
    DeckField("pass", Holds.PERCENT, "What share of the points passes it; 60% if not given.", "70%"),
    DeckField(
        "weights",
        Holds.WEIGHTS,
        "How readily cards with a tag are drawn: 2 means twice as readily, 0 never. Tags that are not named count 1; the weights of a card's tags are multiplied.",
        "{figures: 2}",
    ),
)

OPTION = (
    DeckField("text", Holds.TEXT, "The option.", required=True),
    DeckField("feedback", Holds.TEXT, "Shown to those who pick it: why it is wrong."),
    DeckField("fixed", Holds.FLAG, "Keeps the option in its place at the end."),
)


def names(fields: tuple[DeckField, ...]) -> tuple[str, ...]:
    """Return the names of `fields` in order."""
    return tuple(field.name for field in fields)
