"""In a real pseudo-terminal: how the app ends, what it loads, what is left of colour."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.color import Color

from studyapp.tui.app import StudyApp
from studyapp.tui.themes import DARK, LIGHT, preferred
from tests.terminal import Terminal
from tests.tui.exam_running import SIZES, begin, fill, offered
from tests.tui.fake_study import CHOICE, FakeWorkspace
from tests.tui.running import at_home, studying
from tests.tui.waiting import until, until_shown

if TYPE_CHECKING:
    from rich.segment import Segment
    from textual.theme import Theme

ROOT = Path(__file__).parents[2]
RUN = """
from tests.tui.fake_study import FakeWorkspace
from studyapp.tui.app import StudyApp
StudyApp(FakeWorkspace().real, ["deck"]).run_to_end()
print("ended kindly")
"""
RUN_WITH_A_MISTAKE = """
import sys
from studyapp.cli import main
from studyapp.tui.app import StudyApp
from studyapp.tui.watch_app import WatchApp

def fail(_):
    kept_to_itself = "an answer"
    raise ZeroDivisionError("a slip")

StudyApp.action_help = WatchApp.action_help = fail
sys.argv[:1] = ["studyapp"]
main()
"""
EXAM_TO_ITS_ERRORS = (
    (("ctrl+s",), "Answer sheet"),
    (("g",), "Hand the exam in?"),
    (("enter",), "Scattering."),
    (("down", "3"), "errors"),
    (("enter",), "error 1 of 3"),
    (("enter",), "error 2 of 3"),
    (("enter",), "error 3 of 3"),
)
"""Keys that lead there, and what is shown after each."""
LEAVE_ALTERNATE_SCREEN = b"\x1b[?1049l"
MOUSE_OFF = b"\x1b[?1000l"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_terminal_as_it_was(number: signal.Signals) -> None:
    with Terminal([sys.executable, "-c", RUN], dict(os.environ), cwd=str(ROOT)) as terminal:
        terminal.wait("Fangshan")
        os.kill(terminal.process, number)
        assert terminal.exit_code(20) == 0
        assert LEAVE_ALTERNATE_SCREEN in terminal.output
        assert MOUSE_OFF in terminal.output


@pytest.mark.parametrize("command", [["study"], ["watch", "decks/nuclear-security-coe.deck.yaml"]], ids=" ".join)
def test_a_mistake_of_the_app_is_told_without_a_traceback(command: list[str], tmp_path: Path) -> None:
    environment = {**os.environ, "STUDYAPP_HOME": str(tmp_path)}
    program = [sys.executable, "-c", RUN_WITH_A_MISTAKE, *command]
    with Terminal(program, environment, cwd=str(ROOT)) as terminal:
        terminal.wait("help")
        terminal.type("\x1bOP")
        assert terminal.exit_code(20) == 3
        terminal.read_rest()
        assert LEAVE_ALTERNATE_SCREEN in terminal.output
        assert "studyapp made a mistake (ZeroDivisionError: a slip)" in terminal.text
        assert "Traceback" not in terminal.text
        assert "kept_to_itself" not in terminal.text
    assert "a slip" in (tmp_path / "cache" / "mistake.txt").read_text(encoding="utf-8")


def test_no_color_leaves_the_terminal_its_own_colours() -> None:
    environment = {**os.environ, "NO_COLOR": "1"}
    with Terminal([sys.executable, "-c", RUN], environment, cwd=str(ROOT)) as terminal:
        terminal.wait("Fangshan")
        since = terminal.type("2")
        terminal.wait("Wrong", since=since)
        assert b"38;2;" not in terminal.output
        assert b"48;2;" not in terminal.output
        assert b"38;5;" not in terminal.output


def segments(app: StudyApp, text: str) -> list[Segment]:
    """Return the pieces of the screen that hold `text`."""
    strips = app.screen._compositor.render_strips()
    return [segment for strip in strips for segment in strip if text in segment.text]


async def test_without_colour_the_cursor_is_reversed_and_verdicts_are_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with studying(CHOICE) as (pilot, _):
        await pilot.press("down")
        app = pilot.app
        assert isinstance(app, StudyApp)
        await until(pilot, lambda: any(s.style and s.style.reverse for s in segments(app, "Haidian")))
        assert not any(s.style and s.style.reverse for s in segments(app, "Fengtai"))
        await pilot.press("2")
        await until_shown(pilot, "✗ Wrong", "your answer", "✓ Fangshan", "right answer")


async def test_without_colour_the_row_under_the_cursor_of_a_list_is_underlined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_home() as pilot:
        app = pilot.app
        assert isinstance(app, StudyApp)

        def underlined(title: str) -> bool:
            return all(segment.style and segment.style.underline for segment in segments(app, title))

        await until(pilot, lambda: underlined("All decks") and not underlined("Question types"))
        await pilot.press("end")
        await until(pilot, lambda: underlined("Question types") and not underlined("All decks"))


def pairs_of_colours(app: StudyApp) -> set[tuple[Color, Color]]:
    """Return the colours of words and of what is behind them."""
    strips = app.screen._compositor.render_strips()
    styles = {segment.style for strip in strips for segment in strip if any(map(str.isalnum, segment.text))}
    found = {(style.color, style.bgcolor) for style in styles if style is not None}
    return {(Color.from_rich_color(words), Color.from_rich_color(ground)) for words, ground in found}


@SIZES
@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
async def test_every_word_of_an_exam_can_be_read(
    tmp_path: Path, theme: Theme, size: tuple[int, int], suffix: str
) -> None:
    seen: set[tuple[Color, Color]] = set()
    async with offered(tmp_path, size=size) as (pilot, _):
        app = pilot.app
        assert isinstance(app, StudyApp)
        app.theme = theme.name
        await fill(pilot, await begin(pilot))
        for keys, shown in EXAM_TO_ITS_ERRORS:
            await pilot.press(*keys)
            await until_shown(pilot, shown)
            seen |= pairs_of_colours(app)
    assert len(seen) > 5, suffix
    assert {pair for pair in seen if ratio(*pair) < 4.5} == set()


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_every_colour_of_a_theme_can_be_read_on_its_ground(theme: object) -> None:
    assert theme in (DARK, LIGHT)
    colours = DARK if theme is DARK else LIGHT
    ground = Color.parse(colours.background or "")
    words = [
        colours.foreground,
        colours.accent,
        colours.success,
        colours.warning,
        colours.error,
        colours.variables["muted"],
    ]
    for colour in words:
        assert ratio(Color.parse(colour or ""), ground) >= 4.5, colour


def ratio(one: Color, other: Color) -> float:
    """Return the contrast of two colours by WCAG 2, 1–21."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour: Color) -> float:
    parts = (part / 255 for part in colour.rgb)
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_theme_follows_the_terminal_where_it_tells_its_ground() -> None:
    assert preferred({}) is DARK
    assert preferred({"COLORFGBG": "0;15"}) is LIGHT
    assert preferred({"COLORFGBG": "15;default;0"}) is DARK
    assert preferred({"COLORFGBG": "nonsense"}) is DARK


def loaded_by(statement: str) -> set[str]:
    """Return the modules that a fresh Python has loaded after `statement`."""
    code = f"{statement}\nimport sys\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


def test_the_first_question_loads_only_what_it_shows() -> None:
    modules = loaded_by("import studyapp.tui.app, studyapp.tui.screens.study, studyapp.tui.answers.choice")
    unwanted = {
        "studyapp.tui.screens.home",
        "studyapp.tui.screens.help",
        "studyapp.tui.screens.summary",
        "studyapp.tui.answers.match",
        "textual.widgets._data_table",
        "textual.widgets._markdown",
        "markdown_it",
        "numpy",
        "yaml",
        "sqlite3",
    }
    assert not modules & unwanted


def test_the_table_of_keys_is_read_without_textual() -> None:
    assert "textual" not in loaded_by("from studyapp.tui.keys import key_table; key_table()")


def test_the_app_hands_back_nothing() -> None:
    assert StudyApp(FakeWorkspace().real).return_value is None
