"""Several picks from options: by number or text, as a list or on one line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from studyapp.questions.marking.choosing import option_called, pick
from studyapp.questions.marking.given import MOST_ITEMS, TOO_MANY, raw_text
from studyapp.questions.marking.lexicon import Lexicon
from studyapp.questions.question import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studyapp.questions.question import Given, Option

_DIVIDERS = (
    re.compile(r"[;\n；]"),
    re.compile(r"[,、，،>→]"),
    re.compile(r"[,、，،>→]|\s(?:and|und|et|y|e|en|&)\s", re.IGNORECASE),
    re.compile(r"\s+"),
)


def pick_several(options: Sequence[Option], given: Given, language: str) -> list[Option] | Refusal:
    """Return the options that an answer names, in its order and each once.

    A line is taken apart at semicolons or line breaks, else at commas, else at commas and "and", else at spaces: the
    first division whose parts all mean an option counts. With fewer than ten options, "132" means 1, 3 and 2.
    """
    finder = _Finder(options, language)
    if isinstance(given, str):
        text = raw_text(given)
        return text if isinstance(text, Refusal) else finder.in_line(text)
    if isinstance(given, Sequence):
        return finder.all_of(given)
    if given is None or isinstance(given, Mapping):
        return finder.refusal()
    return finder.all_of([given])


class _Finder:
    """Looks options up; the lexicon for misspelt ones is made only when it is needed."""

    def __init__(self, options: Sequence[Option], language: str) -> None:
        self._options = options
        self._language = language
        self._lexicon: Lexicon | None = None

    def refusal(self) -> Refusal:
        return Refusal(
            f"Please name them by number from 1 to {len(self._options)} or by text, separated by ; or commas."
        )

    def all_of(self, parts: Sequence[Given]) -> list[Option] | Refusal:
        if len(parts) > MOST_ITEMS:
            return TOO_MANY
        found: dict[str, Option] = {}
        for part in parts:
            option = self._one(part)
            if option is None:
                return self.refusal()
            found[option.text] = option
        return list(found.values()) or self.refusal()

    def in_line(self, text: str) -> list[Option] | Refusal:
        whole = option_called(self._options, text, self._language)
        if whole is not None:
            return [whole]
        for parts in self._divisions(text):
            found = self.all_of(parts)
            if not isinstance(found, Refusal):
                return found
        return self.refusal()

    def _divisions(self, text: str) -> Iterator[list[str]]:
        for divider in _DIVIDERS:
            parts = [part.strip() for part in divider.split(text) if part.strip()]
            if parts:
                yield parts
        if text.isdecimal() and len(text) <= len(self._options) < 10:
            yield list(text)

    def _one(self, part: Given) -> Option | None:
        if isinstance(part, bool) or (isinstance(part, Sequence | Mapping) and not isinstance(part, str)):
            return None
        option = pick(self._options, part, self._language)
        if not isinstance(option, Refusal):
            return option
        if not isinstance(part, str):
            return None
        if self._lexicon is None:
            self._lexicon = Lexicon.of([[option.text] for option in self._options], self._language)
        number = self._lexicon.find(part)
        return None if number is None else self._options[number]
