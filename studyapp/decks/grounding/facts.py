"""The hard facts in a text: numbers, dates and names, folded so that ways of writing don't matter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from studyapp.questions.marking.fold import plainly, primary
from studyapp.questions.marking.letters import without_accents
from studyapp.questions.marking.month_names import MONTH_OF_NAME
from studyapp.questions.marking.number_words import read_scale, read_words
from studyapp.questions.marking.numerals import UnreadableNumberError, read_numeral, tidy

if TYPE_CHECKING:
    from fractions import Fraction

_FIGURES = re.compile(r"\d+(?:[.,'’\u00a0\u202f ]\d{3}(?!\d))*(?:[.,]\d+)?")
_ISO_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{2})(?:-(\d{2}))?(?!\d)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_POSSESSIVE = re.compile(r"['’]s\b")
_CAPITAL_MONTHS = frozenset({"en", "de"})
"""Languages that write months with a capital letter, which tells “March” from “march”."""
_RELATIONS = re.compile(
    r"\b(?:after|before|following|next|last|previous|ago|later|earlier|since|until|same|day|week|weekend|month|year|"
    r"decade|century|twice|half|double|mon|tues|wednes|thurs|fri|satur|sun)(?:s|day|days)?\b|"
    r"\b(?:nach|vor|später|früher|seit|folgend\w*|nächst\w*|letzt\w*|tage?|wochen?|monate?|jahre?|\w+tag)\b|"
    r"\b(?:après|avant|suivant\w*|dernier\w*|prochain\w*|depuis|jours?|semaines?|mois|ans?|années?)\b|"
    r"\b(?:después|antes|siguiente\w*|último\w*|próximo\w*|desde|días?|semanas?|mes(?:es)?|años?)\b",
    re.IGNORECASE,
)
_GLUED = 4
"""Names of so many letters are also found where a space was lost, as in PresidentSmith."""


@dataclass(frozen=True)
class Facts:
    """What can be looked up in one text."""

    text: str
    language: str

    @cached_property
    def numbers(self) -> frozenset[Fraction]:
        """The numbers in figures, with and without words of scale behind them, and the numbers in words."""
        return frozenset((*_in_figures(self.text, self.language), *_in_words(self.text, self.language)))

    @cached_property
    def months(self) -> frozenset[int]:
        """The months that are named, or stand in a date in figures."""
        named = (month for word in _WORD.findall(self.text) if (month := _month(word, self.language)))
        return frozenset((*named, *(int(match[2]) for match in _ISO_DATE.finditer(self.text))))

    @property
    def holds_a_relation(self) -> bool:
        """Whether something can be worked out from the text: a number, a month or a word such as “after”."""
        return bool(self.numbers or self.months or _RELATIONS.search(self.text))

    def has_name(self, name: str) -> bool:
        """Return whether a name stands in the text, whatever its capitals."""
        folded = plainly(_POSSESSIVE.sub("", name), self.language)
        return not folded or folded in self._words or (len(folded) >= _GLUED and folded in self._plain)

    @cached_property
    def _plain(self) -> str:
        return plainly(_POSSESSIVE.sub("", self.text), self.language)

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(self._plain.split())


def _in_figures(text: str, language: str) -> list[Fraction]:
    found: list[Fraction] = []
    text = tidy(_ISO_DATE.sub(lambda match: match.group().replace("-", " - "), text))
    for match in _FIGURES.finditer(text):
        try:
            numeral = read_numeral(match.group(), language)
        except UnreadableNumberError:
            continue
        if numeral is not None:
            factor, _ = read_scale(text[match.end() : match.end() + 40].strip(), language)
            found += {numeral[0].value, numeral[0].value * factor}
    return found


def _in_words(text: str, language: str) -> list[Fraction]:
    words = [match.group().casefold() for match in _WORD.finditer(text)]
    found: list[Fraction] = []
    for place, word in enumerate(words):
        if len(word) < 2 and word.isascii():
            continue
        number = read_words(" ".join(words[place : place + 4]), language)
        if number is not None:
            found.append(number[0])
    return found


def _month(word: str, language: str) -> int | None:
    if primary(language) in _CAPITAL_MONTHS and not word[0].isupper():
        return None
    return MONTH_OF_NAME.get(without_accents(word.casefold()))
