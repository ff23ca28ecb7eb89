"""Numbers written in words: English, German, French, Spanish, Arabic and Chinese."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from studyapp.questions.marking.fold import primary
from studyapp.questions.marking.han_numerals import read_han, read_han_scale
from studyapp.questions.marking.letters import simplify, without_accents
from studyapp.questions.marking.number_vocabulary import (
    GERMAN_MIXED,
    GERMAN_PARTS,
    GERMAN_SCALES,
    GERMAN_TENS,
    GERMAN_UNDER_20,
    HALF,
    VOCABULARIES,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studyapp.questions.marking.number_vocabulary import Vocabulary

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_WORD = re.compile(r"[^\W\d_]+\.?")
_ARABIC_AND = "و"
_MOST_WORDS = 30


class InWords(NamedTuple):
    """A number in words, and what follows it."""

    value: Fraction
    rest: str
    is_share: bool
    """It is a part of a whole, as a half is: not 3.5 read out."""


def read_words(text: str, language: str) -> InWords | None:
    """Return the number that `text` begins with in words; None if it begins with no number.

    The deck's language is tried first, then English.
    """
    han = read_han(text)
    if han is not None:
        return InWords(*han, is_share=han[0] == HALF)
    for tongue in dict.fromkeys((primary(language), "en")):
        found = _read(text.replace("-", " "), tongue)
        if found is not None:
            value, rest, pointed = found
            return InWords(value, rest, is_share=value.denominator > 1 and not pointed)
    return None


def read_scale(text: str, language: str) -> tuple[int, str]:
    """Return the factor of scale words that `text` begins with – 1 if there are none – and the rest."""
    han = read_han_scale(text)
    if han is not None:
        return han
    word = _WORD.match(text)
    if word is None:
        return 1, text
    name = _folded(word[0])
    for scales in _scales_of(primary(language)):
        if name in scales:
            return scales[name], text[word.end() :].strip()
    return 1, text


def _scales_of(tongue: str) -> list[dict[str, int]]:
    known = {"de": GERMAN_SCALES} | {name: words.scales for name, words in VOCABULARIES.items()}
    return [known[name] for name in dict.fromkeys((tongue, "en")) if name in known]


_Found = tuple[Fraction, str, bool]
"""The number, what follows it, and whether it has decimals read out one by one."""


def _read(text: str, tongue: str) -> _Found | None:
    if tongue == "de":
        return _german(text)
    vocabulary = VOCABULARIES.get(tongue)
    return _spelt(text, vocabulary) if vocabulary else None


def _folded(word: str) -> str:
    return without_accents(simplify(word.rstrip(".").casefold()))


@dataclass(slots=True)
class _Count:
    """A number as it grows word by word: `total` of finished scales, `current` below the next scale."""

    total: Fraction = Fraction(0)
    current: Fraction = Fraction(0)
    last: Fraction = Fraction(0)
    scaled: int = 0
    """The scale just named: a million and a half is one and a half of them."""
    started: bool = False

    def add(self, value: Fraction, *, ones_first: bool = False) -> bool:
        """Add a smaller number to what was said; False where a larger or equal one cannot follow."""
        if self.last and value >= self.last and not (ones_first and self.last < 10 <= value < 100):
            return False
        self.current += value
        self.last, self.scaled, self.started = value, 0, True
        return True

    def multiply(self, factor: int) -> None:
        self.current = (self.current or Fraction(1)) * factor
        self.last, self.scaled, self.started = Fraction(factor), 0, True

    def scale(self, factor: int) -> None:
        if 0 < self.total < factor:
            # Two thousand five hundred million.
            self.total = (self.total + self.current) * factor
        else:
            self.total += (self.current or Fraction(1)) * factor
        self.current, self.last, self.scaled, self.started = Fraction(0), Fraction(0), factor, True

    def part(self, part: Fraction, *, joined: bool) -> None:
        """Take a half and the like: a part of what was said, or joined on to it."""
        if joined and self.scaled:
            self.total += part * self.scaled
        elif joined or not self.started:
            self.current += part
        else:
            self.current *= part
        self.last, self.scaled, self.started = part, 0, True

    @property
    def value(self) -> Fraction:
        return self.total + self.current


def _spelt(text: str, words: Vocabulary) -> _Found | None:
    count, end, joined = _Count(), 0, False
    for word, after in _words_of(text, words):
        if word in words.points and count.started:
            decimals = _decimals(text, after, words)
            return None if decimals is None else (count.value + decimals[0], text[decimals[1] :].strip(), True)
        if (word in words.joints and count.started) or (word in words.ones and word not in words.small):
            joined = joined or word in words.joints
            continue
        if not _take(word, count, words, joined=joined):
            break
        end, joined = after, False
    return (count.value, text[end:].strip(), False) if count.started else None


def _words_of(text: str, words: Vocabulary) -> Iterator[tuple[str, int]]:
    """Yield folded words and where they end, as long as nothing but spaces stands between them; و apart from its word."""
    seen = 0
    for match in list(_WORD.finditer(text))[:_MOST_WORDS]:
        if text[seen : match.start()].strip():
            return
        word, seen = _folded(match[0]), match.end()
        if word.startswith(_ARABIC_AND) and _ARABIC_AND in words.joints and word not in words.small and len(word) > 1:
            yield _ARABIC_AND, match.start() + 1
            word = word.removeprefix(_ARABIC_AND)
        yield word, seen


def _decimals(text: str, start: int, words: Vocabulary) -> tuple[Fraction, int] | None:
    """Return the value of digits read out one by one behind a decimal mark, and where they end."""
    digits, end = "", start
    for word, after in _words_of(text[start:], words):
        digit = words.small.get(word)
        if digit is None or digit > 9:
            break
        digits, end = digits + str(digit), start + after
    return (Fraction(int(digits), 10 ** len(digits)), end) if digits else None


def _take(word: str, count: _Count, words: Vocabulary, *, joined: bool) -> bool:
    if word in words.parts:
        count.part(words.parts[word], joined=joined)
        return True
    if word in words.hundreds:
        count.multiply(100)
        return True
    if word in words.scales:
        count.scale(words.scales[word])
        return True
    if word not in words.small:
        return False
    if word.startswith("vingt") and count.last == 4:
        count.current += 76
        count.last = Fraction(80)
        return True
    return count.add(Fraction(words.small[word]), ones_first=words.ones_first)


def _german(text: str) -> _Found | None:
    count, end, joined = _Count(), 0, False
    for match in list(_WORD.finditer(text))[:_MOST_WORDS]:
        if text[end : match.start()].strip() not in {"", "und"}:
            break
        word = match[0].rstrip(".").casefold().translate(_UMLAUTS)
        if word == "und" and count.started:
            joined = True
            continue
        if not _take_german(word, count, joined=joined):
            break
        end, joined = match.end(), False
    return (count.value, text[end:].strip(), False) if count.started else None


def _take_german(word: str, count: _Count, *, joined: bool) -> bool:
    if word in GERMAN_SCALES:
        count.scale(GERMAN_SCALES[word])
        return True
    if word in GERMAN_PARTS:
        count.part(GERMAN_PARTS[word], joined=joined)
        return True
    value = _german_word(word)
    return value is not None and count.add(value)


def _german_word(word: str) -> Fraction | None:
    """Return the value of one compound word such as `zweitausendeinhundertdreiundzwanzig`."""
    if word in GERMAN_MIXED:
        return GERMAN_MIXED[word]
    if word.endswith("einhalb"):
        whole = _german_word(word.removesuffix("einhalb"))
        return None if whole is None else whole + HALF
    for name, factor in (("tausend", 1000), ("hundert", 100)):
        if name in word:
            before, _, after = word.partition(name)
            left = _german_word(before) if before else Fraction(1)
            right = _german_word(after.removeprefix("und")) if after else Fraction(0)
            return None if left is None or right is None else left * factor + right
    if word in GERMAN_UNDER_20 or word in GERMAN_TENS:
        return Fraction(GERMAN_UNDER_20.get(word, GERMAN_TENS.get(word, 0)))
    ones, _, tens = word.partition("und")
    if ones in GERMAN_UNDER_20 and tens in GERMAN_TENS:
        return Fraction(GERMAN_UNDER_20[ones] + GERMAN_TENS[tens])
    return None
