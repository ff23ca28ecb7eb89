"""A student's folder full of hostile things, its harmless twin, and what every command can be made to show of it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyapp.progress.store import open_progress
from tests.firewall.hostile import PAYLOADS, write_library
from tests.firewall.recording import Recording, Step, record
from tests.progress.samples import answer, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

ANSWERS = (
    '{"hint": true}',
    '{"reveal": true}',
    '{"answer": 1}',
    '{"answer": "x"}',
    '{"answer": [1]}',
    '{"rating": "again"}',
)
JSONL = [f"{line}\n" for line in (*ANSWERS * 12, '{"quit": true}')]
EXAM_LINES = (*ANSWERS[2:] * 6, '{"submit": true}', *['{"rating": "again"}'] * 3, '{"quit": true}')
PLAIN = ["?\n", ":h\n", *["x\n", "1\n", "\n", "2\n", ":x\n", "1\n"] * 8, ":q\n", ":q\n", ":q\n"]
STUDYAPP = ("-m", "studyapp")


@dataclass(frozen=True, slots=True)
class Place:
    """A student's folder with decks and a progress file."""

    home: Path
    decks: Path
    paths: Sequence[bytes]
    """Of deck files."""
    card: str
    """In the last deck, or of a name that only the progress file knows."""

    def run(self, *arguments: str | bytes, keys: Sequence[str | Step] = (), wait_first: str = "") -> Recording:
        """Run a command in a terminal."""
        return record(self.home, [*STUDYAPP, *arguments], keys, wait_first=wait_first)

    def runs(self, *ways: Sequence[str | bytes]) -> Iterator[Recording]:
        """Run a command in several ways, without a key."""
        return (self.run(*way) for way in ways)

    @property
    def folder(self) -> Sequence[str]:
        """The option that names the folder of decks."""
        return "--decks", str(self.decks)


def make_place(folder: Path, *, hostile: bool) -> Place:
    """Return a new place in `folder`."""
    home = folder / ("hostile" if hostile else "harmless")
    paths = write_library(home / "decks", hostile=hostile)
    card = PAYLOADS[3] + "\u202e\x9b" if hostile else "card"
    with closing(open_progress(home / "progress.db")) as store:
        store.save(answer(card=f"firewall/{card}", given=card), fold)
    return Place(home, home / "decks", paths, card)


def _study(place: Place) -> Iterator[Recording]:
    for each in place.paths:
        yield place.run("study", each, "--plain", "--minutes", "60", keys=PLAIN)
        yield place.run("study", each, "--jsonl", "--minutes", "60", keys=JSONL)
    yield place.run("study", place.card, "--plain", *place.folder)


def _exam(place: Place) -> Iterator[Recording]:
    for each in place.paths:
        yield place.run("exam", each, "--plain", keys=["?\n", ":f\n", *["x\n", "1\n", ":n\n"] * 8, ":l\n", ":q\n"])
        yield place.run("exam", each, "--plain", "--new", keys=[*["x\n"] * 9, ":d\n", "y\n", *["1\n"] * 3, ":q\n"])
        yield place.run("exam", each, "--jsonl", "--new", keys=[f"{line}\n" for line in EXAM_LINES])
        yield place.run("exam", each, "--results")
        yield place.run("exam", each, "--results", "--json")
    yield place.run("exam", place.card, "--results", *place.folder)
    yield place.run("exam", place.paths[0], "--pass", place.card)


def _watch(place: Place) -> Iterator[Recording]:
    yield place.run("watch", b"/nowhere/" + place.paths[0].rsplit(b"/", 1)[1])
    keys = ["\x14", "n", "\x0e", "\x11", "\x11"]
    yield from (place.run("watch", each, keys=keys, wait_first="leave") for each in place.paths)


def _new(place: Place) -> Iterator[Recording]:
    name = b"/new" + place.paths[0].rsplit(b"/", 1)[1]
    yield place.run("new", bytes(place.home) + name, "--title", place.card)
    yield place.run("new", place.paths[0], "--language", place.card)
    yield from (place.run("new", bytes(place.home) + name + b"2", "--from-csv", each) for each in place.paths)


def _restore(place: Place) -> Iterator[Recording]:
    yield place.run("restore")
    yield from (place.run("restore", each, "--yes") for each in place.paths)
    yield place.run("restore", place.card, "--yes")
    yield place.run("restore", place.paths[0], keys=["n\n"])


def _export(place: Place) -> Iterator[Recording]:
    for each in place.paths:
        yield place.run("export", each, "--to", each + b".html")
        yield place.run("export", each, "--to", place.card)


def _plan(place: Place) -> Iterator[Recording]:
    on = ("--on", "in 3 days", "--minutes", "9")
    yield from place.runs(
        ("plan", "firewall", *on, *place.folder),
        ("plan", *place.folder),
        ("plan", *place.folder, "--json"),
        ("plan", "firewall", "--leave-out", place.card, *place.folder),
        ("plan", place.card, "--on", place.card, *place.folder),
        ("plan", place.paths[0], *on, *place.folder),
    )


def _why(place: Place) -> Iterator[Recording]:
    yield from place.runs(
        ("why", "firewall/c1", *place.folder),
        ("why", "firewall/c1", "--json", *place.folder),
        ("why", f"firewall/{place.card}", *place.folder),
        ("why", place.card, *place.folder),
    )


def _of_decks(name: str) -> Callable[[Place], Iterator[Recording]]:
    def runs(place: Place) -> Iterator[Recording]:
        yield from (place.run(name, each) for each in place.paths)
        yield from (place.run(name, each, "--json") for each in place.paths)
        yield place.run(name, place.paths[0], place.card)

    return runs


def _of_the_library(name: str) -> Callable[[Place], Iterator[Recording]]:
    return lambda place: place.runs((name, *place.folder), (name, *place.folder, "--json"))


def _of_progress(name: str) -> Callable[[Place], Iterator[Recording]]:
    return lambda place: place.runs((name,), (name, place.card), (name, "--json"))


RUNS: dict[str, Callable[[Place], Iterator[Recording]]] = {
    "study": _study,
    "exam": _exam,
    "due": _of_the_library("due"),
    "plan": _plan,
    "history": _of_progress("history"),
    "why": _why,
    "stats": _of_progress("stats"),
    "new": _new,
    "check": _of_decks("check"),
    "watch": _watch,
    "preview": _of_decks("preview"),
    "id": _of_decks("id"),
    "schema": _of_progress("schema"),
    "export": _export,
    "backup": _of_progress("backup"),
    "restore": _restore,
    "doctor": _of_progress("doctor"),
    "fit": _of_progress("fit"),
    "evaluate": _of_decks("evaluate"),
    "simulate": lambda place: place.runs(
        ("simulate", "--learners", "1", "--days", "1", "--cards", "2"), ("simulate", "--truth", place.card)
    ),
}
"""How each command is run to show what is hostile: a new one belongs here, with all ways in which it can show it."""
REFUSES_DECKS = {"evaluate", "fit"}
"""Commands that can do nothing with what is in a place: a log of reviews, or enough of them."""
