"""Keeps progress with its cards while decks are edited: cards that get an id, are reworded, or ask something else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from studyapp.decks.deck import DERIVED_MARK
from studyapp.progress.card_names import Rename
from studyapp.study.recognition import answer_key, wording_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from studyapp.decks.deck import Deck
    from studyapp.decks.predecessors import CardContent, Succession
    from studyapp.progress.card_names import Wording
    from studyapp.progress.review import CardState
    from studyapp.progress.store import ProgressStore
    from studyapp.study.scheduling import Scheduler


class Reworded(NamedTuple):
    """A card that is put in other words than when it was learnt."""

    card: str
    was: str
    now: str
    line: int


class Kept(NamedTuple):
    """What became of the progress with one deck when its file had changed."""

    deck: str
    path: str
    renamed: int = 0
    """Cards that are the same but for their key: an id was written."""
    reworded: tuple[Reworded, ...] = ()
    """Cards without an id of their own whose question was edited."""
    changed: tuple[str, ...] = ()
    """Cards whose answer is another since they were last asked: their history stays, and they are due."""
    reused: tuple[Reworded, ...] = ()
    """Those among the changed ones that now ask for something else: their id was given to another fact."""


def keep_progress(
    store: ProgressStore, deck: Deck, scheduler: Scheduler, new_id: Callable[[], str], now_ms: int
) -> Kept | None:
    """Bring the progress with a deck up to what its file holds now; None if the file is as it was.

    A card that goes on under another key keeps its reviews. Raises NotSavedError.
    """
    if store.knows(deck.id, deck.revision):
        return None
    present = set(deck.keys)
    seen = store.seen(deck.id)
    gone = sorted(seen - present)
    known = list(_known(store.card_names.renames(deck.id), gone, present)) if gone else []
    left = sorted(set(gone) - {rename.old for rename in known})
    successions = _recognised(store, deck, [key for key in left if _is_derived(key)], seen)
    found = [Rename(each.old, each.new, new_id()) for each in successions]
    wordings = store.card_names.wordings([each.old for each in successions])
    if known or found:
        store.card_names.carry_over((*known, *found), scheduler.fold, now_ms)
    changed = store.sync_deck(
        deck.id, deck.revision, deck.keys, changed=partial(_asks_another_fact, deck), at_ms=now_ms
    )
    reworded = tuple(_reworded(deck, each.new, wordings[each.old]) for each in successions)
    return Kept(
        deck=deck.id,
        path=str(deck.path),
        renamed=len(known) + sum(each.was == each.now for each in reworded),
        reworded=tuple(each for each in reworded if each.was != each.now),
        changed=changed,
        reused=tuple(_reused(store, deck, changed)),
    )


def _known(renames: Sequence[Rename], gone: Iterable[str], present: set[str]) -> Iterator[Rename]:
    """Yield the cards that left the deck and are in it under another key that the log knows, in either direction."""
    beside: dict[str, set[str]] = {}
    for rename in renames:
        beside.setdefault(rename.old, set()).add(rename.new)
        beside.setdefault(rename.new, set()).add(rename.old)
    for key in gone:
        met, ahead = {key}, [key]
        while ahead:
            fresh = beside.get(ahead.pop(), set()) - met
            met |= fresh
            ahead += fresh
        here = met & present
        if len(here) == 1:
            yield Rename(key, here.pop())


def _recognised(store: ProgressStore, deck: Deck, gone: Sequence[str], seen: set[str]) -> tuple[Succession, ...]:
    """Return which new cards continue those that had no id of their own and left the deck."""
    fresh = [key for key in deck.keys if key not in seen] if gone else []
    wordings = store.card_names.wordings(gone) if fresh else {}
    if not wordings:
        return ()
    from studyapp.decks.predecessors import predecessors  # noqa: PLC0415 - a deck that was not edited has none

    old = [
        _content(wordings[key], state.answer_key, deck.language)
        for key in gone
        if key in wordings and (state := store.state(key)) is not None
    ]
    new = [_content(wording_of(card), answer_key(card), deck.language) for card in map(deck.card, fresh)]
    return predecessors(old, new)


def _content(wording: Wording, answer: str, language: str) -> CardContent:
    from studyapp.decks.predecessors import CardContent  # noqa: PLC0415 - likewise
    from studyapp.questions.marking.fold import fold  # noqa: PLC0415 - likewise

    return CardContent(wording.card, wording.type, fold(wording.prompt, language).plain, answer)


def _is_derived(key: str) -> bool:
    return key.split("/")[1].startswith(DERIVED_MARK)


def _reworded(deck: Deck, key: str, wording: Wording) -> Reworded:
    card = deck.card(key)
    return Reworded(key, wording.prompt, wording_of(card).prompt, card.line)


def _asks_another_fact(deck: Deck, state: CardState) -> bool:
    """Return whether a card's answer is no longer the one that was learnt."""
    return answer_key(deck.card(state.card)) != state.answer_key


def _reused(store: ProgressStore, deck: Deck, changed: Sequence[str]) -> Iterator[Reworded]:
    """Yield the cards with an id of their own that had another answer and ask a question with hardly a word in common."""
    for key, wording in store.card_names.wordings(changed).items():
        if not _is_derived(key) and not _is_alike(wording.prompt, wording_of(deck.card(key)).prompt, deck.language):
            yield _reworded(deck, key, wording)


def _is_alike(one: str, other: str, language: str) -> bool:
    from studyapp.decks.predecessors import is_same_question  # noqa: PLC0415 - a deck that was not edited has none
    from studyapp.questions.marking.fold import fold  # noqa: PLC0415 - likewise

    return is_same_question(fold(one, language).words, fold(other, language).words)
