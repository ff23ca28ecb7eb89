"""Parses one deck file from beginning to end."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from studyapp.decks.card_reader import COMMON_KEYS, CardReader, Context, ReadCard
from studyapp.decks.close_answers import CloseAnswers, typed_answers
from studyapp.decks.encoding import prepare
from studyapp.decks.events import FILE_START
from studyapp.decks.header import newer_format, read_defaults, read_header
from studyapp.decks.parsed import Header, ParsedDeck
from studyapp.decks.pieces import read_pieces
from studyapp.decks.report import Report, excerpt, line_of
from studyapp.decks.tree import ListNode, RefusedNode, name_of_key
from studyapp.questions import registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from studyapp.decks.tree import Key, Node, Piece
    from studyapp.questions.question import QuestionType

MAX_CARDS = 250_000


class Parser:
    """Takes the pieces of one file in turn; the top level is complete when the first card comes."""

    def __init__(
        self, path: str, stem: str, question_type: Callable[[str], QuestionType], type_names: Sequence[str]
    ) -> None:
        self._stem = stem
        self._question_type = question_type
        self._type_names = type_names
        self._report = Report(path)
        self._entries: dict[str, tuple[Key, Node]] = {}
        self._header: Header | None = None
        self._cards: CardReader | None = None
        self._newer_format = False
        self._lines: list[bytes] = []
        self._keys: list[str] = []
        self._owners = array("I")
        self._answers: dict[tuple[int, str], tuple[str, ...]] = {}

    def parse(self, data: bytes, revision: str, *, pure: bool) -> ParsedDeck:
        """Return everything that the bytes of the file give."""
        text = prepare(data, self._report)
        if text is not None:
            for piece in read_pieces(text, self._report, pure=pure):
                if not self._take(piece):
                    break
        return self._finish(revision, read=text is not None)

    def _take(self, piece: Piece) -> bool:
        """Take one piece; return whether the next one is wanted."""
        if piece.key is not None:
            self._take_entry(piece.key, piece.value)
            return not self._report.full
        if self._cards is None:
            self._cards = self._begin_cards()
            self._newer_format = newer_format(self._entries)
        if self._newer_format:
            return False
        card = self._cards.read(piece.value)
        if card is not None:
            self._add(card)
        if len(self._lines) >= MAX_CARDS:
            message, mend = f"A deck has at most {MAX_CARDS:,} cards; nothing below was read.", "Split the deck."
            self._report.error(piece.value, "too-many-cards", message, mend)
            return False
        return not self._report.full

    def _take_entry(self, key: Key, value: Node) -> None:
        name = name_of_key(key)
        if name in self._entries:
            first, _ = self._entries[name]
            message = f"{excerpt(name)} is given twice: in line {line_of(first)} and in line {line_of(key)}."
            self._report.error(key, "duplicate-key", message, "Delete one of the two.")
            return
        if self._header is not None:
            message = f"{excerpt(name)} stands below the cards, where it is not read."
            self._report.error(key, "late-key", message, "Move it above `cards:`.")
            return
        self._entries[name] = (key, value)

    def _begin_cards(self) -> CardReader:
        self._header = read_header(self._entries, self._stem, self._report)
        context = Context(
            language=self._header.language,
            sources=frozenset(self._header.sources),
            defaults=read_defaults(self._entries, self._inheritable, self._report),
            question_type=self._question_type,
            type_names=self._type_names,
            default_type=registry.DEFAULT,
        )
        return CardReader(context, self._report)

    def _inheritable(self) -> Iterator[str]:
        """Yield what cards can have in common: any field of any type, but no id."""
        yield from (name for name in COMMON_KEYS if name != "id")
        for name in self._type_names:
            yield from (field.name for field in self._question_type(name).fields)

    def _add(self, card: ReadCard) -> None:
        number = len(self._lines)
        self._lines.append(card.record.to_json())
        for sub_id, question in card.questions.items():
            answers = typed_answers(question)
            if answers:
                self._answers[number, sub_id] = answers
            self._keys.append(f"{card.record.id}/{sub_id}" if sub_id else card.record.id)
            self._owners.append(number)

    def _finish(self, revision: str, *, read: bool) -> ParsedDeck:
        if read:
            self._check_cards_entry()
        reader = self._cards or (self._begin_cards() if self._entries else None)
        if reader is not None:
            reader.report_missing_ids()
        header = self._header or Header(self._stem, self._stem)
        keys = tuple([f"{header.id}/{key}" for key in self._keys])
        records, close = self._lines.__getitem__, CloseAnswers(self._answers, header.language).of
        return ParsedDeck(revision, header, keys, self._owners, records, self._report.problems(), close)

    def _check_cards_entry(self) -> None:
        if not self._entries:
            if not self._report.found_errors:
                mend = "`studyapp new` writes a deck to start from."
                self._report.error(RefusedNode(FILE_START), "empty-file", "The file is empty.", mend)
            return
        if "cards" not in self._entries:
            first, _ = next(iter(self._entries.values()))
            if self._cards is None:
                self._report.error(
                    first, "missing-key", "The deck has no `cards`.", "Write `cards:` and a card below it."
                )
            return
        key, node = self._entries["cards"]
        if isinstance(node, ListNode):
            if self._cards is None and not self._report.found_errors:
                self._report.error(key, "no-cards", "The deck has no cards.", "Write one below `cards:`, after `- `.")
        elif not isinstance(node, RefusedNode):
            mend = "Begin each card with a dash: `- question: …`."
            self._report.error(key, "wrong-shape", "`cards` should be a list of cards.", mend)
