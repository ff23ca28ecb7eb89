"""Naming all of several things, in any order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from studyapp.questions import values as read
from studyapp.questions.checks import duplicate_findings, item_count_findings
from studyapp.questions.field import Field, Finding, Kind
from studyapp.questions.marking.fold import plainly, primary
from studyapp.questions.marking.given import MOST_ITEMS, TOO_MANY, as_line, as_lines, raw_text, split_items
from studyapp.questions.marking.lexicon import Lexicon
from studyapp.questions.marking.optional_words import in_full
from studyapp.questions.marking.wordings import other_wordings
from studyapp.questions.question import Asked, Built, Outcome, QuestionType, Refusal, Verdict
from studyapp.questions.samples import QUESTION, SAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from studyapp.questions.field import Values
    from studyapp.questions.question import Given

LIST = "list"
_MOST_NAMED = 3
"""An answer with more than about three times as many items as there are is a guess at everything, or a paste."""
_AND = {"en": "and", "de": "und", "fr": "et", "es": "y|e", "it": "e|ed", "pt": "e", "nl": "en"}


class ListOfItems(NamedTuple):
    """Several things to name."""

    text: str
    items: tuple[str, ...]
    accept: tuple[tuple[str, ...], ...] = ()
    """Other wordings, one tuple for each item."""
    reject: tuple[str, ...] = ()
    language: str = "en"

    @property
    def forms(self) -> tuple[str, ...]:
        """Listing, always."""
        return (LIST,)

    def ask(self, form: str, rng: Random) -> Asked:  # noqa: ARG002 - one form, nothing to shuffle
        """Put the question; the note tells how many things are asked for."""
        return Asked(LIST, self.text, note=f"{len(self.items)}, in any order, separated by ; or commas")

    def mark(self, asked: Asked, given: Given) -> Verdict | Refusal:  # noqa: ARG002 - one form
        """Mark a list: each thing named counts, each that does not belong costs as much; repeats are ignored."""
        lexicon = self._lexicon()
        lines = self._lines(given, lexicon)
        if isinstance(lines, Refusal):
            return lines
        if len(lines) > _MOST_NAMED * len(self.items) + _MOST_NAMED:
            return Refusal(f"That is {len(lines)} items; please name {len(self.items)}.")
        named: dict[int, None] = {}
        strange: list[str] = []
        for line in lines:
            number = lexicon.find(line)
            if number is None or number >= len(self.items):
                strange.append(line)
            else:
                named[number] = None
        score = max(0.0, (len(named) - len(strange)) / len(self.items))
        outcome = Outcome.CORRECT if score == 1 else Outcome.PARTLY if score else Outcome.WRONG
        reason = "" if score == 1 else self._reason(named, strange)
        return Verdict(outcome, score, expected=self.expected(), given="; ".join(lines), reason=reason)

    def expected(self) -> str:
        """Return all things."""
        return "; ".join(map(in_full, self.items))

    def answer_key(self) -> str:
        """Return the folded things in alphabetical order."""
        return "; ".join(sorted(plainly(in_full(item), self.language) for item in self.items))

    def find(self, line: str) -> int | None:
        """Return the place of the item that a text means; None if it means none, or a rejected one."""
        number = self._lexicon().find(line)
        return number if number is not None and number < len(self.items) else None

    def _lexicon(self) -> Lexicon:
        wordings = [(item, *self._wordings(place)) for place, item in enumerate(self.items)]
        return Lexicon.of([*wordings, self.reject], self.language)

    def _wordings(self, place: int) -> tuple[str, ...]:
        return self.accept[place] if place < len(self.accept) else ()

    def _lines(self, given: Given, lexicon: Lexicon) -> list[str] | Refusal:
        lines = as_lines(given)
        if isinstance(lines, Refusal):
            if not isinstance(given, str):
                line = as_line(given)
                return line if isinstance(line, Refusal) else self._parts(line, lexicon)
            text = raw_text(given)
            return text if isinstance(text, Refusal) else self._parts(text, lexicon)
        return [part for line in lines for part in self._entry(line, lexicon)] or self._refusal()

    def _entry(self, line: str, lexicon: Lexicon) -> Sequence[str]:
        """Return one entry of a list; several things that were named in it are taken apart."""
        if not line or lexicon.find(line) is not None:
            return (line,) if line else ()
        parts = self._parts(line, lexicon)
        return (line,) if isinstance(parts, Refusal) else parts

    def _parts(self, text: str, lexicon: Lexicon) -> list[str] | Refusal:
        """Take a typed line apart: at separators, at "and", and at spaces where that names more of the items."""
        parts = split_items(text, commas=not any("," in item for item in self.items))
        if len(parts) > MOST_ITEMS:
            return TOO_MANY
        parts = [piece for part in parts for piece in self._at_and(part, lexicon)]
        words = text.split()
        fits = len(parts) == 1 and 1 < len(words) <= 2 * len(self.items) and lexicon.find(text) is None
        if fits and all(lexicon.find(word) is not None for word in words):
            return words
        return parts or self._refusal()

    def _at_and(self, part: str, lexicon: Lexicon) -> Sequence[str]:
        joint = _AND.get(primary(self.language))
        if joint is None or lexicon.find(part) is not None:
            return (part,)
        pieces = re.split(rf"(?:^|\s+)(?:{joint}|&)\s+", part, flags=re.IGNORECASE)
        return [piece for piece in pieces if piece]

    def _refusal(self) -> Refusal:
        return Refusal(f"Please name {len(self.items)}, separated by semicolons or commas.")

    def _reason(self, named: dict[int, None], strange: list[str]) -> str:
        missing = [in_full(item) for place, item in enumerate(self.items) if place not in named]
        parts = [f"{len(named)} of {len(self.items)} named"]
        if missing:
            parts.append(f"missing: {', '.join(missing)}")
        if strange:
            parts.append(f"not among them: {', '.join(f'“{line}”' for line in strange[:5])}")
        return "; ".join(parts) + "."


def build(values: Values, language: str) -> Built:
    """Make a list question; too few items and items that can't be told apart are reported."""
    items, accept = read.texts(values, "items"), read.texts(values, "accept")
    wordings, unclear = other_wordings(items, accept, language)
    question = ListOfItems(read.text(values, "question"), items, wordings, read.texts(values, "reject"), language)
    problems = (*item_count_findings("items", len(items), 1), *duplicate_findings("items", items, language))
    return Built({} if problems else {"": question}, (*problems, *unclear, *_sample_findings(question)))


def _sample_findings(question: ListOfItems) -> Iterator[Finding]:
    """Report items and other wordings that the marker would not take for what they are."""
    if not question.reject and not any(question.accept):
        return
    for place, item in enumerate(question.items):
        if question.find(in_full(item)) != place:
            yield Finding(
                "items", "item-refused", f"“{item}” would not be recognised: `reject` or another wording is the same.",
                "Make them different.", item=place,
            )  # fmt: skip
        for wording in question.accept[place]:
            if question.find(in_full(wording)) != place:
                yield Finding(
                    "accept", "accept-refused", f"“{wording}” would not be recognised as “{item}”.",
                    "Make sure that no other item or rejected answer is worded like it.",
                )  # fmt: skip


TYPE = QuestionType(
    name=LIST,
    summary="Name all of several things in any order; each counts. `accept` reads `item = other wording`.",
    fields=(
        QUESTION,
        Field("items", Kind.TEXTS, "What is to be named.", "[training, exercises, exchanges]", required=True),
        *SAMPLES,
    ),
    build=build,
    example="""\
- id: coe-activities
  type: list
  question: Name the three things the centre was built for.
  items: [training, exercises, exchanges]
  accept: [exercises = drills]
""",
)
