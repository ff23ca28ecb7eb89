"""Pairs as students give them: an object, a list, or a line such as `1b 2a 3c` or `France = Paris; Spain = Madrid`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING

from studyapp.questions.marking.choosing import option_number
from studyapp.questions.marking.given import MOST_ITEMS, TOO_MANY, raw_text
from studyapp.questions.marking.lexicon import Lexicon
from studyapp.questions.question import Refusal

if TYPE_CHECKING:
    from studyapp.questions.question import Given

LETTERS = ascii_lowercase
_CODE = re.compile(r"(\d{1,2})\s*(?:->|[=:\-–>→.)])?\s*([a-zA-Z])(?![^\W\d_])")
_CODES = re.compile(rf"(?:\s*{_CODE.pattern}\s*[,;]?)+\s*\Z")
_PARTS = re.compile(r"[;\n；]")
_COMMAS = re.compile(r"[,、，،]")
_SIDES = re.compile(r"\s*(?:->|→|=|:)\s*")
_EMPTY = "Please match them like 1b 2a 3c, or write left = right; left = right."


@dataclass(frozen=True, slots=True)
class Pairing:
    """Reads pairs of numbered left sides and lettered partners."""

    lefts: Sequence[str]
    partners: Sequence[str]
    language: str

    def read(self, given: Given) -> dict[str, str] | Refusal:
        """Return left side → partner as far as pairs were given; never empty."""
        if isinstance(given, str):
            text = raw_text(given)
            return text if isinstance(text, Refusal) else self._line(text)
        if not isinstance(given, Mapping | Sequence):
            return Refusal(_EMPTY)
        if len(given) > MOST_ITEMS:
            return TOO_MANY
        return self._pairs(list(given.items())) if isinstance(given, Mapping) else self._list(given)

    def _line(self, text: str) -> dict[str, str] | Refusal:
        if _CODES.match(text):
            return self._pairs(_CODE.findall(text))
        sides = _SIDES.search(text)
        divider = _COMMAS if not _PARTS.search(text) and len(_SIDES.findall(text)) > 1 else _PARTS
        if sides is None:
            return Refusal(_EMPTY)
        parts = [part.strip() for part in divider.split(text) if part.strip()]
        return self._pairs([tuple(_SIDES.split(part, maxsplit=1)) for part in parts])

    def _list(self, given: Sequence[Given]) -> dict[str, str] | Refusal:
        if all(isinstance(item, str) for item in given):
            texts = [item for item in given if isinstance(item, str)]
            if all(_CODES.match(text) or _SIDES.search(text) for text in texts):
                return self._line("; ".join(texts))
            if len(texts) == len(self.lefts):
                return self._pairs(list(zip(self.lefts, texts, strict=True)))
        return self._pairs(given)

    def _pairs(self, pairs: Sequence[object]) -> dict[str, str] | Refusal:
        if len(pairs) > MOST_ITEMS:
            return TOO_MANY
        left_side, right_side = _Side(self.lefts, self.language), _Side(self.partners, self.language)
        found: dict[str, str] = {}
        for pair in pairs:
            if not isinstance(pair, Sequence) or isinstance(pair, str) or len(pair) != 2:
                return Refusal(_EMPTY)
            left, right = left_side.numbered(pair[0]), right_side.lettered(pair[1])
            if left is None or right is None:
                wanted = f"a number from 1 to {len(self.lefts)}" if left is None else "a letter"
                return Refusal(
                    f"“{str(pair[0 if left is None else 1])[:40]}” is none of them: {wanted} or its text will do."
                )
            found[left] = right
        return found or Refusal(_EMPTY)


class _Side:
    """One side of the pairs, looked up by text first, then by number or letter."""

    def __init__(self, texts: Sequence[str], language: str) -> None:
        self._texts = texts
        self._lexicon = Lexicon.of([[text] for text in texts], language)

    def numbered(self, given: object) -> str | None:
        """Return the text that a left side's text or number means."""
        if isinstance(given, int) and not isinstance(given, bool):
            return self._at(given - 1)
        if not isinstance(given, str):
            return None
        number = option_number(given)
        return self._called(given) or (None if number is None else self._at(number - 1))

    def lettered(self, given: object) -> str | None:
        """Return the text that a partner's text or letter means."""
        if not isinstance(given, str):
            return None
        letter = given.strip().rstrip(".)").casefold()
        return self._called(given) or (self._at(LETTERS.find(letter)) if len(letter) == 1 else None)

    def _called(self, given: str) -> str | None:
        if given in self._texts:
            return given
        number = self._lexicon.find(given[:500])
        return None if number is None else self._texts[number]

    def _at(self, place: int) -> str | None:
        return self._texts[place] if 0 <= place < len(self._texts) else None
