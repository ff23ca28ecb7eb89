"""The `--jsonl` protocol: one JSON object a line in each direction; docs/jsonl.md describes it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from studyapp.errors import ExamAnswerError, NoOpenQuestionError, NotSavedError
from studyapp.line.clock_asking import CLOCK_COMMANDS, doubt_entry, settle_by
from studyapp.line.protocol import (
    PROTOCOL,
    MalformedLineError,
    as_asked,
    as_verdict,
    command_of,
    parse,
    rating_of,
    seconds_of,
)
from studyapp.memory.model import Rating
from studyapp.questions.question import Refusal
from studyapp.settings import LEAST_MINUTES, MOST_MINUTES, are_minutes
from studyapp.study.clock_watch import ClockInDoubtError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from studyapp.study.clock_watch import ClockDoubt
    from studyapp.study.session import Session
    from studyapp.study.shown import Marked, Posed


class JsonlSession:
    """Serves one session: reads command objects, writes event objects, each flushed by `write`."""

    def __init__(self, session: Session, write: Callable[[str], None], now: Callable[[], datetime]) -> None:
        self._session = session
        self._write = write
        self._now = now
        self._commands: Mapping[str, Callable[[Mapping[str, Any]], None]] = {
            "answer": self._answer,
            "reveal": self._reveal,
            "rating": self._rate,
            "hint": self._hint,
            "overrule": self._overrule,
            "undo": self._undo,
            "skip": self._skip,
            "more": self._more,
            "clock": self._settle_clock,
        }
        self._doubted: ClockDoubt | None = None
        self._shown: Posed | None = None

    def run(self, lines: Iterable[str]) -> None:
        """Serve until the session, the input or a quit command ends it."""
        pace = self._session.pace()
        self._event(
            "session",
            protocol=PROTOCOL,
            now=self._now().isoformat(),
            cards=pace.cards_left,
            seconds_left=round(pace.seconds_left, 3),
        )
        self._ask()
        if self._shown is not None or self._doubted is not None:
            for line in lines:
                if not self._serve(line):
                    break
        self._end()

    def _serve(self, line: str) -> bool:
        """Carry out one input line; False when the session is over."""
        if not line.strip():
            return True
        try:
            command = parse(line)
            if "quit" in command:
                return False
            self._carry_out(command)
        except (ExamAnswerError, MalformedLineError, NoOpenQuestionError) as error:
            self._event("error", message=str(error))
        except NotSavedError as error:
            self._event("error", message=str(error), saved=False)
        except ClockInDoubtError as error:
            self._event("error", message=f"{error} {CLOCK_COMMANDS}", saved=False)
        self._ask()
        return self._session.posed is not None or self._doubted is not None

    def _carry_out(self, command: Mapping[str, Any]) -> None:
        self._commands[command_of(command, self._commands)](command)

    def _answer(self, command: Mapping[str, Any]) -> None:
        given = command["answer"]
        unsure = command.get("unsure") is True
        self._after(self._session.answer(given, unsure=unsure, seconds=seconds_of(command)))

    def _rate(self, command: Mapping[str, Any]) -> None:
        unsure = command.get("unsure") is True
        self._after(self._session.rate(rating_of(command["rating"]), unsure=unsure, seconds=seconds_of(command)))

    def _overrule(self, command: Mapping[str, Any]) -> None:
        wanted = command["overrule"]
        self._after(self._session.overrule(Rating.GOOD if wanted is True else rating_of(wanted)))

    def _reveal(self, _: Mapping[str, Any]) -> None:
        self._event("revealed", expected=self._session.expected())

    def _hint(self, _: Mapping[str, Any]) -> None:
        self._event("hint", hint=self._session.hint())

    def _skip(self, _: Mapping[str, Any]) -> None:
        self._session.skip()
        self._shown = None

    def _more(self, command: Mapping[str, Any]) -> None:
        minutes = command["more"]
        if not are_minutes(minutes):
            raise MalformedLineError(f"more takes minutes from {LEAST_MINUTES} to {MOST_MINUTES}.")
        self._session.extend(float(minutes))

    def _undo(self, _: Mapping[str, Any]) -> None:
        undone = self._session.undo()
        if undone is None:
            raise MalformedLineError("There is no answer to take back.")
        self._shown = None
        self._event("undone", review=undone.review, card=undone.card)

    def _settle_clock(self, command: Mapping[str, Any]) -> None:
        settle_by(self._session, command)

    def _after(self, marked: Marked | Refusal) -> None:
        if isinstance(marked, Refusal):
            self._event("error", message=marked.message)
            return
        self._event("verdict", **as_verdict(marked), rating=marked.rating.name.lower())
        self._event("saved", review=marked.review, card=marked.posed.card.key, due=marked.due.isoformat())

    def _ask(self) -> None:
        """Put the next question; before it, whether the clock is right."""
        doubted, self._doubted = self._doubted, self._session.clock_doubt()
        if self._doubted is not None:
            if doubted is None:
                self._event("clock", **doubt_entry(self._doubted))
            return
        posed = self._session.pose()
        if posed is None or posed is self._shown:
            return
        self._shown = posed
        asked = posed.asked
        self._event(
            "question",
            card=posed.card.key,
            type=posed.card.type,
            form=asked.form,
            number=posed.number,
            **as_asked(asked),
            new=posed.is_new,
            hint=posed.has_hint,
        )

    def _end(self) -> None:
        pace = self._session.pace()
        self._event(
            "end",
            answered=pace.answered,
            right=pace.right,
            cards_left=pace.cards_left,
            seconds=round(pace.seconds_spent, 3),
        )

    def _event(self, name: str, **entries: object) -> None:
        self._write(json.dumps({"event": name, **entries}, ensure_ascii=False))
