"""Cutting the power at any moment of a student's work, and holding what is left against what was said to be saved."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from studyapp.errors import StudyError
from studyapp.progress.backups import list_backups, verify
from studyapp.progress.events import ReviewEvent, UndoEvent
from studyapp.progress.journal import journals_beside, read_journal
from studyapp.progress.store import ProgressStore, open_progress
from tests.disk.disk import Cut, Disk
from tests.disk.interposing import Faults, surroundings
from tests.disk.recording import read_record
from tests.disk.student import MODEL
from tests.progress.samples import NOON, answer
from tests.quick_folder import quick_folder
from tests.workspaces import FOLD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from tests.disk.recording import Act

SAID = "/said"
AFTER_SAYING = 50
ROOT = Path(__file__).parents[2]


@dataclass(slots=True)
class Said:
    """What the student was told is done."""

    names: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def note(self, line: bytes) -> None:
        """Take down a line: `saved review ID` for one in the file, `review ID` for one in the text journal, too."""
        what, _, name = line.decode().strip().rpartition(" ")
        self.names[what].add(name)


@dataclass(slots=True)
class Outcome:
    """What many power cuts brought."""

    cuts: int = 0
    said: int = 0
    """Reviews, undos and backups said to be done before the cuts, all cuts taken together."""
    faults: Counter[str] = field(default_factory=Counter)


def record(
    library: Path, folder: Path, answers: int, *, schema: int = 0, defect: str = "", unsound: Random | None = None
) -> Path:
    """Let a student study in `folder`, from nothing or with a file of an earlier schema; return the record of it.

    On an `unsound` disk synchronising fails now and then, and what was to be written is lost though it can be read.
    """
    watched = folder / "watched"
    watched.mkdir(parents=True)
    log = folder / "record"
    command = [sys.executable, "-m", "tests.disk.student", str(watched), str(answers), str(schema), defect]
    command += [] if unsound is None else [str(unsound.getrandbits(32))]
    with contextlib.ExitStack() as stack:
        faults = stack.enter_context(Faults(folder / "control")) if unsound is not None else None
        subprocess.run(command, env=surroundings(library, watched, log=log, faults=faults), cwd=ROOT, check=True)
    return log


def cut_everywhere(log: Path, rng: Random, cuts: int) -> Outcome:
    """Cut the power `cuts` times, spread over the record, and look at what each leaves."""
    acts = list(read_record(log))
    moments = Counter(rng.choices(range(len(acts)), _weights(acts), k=cuts))
    disk, said, outcome, notes = Disk(), Said(), Outcome(), set[int]()
    with quick_folder() as folder:
        for moment, act in enumerate(acts):
            disk.follow(act)
            if act.verb == "open" and act.path == SAID:
                notes.add(act.file)
            if act.verb == "write" and act.file in notes:
                said.note(act.data)
            for number in range(moments[moment]):
                left = folder / f"{moment}-{number}"
                cut = rng.choice(list(Cut))
                _lay_out(disk.after(cut, rng), left)
                outcome.cuts += 1
                outcome.said += sum(map(len, said.names.values()))
                outcome.faults.update(faults_of(left / "data" / "progress.db", said))
    return outcome


def _weights(acts: Sequence[Act]) -> list[int]:
    """Return how often to cut the power after each act: most often when something was just said to be done."""
    said = {act.file for act in acts if act.verb == "open" and act.path == SAID}
    return [AFTER_SAYING if act.verb == "write" and act.file in said else 1 for act in acts]


def faults_of(progress: Path, said: Said) -> Iterator[str]:
    """Yield what is wrong with the files that a power cut has left: each copy of the log must hold all on its own."""
    reviews, undos = said.names["review"], said.names["undo"]
    saved = reviews | said.names["saved review"] | said.names["inherited"]
    if said.names["inheriting"] and not said.names["inherited"]:
        return
    if not (progress.exists() or saved):
        open_progress(progress).close()
        return
    try:
        verify(progress)
        with closing(open_progress(progress, now_ms=lambda: NOON)) as store:
            yield from _faults_of_log(store, saved, undos | said.names["saved undo"])
            store.save(answer(card="deck/1", at_ms=NOON), FOLD)
            yield from _faults_of_journals(progress, {r.answer.id for r in store.history(with_undone=True)}, undos)
    except StudyError as error:
        yield f"the progress file cannot be used: {type(error).__name__}"
        yield from _faults_of_journals(progress, reviews, undos)
    yield from _faults_of_backups(progress, said.names["backup"])


def _faults_of_log(store: ProgressStore, reviews: set[str], undos: set[str]) -> Iterator[str]:
    if reviews - {review.answer.id for review in store.history(with_undone=True)}:
        yield "the progress file lacks a review"
    if undos - {undo.review for undo in store.undos()}:
        yield "the progress file lacks an undo"
    store.ensure_states(MODEL, FOLD)
    cached = list(store.states("deck"))
    store.rebuild_states(FOLD)
    if cached != list(store.states("deck")):
        yield "states are not what the log folds to"


def _faults_of_journals(progress: Path, reviews: set[str], undos: set[str]) -> Iterator[str]:
    events = [event for journal in journals_beside(progress) for event in read_journal(journal)]
    if reviews - {event.values[0] for event in events if isinstance(event, ReviewEvent)}:
        yield "the text journals lack a review"
    if undos - {event.values[1] for event in events if isinstance(event, UndoEvent)}:
        yield "the text journals lack an undo"


def _faults_of_backups(progress: Path, said: set[str]) -> Iterator[str]:
    found = list_backups(progress)
    if said - {backup.path.name for backup in found}:
        yield "a backup is gone"
    for backup in found:
        try:
            verify(backup.path)
        except StudyError:
            yield "a backup is not whole"


def _lay_out(files: dict[str, bytes | None], folder: Path) -> None:
    folder.mkdir()
    for path, content in files.items():
        target = folder / path.lstrip("/")
        if content is None:
            target.mkdir()
        else:
            target.write_bytes(content)
