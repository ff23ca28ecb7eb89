"""Numbers written in words: English, German, French and Chinese."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from studyapp.questions.marking.fold import primary

_HALF, _THIRD, _QUARTER = Fraction(1, 2), Fraction(1, 3), Fraction(1, 4)


def _counted(words: str, start: int = 0, step: int = 1) -> dict[str, int]:
    return {word: start + index * step for index, word in enumerate(words.split())}


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    small: dict[str, int]
    hundreds: frozenset[str]
    scales: dict[str, int]
    joints: frozenset[str]
    ones: frozenset[str]
    """Articles that count as one before a scale or a part: a hundred, a half."""
    parts: dict[str, Fraction]


_ENGLISH = _Vocabulary(
    small=_counted(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen"
    )
    | _counted("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
    | {"nil": 0, "none": 0, "nought": 0},
    hundreds=frozenset({"hundred", "hundreds"}),
    scales={
        "dozen": 12,
        "thousand": 10**3,
        "million": 10**6,
        "millions": 10**6,
        "mln": 10**6,
        "billion": 10**9,
        "billions": 10**9,
        "bn": 10**9,
        "trillion": 10**12,
        "lakh": 10**5,
        "crore": 10**7,
    },
    joints=frozenset({"and"}),
    ones=frozenset({"a", "an"}),
    parts={
        "half": _HALF,
        "halves": _HALF,
        "third": _THIRD,
        "thirds": _THIRD,
        "quarter": _QUARTER,
        "quarters": _QUARTER,
    },
)
_FRENCH = _Vocabulary(
    small=_counted("zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize")
    | _counted("vingt trente quarante cinquante soixante septante huitante nonante", 20, 10)
    | {"une": 1, "zero": 0, "vingts": 20, "octante": 80, "aucun": 0, "aucune": 0},
    hundreds=frozenset({"cent", "cents"}),
    scales={
        "mille": 10**3,
        "milliers": 10**3,
        "million": 10**6,
        "millions": 10**6,
        "milliard": 10**9,
        "milliards": 10**9,
        "md": 10**9,
        "mds": 10**9,
        "douzaine": 12,
    },
    joints=frozenset({"et", "de"}),
    ones=frozenset({"un", "une"}),
    parts={"demi": _HALF, "demie": _HALF, "moitié": _HALF, "tiers": _THIRD, "quart": _QUARTER, "quarts": _QUARTER},
)
_GERMAN_UNDER_20 = _counted(
    "null eins zwei drei vier fuenf sechs sieben acht neun zehn elf zwoelf dreizehn vierzehn fuenfzehn sechzehn "
    "siebzehn achtzehn neunzehn"
) | {"ein": 1, "eine": 1, "einen": 1, "zwo": 2, "kein": 0, "keine": 0}
_GERMAN_TENS = _counted("zwanzig dreissig vierzig fuenfzig sechzig siebzig achtzig neunzig", 20, 10)
_GERMAN_SCALES = {
    "tausend": 10**3,
    "tsd": 10**3,
    "million": 10**6,
    "millionen": 10**6,
    "mio": 10**6,
    "milliarde": 10**9,
    "milliarden": 10**9,
    "mrd": 10**9,
    "billion": 10**12,
    "billionen": 10**12,
    "dutzend": 12,
}
_GERMAN_PARTS = {
    "halb": _HALF,
    "halbe": _HALF,
    "halbes": _HALF,
    "haelfte": _HALF,
    "drittel": _THIRD,
    "viertel": _QUARTER,
}
_GERMAN_MIXED = {"anderthalb": Fraction(3, 2), "eineinhalb": Fraction(3, 2), "einhalb": _HALF}
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})

_HAN_DIGITS = {
    character: value
    for value, characters in enumerate(
        ("零〇○", "一壹", "二两兩贰貳", "三叁參", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for character in characters
}
_HAN_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_HAN_SCALES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
_HAN_NUMBER = re.compile(f"[{''.join((*_HAN_DIGITS, *_HAN_UNITS, *_HAN_SCALES))}]+")
_HAN_MULTIPLIER = re.compile(f"[{''.join((*_HAN_UNITS, *_HAN_SCALES))}]+")
_WORD = re.compile(r"[^\W\d_]+\.?")
_MOST_WORDS = 30


def read_words(text: str, language: str) -> tuple[Fraction, str] | None:
    """Return the number that `text` begins with in words and the rest; None if it begins with no number.

    The deck's language is tried first, then English.
    """
    han = _HAN_NUMBER.match(text)
    if han:
        return _chinese(han[0]), text[han.end() :].strip()
    for tongue in dict.fromkeys((primary(language), "en")):
        found = _read(text.replace("-", " "), tongue)
        if found is not None:
            return found
    return None


def read_scale(text: str, language: str) -> tuple[int, str]:
    """Return the factor of scale words that `text` begins with – 1 if there are none – and the rest."""
    han = _HAN_MULTIPLIER.match(text)
    if han:
        factor = 1
        for character in han[0]:
            factor *= _HAN_UNITS.get(character) or _HAN_SCALES[character]
        return factor, text[han.end() :].strip()
    word = _WORD.match(text)
    if word is None:
        return 1, text
    name = word[0].rstrip(".").casefold()
    for scales in _scales_of(primary(language)):
        if name in scales:
            return scales[name], text[word.end() :].strip()
    return 1, text


def han_number(text: str) -> int | None:
    """Return the value of a number in Chinese characters, None for any other text."""
    return int(_chinese(text)) if _HAN_NUMBER.fullmatch(text) else None


def _scales_of(tongue: str) -> list[dict[str, int]]:
    known = {"en": _ENGLISH.scales, "fr": _FRENCH.scales, "de": _GERMAN_SCALES}
    return [known[name] for name in dict.fromkeys((tongue, "en")) if name in known]


def _read(text: str, tongue: str) -> tuple[Fraction, str] | None:
    if tongue == "de":
        return _german(text)
    vocabulary = {"en": _ENGLISH, "fr": _FRENCH}.get(tongue)
    return _spelt(text, vocabulary) if vocabulary else None


@dataclass(slots=True)
class _Count:
    """A number as it grows word by word: `total` of finished scales, `current` below the next scale."""

    total: Fraction = Fraction(0)
    current: Fraction = Fraction(0)
    last: Fraction = Fraction(0)
    started: bool = False

    def add(self, value: Fraction) -> bool:
        """Add a smaller number to what was said; False where a larger or equal one cannot follow."""
        if self.last and value >= self.last:
            return False
        self.current += value
        self.last, self.started = value, True
        return True

    def multiply(self, factor: int) -> None:
        self.current = (self.current or Fraction(1)) * factor
        self.last, self.started = Fraction(factor), True

    def scale(self, factor: int) -> None:
        self.total += (self.current or Fraction(1)) * factor
        self.current, self.last, self.started = Fraction(0), Fraction(0), True

    @property
    def value(self) -> Fraction:
        return self.total + self.current


def _spelt(text: str, words: _Vocabulary) -> tuple[Fraction, str] | None:
    count, end, seen, joined = _Count(), 0, 0, False
    for match in list(_WORD.finditer(text))[:_MOST_WORDS]:
        if text[seen : match.start()].strip():
            break
        word, seen = match[0].rstrip(".").casefold(), match.end()
        if (word in words.joints and count.started) or (word in words.ones and word not in words.small):
            joined = joined or word in words.joints
            continue
        if not _take(word, count, words, joined=joined):
            break
        end, joined = match.end(), False
    return (count.value, text[end:].strip()) if count.started else None


def _take(word: str, count: _Count, words: _Vocabulary, *, joined: bool) -> bool:
    if word in words.parts:
        part = words.parts[word]
        if joined or not count.started:
            count.current += part
        else:
            count.current *= part
        count.last, count.started = part, True
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
    return count.add(Fraction(words.small[word]))


def _german(text: str) -> tuple[Fraction, str] | None:
    count, end = _Count(), 0
    for match in list(_WORD.finditer(text))[:_MOST_WORDS]:
        if text[end : match.start()].strip():
            break
        word = match[0].rstrip(".").casefold().translate(_UMLAUTS)
        value = _german_word(word)
        if word in _GERMAN_SCALES:
            count.scale(_GERMAN_SCALES[word])
        elif word in _GERMAN_PARTS:
            part = _GERMAN_PARTS[word]
            count.current = count.current * part if count.started else part
            count.started = True
        elif word == "und" and count.started:
            continue
        elif value is None or not count.add(value):
            break
        end = match.end()
    return (count.value, text[end:].strip()) if count.started else None


def _german_word(word: str) -> Fraction | None:
    """Return the value of one compound word such as `zweitausendeinhundertdreiundzwanzig`."""
    if word in _GERMAN_MIXED:
        return _GERMAN_MIXED[word]
    if word.endswith("einhalb"):
        whole = _german_word(word.removesuffix("einhalb"))
        return None if whole is None else whole + _HALF
    for name, factor in (("tausend", 1000), ("hundert", 100)):
        if name in word:
            before, _, after = word.partition(name)
            left = _german_word(before) if before else Fraction(1)
            right = _german_word(after.removeprefix("und")) if after else Fraction(0)
            return None if left is None or right is None else left * factor + right
    if word in _GERMAN_UNDER_20 or word in _GERMAN_TENS:
        return Fraction(_GERMAN_UNDER_20.get(word, _GERMAN_TENS.get(word, 0)))
    ones, _, tens = word.partition("und")
    if ones in _GERMAN_UNDER_20 and tens in _GERMAN_TENS:
        return Fraction(_GERMAN_UNDER_20[ones] + _GERMAN_TENS[tens])
    return None


def _chinese(text: str) -> Fraction:
    """Return the value of Chinese numerals, digit by digit (二〇一六) or with units (两千零一十六)."""
    if all(character in _HAN_DIGITS for character in text):
        return Fraction(int("".join(str(_HAN_DIGITS[character]) for character in text[:300])))
    total = section = digit = 0
    for character in text[:100]:
        if character in _HAN_DIGITS:
            digit = _HAN_DIGITS[character]
        elif character in _HAN_UNITS:
            section += (digit or 1) * _HAN_UNITS[character]
            digit = 0
        else:
            total = (total + section + digit or 1) * _HAN_SCALES[character]
            section = digit = 0
    return Fraction(total + section + digit)
