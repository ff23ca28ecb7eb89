"""What line mode says: the same things in the same order as the screens, one thought a line."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING

from studyapp.questions.question import REVEAL, Outcome, Span
from studyapp.study.clock_words import what_is_odd, what_to_do
from studyapp.study.humane import count, duration, percent, until
from studyapp.text import clean, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from studyapp.questions.question import Asked, Verdict
    from studyapp.study.clock_watch import ClockDoubt
    from studyapp.study.shown import Marked, Pace, Posed, Summary

_BRIGHT = {Outcome.CORRECT: "\x1b[32m", Outcome.PARTLY: "\x1b[33m", Outcome.WRONG: "\x1b[31m"}
_PLAIN = "\x1b[0m"
_WORDS = {Outcome.CORRECT: "Right", Outcome.PARTLY: "Partly right", Outcome.WRONG: "Wrong"}

_HELP = (
    "Type the number or the text of an answer; ~ before it says that you are not sure.",
    ":h hint   :x I don't know   :s skip   :u undo the last answer   :q leave, everything is kept",
    "About the last answer:   :o I was right   :e it was easy",
    ":m five more minutes   ? this help.   An answer that begins with a colon is typed with two.",
)


def question_lines(posed: Posed, pace: Pace) -> Iterator[str]:
    """Say the open question with everything there is to choose from."""
    yield ""
    heading = f"Question {posed.number} of {pace.answered + max(1, pace.cards_left)}"
    yield from asked_lines(f"{heading}{', new' if posed.is_new else ''}", posed.asked)


def asked_lines(heading: str, asked: Asked) -> Iterator[str]:
    """Say a question after its heading, with everything there is to choose from."""
    yield f"{heading}. {clean(asked.prompt)}"
    if asked.note:
        yield f"({one_line(asked.note)})"
    for number, option in enumerate(asked.options, start=1):
        yield f"{number} {one_line(option.text)}"
    for letter, partner in zip(ascii_lowercase, asked.partners, strict=False):
        yield f"{letter} {one_line(partner)}"


def doubt_lines(doubt: ClockDoubt) -> Iterator[str]:
    """Say why the clock may be wrong, and what follows."""
    yield what_is_odd(doubt)
    yield what_to_do(doubt)


def clock_prompt(doubt: ClockDoubt) -> str:
    """Return the question that stands before the first answer while the clock may be wrong."""
    return f"Is the clock right? {'y yes, ' if doubt.is_possible else ''}n no, study all the same, :q leave: "


def help_lines() -> Iterator[str]:
    """Say what can be typed at a question."""
    yield from _HELP


@dataclass(frozen=True, slots=True)
class AnswerWording:
    """What is said after an answer; `colour` marks the verdict's word for a terminal that shows colours."""

    colour: bool = False

    def lines(self, marked: Marked, now: datetime) -> Iterator[str]:
        """Say the verdict, why, the right answer, where it stands and when the card comes back."""
        verdict = marked.verdict
        if marked.posed.asked.form != REVEAL:
            yield self._verdict(verdict)
            if marked.explanation:
                yield clean(marked.explanation)
        if marked.source:
            yield f"Source: {one_line(marked.source)}."
        if marked.comes_back:
            yield self.back(marked, now)

    def back(self, marked: Marked, now: datetime) -> str:
        """Say when the card comes back."""
        return f"Back {until(now, marked.due)}."

    def _verdict(self, verdict: Verdict) -> str:
        word = _WORDS[verdict.outcome]
        parts = [f"{_BRIGHT[verdict.outcome]}{word}{_PLAIN}" if self.colour else word]
        said = [one_line(text).rstrip(".") for text in (verdict.reason, verdict.feedback) if text]
        if said:
            parts.append(f": {'. '.join(said)}")
        parts.append(".")
        if verdict.outcome is not Outcome.CORRECT or verdict.diff:
            parts.append(f" {_difference(verdict)}Right: {sentence(verdict.expected)}")
        return "".join(parts)


def sentence(text: str) -> str:
    """Return a text on one line, with a full stop unless it brings its own end."""
    line = one_line(text)
    return line if line.endswith((".", "!", "?", "…")) else f"{line}."


def summary_lines(summary: Summary, *, left: bool, goals: Iterable[str] = ()) -> Iterator[str]:
    """Say what the sitting brought, how `goals` stand, and what comes next."""
    yield ""
    if summary.answered == 0:
        yield (
            "Nothing answered this time; come back whenever you like."
            if left
            else "Nothing to ask: nothing is due, or today's time is used. --minutes 10 studies all the same."
        )
    else:
        share = percent(summary.right / summary.answered)
        yield f"{duration(summary.seconds)}, {summary.answered} answered, {summary.right} right ({share}). All is saved."
        yield _readiness(percent(summary.readiness_before), percent(summary.readiness_after))
    yield from goals
    if summary.sure_and_wrong:
        yield "Sure and wrong:"
        yield from (f"- {one_line(question)}" for question in summary.sure_and_wrong)
    if summary.hardest:
        yield "Hardest today:"
        yield from (f"- {one_line(question)}" for question in summary.hardest)
    more = f"{count(summary.waiting, 'more card')} could be studied now. " if summary.waiting else ""
    ahead = (
        f"Tomorrow: {duration(summary.tomorrow_seconds)}." if summary.tomorrow_seconds else "Nothing is due tomorrow."
    )
    yield f"{more}{ahead}"


def _readiness(before: str, after: str) -> str:
    return f"Readiness {after}, as before." if before == after else f"Readiness {after}; before this session {before}."


def _difference(verdict: Verdict) -> str:
    """Spell out a typed answer against the right one: [-missing-] and {+extra+}; empty where nothing differs."""
    if all(span is Span.SAME for span, _ in verdict.diff):
        return ""
    signs = {Span.SAME: "{}", Span.MISSING: "[-{}-]", Span.EXTRA: "{{+{}+}}"}
    return "Letters: " + one_line("".join(signs[span].format(piece) for span, piece in verdict.diff)) + ". "
