"""Words by which a text says when something was without giving its date: last, following, ago, yesterday, Friday.

English, German, French and Spanish in one table each, for a deck may be in another language than its source.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from studyapp.questions.marking.letters import without_accents


class Unit(StrEnum):
    """What is counted from one date to another."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Direction(NamedTuple):
    """Where a word such as `last` points, and what it counts from."""

    sign: int
    """-1 before, 0 within the same, 1 after."""
    from_source: bool
    """From the day on which the source appeared."""
    from_text: bool
    """From a date that the text gives."""


_LAST = Direction(-1, from_source=True, from_text=False)
_THIS = Direction(0, from_source=True, from_text=False)
_NEXT = Direction(1, from_source=True, from_text=True)
_SAME = Direction(0, from_source=False, from_text=True)
_FOLLOWING = Direction(1, from_source=False, from_text=True)
_PREVIOUS = Direction(-1, from_source=False, from_text=True)


def _table(*rows: tuple[str, Direction]) -> dict[str, Direction]:
    return {without_accents(word): direction for words, direction in rows for word in words.split()}


def _bent(*stems: str) -> str:
    """Return German adjectives with all their endings."""
    return " ".join(stem + ending for stem in stems for ending in ("e", "er", "es", "en", "em"))


DIRECTIONS = _table(
    (f"last past {_bent('letzt', 'vergangen')} dernier dernière passé passée último última pasado pasada", _LAST),
    (f"this {_bent('dies')} ce cet cette este esta", _THIS),
    (f"next coming {_bent('nächst', 'kommend')} prochain prochaine próximo próxima", _NEXT),
    (f"same {_bent('selb', 'gleich', 'denselb')} desselben même mismo misma", _SAME),
    (f"following subsequent {_bent('folgend', 'darauffolgend')} suivant suivante siguiente", _FOLLOWING),
    (f"previous preceding {_bent('vorig', 'vorherig')} précédent précédente anterior", _PREVIOUS),
)
DAYS_AWAY = {"yesterday": -1, "gestern": -1, "ayer": -1, "today": 0, "heute": 0, "hoy": 0, "tomorrow": 1}
ONLY_AGO = frozenset({"ago", "hace"})
AGO = frozenset({*ONLY_AGO, "vor"})
"""What makes a number of units count back from the source's date; “vor” may also mean before something else."""
SMALL_NUMBERS = dict.fromkeys(
    ["a", "an", "one", "ein", "eine", "einen", "einem", "einer", "un", "une", "una", "uno"], 1
) | {
    word: number
    for number, word in enumerate(["dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"], start=2)
}
"""Articles, and the numbers in Spanish."""
HALVES = frozenset({"half", "half a", "half an", "ein halbes", "einem halben", "une demi", "medio"})
_UNITS = {
    Unit.DAY: "day days tag tage tagen jour jours dia dias",
    Unit.WEEK: "week weeks woche wochen semaine semaines semana semanas",
    Unit.MONTH: "month months monat monate monaten monats mois mes meses",
    Unit.YEAR: "year years jahr jahre jahren jahres an ans annee annees ano anos",
}
UNITS = {word: (unit, 1) for unit, words in _UNITS.items() for word in words.split()}
UNITS |= dict.fromkeys(("decade", "decades", "jahrzehnt", "jahrzehnte", "jahrzehnten", "decennies"), (Unit.YEAR, 10))
UNITS |= dict.fromkeys(("century", "centuries", "jahrhundert", "jahrhunderte", "siecle", "siecles"), (Unit.YEAR, 100))
"""From a word to the unit, and how many of it the word stands for."""
_WEEKDAYS = (
    "monday montag lundi lunes",
    "tuesday dienstag mardi martes",
    "wednesday mittwoch mercredi miercoles",
    "thursday donnerstag jeudi jueves",
    "friday freitag vendredi viernes",
    "saturday samstag sonnabend samedi sabado",
    "sunday sonntag dimanche domingo",
)
WEEKDAYS = {word: number for number, words in enumerate(_WEEKDAYS) for word in words.split()}
"""From a name to the day's number, Monday is 0."""
HALF = Fraction(1, 2)
