"""Folding words to what counts in them: one text in five readings, each more forgiving than the one before."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyapp.questions.marking import letters
from studyapp.questions.marking.han_letters import SIMPLIFIED
from studyapp.questions.marking.spellings import AND, meanings

if TYPE_CHECKING:
    from collections.abc import Sequence

# Signs that carry meaning in answers (C++, C#, 50 %, R&D, x < y) and so are kept when punctuation goes.
_KEPT_SIGNS = frozenset("#%&@*+<>=~^|$€£¥°")
_APOSTROPHES = "'’‘ʼ`´′"
_ARTICLES = {
    "en": frozenset({"the", "a", "an"}),
    "de": frozenset({"der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines"}),
    "fr": frozenset({"le", "la", "les", "un", "une", "des", "du"}),
    "es": frozenset({"el", "la", "los", "las", "un", "una", "unos", "unas"}),
    "it": frozenset({"il", "lo", "la", "i", "gli", "le", "un", "uno", "una"}),
    "pt": frozenset({"o", "a", "os", "as", "um", "uma"}),
    "nl": frozenset({"de", "het", "een"}),
}
_ELISIONS = {
    "fr": re.compile(rf"\b(?:l|d|qu)[{_APOSTROPHES}](?=\w)"),
    "it": re.compile(rf"\b(?:l|un|dell|all|nell)[{_APOSTROPHES}](?=\w)"),
}
_GROUPING = re.compile(r"(?<=\d)[,'’](?=\d{3}(?!\d))")
_DIGIT_GROUPING_SPACE = re.compile(r"(?<!\d)(\d{1,3}(?: \d{3})+)(?!\d)")
_SUPERSCRIPT = re.compile("(?<=[0-9])([⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_ORDINAL_APART = re.compile(r"[0-9] (?:st|nd|rd|th)\b")
_POWER_AFTER_LETTER = re.compile(r"(?<=[^\W\d])\^(?=\d)")
_ACRONYM = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?|\b[^\W\d_]\.[^\W\d_]\b")
_MINUS = re.compile("(?:(?<=^)|(?<=[\\s(]))[-−–](?=\\d)|(?<=\\s)-{1,2}(?=[a-z])")
"""A minus before a figure, and the mark of a command's option: ls -a."""
_FIGURE = re.compile(r"\d")
_SIGN = re.compile(r"[^\w\s]|_")
_PLAIN = re.compile(r"[a-z0-9 ]*\Z")


@dataclass(frozen=True, slots=True)
class Folded:
    """One text as it is compared: two texts that share a reading are the same answer at that reading's leniency."""

    exact: str
    """As written, but for width, composition and spaces."""
    plain: str
    """Without case, punctuation, vowel signs of Arabic and Hebrew; words separated by single spaces."""
    loose: str
    """Besides, without spaces and leading articles, umlauts written out, small numbers as digits, spellings made one,
    Chinese characters simplified."""
    bare: str
    """As `loose`, but without accents."""
    words: tuple[str, ...]
    """The words without accents and articles, small numbers as digits, spellings made one."""
    spelt: tuple[str, ...]
    """The same words as they are spelt: what typing mistakes are counted in."""


def primary(language: str) -> str:
    """Return the language part of a BCP 47 tag, in small letters."""
    return language.replace("_", "-").split("-", 1)[0].lower()


def fold(text: str, language: str) -> Folded:
    """Return all readings of `text`."""
    tongue = primary(language)
    exact = exactly(text)
    plain = _plain(exact, tongue)
    kept = _without_articles(plain.split(), _elided(exact, tongue, plain), tongue)
    counted = meanings(kept, tongue)
    if plain.isascii():
        loose = bare = _run_together(counted, kept)
        return Folded(exact, plain, loose, bare, tuple(counted), tuple(kept))
    line, as_written = (" ".join(listed).translate(SIMPLIFIED) for listed in (counted, kept))
    words, spelt = (tuple(letters.without_accents(text).split(" ")) for text in (line, as_written))
    loose = _run_together(letters.spell_out(line).split(" "), kept)
    return Folded(exact, plain, loose, _run_together(words, kept), words, spelt)


def _run_together(words: Sequence[str], kept: Sequence[str]) -> str:
    """Join words without spaces, but keep numbers in words apart from figures beside them: "one third" is not 13."""
    joined = "".join(words)
    if not _FIGURE.search(joined):
        return joined
    joined, in_figures = "", False
    for word, written in zip(words, kept, strict=True):
        if joined[-1:].isdigit() and word[:1].isdigit() and not (in_figures and written[:1].isdigit()):
            joined += " "
        joined += word
        in_figures = written[-1:].isdigit()
    return joined


def plainly(text: str, language: str) -> str:
    """Return the `plain` reading alone: for comparing options, items and keys."""
    return _plain(exactly(text), primary(language))


def exactly(text: str) -> str:
    """Return the `exact` reading alone."""
    if text.isascii():
        return " ".join(text.split())
    text = _SUPERSCRIPT.sub(lambda match: "^" + match[1], text)
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _plain(exact: str, tongue: str) -> str:
    lowered = _ORDINAL_APART.sub(_joined, letters.lower(exact, tongue))
    if _PLAIN.match(lowered):
        return lowered
    text = _MINUS.sub("\x00", _GROUPING.sub("", lowered))
    if _FIGURE.search(text):
        text = _DIGIT_GROUPING_SPACE.sub(_joined, text)
    if "." in text:
        text = _ACRONYM.sub(lambda match: match[0].replace(".", ""), text)
    if "^" in text:
        text = _POWER_AFTER_LETTER.sub("", text)
    text = letters.simplify(text)
    if "&" in text:
        text = text.replace("&", f" {AND.get(tongue, '&')} ")
    folded = " ".join(_SIGN.sub(_kept, text).replace("\x00", "-").split())
    # An answer that is nothing but punctuation means that punctuation.
    return folded or lowered


def _joined(match: re.Match[str]) -> str:
    return match[0].replace(" ", "")


def _kept(match: re.Match[str]) -> str:
    """Return what a sign comes to: itself where it carries meaning, a space or nothing where it does not."""
    sign, text, index = match[0], match.string, match.start()
    if sign in _KEPT_SIGNS or sign == "\x00":
        return sign
    if sign in _APOSTROPHES:
        return ""
    if sign in ".,/":
        between_digits = 0 < index < len(text) - 1 and text[index - 1].isdigit() and text[index + 1].isdigit()
        return sign if between_digits else " "
    category = unicodedata.category(sign)
    if category[0] in "PZC":
        # Joiners stay out: they only steer how letters are drawn.
        return "" if category == "Cf" else " "
    return sign


def _elided(exact: str, tongue: str, plain: str) -> list[str]:
    """Return the words with elided articles (l'eau) cut off, or the plain words where nothing is elided."""
    pattern = _ELISIONS.get(tongue)
    if pattern is None or not any(mark in exact for mark in _APOSTROPHES):
        return plain.split()
    return _plain(pattern.sub("", letters.lower(exact, tongue)), tongue).split()


def _without_articles(plain: list[str], elided: list[str], tongue: str) -> list[str]:
    words = elided or plain
    if tongue == "ar":
        return [letters.without_arabic_article(word) for word in words]
    articles = _ARTICLES.get(tongue)
    # A lone or last article is a name (vitamin A), not an article.
    if articles and len(words) > 1 and words[0] in articles:
        words = words[1:]
    if tongue == "en":
        words = [word for index, word in enumerate(words) if word != "the" or index == len(words) - 1]
    return words
