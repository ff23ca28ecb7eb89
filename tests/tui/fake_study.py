"""A workspace without files: a few questions of every form, a clock that stands, saving that can be made to fail."""

# ruff: noqa: ARG002 - a stand-in takes what the real methods take, whether or not it needs it

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

from studyapp.clock import StandingClock
from studyapp.decks.deck import Card
from studyapp.decks.problem import Problem
from studyapp.errors import NotSavedError, StudyError
from studyapp.memory.model import Rating
from studyapp.questions.field import Severity
from studyapp.questions.question import Asked, Option, Outcome, Refusal, Span, Verdict
from studyapp.study.overview import DeckOverview, Overview
from studyapp.study.shown import Marked, Pace, Posed, Summary, Undone

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from studyapp.decks.deck import Deck
    from studyapp.questions.question import Given
    from studyapp.study.clock_watch import ClockDoubt
    from studyapp.study.goal_standing import GoalStanding
    from studyapp.study.workspace import Workspace

NOW = datetime(2026, 11, 23, 18, 40, tzinfo=UTC)


@dataclass(frozen=True)
class FakeQuestion:
    """A question that is marked by comparing the answer with one JSON value."""

    asked: Asked
    right: Given
    expected_text: str
    feedback: str = ""
    reason: str = ""
    diff: tuple[tuple[Span, str], ...] = ()

    @property
    def text(self) -> str:
        return self.asked.prompt

    @property
    def forms(self) -> tuple[str, ...]:
        return (self.asked.form,)

    def ask(self, form: str, rng: Random) -> Asked:
        return self.asked

    def mark(self, asked: Asked, given: Given) -> Verdict | Refusal:
        if given == "":
            return Refusal("Type an answer first.")
        share = self._share(given)
        outcome = Outcome.CORRECT if share == 1 else Outcome.WRONG if share == 0 else Outcome.PARTLY
        wrong = outcome is not Outcome.CORRECT
        return Verdict(
            outcome,
            share,
            expected=self.expected_text,
            given=str(given),
            reason=self.reason if wrong else "",
            feedback=self.feedback if wrong else "",
            diff=self.diff if wrong else (),
        )

    def _share(self, given: Given) -> float:
        if given == self.right:
            return 1.0
        if isinstance(self.right, dict) and isinstance(given, dict):
            return float(sum(self.right.get(left) == right for left, right in given.items()) / len(self.right))
        if self.asked.form in ("multiple", "list") and isinstance(self.right, list) and isinstance(given, list):
            hits = sum(item in self.right for item in given)
            return max(0.0, (hits - (len(given) - hits)) / len(self.right))
        return 0.0

    def expected(self) -> str:
        return self.expected_text

    def answer_key(self) -> str:
        return self.expected_text


CHOICE = FakeQuestion(
    Asked(
        "choice",
        "In which district of Beijing is the Center of Excellence?",
        (Option("Haidian"), Option("Fengtai"), Option("Fangshan"), Option("Daxing")),
        chance=0.25,
    ),
    3,
    "Fangshan",
    feedback="next to Fangshan, but not it",
)
TYPED = FakeQuestion(
    Asked("typed", "Which port of Nigeria's reactor project is named after Zaria's university?", note="one word"),
    "Ahmadu Bello",
    "Ahmadu Bello",
    reason="one letter off",
    diff=((Span.SAME, "Ahm"), (Span.MISSING, "a"), (Span.SAME, "du B"), (Span.EXTRA, "b"), (Span.SAME, "ello")),
)
REVEAL = FakeQuestion(Asked("reveal", "What does HEU stand for?"), None, "Highly enriched uranium")
MULTIPLE = FakeQuestion(
    Asked(
        "multiple",
        "Which of these are noble gases?",
        (Option("Argon"), Option("Oxygen"), Option("Xenon"), Option("Chlorine")),
    ),
    [1, 3],
    "Argon, Xenon",
)
ORDER = FakeQuestion(
    Asked(
        "order",
        "Put the nuclear security summits in order of time.",
        (Option("Seoul"), Option("Washington 2016"), Option("The Hague"), Option("Washington 2010")),
    ),
    [4, 1, 3, 2],
    "Washington 2010 → Seoul → The Hague → Washington 2016",
)
MATCH = FakeQuestion(
    Asked(
        "match",
        "Match each country with its capital.",
        (Option("France"), Option("Italy"), Option("Norway")),
        partners=("Rome", "Oslo", "Paris"),
    ),
    {"France": "Paris", "Italy": "Rome", "Norway": "Oslo"},
    "France: Paris, Italy: Rome, Norway: Oslo",
)
LIST = FakeQuestion(
    Asked("list", "Name the three states of matter met at home.", note="three items, in any order"),
    ["gas", "liquid", "solid"],
    "gas, liquid, solid",
)
ALL_FORMS = (CHOICE, TYPED, REVEAL, MULTIPLE, ORDER, MATCH, LIST)

