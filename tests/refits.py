"""FSRS-6 refitted by others, to hold our own fits against. For tests alone: fsrs-rs-python and Anki's backend.

Anki is installed for `make bench-memory` only (dependency group `anki`).
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import fsrs_rs_python

from studyapp.memory.history import elapsed
from studyapp.memory.prior import FSRS6

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.memory.history import History

LONGEST_ITEM = 256
"""Reviews of one card that fsrs-rs learns from."""
DAY_MS = 86_400_000
LEARNT, REVIEWED = 0, 1
"""Kinds of review as Anki knows them: on a card's first day, and later."""


def fsrs_rs(history: History, *, short_term: bool, by_card: bool) -> tuple[float, ...]:
    """Return the parameters that fsrs-rs fits to a log."""
    items, cards = _items(history)
    found: Sequence[float] = fsrs_rs_python.FSRS(list(FSRS6.defaults)).compute_parameters(
        items, card_ids=cards if by_card else None, enable_short_term=short_term
    )
    return tuple(found)


def anki_version() -> str | None:
    """Return which Anki is installed, None where none is."""
    try:
        return version("anki")
    except PackageNotFoundError:
        return None


def anki(history: History) -> tuple[float, ...]:
    """Return the parameters that Anki fits to a log: a real collection with these reviews, optimised by its backend.

    Reviews are moved to the noon of their study day, so that Anki counts the same days whatever zone it is in.
    """
    from anki.collection import Collection

    with TemporaryDirectory() as folder:
        collection = Collection(f"{folder}/collection.anki2")
        try:
            reviews = _revlog(history)
            cards = sorted({review[1] for review in reviews})
            notes = [(card, str(card)) for card in cards]
            assert collection.db is not None
            insert = collection.db.executemany
            insert("INSERT INTO notes VALUES (?, ?, 1, 0, -1, '', 'a', 'a', 0, 0, '')", notes)
            insert(
                "INSERT INTO cards VALUES (?, ?, 1, 0, 0, -1, 2, 2, 1, 1, 2500, 1, 0, 0, 0, 0, 0, '')",
                [(c, c) for c in cards],
            )
            insert("INSERT INTO revlog VALUES (?, ?, -1, ?, 1, 1, 2500, 1000, ?)", reviews)
            found = collection._backend.compute_fsrs_params(
                search="", current_params=[], ignore_revlogs_before_ms=0, num_of_relearning_steps=1, health_check=False
            )
        finally:
            collection.close()
    return tuple(found.params) or FSRS6.defaults


def _revlog(history: History) -> list[tuple[int, int, int, int]]:
    """Return time, card, rating and kind of each review; times differ, and keep the order of the log."""
    rows = history.columns
    first_day: dict[int, int] = {}
    by_time = sorted(zip(history.order, rows.card, history.day, rows.rating, strict=True))
    reviews = []
    for order, card, day, rating in by_time:
        kind = LEARNT if first_day.setdefault(int(card), int(day)) == day else REVIEWED
        reviews.append((int(day) * DAY_MS + DAY_MS // 2 + int(order), 1 + int(card), int(rating), kind))
    return reviews


def _items(history: History) -> tuple[list[Any], list[int]]:
    """Return what fsrs-rs learns from: for each review on a later day, the card's reviews up to it."""
    days = elapsed(history, whole=True).astype(int).tolist()
    rows = history.columns
    ratings, cards, first = rows.rating.tolist(), rows.card.tolist(), history.first.tolist()
    start = 0
    found: list[tuple[int, Any, int]] = []
    for row, order in enumerate(history.order.tolist()):
        start = row if first[row] else start
        if days[row] > 0 and row - start < LONGEST_ITEM:
            reviews = [fsrs_rs_python.FSRSReview(ratings[past], days[past]) for past in range(start, row + 1)]
            found.append((order, fsrs_rs_python.FSRSItem(reviews), cards[row]))
    found.sort(key=lambda item: item[0])
    return [item for _, item, _ in found], [card for _, _, card in found]
