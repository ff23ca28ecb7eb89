"""Letters and their variants: case, accents and the forms that scripts let a writer choose between."""

from __future__ import annotations

import re
import unicodedata

_TURKIC = frozenset({"tr", "az"})
_TURKIC_CASE = str.maketrans({"I": "ı", "İ": "i"})

# Arabic vowel signs and tatweel, superscript alef; Hebrew points; the stress mark that Russian textbooks set.
_UNWRITTEN = re.compile(
    "[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0591-\u05bd\u05bf-\u05c7]"
)
_CYRILLIC_STRESS = re.compile("(?<=[\u0400-\u04ff])\u0301")
_SAME_LETTERS = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        "ё": "е",
        "ς": "σ",
    }
)
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "œ": "oe", "ß": "ss"})
_BARE = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ħ": "h"}
)
_BEYOND_LATIN = re.compile("[^\u0000-\u036f]")
_OTHER_DIGIT = re.compile(r"(?=\d)[^0-9]")
_ACCENTED_SCRIPTS = ("LATIN", "GREEK")
_ARABIC_ARTICLE = "ال"


def lower(text: str, tongue: str) -> str:
    """Return `text` in small letters; in Turkish and Azeri I belongs to ı, and İ to i, everywhere."""
    if tongue in _TURKIC:
        text = text.translate(_TURKIC_CASE)
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", text.replace("İ", "i").casefold())


def simplify(text: str) -> str:
    """Return `text` with letters that writers interchange made one, and every script's digits as 0–9."""
    if not _BEYOND_LATIN.search(text):
        return text
    text = unicodedata.normalize("NFC", _CYRILLIC_STRESS.sub("", unicodedata.normalize("NFD", text)))
    text = _UNWRITTEN.sub("", text).translate(_SAME_LETTERS)
    return western_digits(text)


def western_digits(text: str) -> str:
    """Return `text` with the decimal digits of every script as 0–9."""
    return _OTHER_DIGIT.sub(lambda match: str(unicodedata.decimal(match[0])), text)


def spell_out(word: str) -> str:
    """Return a lower-case word with umlauts and ligatures written as two letters: müller → mueller."""
    return word if word.isascii() else word.translate(_SPELT_OUT)


def without_accents(text: str) -> str:
    """Return lower-case letters of the Latin or Greek script without accents; other scripts' marks are letters."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text.translate(_BASES))


def accents_conflict(left: str, right: str) -> bool:
    """Say whether each text has an accented letter over a base that the other has no accent over: Möller, Müller."""
    if left.isascii() or right.isascii():
        return False
    theirs, ours = ({base for letter in text if (base := _base(letter)) != letter} for text in (left, right))
    return bool(theirs - ours) and bool(ours - theirs)


def without_arabic_article(word: str) -> str:
    """Return an Arabic word without the article ال, if enough is left to be a word."""
    return word[2:] if word.startswith(_ARABIC_ARTICLE) and len(word) >= 5 else word


def is_han(character: str) -> bool:
    """Say whether a character is a Chinese one, which counts as a word rather than a letter."""
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"


def is_syllable(character: str) -> bool:
    """Say whether a character stands for a syllable: kana and hangul."""
    return "\u3040" <= character <= "\u30ff" or "\uac00" <= character <= "\ud7af"


def _base(character: str) -> str:
    return _BASES[ord(character)]


class _Bases(dict[int, str]):
    """Letters without their accents, by code point; looked up once each."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        base = character.translate(_BARE)
        if base == character and unicodedata.name(character, "").startswith(_ACCENTED_SCRIPTS):
            parts = unicodedata.normalize("NFD", character)
            base = "".join(part for part in parts if not unicodedata.combining(part))
        self[point] = base
        return base


_BASES = _Bases()
