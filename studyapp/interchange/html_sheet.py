"""A printable quiz with its answer key: one page of HTML without script, without anything from elsewhere."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from studyapp.interchange.sheet_questions import Layout, letter, sheet_questions
from studyapp.text import clean, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studyapp.decks.deck import Deck
    from studyapp.decks.written import WrittenCard
    from studyapp.interchange.sheet_questions import SheetQuestion

# Whatever a deck holds: the page may load nothing and run nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_SHORT = 28
"""Options up to so many characters stand side by side."""


def html_sheet(deck: Deck, entries: Sequence[WrittenCard], seed: int, *, as_choice: bool = False) -> str:
    """Return the page: the questions, and on a page of its own the key; `seed` shuffles options and names the sheet."""
    questions = sheet_questions(entries, seed, as_choice=as_choice)
    style = files("studyapp.interchange").joinpath("html_sheet.css").read_text(encoding="utf-8")
    parts = [
        "<!doctype html>",
        f'<html lang="{escape(deck.language)}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{_line(deck.title)}</title>",
        f"<style>\n{style}</style>",
        "</head>",
        "<body>",
        *_sheet(deck, questions, seed),
        *_key(deck, questions, seed),
        "</body>",
        "</html>",
    ]
    return "\n".join(parts) + "\n"


def _sheet(deck: Deck, questions: Sequence[SheetQuestion], seed: int) -> Iterator[str]:
    yield '<main class="sheet">'
    yield f'<header><p class="number">Sheet {seed}</p><h1 dir="auto">{_line(deck.title)}</h1>'
    if deck.description:
        yield f'<p class="about" dir="auto">{_text(deck.description)}</p>'
    yield '<p class="who"><span class="wide">Name<i></i></span><span>Date<i></i></span>'
    yield f"<span>Score<i></i>of {len(questions)}</span></p></header>"
    yield '<ol class="questions">'
    for question in questions:
        yield f'<li class="{question.layout}">'
        if question.prompt:
            note = f' <small dir="auto">({_line(question.note)})</small>' if question.note else ""
            yield f'<p class="prompt" dir="auto">{_text(question.prompt)}{note}</p>'
        yield from _body(question)
        yield "</li>"
    yield "</ol></main>"


def _body(question: SheetQuestion) -> Iterator[str]:
    match question.layout:
        case Layout.LINES:
            long = " long" if question.lines > 1 else ""
            yield f'<div class="ruled{long}">{"<i></i>" * question.lines}</div>'
        case Layout.ONE | Layout.SEVERAL:
            short = " short" if max(map(len, question.options)) <= _SHORT else ""
            yield f'<ul class="options{short}">'
            for number, option in enumerate(question.options):
                yield f'<li><b>{letter(number)}</b><span dir="auto">{_text(option)}</span></li>'
            yield "</ul>"
        case Layout.GAPS:
            yield f'<p class="prompt" dir="auto">{_with_blanks(question)}</p>'
        case Layout.ORDER:
            yield '<ul class="options">'
            yield from (f'<li><b></b><span dir="auto">{_text(option)}</span></li>' for option in question.options)
            yield "</ul>"
        case Layout.MATCH:
            yield '<div class="columns"><ul class="options">'
            yield from (f'<li><b></b><span dir="auto">{_text(option)}</span></li>' for option in question.options)
            yield '</ul><ul class="partners">'
            for number, partner in enumerate(question.partners):
                yield f'<li><b>{letter(number)}</b><span dir="auto">{_text(partner)}</span></li>'
            yield "</ul></div>"


def _with_blanks(question: SheetQuestion) -> str:
    parts = [_text(question.pieces[0])]
    for hint, piece in zip(question.hints, question.pieces[1:], strict=True):
        parts.append('<i class="blank"></i>' + (f" <small>({_line(hint)})</small>" if hint else ""))
        parts.append(_text(piece))
    return "".join(parts)


def _key(deck: Deck, questions: Sequence[SheetQuestion], seed: int) -> Iterator[str]:
    yield f'<section class="key"><header><p class="number">Sheet {seed}</p>'
    yield f'<h2 dir="auto">Answers: {_line(deck.title)}</h2></header><ol>'
    for question in questions:
        why = f'<small dir="auto">{_text(question.explanation)}</small>' if question.explanation else ""
        yield f'<li><span dir="auto">{_text(question.answer)}</span>{why}</li>'
    yield "</ol></section>"


def _text(text: str) -> str:
    return escape(clean(text))


def _line(text: str) -> str:
    return escape(one_line(text))
