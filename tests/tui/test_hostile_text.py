"""Whatever a deck, a file or a student writes: nothing crashes, nothing acts, no control character is drawn."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from textual.widgets import Static

from studyapp.decks.problem import Problem
from studyapp.errors import StudyError
from studyapp.questions.field import Severity
from studyapp.questions.question import Asked, Option, Span
from studyapp.tui.app import StudyApp
from tests.tui.fake_study import (
    CHOICE,
    LIST,
    MATCH,
    MULTIPLE,
    ORDER,
    REVEAL,
    TYPED,
    FakeQuestion,
    FakeWorkspace,
    overview,
)
from tests.tui.screen_text import screen_lines
from tests.tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import Sequence


SHORT = (
    "[@click=app.quit]click me[/]",
    "[/]",
    "[b",
    "\x1b[2J\x1b]0;title\x07\x1b]52;c;eA==\x07",
    "a[/b]c",
    "[@click=app.screenshot('x','/')]x[/]",
    "[red]$primary[/red]",
    "x = a[0] + b[i]; ^[a-z]+[/]$",
    "\x9b31m\x00\x07\x08",
    "\u202eevil\u202c \u2066x\u2069",
    "\ud800",
    "\U000e0041\u200b\ufeff",
    "a" + "\u0301" * 300,
    "line\r\nline\x0bline\x85line",
    "\t\t\ttabs",
)
LONG = (
    "漢字かな交じり文 👩‍👩‍👧‍👦🇩🇪👍🏽 שלום עולם مرحبا بالعالم" * 20,
    "x" * 65_536,
    "[/]\n" * 500,
    "[/]",
    " ",
)
ALLOWED = frozenset({"\n", "\t"})


def questions(text: str) -> Sequence[FakeQuestion]:
    """Return a question of every form in which everything a deck can say is `text`."""
    options = (Option(text, feedback=text), Option("plain", feedback=text), Option(text + "2"))
    fill: dict[str, Any] = {"expected_text": text, "feedback": text, "reason": text}
    diff = ((Span.SAME, text), (Span.EXTRA, text), (Span.MISSING, text))

    def asked(form: str) -> Asked:
        return Asked(form, text, options, partners=(text, "other", text), note=text)

    return (
        replace(CHOICE, asked=asked("choice"), right=1, **fill),
        replace(TYPED, asked=asked("typed"), right="never", diff=diff, **fill),
        replace(REVEAL, asked=asked("reveal"), **fill),
        replace(MULTIPLE, asked=asked("multiple"), right=[1], **fill),
        replace(ORDER, asked=asked("order"), right=[1], **fill),
        replace(MATCH, asked=asked("match"), right={text: text}, **fill),
        replace(LIST, asked=asked("list"), right=[text], **fill),
    )


KEYS = {
    "choice": ["2"],
    "typed": ["x", "enter"],
    "reveal": ["enter", "1"],
    "multiple": ["2", "3", "enter"],
    "order": ["2", "1", "enter"],
    "match": ["1", "2", "1", "enter"],
    "list": ["x", "enter", "y", "enter", "enter"],
}


def hostile_workspace(text: str) -> FakeWorkspace:
    problem = Problem(text, 1, 1, Severity.ERROR, "code", text, text)
    stand = overview(problems=(problem, problem), titles=(text, text))
    return FakeWorkspace(questions(text), overview_value=stand, deck_title=text, hint=text, says=text)


def actions(app: StudyApp) -> set[str]:
    """Return the actions that a click anywhere on the screen would run."""
    strips = app.screen._compositor.render_strips()
    metas = [segment.style.meta for strip in strips for segment in strip if segment.style]
    return {str(meta["@click"]) for meta in metas if "@click" in meta}


def assert_clean(app: StudyApp) -> None:
    """No control character is drawn, and no cell would run an action on a click."""
    assert_drawn_clean(app)
    assert not actions(app)


def assert_drawn_clean(app: StudyApp) -> None:
    """No control character is drawn."""
    drawn = "".join(screen_lines(app))
    bad = {c for c in drawn if unicodedata.category(c) in {"Cc", "Cs"} and c not in ALLOWED}
    assert not bad, bad
    assert not any(c in drawn for c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff")


async def walk(text: str, size: tuple[int, int]) -> None:
    """Go through every screen and form with `text` in every place that takes text."""
    workspace = hostile_workspace(text)
    app = StudyApp(workspace.real)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.screen.query("#decks").first().option_count)  # type: ignore[attr-defined] # an OptionList
        assert_clean(app)
        await pilot.press("a")
        for question in workspace.questions:
            await until(pilot, lambda: workspace.sessions and app.screen.query("Answering"))
            assert_clean(app)
            await pilot.press("ctrl+t", "ctrl+n")
            done = len(workspace.session.done)
            await pilot.press(*KEYS[question.asked.form])
            await until(pilot, lambda: len(workspace.session.done) > done)  # noqa: B023 - waited for at once
            assert_clean(app)
            await pilot.press("w")
            await pilot.pause()
            assert_clean(app)
            await pilot.press("enter")
        await until(pilot, lambda: app.screen.query("#summary"))
        assert_clean(app)
        await pilot.press("u")
        await until(pilot, lambda: app.screen.query("Answering"))
        assert_clean(app)


@pytest.mark.parametrize("text", [*LONG, "\n".join(SHORT)], ids=lambda text: f"{len(text)}-characters")
async def test_hostile_text_in_every_place(text: str) -> None:
    await walk(text, (80, 24))


@settings(max_examples=3, phases=[Phase.generate])
@given(
    st.text(st.sampled_from("[]/@=()'\"$\\ ab\n\t\x1b\x9b\u202e漢👍́"), max_size=120),
    st.sampled_from([(80, 24), (40, 15), (20, 6)]),
)
def test_any_text_in_every_place(text: str, size: tuple[int, int]) -> None:
    import asyncio

    asyncio.run(walk(text, size))


class HostileError(StudyError):
    """An error whose message quotes a deck."""


@pytest.mark.parametrize("text", SHORT[:4])
async def test_hostile_text_in_errors(text: str) -> None:
    workspace = FakeWorkspace(overview_value=HostileError(text))
    app = StudyApp(workspace.real)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert_clean(app)


async def test_an_action_in_the_text_would_be_found() -> None:
    app = StudyApp(FakeWorkspace().real)
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.screen.query("#today"))
        app.screen.query_one("#today", Static).update("[@click=app.screenshot('x')]planted[/]")
        await until(pilot, lambda: actions(app))