PROBLEM = Problem(
    "decks/rivers.deck.yaml",
    12,
    3,
    Severity.ERROR,
    "unknown-key",
    "There is no field 'anwser'.",
    "Did you mean answer?",
)


class FakeSession:
    """Asks its questions one after the other; `fail` makes the next saves raise NotSavedError."""

    def __init__(
        self, questions: Sequence[FakeQuestion], clock: StandingClock, *, deck_title: str, hint: str, says: str
    ) -> None:
        self.queue = list(questions)
        self.clock = clock
        self.deck_title = deck_title
        self.hint_text = hint
        self.says = says
        self.done: list[tuple[FakeQuestion, Marked]] = []
        self.given: list[tuple[Given, bool]] = []
        self.fail = 0
        self.posed: Posed | None = None
        self.marked: Marked | None = None
        self.hints_shown = 0
        self.decks: tuple[Deck, ...] = ()
        self.doubt: ClockDoubt | None = None
        self.settled: list[bool] = []

    def clock_doubt(self) -> ClockDoubt | None:
        return self.doubt

    def settle_clock(self, *, right: bool) -> None:
        self.settled.append(right)
        self.doubt = None

    def pose(self) -> Posed | None:
        if self.posed is None and self.queue:
            question = self.queue[0]
            card = Card("deck/card", "deck/card", "typed", question, hint=self.hint_text)
            self.posed = Posed(
                card,
                self.deck_title,
                question.asked,
                len(self.done) + 1,
                is_new=False,
                has_hint=bool(self.hint_text),
                seed=1,
            )
        return self.posed

    def hint(self) -> str:
        self.hints_shown += 1
        return self.hint_text

    def expected(self) -> str:
        return self.queue[0].expected()

    def answer(self, given: Given, *, unsure: bool = False, seconds: float | None = None) -> Marked | Refusal:
        verdict = self.queue[0].mark(self.queue[0].asked, given)
        if isinstance(verdict, Refusal):
            return verdict
        rating = Rating.GOOD if verdict.outcome is Outcome.CORRECT else Rating.AGAIN
        return self._save(given, verdict, rating, unsure=unsure)

    def give_up(self, *, seconds: float | None = None) -> Marked | Refusal:
        verdict = Verdict(Outcome.WRONG, 0.0, self.queue[0].expected(), "", reason="Now you know.")
        return self._save(None, verdict, Rating.AGAIN, unsure=True)

    def rate(self, rating: Rating, *, unsure: bool = False, seconds: float | None = None) -> Marked | Refusal:
        outcome = Outcome.WRONG if rating is Rating.AGAIN else Outcome.CORRECT
        verdict = Verdict(outcome, float(outcome is Outcome.CORRECT), self.queue[0].expected(), "")
        return self._save(None, verdict, rating, unsure=unsure)

    def _save(self, given: Given, verdict: Verdict, rating: Rating, *, unsure: bool) -> Marked:
        if self.fail:
            self.fail -= 1
            raise NotSavedError("the disk is full")
        assert self.posed is not None
        due = self.clock.now() + (timedelta(minutes=10) if rating is Rating.AGAIN else timedelta(days=11))
        self.marked = Marked(
            self.posed,
            verdict,
            rating,
            f"review {len(self.done)}",
            due,
            0.62,
            self.says or "The centre stands in the south-west of the city.",
            self.says or "Xinhua, 4 April 2016, paragraph 10",
        )
        self.given.append((given, unsure))
        self.done.append((self.queue.pop(0), self.marked))
        self.posed = None
        return self.marked

    def overrule(self, rating: Rating) -> Marked:
        question, marked = self.done.pop()
        verdict = marked.verdict._replace(outcome=Outcome.CORRECT, score=1.0, reason="Your own verdict.")
        self.marked = marked._replace(verdict=verdict, rating=rating, due=self.clock.now() + timedelta(days=12))
        self.done.append((question, self.marked))
        return self.marked

    def skip(self) -> None:
        self.queue.append(self.queue.pop(0))
        self.posed = None

    def undo(self) -> Undone | None:
        if not self.done:
            return None
        question, marked = self.done.pop()
        self.queue.insert(0, question)
        self.posed = self.marked = None
        self.pose()
        return Undone(marked.review, "deck/card", question.text)

    def extend(self, minutes: float) -> None:
        self.queue.append(CHOICE)

    def pace(self) -> Pace:
        right = sum(marked.verdict.outcome is Outcome.CORRECT for _, marked in self.done)
        return Pace(len(self.done), right, len(self.queue), 60.0, 480.0)

    def summary(self) -> Summary:
        pace = self.pace()
        return Summary(
            pace.answered,
            pace.right,
            840.0,
            0.71,
            0.76,
            (self.says or "When was the agreement signed?",),
            ("Who hosted the first summit?", CHOICE.text),
            780.0,
            12,
            2,
        )


