"""Every question type of the tour, answered rightly in the protocol and in line mode."""

from __future__ import annotations

import json
import re
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from studyapp.line.jsonl import JsonlSession
from studyapp.line.plain import PlainSession
from studyapp.line.wording import AnswerWording
from studyapp.questions.question import Outcome, Refusal
from studyapp.questions.registry import NAMES
from tests.workspaces import make_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studyapp.questions.list_items import ListOfItems
    from studyapp.questions.match import Match
    from studyapp.questions.multiple import Multiple
    from studyapp.questions.order import Order
    from studyapp.questions.question import Question
    from studyapp.study.session import Session
    from studyapp.study.shown import Posed

TOUR = (Path(__file__).parents[2] / "decks" / "tour.deck.yaml").read_text(encoding="utf-8")


def structured(posed: Posed) -> Any:
    """Return the right answer as a program sends it."""
    question: Question = posed.card.question
    match posed.asked.form:
        case "choice":
            return next(n for n in count(1) if is_right(posed, n))
        case "multiple":
            return list(cast("Multiple", question).answers)
        case "order":
            return list(cast("Order", question).items)
        case "match":
            return dict(cast("Match", question).pairs)
        case "list":
            return [re.sub(r"\[.*?\]", "", item) for item in cast("ListOfItems", question).items]
        case _:
            return question.expected()


def is_right(posed: Posed, answer: object) -> bool:
    verdict = posed.card.question.mark(posed.asked, cast("Any", answer))
    assert not isinstance(verdict, Refusal)
    return verdict.outcome is Outcome.CORRECT


def typed_line(posed: Posed) -> str:
    """Return the right answer as a student types it at a prompt."""
    answer = structured(posed)
    options = [option.text for option in posed.asked.options]
    match posed.asked.form:
        case "multiple" | "order":
            return " ".join(str(options.index(item) + 1) for item in answer)
        case "match":
            letters = "abcdefghijklmnopqrstuvwxyz"
            partners = list(posed.asked.partners)
            return " ".join(f"{n}{letters[partners.index(answer[left])]}" for n, left in enumerate(options, 1))
        case "list":
            return "; ".join(answer)
        case _:
            return str(answer)


def commands(session: Session) -> Iterator[str]:
    while (posed := session.posed) is not None:
        if posed.asked.form == "reveal":
            yield '{"reveal": true}'
            yield '{"rating": "good", "seconds": 1}'
        else:
            yield json.dumps({"answer": structured(posed), "seconds": 1})


def lines(session: Session) -> Iterator[str]:
    while (posed := session.posed) is not None:
        if posed.asked.form == "reveal":
            yield ""
            yield "3"
        else:
            yield typed_line(posed)


def test_the_tour_runs_in_the_protocol(tmp_path: Path) -> None:
    events: list[dict[str, Any]] = []
    with make_workspace(tmp_path, TOUR) as workspace:
        session = workspace.start(minutes=60)
        JsonlSession(session, lambda line: events.append(json.loads(line)), workspace.clock.now).run(commands(session))
    assert {event["type"] for event in events if event["event"] == "question"} == set(NAMES)
    assert [event for event in events if event["event"] == "verdict" and not event["correct"]] == []
    assert [event for event in events if event["event"] == "error"] == []


def test_the_tour_runs_line_by_line(tmp_path: Path) -> None:
    said: list[str] = []
    with make_workspace(tmp_path, TOUR) as workspace:
        session = workspace.start(minutes=60)
        typed = lines(session)
        prompt = partial(next, typed, None)
        PlainSession(session, said.append, lambda _: prompt(), workspace.clock.now, AnswerWording()).run()
        pace = session.pace()
        types = {
            session_type(review.answer.card, workspace.shelf().decks[0].card) for review in workspace.store.history()
        }
    assert pace.answered == pace.right > 15, "\n".join(said)
    assert types == set(NAMES)


def session_type(key: str, card: Any) -> str:
    return str(card(key).type)
