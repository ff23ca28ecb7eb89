"""The tour deck in the app: real questions, real marking, real progress."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from studyapp.tui.app import StudyApp
from studyapp.tui.screens.study import StudyScreen
from tests.tui.screen_text import screen_text
from tests.tui.waiting import until
from tests.workspaces import make_workspace

if TYPE_CHECKING:
    from textual.pilot import Pilot

TOUR = Path(__file__).parents[2] / "decks" / "tour.deck.yaml"

KEYS = {
    "reveal": ["enter", "3"],
    "typed": ["x", "enter"],
    "choice": ["1"],
    "multiple": ["1", "2", "enter"],
    "list": ["x", "enter", "y", "enter", "enter"],
}


def keys_for(form: str, options: int, partners: int) -> list[str]:
    """Return keys that give some answer in a form."""
    if form == "order":
        return [*(str(n) for n in range(1, options)), "enter"]
    if form == "match":
        return [*(str(1 + n % partners) for n in range(options)), "enter"]
    return KEYS[form]


async def answer_one(pilot: Pilot[None], screen: StudyScreen) -> str:
    """Answer the open question somehow, go on to the next, and return the form it had."""
    posed, answered = screen.session.posed, screen.session.pace().answered
    assert posed is not None
    await pilot.press(*keys_for(posed.asked.form, len(posed.asked.options), len(posed.asked.partners)))
    await pilot.pause()
    if screen.session.pace().answered == answered:  # a refusal, such as of a text where a number is asked for
        await pilot.press("ctrl+g")
    await until(pilot, lambda: screen.session.pace().answered == answered + 1)
    await until(pilot, lambda: "back " in screen_text(pilot.app))
    await pilot.press("enter")
    await until(pilot, lambda: screen.session.posed is not None)
    return posed.asked.form


async def test_the_tour_deck_runs_every_form_and_every_answer_is_saved(tmp_path: Path) -> None:
    with make_workspace(tmp_path, TOUR.read_text(encoding="utf-8"), minutes_a_day=600) as workspace:
        app = StudyApp(workspace)
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: "Today" in screen_text(app))
            await pilot.press("a")
            await until(pilot, lambda: app.screen.query("Answering"))
            screen = app.screen
            assert isinstance(screen, StudyScreen)
            forms = [await answer_one(pilot, screen) for _ in range(workspace.due().new)]
            assert set(forms) == {"reveal", "typed", "choice", "multiple", "order", "match", "list"}
            assert len(list(workspace.store.history())) == len(forms)
            await pilot.press("ctrl+z")
            await until(pilot, lambda: "Taken back" in screen_text(app))
            assert len(list(workspace.store.history())) == len(forms) - 1