@dataclass
class FakeWorkspace:
    """Stands in for a workspace; `sessions` are those that were started."""

    questions: Sequence[FakeQuestion] = (CHOICE, TYPED, CHOICE)
    overview_value: Overview | StudyError | None = None
    deck_title: str = "China–U.S. nuclear security"
    hint: str = "South-west."
    says: str = ""
    """Stands for explanation, source and the questions of the summary, where it is not empty."""
    clock: StandingClock = field(default_factory=lambda: StandingClock(NOW))
    sessions: list[FakeSession] = field(default_factory=list)
    started: list[tuple[tuple[str, ...], float | None]] = field(default_factory=list)
    before_overview: Callable[[], object] = lambda: None
    doubt: ClockDoubt | None = None
    """Why the student is to be asked about the clock."""
    at_hand: bool = True
    kept: int = 0
    """How often decks were kept for the next start."""

    def keep_decks(self) -> None:
        self.kept += 1

    def is_at_hand(self, decks: Sequence[str] = ()) -> bool:
        return self.at_hand

    def has_goals(self) -> bool:
        return False

    def refresh_plans(self, decks: Sequence[Deck] = (), is_wanted: Callable[[], bool] = lambda: True) -> int:
        return 0

    def standings(self, decks: Sequence[Deck]) -> tuple[GoalStanding, ...]:
        return ()

    def overview(self) -> Overview:
        self.before_overview()
        value = self.overview_value or overview()
        if isinstance(value, StudyError):
            raise value
        return value

    def start(self, decks: Sequence[str] = (), *, minutes: float | None = None) -> FakeSession:
        self.started.append((tuple(decks), minutes))
        session = FakeSession(self.questions, self.clock, deck_title=self.deck_title, hint=self.hint, says=self.says)
        session.doubt = self.doubt
        self.sessions.append(session)
        return session

    @property
    def real(self) -> Workspace:
        """Itself, as what the app asks for."""
        return cast("Workspace", self)

    @property
    def session(self) -> FakeSession:
        return self.sessions[-1]


def overview(*, problems: tuple[Problem, ...] = (), titles: Sequence[str] = ()) -> Overview:
    """Return how two decks stand, or decks with these titles."""
    decks = (
        DeckOverview("nuclear", "China–U.S. nuclear security", 78, 21, 8, 0.71, (21, 9, 5, 3, 3, 1, 1), 0),
        DeckOverview("tour", "Question types: a tour", 14, 0, 0, 0.88, (0, 2, 0, 1, 1, 0, 1), 0),
    )
    if titles:
        decks = tuple(decks[0]._replace(id=f"deck-{n}", title=title) for n, title in enumerate(titles))  # type: ignore[assignment] # any number
    return Overview(NOW, decks, problems, 240.0, 720.0, 21, 8, 0)


DECKS_FOLDER = Path("decks")
