"""Texts that would steer a terminal, act or crash if they got through, and harmless ones of the same shape."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CONTROLS = "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0)]))
PAYLOADS = (
    "[@click=app.quit]click me[/]",
    "[@click=app.screenshot('x','/tmp')]x[/] [@click=app.bell]x[/]",
    "[/] [b [red]$primary[/red] a[/b]c [link='https://example.org']x[/link]",
    "\x1b[2J\x1b[3J\x1b[H\x1b[6n\x1b[?1049l\x1bc",
    "\x1b]0;title\x07\x1b]52;c;eA==\x07\x1b]8;;https://example.org\x1b\\",
    "\x1bP+q544e\x1b\\\x1b_Gf=24\x1b\\\x1b^x\x1b\\",
    "\x9b31m\x9d0;title\x9c\x90q\x9c",
    "\u202eevil\u202c \u2066x\u2069 \u2067y\u2069",
    "\ud800 \udcff \ufffe \U0001ffff",
    "\U000e0041\u200b\ufeff\u2060",
    "a" + "\u0301" * 300 + "b" + "\u20dd" * 40,
    "line\r\nline\x0bline\x0cline\x85line\u2028line\u2029line",
    CONTROLS,
)
HARMLESS = "A harmless question about αβγ, 漢字 and e\u0301?"
LONG_LINE = "x" * 65_536
MANY_LINES = "\n" * 65_000
HOSTILE_NAME = b"evil \x1b[31m\xff\xc2\x9b\xe2\x80\xae [@click=app.quit]x[b"
HARMLESS_NAME = b"kind"

FLOODS = {"payloads": " ".join(PAYLOADS), "long line": PAYLOADS[3] + LONG_LINE, "many lines": PAYLOADS[3] + MANY_LINES}


def _quoted(text: str) -> str:
    """Return a YAML scalar for `text`: in double quotes, with escapes for everything that is not ASCII.

    Halves of surrogate pairs are left out: no deck can hold one, and one that tries is not read at all.
    """
    escaped = "".join(f"\\U{ord(c):08x}" if ord(c) > 0xFFFF else c for c in text if not 0xD800 <= ord(c) < 0xE000)
    return json.dumps(escaped).replace("\\\\U", "\\U")


def deck(text: str) -> str:
    """Return a deck of every question type that says `text` wherever it can say something."""
    t = _quoted(text[:20_000])

    def with_number(number: int) -> str:
        return _quoted(text[:20_000] + str(number))

    common = f"hint: {t}, explanation: {t}, tags: [{t}]"
    wrong = f"[{{text: {with_number(1)}, feedback: {t}}}, {with_number(2)}]"
    cards = (
        f"question: {t}, answer: {t}",
        f"type: typed, question: {t}, answer: {t}, accept: [{with_number(3)}], reject: [{with_number(4)}]",
        f"type: choice, question: {t}, answer: {t}, wrong: {wrong}",
        f"type: multiple, question: {t}, answer: [{t}, {with_number(5)}], wrong: {wrong}",
        f"type: truefalse, question: {t}, answer: true",
        f"type: number, question: {t}, answer: 5, unit: {t}",
        f"type: date, question: {t}, answer: 2016-03-18",
        f"type: order, question: {t}, items: [{with_number(1)}, {with_number(2)}, {with_number(3)}]",
        f"type: match, question: {t}, pairs: {{? {with_number(1)} : {t}, ? {with_number(2)} : {with_number(6)}}}",
        f"type: list, question: {t}, items: [{t}, {with_number(1)}]",
        f"type: cloze, cloze: {_quoted('The {{gap::' + text[:200] + '}} ' + text[:20_000])}",
    )
    lines = [f"  - {{id: c{number}, {card}, {common}}}" for number, card in enumerate(cards)]
    broken = f"  - {{id: {t}, type: {t}, question: {t}, nonsense: {t}}}"
    return "\n".join(["studyapp: 1", "id: firewall", f"title: {t}", "cards:", *lines, broken, ""])


def write_library(folder: Path, *, hostile: bool) -> list[bytes]:
    """Write decks into `folder` and return their paths: hostile ones, or harmless ones of the same shape."""
    folder.mkdir(parents=True)
    name, texts = (
        (HOSTILE_NAME, list(FLOODS.values())) if hostile else (HARMLESS_NAME, [HARMLESS, HARMLESS * 200, HARMLESS])
    )
    paths = []
    for number, text in enumerate(texts):
        path = bytes(folder) + b"/%d %s.deck.yaml" % (number, name)
        with open(path, "wb") as file:  # noqa: PTH123 - a Path would have to decode the name
            file.write(deck(text).encode("utf-8", "surrogatepass"))
        paths.append(path)
    return paths
