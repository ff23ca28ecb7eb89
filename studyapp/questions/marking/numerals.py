"""Numbers written in figures: grouped in any common way, with exponents and fractions, in every script's digits."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from studyapp.questions.marking.fold import primary
from studyapp.questions.marking.letters import western_digits

LARGEST_EXPONENT = 300
MOST_DIGITS = 300
_COMMA_LANGUAGES = (
    "de fr es it pt nl ru uk pl cs sk sl hr sr bg ro hu tr el da sv nb nn no fi is et lv lt id ca gl eu be az kk"
)
_COMMA_IS_DECIMAL = frozenset(_COMMA_LANGUAGES.split())
_POINT_IS_DECIMAL = frozenset(
    {"de-ch", "de-li", "fr-ch", "it-ch", "es-mx", "es-us", "es-gt", "es-hn", "es-ni", "es-pa"}
)

_SIGNS = str.maketrans(
    {
        "−": "-",
        "–": "-",
        "’": "'",
        "‘": "'",
        "٬": "'",
        "٫": ".",
        "،": ",",
        "⁄": "/",
        "÷": "/",
        "∙": "·",
        "⋅": "·",
        "٪": "%",
    }
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_SUPERSCRIPT = re.compile("[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_VULGAR = re.compile("[¼½¾⅐-⅞]")

_BODY = r"(?:\d{1,3}(?:[ '_]\d{3})+(?!\d)|\d+(?:[.,]\d+)*|(?=[.,]\d))(?:[.,]\d+)?"
_EXPONENT = r"(?:[eE](?P<e>[+-]?\d+)|\s*[x×*·]\s*10\s*(?:\^|\*\*)\s*\(?(?P<power>[+-]?\d+)\)?)"
_NUMERAL = re.compile(rf"(?P<sign>[+-]?)\s*(?P<body>{_BODY}){_EXPONENT}?")
_POWER = re.compile(r"(?P<sign>[+-]?)\s*(?P<base>\d{1,6})\s*(?:\^|\*\*)\s*\(?(?P<power>[+-]?\d+)\)?")
_FRACTION = re.compile(
    r"(?P<sign>[+-]?)\s*(?:(?P<whole>\d{1,15})\s+)?(?P<top>\d{1,15})\s*/\s*(?P<bottom>\d{1,15})(?![\d.,])"
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:(?P<separator>[.,])\d{3})(?:(?P=separator)\d{3})*\Z")
_GROUPED_INDIAN = re.compile(r"[1-9]\d?(?:,\d{2})+,\d{3}\Z")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number read from figures."""

    value: Fraction
    figures: tuple[int, int]
    """Fewest and most significant figures that the writing can mean: 2000 has one to four."""
    is_share: bool = False
    """Written as a fraction, which means a part of the whole where percent are asked for."""


class UnreadableNumberError(ValueError):
    """Figures that are no number, or one too large to work with; the message says what is wrong."""


def tidy(text: str) -> str:
    """Return `text` with one kind of digits, signs, spaces and fractions."""
    if text.isascii():
        return " ".join(text.split())
    text = _VULGAR.sub(lambda match: " " + unicodedata.normalize("NFKC", match[0]) + " ", text)
    text = _SUPERSCRIPT.sub(lambda match: "^" + match[0].translate(_RAISED), text)
    text = unicodedata.normalize("NFKC", text.translate(_SIGNS)).translate(_SIGNS)
    return " ".join(western_digits(text).split())


def decimal_comma(language: str) -> bool:
    """Say whether a language writes the decimal mark as a comma."""
    tag = language.replace("_", "-").lower()
    return tag not in _POINT_IS_DECIMAL and primary(language) in _COMMA_IS_DECIMAL


