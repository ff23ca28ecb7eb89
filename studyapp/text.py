"""The one boundary that text from a deck, an import, a file name or a student crosses before it is stored or shown."""

from __future__ import annotations

import re
import unicodedata

MAX_CHARACTERS = 64 * 1024
MAX_LINES = 500
MAX_COMBINING_MARKS = 8
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_PLAIN = re.compile(r"[\t\n\x20-\x7e]*\Z")
# The patterns below are compiled when the first text needs them, and kept by `re`: plain ASCII, the common case, does not.
# C0 except tab and newline, DEL, C1, surrogates, noncharacters: they steer terminals or cannot be encoded.
_FORBIDDEN = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
    + "]"
)
# Bidirectional embeddings, overrides and isolates, zero-width space, word joiner, BOM, tag characters: they make
# text look like something it is not. ZWJ, ZWNJ, VS16, LRM and RLM stay: scripts and emoji need them.
_INVISIBLE = "[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\U000e0000-\U000e007f]"
_LINE_BREAKS = "\r\n|[\r\x0b\x0c\x85\u2028\u2029]"
# Most of what is written in Latin, Greek, Cyrillic, Hebrew, Arabic, Chinese, Japanese and Korean, with its punctuation:
# characters that stay as they are beside each other, so that such a text need not be looked through one by one.
_UNCHANGED = (
    "[\t\n\x20-\x7e\xa1-\xac\xae-\u02af\u0386\u0388-\u03ff\u0400-\u0482\u048a-\u052f\u05d0-\u05ea\u0621-\u064a"
    "\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u22ff\u3001-\u3029\u3041-\u3096\u30a1-\u30fe\u4e00-\u9fff"
    "\uac00-\ud7a3\uff01-\uff5e]*\\Z"
)


def clean(text: str) -> str:
    """Return `text` as it may be stored and shown: NFC, no control or bidi characters, capped in length and lines.

    Idempotent; the result encodes as UTF-8, has at most `MAX_CHARACTERS` characters and `MAX_LINES` lines.
    """
    if text.isascii() and text.isprintable() and len(text) <= MAX_CHARACTERS:
        return text
    text = text[: MAX_CHARACTERS + 1]
    if not (_PLAIN.match(text) or re.match(_UNCHANGED, text)):
        text = _clean_unicode(text)
    return _cap(text)


def one_line(text: str, limit: int = MAX_CHARACTERS) -> str:
    """Return cleaned `text` on a single line of at most `limit` characters; an ellipsis marks what was cut."""
    folded = " ".join(clean(text).split())
    return folded if len(folded) <= limit else folded[: limit - 1].rstrip() + "…"


def escaped_json(text: str) -> str:
    """Return JSON `text` with everything that `clean` would take out as an escape: the same value, fit for a terminal."""
    if _PLAIN.match(text):
        return text
    text = re.sub(_FORBIDDEN, _as_escape, text)
    return re.sub(_INVISIBLE, _as_escape, text)


def _as_escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))


def invisible_characters(text: str) -> tuple[str, ...]:
    """Return the names of the characters that `clean` would drop or replace, in order of appearance."""
    found = dict.fromkeys(match for match in (*re.findall(_FORBIDDEN, text), *re.findall(_INVISIBLE, text)))
    return tuple(unicodedata.name(character, f"U+{ord(character):04X}") for character in found)


def _clean_unicode(text: str) -> str:
    text = re.sub(_LINE_BREAKS, "\n", text)
    text = re.sub(_FORBIDDEN, REPLACEMENT, text)
    text = re.sub(_INVISIBLE, "", text)
    text = unicodedata.normalize("NFC", text)
    return _limit_marks(text)


def _limit_marks(text: str) -> str:
    """Cut runs of combining marks, which can cover the lines above and below."""
    kept: list[str] = []
    run = 0
    for character in text:
        run = run + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        if run <= MAX_COMBINING_MARKS:
            kept.append(character)
    return "".join(kept)


def _cap(text: str) -> str:
    if len(text) > MAX_CHARACTERS:
        text = text[: MAX_CHARACTERS - 1] + "…"
    if text.count("\n") >= MAX_LINES:
        text = "\n".join(text.split("\n")[: MAX_LINES - 1]) + "\n…"
    return text
