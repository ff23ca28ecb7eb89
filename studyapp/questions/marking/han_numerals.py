"""Numbers in Chinese characters: 二〇一六, 两千零一十六, 14亿, 三点五, 一半."""

from __future__ import annotations

import re
from fractions import Fraction

_DIGITS = {
    character: value
    for value, characters in enumerate(
        ("零〇○", "一壹", "二两兩贰貳", "三叁參", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for character in characters
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_SCALES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
_EVERY_DIGIT = "".join(_DIGITS)
_NUMBER = re.compile(
    rf"(?P<whole>[{''.join((*_DIGITS, *_UNITS, *_SCALES))}]+)(?:[点點](?P<fraction>[{_EVERY_DIGIT}]+))?"
)
_MULTIPLIER = re.compile(f"[{''.join((*_UNITS, *_SCALES))}]+")
_HALF = re.compile("一?半")
_MOST_DIGITS = 300


def read_han(text: str) -> tuple[Fraction, str] | None:
    """Return the number in Chinese characters that `text` begins with and the rest; None if it begins with none."""
    half = _HALF.match(text)
    if half:
        return Fraction(1, 2), text[half.end() :].strip()
    match = _NUMBER.match(text)
    if match is None:
        return None
    return _value(match["whole"]) + _decimals(match["fraction"] or ""), text[match.end() :].strip()


def read_han_scale(text: str) -> tuple[int, str] | None:
    """Return the factor of the characters for powers of ten that `text` begins with and the rest: 亿, 百万."""
    match = _MULTIPLIER.match(text)
    if match is None:
        return None
    factor = 1
    for character in match[0]:
        factor *= _UNITS.get(character) or _SCALES[character]
    return factor, text[match.end() :].strip()


def han_number(text: str) -> int | None:
    """Return the value of a whole number in Chinese characters, None for any other text."""
    match = _NUMBER.fullmatch(text)
    return int(_value(match["whole"])) if match and not match["fraction"] else None


def _decimals(digits: str) -> Fraction:
    digits = digits[:_MOST_DIGITS]
    return Fraction(int("".join(str(_DIGITS[digit]) for digit in digits) or "0"), 10 ** len(digits))


def _value(text: str) -> Fraction:
    """Return the value of characters digit by digit (二〇一六) or with units (两千零一十六)."""
    if all(character in _DIGITS for character in text):
        return Fraction(int("".join(str(_DIGITS[character]) for character in text[:_MOST_DIGITS])))
    total = section = digit = 0
    for character in text[:100]:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _UNITS:
            section += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            total = (total + section + digit or 1) * _SCALES[character]
            section = digit = 0
    return Fraction(total + section + digit)
