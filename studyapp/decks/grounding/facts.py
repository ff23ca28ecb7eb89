"""The hard facts in a text: numbers and names, folded so that ways of writing don't matter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from studyapp.questions.marking.fold import plainly
from studyapp.questions.marking.number_words import read_scale, read_words
from studyapp.questions.marking.numerals import UnreadableNumberError, read_numeral, tidy

if TYPE_CHECKING:
    from fractions import Fraction

_FIGURES = re.compile(r"\d+(?:[.,'’\u00a0\u202f ]\d{3}(?!\d))*(?:[.,]\d+)?")
_ISO_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{2})(?:-(\d{2}))?(?!\d)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_POSSESSIVE = re.compile(r"['’]s\b")
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
