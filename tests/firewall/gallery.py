"""Every screen of the app, in every state in which it shows what a deck says, where everything says one text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from studyapp.memory.model import Rating
from studyapp.study.clock_watch import ClockDoubt
from studyapp.study.exam.rules import Wishes
from studyapp.study.goal_advice import Tag
from studyapp.tui.screens.clock import ClockScreen
from studyapp.tui.screens.exam import ExamScreen
from studyapp.tui.screens.exam_errors import ExamErrorsScreen
from studyapp.tui.screens.exam_result import ExamResultScreen
from studyapp.tui.screens.goal_form import Choice, GoalForm
from studyapp.tui.screens.goal_tags import GoalTags
from studyapp.tui.screens.help import HelpScreen
from studyapp.tui.screens.home import HomeScreen
from studyapp.tui.screens.offer import OfferScreen
from studyapp.tui.screens.own_marks import OwnMarksScreen
from studyapp.tui.screens.plan import PlanScreen
from studyapp.tui.screens.sheet import SheetScreen
from studyapp.tui.screens.study import StudyScreen
from studyapp.tui.screens.summary import SummaryScreen
from studyapp.tui.screens.watch import WatchScreen
from tests.firewall.fake_app import workspace_saying
from tests.firewall.hostile import deck
from tests.study.exam.taking import begun
from tests.tui.fake_study import NOW
from tests.tui.test_hostile_text import KEYS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from textual.screen import Screen

    from studyapp.questions.question import Given
    from studyapp.study.exam.desk import MockExams
    from studyapp.study.exam.paper import ExamQuestion
    from studyapp.study.exam.review import Submission
    from studyapp.study.exam.sheet import Sheet
    from tests.tui.fake_goals import GoalWorkspace

READABLE = "2016"
"""An answer that every type can read, right or wrong."""
ALL = Wishes(questions=99)


class Setting(NamedTuple):
    """What a screen is made of."""

    text: str
    """What everything says."""
    folder: Path
    """Empty, for this screen alone."""


class Scene(NamedTuple):
    """A screen in one state."""

    screen: type[Screen[Any]]
    make: Callable[[Setting], Screen[Any]]
    """A new one each time, so that whatever was done to the last one is gone."""
    shown: str
    """Words of the app that say that it is ready for keys."""
    keys: Sequence[str] = ()
    """What leads on to the state."""
    then_shown: str = ""


# --- studying and planning, over a stand-in for studying -----------------------------------------------------------------


def _workspace(setting: Setting, *forms: str) -> GoalWorkspace:
    workspace = workspace_saying(setting.text)
    workspace.doubt = None
    if forms:
        workspace.questions = [question for question in workspace.questions if question.asked.form in forms]
    return workspace


def _home(setting: Setting) -> Screen[Any]:
    workspace = _workspace(setting)
    workspace.overview_value = workspace.overview()._replace(news=(setting.text,))
    return HomeScreen(workspace.real, None)


def _study(form: str) -> Callable[[Setting], Screen[Any]]:
    def make(setting: Setting) -> Screen[Any]:
        workspace = _workspace(setting, form)
        return StudyScreen(workspace.real.start, workspace.real)

    return make


def _summary(setting: Setting) -> Screen[Any]:
    workspace = _workspace(setting)
    session = workspace.real.start()
    session.pose()
    session.answer(1)
    return SummaryScreen(session, workspace.real)


def _plan(setting: Setting) -> Screen[Any]:
    return PlanScreen(_workspace(setting).real)


def _no_plan(setting: Setting) -> Screen[Any]:
    workspace = _workspace(setting)
    workspace.goals = []
    return PlanScreen(workspace.real)


def _goal_form(setting: Setting) -> Screen[Any]:
    choices = [Choice(id, setting.text, 3, has_goal=id == "b", is_marked=id == "a") for id in "ab"]  # noqa: A001 - as Choice names it
    return GoalForm(choices, NOW, minutes=20)


def _tags(setting: Setting) -> Screen[Any]:
    return GoalTags([Tag(setting.text, 3, 1.0, left_out=True), Tag(f"{setting.text}2", 3, 1.0, left_out=False)])


# --- mock exams, over real decks and real progress ------------------------------------------------------------------------


def _deck(setting: Setting) -> str:
    """Return a deck without the types for which square brackets in an answer hold what may be left out of it."""
    lines = deck(setting.text).splitlines(keepends=True)
    return "".join(line for line in lines if "type: typed" not in line and "type: list" not in line)


def _begun(setting: Setting) -> tuple[MockExams, Sheet]:
    return begun(setting.folder, _deck(setting), wishes=ALL)


def _answer_to(question: ExamQuestion) -> Given:
    """Return an answer that the form of a question takes, right or wrong."""
    options = range(1, len(question.asked.options) + 1)
    answers: dict[str, Given] = {"choice": 1, "multiple": [1], "order": [*options], "list": [READABLE]}
    if question.asked.form == "match":
        return {option.text: question.asked.partners[0] for option in question.asked.options}
    return answers.get(question.asked.form, READABLE)


def _filled(setting: Setting) -> tuple[MockExams, Sheet]:
    exams, sheet = _begun(setting)
    for index in range(len(sheet)):
        sheet.go(index)
        sheet.answer(_answer_to(sheet.question))
    sheet.go(0)
    sheet.flag()
    return exams, sheet


def _closed(setting: Setting) -> tuple[MockExams, Sheet]:
    exams, sheet = _filled(setting)
    sheet.close()
    return exams, sheet


def _marked(setting: Setting) -> tuple[MockExams, Sheet]:
    exams, sheet = _closed(setting)
    while (question := sheet.to_mark()) is not None:
        sheet.rate(question, Rating.AGAIN)
    return exams, sheet


def _submitted(setting: Setting) -> tuple[Submission, Sheet]:
    exams, sheet = _marked(setting)
    return exams.submit(sheet), sheet


def _offer(setting: Setting) -> Screen[Any]:
    exams, sheet = _marked(setting)
    exams.submit(sheet)
    return OfferScreen(exams, ALL)


def _waiting(setting: Setting) -> Screen[Any]:
    exams, sheet = _filled(setting)
    sheet.rest()
    return OfferScreen(exams, ALL)


def _exam(form: str) -> Callable[[Setting], Screen[Any]]:
    def make(setting: Setting) -> Screen[Any]:
        exams, sheet = _filled(setting)
        sheet.go(next(question.number - 1 for question in sheet.questions if question.asked.form == form))
        return ExamScreen(exams, sheet)

    return make


def _sheet(*, handing_in: bool) -> Callable[[Setting], Screen[Any]]:
    return lambda setting: SheetScreen(_filled(setting)[1], handing_in=handing_in)


def _own_marks(setting: Setting) -> Screen[Any]:
    return OwnMarksScreen(*_closed(setting), "")


def _result(setting: Setting) -> Screen[Any]:
    return ExamResultScreen(*_marked(setting), "")


def _error(form: str) -> Callable[[Setting], Screen[Any]]:
    def make(setting: Setting) -> Screen[Any]:
        submission, sheet = _submitted(setting)
        screen = ExamErrorsScreen(submission, sheet)
        forms = [question.asked.form for question, _ in submission.errors()]
        screen._index = forms.index(form)
        return screen

    return make


# --- watching a deck ------------------------------------------------------------------------------------------------------


def _watch(setting: Setting) -> Screen[Any]:
    until_closed = setting.text.partition("/")[0][:-1]  # no name of a file holds a slash
    path = setting.folder / f"{until_closed}.deck.yaml"
    path.write_text(_deck(setting), encoding="utf-8")
    return WatchScreen(path)


def _clock(_: Setting) -> Screen[Any]:
    return ClockScreen(ClockDoubt(NOW.replace(year=2031), NOW, is_possible=True))


SCENES: dict[str, Scene] = {
    "home": Scene(HomeScreen, _home, "Today"),
    **{
        f"study {form}": Scene(StudyScreen, _study(form), "1 of 1", ("ctrl+t", "ctrl+n"), "~ You said") for form in KEYS
    },
    **{f"verdict {form}": Scene(StudyScreen, _study(form), "1 of 1", (*KEYS[form], "w"), "next") for form in KEYS},
    "taken back": Scene(StudyScreen, _study("choice"), "1 of 1", (*KEYS["choice"], "u"), "Taken back"),
    "revealed": Scene(StudyScreen, _study("reveal"), "1 of 1", ("enter",), "1–4 rate"),
    "summary": Scene(SummaryScreen, _summary, "Enter done"),
    "clock": Scene(ClockScreen, _clock, "Is the clock right?"),
    "help": Scene(HelpScreen, lambda _: HelpScreen(), "Everywhere"),
    "plan": Scene(PlanScreen, _plan, "Enter study"),
    "plan, further down": Scene(PlanScreen, _plan, "Enter study", ("end",), "? help"),
    "no plan": Scene(PlanScreen, _no_plan, "No goal is set."),
    "goal": Scene(GoalForm, _goal_form, "A goal"),
    "exam and minutes": Scene(GoalForm, lambda _: GoalForm((), NOW, minutes=20), "Exam and minutes"),
    "tags": Scene(GoalTags, _tags, "Leave out tags"),
    "offer": Scene(OfferScreen, _offer, "Enter begin"),
    "offer, further down": Scene(OfferScreen, _offer, "Enter begin", ("end",), "forecast"),
    "waiting exam": Scene(OfferScreen, _waiting, "Enter go on", ("n",), "Give this exam up?"),
    **{f"exam {form}": Scene(ExamScreen, _exam(form), "min left") for form in ("choice", "typed", "match")},
    "sheet": Scene(SheetScreen, _sheet(handing_in=False), "Answer sheet"),
    "hand in": Scene(SheetScreen, _sheet(handing_in=True), "Hand the exam in?"),
    "own marks": Scene(OwnMarksScreen, _own_marks, "1–4 rate"),
    "result": Scene(ExamResultScreen, _result, "points"),
    **{
        f"error {form}": Scene(ExamErrorsScreen, _error(form), "error ")
        for form in ("choice", "typed", "multiple", "match")
    },
    "watch": Scene(WatchScreen, _watch, "card 1 of"),
    "watch choice": Scene(WatchScreen, _watch, "card 1 of", ("ctrl+n", "ctrl+t", "1"), "ask again"),
}
"""By name; a new screen belongs here, in each state in which it shows what a deck says."""
ONE_OF_EACH = tuple({scene.screen: name for name, scene in reversed(SCENES.items())}.values())[::-1]
"""The first scene of each screen."""
