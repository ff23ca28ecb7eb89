"""How long a student waits after an answer, and how much of that is the disk."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from studyapp.memory.fsrs7 import Fsrs7
from studyapp.progress.store import open_progress
from studyapp.study.scheduling import Scheduler
from tests.bench.ratio import Ratio, elapsed, percentile
from tests.progress.samples import answer
from tests.workspaces import make_workspace, typed_deck

if TYPE_CHECKING:
    from pathlib import Path

    from studyapp.study.session import Session

FRAME = 1 / 30
ANSWERS = 1_000


def answering(folder: Path) -> list[Ratio]:
    """Seconds from an answer to the next question, saved in between, and of the saving alone."""
    return [_to_the_next_question(folder / "session"), *_saving(folder / "store")]


def _to_the_next_question(folder: Path) -> Ratio:
    with make_workspace(folder, typed_deck(2 * ANSWERS)) as workspace:
        session = workspace.start(minutes=1_000)
        session.pose()
        taken = [elapsed(partial(_answer_and_pose, session)) for _ in range(ANSWERS)]
    return Ratio("answer → saved → next question, p99", "a frame at 30 Hz", percentile(taken, 99), FRAME, 1.0)


def _answer_and_pose(session: Session) -> None:
    session.answer("answer 1", seconds=1)
    session.pose()


def _saving(folder: Path) -> list[Ratio]:
    store, fold = open_progress(folder / "progress.db"), Scheduler(Fsrs7()).fold
    answers = [answer(card=f"deck/{number}") for number in range(ANSWERS)]
    taken = [elapsed(partial(store.save, each, fold)) for each in answers]
    store.close()
    return [
        Ratio(
            f"an answer committed and in the journal, p{percent}",
            "a frame at 30 Hz",
            percentile(taken, percent),
            FRAME,
            1.0,
        )
        for percent in (50, 99)
    ]
