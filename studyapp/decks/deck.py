"""A deck as values: what the rest of the app sees of a deck file."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from studyapp.decks.problem import Problem
    from studyapp.questions.question import Question

DERIVED_MARK = "~"
"""Begins the id of a card that has none of its own; a written id can't begin so."""
NOTHING: Mapping[str, Any] = MappingProxyType({})
"""What an entry that a deck does not have maps."""


class Source(NamedTuple):
    """Where facts come from: an entry of the deck's `sources`."""

    ref: str
    title: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""
    author: str = ""

    @property
    def label(self) -> str:
        """The source in a few words."""
        return ", ".join(part for part in (self.publisher or self.title or self.ref, self.date) if part)


class Fragment(NamedTuple):
    """A piece of a source's text."""

    text: str
    paragraph: int | None = None
    """Where it stands; None for the paragraph that the card cites."""


class Citation(NamedTuple):
    """Where one card's fact stands: paragraph n is the n-th block of text between blank lines, from 1."""

    ref: str
    paragraph: int | None = None
    evidence: tuple[Fragment, ...] = ()


class ExamBlock(NamedTuple):
    """What the file says about mock exams; None where it says nothing."""

    questions: int | None = None
    minutes: float | None = None
    pass_percent: float | None = None
    weights: Mapping[str, float] = {}
    """How much each tag counts, from 0; a tag that is not named counts 1."""


class Card(NamedTuple):
    """One thing to know."""

    key: str
    """`deck/card`, or `deck/card/gap` for one gap of a cloze: what progress belongs to."""
    note: str
    """`deck/card`: the same for all gaps of one text, which are kept apart in time."""
    type: str
    question: Question
    hint: str = ""
    explanation: str = ""
    citation: Citation | None = None
    tags: tuple[str, ...] = ()
    line: int = 0


class Deck(NamedTuple):
    """One deck file. Cards are built when they are asked for, so that a large deck costs what is studied of it."""

    id: str
    title: str
    path: Path
    revision: str
    """Hash of the file's bytes: two decks with the same revision have the same cards."""
    keys: Sequence[str]
    """The keys of all cards that can be studied, in the order of the file."""
    build: Callable[[str], Card]
    """From a key of `keys` to its card; KeyError for any other."""
    language: str = "en"
    sources: Mapping[str, Source] = NOTHING
    recall_after_days: float = 7.0
    """From this stability on, a card with both forms is typed rather than picked."""
    description: str = ""
    exam: ExamBlock = ExamBlock()

    def card(self, key: str) -> Card:
        """Return the card called `key`; KeyError if the deck has none."""
        return self.build(key)


class ReadDeck(NamedTuple):
    """What reading one file gave: a deck unless nothing in it can be studied, and every problem found."""

    path: Path
    deck: Deck | None
    problems: tuple[Problem, ...] = ()