def read_numeral(text: str, language: str) -> tuple[Numeral, str] | None:
    """Return the number that tidy `text` begins with and the rest; None if it begins otherwise; raises UnreadableNumberError."""
    for pattern, reader in ((_FRACTION, _fraction), (_POWER, _power)):
        match = pattern.match(text)
        if match:
            return reader(match), text[match.end() :].strip()
    match = _NUMERAL.match(text)
    if match is None:
        return None
    rest = text[match.end() :]
    if re.match(r"[.,'_]?\d|[.,]{2}", rest):
        raise UnreadableNumberError("that is written in a way that could mean several numbers")
    value, figures = _decimal(match["body"], comma=decimal_comma(language))
    value *= _ten_to(match["e"] or match["power"] or "0")
    return Numeral(-value if match["sign"] == "-" else value, figures), rest.lstrip(".").strip()


def _fraction(match: re.Match[str]) -> Numeral:
    if int(match["bottom"]) == 0:
        raise UnreadableNumberError("nothing can be divided by 0")
    value = Fraction(int(match["top"]), int(match["bottom"])) + int(match["whole"] or 0)
    return Numeral(-value if match["sign"] == "-" else value, (1, MOST_DIGITS), is_share=True)


def _power(match: re.Match[str]) -> Numeral:
    value = _ten_to(match["power"]) if match["base"] == "10" else _raised(int(match["base"]), match["power"])
    return Numeral(-value if match["sign"] == "-" else value, (1, MOST_DIGITS if match["base"] != "10" else 1))


def _raised(base: int, exponent: str) -> Fraction:
    if len(exponent) > 5 or abs(int(exponent)) * len(str(base)) > LARGEST_EXPONENT or (base == 0 and int(exponent) < 0):
        raise UnreadableNumberError(f"powers are understood up to {LARGEST_EXPONENT} digits")
    return Fraction(base) ** int(exponent)


def _ten_to(exponent: str) -> Fraction:
    if len(exponent) > 5 or abs(int(exponent)) > LARGEST_EXPONENT:
        raise UnreadableNumberError(f"exponents are understood up to {LARGEST_EXPONENT}")
    return Fraction(10) ** int(exponent)


def _decimal(body: str, *, comma: bool) -> tuple[Fraction, tuple[int, int]]:
    if len(body) > MOST_DIGITS:
        raise UnreadableNumberError(f"numbers are understood up to {MOST_DIGITS} digits")
    whole, _, fraction = _ungrouped(body, comma=comma).partition(".")
    digits = (whole + fraction).lstrip("0")
    most = max(1, len(digits))
    fewest = most if fraction else max(1, len(digits.rstrip("0")))
    return Fraction(int(whole + fraction or "0"), 10 ** len(fraction)), (fewest, most)


def _ungrouped(body: str, *, comma: bool) -> str:
    """Return `body` without grouping and with a point as decimal mark."""
    if any(mark in body for mark in " '_"):
        body = body.translate({ord(mark): None for mark in " '_"})
        return _one_mark(body)
    commas, points = body.count(","), body.count(".")
    if commas and points:
        decimal = "," if body.rindex(",") > body.rindex(".") else "."
        whole, _, fraction = body.rpartition(decimal)
        if decimal in whole or not _is_grouped(whole):
            raise UnreadableNumberError("points and commas are mixed")
        return f"{whole.replace(',', '').replace('.', '')}.{fraction}"
    if commas + points > 1:
        if not _is_grouped(body):
            raise UnreadableNumberError("its points or commas stand where none belong")
        return body.replace(",", "").replace(".", "")
    mark = "," if commas else "."
    groups = "." if comma else ","
    return body.replace(mark, "") if mark == groups and _is_grouped(body) else _one_mark(body)


def _one_mark(body: str) -> str:
    if body.count(",") + body.count(".") > 1:
        raise UnreadableNumberError("points and commas are mixed")
    return body.replace(",", ".")


def _is_grouped(text: str) -> bool:
    return _GROUPED.match(text) is not None or _GROUPED_INDIAN.match(text) is not None
