"""Words that are written in several ways and mean the same: numbers, ordinals, abbreviations, British and American."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from studyapp.questions.marking.letters import spell_out, without_accents

if TYPE_CHECKING:
    from collections.abc import Sequence

AND = {"en": "and", "de": "und", "fr": "et", "es": "y", "it": "e", "pt": "e", "nl": "en"}
_COUNTED = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty",
    "de": "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce",
}
_TENS = {"en": "thirty forty fifty sixty seventy eighty ninety"}
_ORDINALS = {
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
    "de": "erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft",
    "fr": "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième",
    "es": "primer segund tercer cuart quint sext séptim octav noven décim",
}
_ENDINGS = {"de": ("e", "er", "es", "en", "em"), "fr": ("",), "es": ("", "o", "a")}
_SAME = {
    "en": (
        "saint st;mount mt;doctor dr;grey gray;tyre tire;kerb curb;mould mold;odour odor;cosy cozy;axe ax;gramme gram;"
        "gaol jail;mum mom;draught draft;plough plow;cheque check;programme program;sulphur sulfur;sulphuric sulfuric;"
        "sulphate sulfate;sulphide sulfide;sulphite sulfite"
    ),
    "fr": "saint st;sainte ste;docteur dr;premier première;1 ier;2 iie;3 iiie",
    "de": "sankt st;doktor dr",
    "es": "santo sto;santa sta;doctor dr",
}
_NUMBERED = re.compile(r"(\d{1,3})(?:st|nd|rd|th|er|e|eme)\Z")
ROMAN = re.compile(r"(?=[ivxlcdm])m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})\Z")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_ROMAN_ALONE = frozenset("ivx")


def meanings(words: Sequence[str], tongue: str) -> list[str]:
    """Return what each lower-case word of a text comes to: digits for numbers, + for and, else its usual spelling.

    Single letters are Roman numerals only behind another word: World War I, but not the letter I.
    """
    known = _spellings(tongue)
    return [
        known.get(word) or (_in_figures(word, alone=not place) if _may_be_number(word) else word)
        for place, word in enumerate(words)
    ]


def _may_be_number(word: str) -> bool:
    return word[0] in "0123456789" or (word[-1] in _ROMAN_VALUES and word[0] in _ROMAN_VALUES)


def _in_figures(word: str, *, alone: bool) -> str:
    """Return the digits of an ordinal such as 18th and of a Roman numeral; any other word as it is."""
    numbered = _NUMBERED.match(word)
    if numbered:
        return numbered[1]
    if ROMAN.match(word) and (len(word) > 1 or (word in _ROMAN_ALONE and not alone)):
        return str(_roman_value(word))
    return word


@lru_cache(maxsize=32)
def _spellings(tongue: str) -> dict[str, str]:
    known: dict[str, str] = {}
    for group in _SAME.get(tongue, "").split(";"):
        known |= {word: group.split()[0] for word in group.split()}
    for number, word in enumerate(_ORDINALS.get(tongue, "").split(), start=1):
        known |= {word + ending: str(number) for ending in _ENDINGS.get(tongue, ("",))}
    known |= {word: str(number) for number, word in enumerate(_COUNTED.get(tongue, "").split())}
    known |= {word: str(number * 10) for number, word in enumerate(_TENS.get(tongue, "").split(), start=3)}
    if tongue in AND:
        known[AND[tongue]] = "+"
    return known | {other(word): meaning for word, meaning in known.items() for other in (spell_out, without_accents)}


def _roman_value(word: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in word]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))
