"""Dates that are more or less exact than the question asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from studyapp.decks.checks.remark import Remark
from studyapp.questions.marking.dates import read_date
from studyapp.questions.marking.fold import primary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studyapp.decks.checks.entry import Entry
    from studyapp.questions.marking.dates import PartialDate

_ASKS = {
    "en": ("(?:which|what) year", "(?:which|what) month", "(?:which|what) (?:exact )?(?:day|date)"),
    "de": ("welche[ms]? jahr", "welche[mnr]? monat", "welche[mnrs]? (?:tag|datum)"),
    "fr": ("quelle année", "quel mois", "quel(?:le)? (?:jour|date)"),
    "es": ("qué año", "qué mes", "qué (?:día|fecha)"),
    "it": ("(?:che|quale) anno", "(?:che|quale) mese", "(?:che|quale) (?:giorno|data)"),
    "pt": ("que ano", "que mês", "que (?:dia|data)"),
    "nl": ("welk jaar", "welke maand", "welke (?:dag|datum)"),
}
_PATTERNS = {
    language: tuple(re.compile(rf"\b{pattern}\b", re.IGNORECASE) for pattern in patterns)
    for language, patterns in _ASKS.items()
}
_NAMES = ("year", "month", "day")
_FORMS = ("2016", "2016-03", "2016-03-18")


def date_precision(entry: Entry) -> Iterator[Remark]:
    """Report a date card that asks for a year, month or day and has an answer of another precision."""
    patterns = _PATTERNS.get(primary(entry.language))
    if entry.type != "date" or patterns is None:
        return
    asked = {number for number, pattern in enumerate(patterns) if pattern.search(entry.prompt)}
    written = _precision(entry.value("answer"), entry.language)
    if len(asked) != 1 or written is None or written in asked:
        return
    wanted = asked.pop()
    if wanted == 2 and re.search(r"\bdates?\b", entry.prompt, re.IGNORECASE):
        # “Which date” is often used for whatever is known of it.
        return
    message = f"The question asks for the {_NAMES[wanted]}, but the answer is given to the {_NAMES[written]}."
    yield Remark(entry, "date-precision", message, f"Write it like {_FORMS[wanted]}, or ask otherwise.", "answer")


def _precision(text: str, language: str) -> int | None:
    """Return 0 for a year, 1 for a month, 2 for a day; None for what is no date."""
    try:
        readings = read_date(text, language, short_years=True)
    except ValueError:
        return None
    return None if readings is None else _level(readings.usual)


def _level(date: PartialDate) -> int:
    return 2 if date.day else 1 if date.month else 0
