"""What changed since the last commit in ways that touch the progress of students."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.decks.checks.places import as_problem, located
from studyapp.decks.checks.remark import Remark
from studyapp.decks.deck import DERIVED_MARK
from studyapp.decks.predecessors import CardContent, Change, is_same_question, predecessors
from studyapp.decks.report import excerpt
from studyapp.questions.registry import question_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from studyapp.decks.checks.entry import Entry
    from studyapp.decks.decktext import DeckText
    from studyapp.decks.parsed import Header
    from studyapp.decks.problem import Problem

MOST_CHANGES = 2000
"""A deck in which more cards come and go was written anew."""


def content_of(entry: Entry) -> CardContent:
    """Return what a card is recognised by."""
    return CardContent(entry.record.id, entry.type, entry.folded_prompt.plain, answer_key(entry))


def answer_key(entry: Entry) -> str:
    """Return what identifies the facts that a card asks for."""
    questions = question_type(entry.type).build(entry.record.values, entry.language).questions
    return "\0".join(question.answer_key() for question in questions.values())


def changes(
    old: Sequence[Entry], new: Sequence[Entry], headers: tuple[Header, Header], text: DeckText, path: str
) -> Iterator[Problem]:
    """Yield what the new version of a deck does to the identity of cards of the old one; `headers` are old and new."""
    if headers[0].id != headers[1].id:
        message = f"The deck was called {excerpt(headers[0].id)} in the last commit; its progress is kept under that."
        yield as_problem(path, *_deck_id_place(text), "deck-id-changed", message, "Put the old id back.")
        return
    before, after = _by_id(old), _by_id(new)
    yield from located(list(_changed_cards(before, after)), text, path)
    yield from _missing_cards(old, before, after, text, path)


def _by_id(entries: Sequence[Entry]) -> dict[str, Entry]:
    return {entry.record.id: entry for entry in entries if not entry.record.id.startswith(DERIVED_MARK)}


def _changed_cards(before: Mapping[str, Entry], after: Mapping[str, Entry]) -> Iterator[Remark]:
    for card, entry in after.items():
        earlier = before.get(card)
        if earlier is None or (earlier.record.values == entry.record.values and earlier.type == entry.type):
            continue
        if answer_key(earlier) == answer_key(entry):
            continue
        if not is_same_question(earlier.prompt_words, entry.prompt_words):
            message = f"The id {excerpt(card)} stood for {excerpt(earlier.prompt, 60)} in the last commit."
            yield Remark(entry, "id-reused", message, "Give the new card a new id.", "id")
        else:
            was = "; ".join(answer.text for answer in earlier.answers)
            message = f"The answer was {excerpt(was)} in the last commit." if was else "The answer was another one."
            yield Remark(
                entry, "answer-changed", message, "Students keep their history and are asked again soon.",
                entry.answers[0].field if entry.answers else "answer",
            )  # fmt: skip


def _missing_cards(
    old: Sequence[Entry], before: Mapping[str, Entry], after: Mapping[str, Entry], text: DeckText, path: str
) -> Iterator[Problem]:
    gone = [entry for card, entry in before.items() if card not in after][:MOST_CHANGES]
    come = [entry for card, entry in after.items() if card not in before][:MOST_CHANGES]
    renamed: dict[str, str] = {}
    if gone and come:
        found = predecessors([content_of(entry) for entry in gone], [content_of(entry) for entry in come])
        renamed = {each.old: each.new for each in found if each.change in {Change.SAME, Change.REWORDED}}
    remarks = []
    for card, new_id in renamed.items():
        message = f"In the last commit the card was called {excerpt(card)}; its progress stays behind under that id."
        remarks.append(Remark(after[new_id], "id-renamed", message, f"Write `id: {card}`.", "id"))
    yield from located(remarks, text, path)
    for entry in gone:
        if entry.record.id not in renamed:
            message = f"The card {excerpt(entry.record.id)} of the last commit is gone: {excerpt(entry.prompt, 60)}."
            mend = "Put it back, unless you meant to delete it."
            yield as_problem(path, _line_before(entry, old, after), 1, "id-removed", message, mend)


def _line_before(entry: Entry, old: Sequence[Entry], after: Mapping[str, Entry]) -> int:
    """Return the line of the nearest card above in the old version that is still there, or the first line."""
    for number in range(entry.number - 1, -1, -1):
        kept = after.get(old[number].record.id)
        if kept is not None:
            return kept.line
    return 1


def _deck_id_place(text: DeckText) -> tuple[int, int]:
    at = 0 if text.data.startswith(b"id:") else text.data.find(b"\nid:") + 1
    return text.line_at(at), 1
