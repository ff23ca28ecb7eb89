"""What the hint line says while studying, by what is happening; most important first."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from studyapp.questions.question import Outcome
from studyapp.tui.widgets.hints import Hint, hint

if TYPE_CHECKING:
    from studyapp.study.shown import Marked, Posed
    from studyapp.tui.answers.answering import Answering


class Phase(Enum):
    """What the study screen is waiting for."""

    OPENING = auto()
    """The session."""
    ASKING = auto()
    """An answer."""
    UNSAVED = auto()
    """Another try to save."""
    MARKED = auto()
    """The word to go on."""


def asking(posed: Posed, answer: Answering, *, typing: bool, unsure: bool, hinted: bool) -> tuple[Hint, ...]:
    """Return the hints for an open question; while text is typed, keys that type nothing."""
    has_hint = posed.has_hint and not hinted
    wanted = [
        hint("study.give_up", typing=typing),
        hint("study.unsure", typing=typing, label="sure after all" if unsure else ""),
        *([hint("study.hint", typing=typing)] if has_hint else []),
        hint("study.undo", typing=typing),
    ]
    if answer.types_text and not typing:
        own: tuple[Hint, ...] = (hint("typing.confirm", label="go on typing"),)
    else:
        own = answer.hints()
    always = (_leave_or_commands(typing=typing), hint("app.help", typing=typing))
    return (*own[:2], *always, *own[2:], *wanted)


def marked(marked: Marked, *, self_rated: bool) -> tuple[Hint, ...]:
    """Return the hints after an answer."""
    right = marked.verdict.outcome is Outcome.CORRECT
    own = () if self_rated else (hint("marked.easy"),) if right else (hint("marked.overrule"),)
    return (
        hint("marked.next"),
        *own,
        hint("study.leave"),
        hint("app.help"),
        hint("study.undo"),
        hint("marked.why"),
    )


def unsaved() -> tuple[Hint, ...]:
    """Return the hints while an answer could not be saved."""
    return (hint("marked.retry"), hint("study.leave", label="leave without it"), hint("app.help"))


def _leave_or_commands(*, typing: bool) -> Hint:
    return hint("typing.commands" if typing else "study.leave")
