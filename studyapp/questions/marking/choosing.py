"""Picking from options: by number or by text, and the verdict on the pick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.questions.question import CHOICE, Asked, Option, Outcome, Refusal, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from studyapp.questions.question import Given


def ask_choice(prompt: str, options: Sequence[Option], rng: Random, note: str = "") -> Asked:
    """Put a choice: `options` shuffled, the fixed ones last in their own order."""
    shown = shuffled(options, rng)
    return Asked(CHOICE, prompt, shown, note=note, chance=1 / max(1, len(shown)))


def shuffled(options: Sequence[Option], rng: Random) -> tuple[Option, ...]:
    """Return `options` shuffled, the fixed ones last in their own order."""
    free = [option for option in options if not option.fixed]
    rng.shuffle(free)
    return (*free, *(option for option in options if option.fixed))


def pick(options: Sequence[Option], given: Given, language: str) -> Option | Refusal:
    """Return the option that an answer means.

    A JSON integer is always the option's number, from 1. A text is first looked up among the options' texts – as
    written, then folded – and only then read as a number: with options 1900, 3 and 7, "3" picks the option 3.
    """
    if isinstance(given, int) and not isinstance(given, bool):
        return options[given - 1] if 1 <= given <= len(options) else _no_such_option(options)
    from studyapp.questions.marking.given import as_line  # noqa: PLC0415 - asking need not load what marking does

    line = as_line(given)
    if isinstance(line, Refusal):
        return line
    found = option_called(options, line, language)
    if found is not None:
        return found
    number = option_number(line)
    if number is not None and 1 <= number <= len(options):
        return options[number - 1]
    return _no_such_option(options)


def option_called(options: Sequence[Option], text: str, language: str) -> Option | None:
    """Return the one option whose text is `text`, as written or else folded; None if there is none or are several."""
    from studyapp.questions.marking.fold import exactly, plainly  # noqa: PLC0415 - likewise

    for reading in (exactly, lambda value: plainly(value, language)):
        wanted = reading(text)
        found = [option for option in options if wanted and reading(option.text) == wanted]
        if len(found) == 1:
            return found[0]
    return None


def option_number(text: str) -> int | None:
    """Return the number that a short text of digits means, with a bracket or full stop behind it if need be."""
    digits = text.strip().rstrip(".)").strip()
    return int(digits) if digits.isdecimal() and len(digits) <= 3 else None


def judge(picked: Option, right: Option, expected: str) -> Verdict:
    """Return the verdict on a picked option, with the teacher's words about it."""
    if picked.text == right.text:
        return Verdict(Outcome.CORRECT, 1.0, expected=expected, given=picked.text)
    reason = "" if picked.feedback else f"“{picked.text}” is not the answer."
    return Verdict(Outcome.WRONG, 0.0, expected=expected, given=picked.text, reason=reason, feedback=picked.feedback)


def _no_such_option(options: Sequence[Option]) -> Refusal:
    return Refusal(f"Please type a number from 1 to {len(options)}, or the text of one of the answers.")
