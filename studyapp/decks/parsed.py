"""A deck file after parsing, in plain values: what the cache keeps, and what decks and cards are made from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from studyapp.decks.deck import NOTHING, Card, Citation, Deck, ExamBlock, Fragment, ReadDeck, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from studyapp.decks.problem import Problem
    from studyapp.questions.field import Values
    from studyapp.questions.question import Question, QuestionType

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


class Record(NamedTuple):
    """One card of the file; its JSON is an array in this order."""

    id: str
    type: str
    values: Values
    line: int
    tags: Sequence[str] = ()
    hint: str = ""
    explanation: str = ""
    citation: Sequence[Any] | None = None
    """The source's ref, the paragraph or None, and the pieces of evidence, each with its paragraph or None."""

    def to_json(self) -> bytes:
        """Return the record on one line."""
        return _encode(self).encode()


class Header(NamedTuple):
    """What a deck file says about the whole deck."""

    id: str
    title: str
    description: str = ""
    language: str = "en"
    sources: Mapping[str, Source] = NOTHING
    recall_after_days: float = 7.0
    exam: ExamBlock = ExamBlock()


class ParsedDeck(NamedTuple):
    """Everything that reading a file gave."""

    revision: str
    header: Header
    keys: Sequence[str]
    owners: Sequence[int]
    """The number of the record that each key belongs to."""
    records: Callable[[int], bytes]
    """From a record's number to its JSON."""
    problems: tuple[Problem, ...]
    close_answers: Callable[[int], Mapping[str, Sequence[str]]] | None = None
    """From a record's number to the answers close to its own, by sub-id; None if they stand in the record."""


def whole_record(parsed: ParsedDeck, number: int) -> bytes:
    """Return a record's JSON with the answers close to its own, by sub-id, behind its fields if there are any."""
    record = parsed.records(number)
    rivals = parsed.close_answers(number) if parsed.close_answers else NOTHING
    return record[:-1] + b"," + _encode(rivals).encode() + b"]" if rivals else record


def to_read_deck(parsed: ParsedDeck, path: Path, question_type: Callable[[str], QuestionType]) -> ReadDeck:
    """Return the deck with cards that are built when they are asked for; no deck if it has no cards."""
    if not parsed.keys:
        return ReadDeck(path, None, parsed.problems)
    header = parsed.header
    deck = Deck(
        id=header.id,
        title=header.title,
        path=path,
        revision=parsed.revision,
        keys=parsed.keys,
        build=_CardBuilder(parsed, question_type).build,
        language=header.language,
        sources=header.sources,
        recall_after_days=header.recall_after_days,
        description=header.description,
        exam=header.exam,
    )
    return ReadDeck(path, deck, parsed.problems)


class _CardBuilder:
    """Builds cards from records. The index of keys is made when the first card is asked for."""

    __slots__ = ("_index", "_parsed", "_question_type")

    def __init__(self, parsed: ParsedDeck, question_type: Callable[[str], QuestionType]) -> None:
        self._parsed = parsed
        self._question_type = question_type
        self._index: dict[str, int] = {}

    def build(self, key: str) -> Card:
        """Return the card called `key`; KeyError for a key that the deck has not."""
        if not self._index:
            self._index = dict(zip(self._parsed.keys, self._parsed.owners, strict=True))
        number = self._index[key]
        fields = json.loads(self._parsed.records(number))
        record = Record(*fields[:8])
        note = f"{self._parsed.header.id}/{record.id}"
        sub_id = key[len(note) + 1 :]
        questions = self._question_type(record.type).build(record.values, self._parsed.header.language).questions
        return Card(
            key=key,
            note=note,
            type=record.type,
            question=self._distinguish(questions[sub_id], number, sub_id, *fields[8:]),
            hint=record.hint,
            explanation=record.explanation,
            citation=to_citation(record.citation),
            tags=tuple(record.tags),
            line=record.line,
        )

    def _distinguish(
        self, question: Question, number: int, sub_id: str, kept: Mapping[str, Sequence[str]] = NOTHING
    ) -> Question:
        """Return `question` knowing its rivals: those `kept` in its record, or of a deck just read those yet to be found."""
        find = self._parsed.close_answers
        rivals: Sequence[str] = tuple(kept.get(sub_id, ()))
        if find is not None and hasattr(question, "rivals"):
            from studyapp.decks.close_answers import RivalsToFind  # noqa: PLC0415 - only a deck just read needs it

            rivals = RivalsToFind(lambda: find(number).get(sub_id, ()))
        elif not rivals:
            return question
        from studyapp.questions.rivals import with_rivals  # noqa: PLC0415 - most cards have none

        return with_rivals(question, rivals)


def to_citation(fields: Sequence[Any] | None) -> Citation | None:
    """Return the citation of a record."""
    if fields is None:
        return None
    return Citation(fields[0], fields[1], tuple(Fragment(*fragment) for fragment in fields[2]))
