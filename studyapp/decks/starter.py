"""New deck files: one to start from, with a comment on everything, and ones made from cards that stand elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.decks.emit import emit_item, scalar
from studyapp.decks.schema import EDITOR_LINES
from studyapp.paths import DECK_SUFFIX
from studyapp.questions.marking.gaps import slug_of
from studyapp.text import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from studyapp.decks.emit import Plain

_LONGEST_ID = 60

_INTRODUCTION = """\
#
# A deck is a list of cards. Put your own in place of these, and in another window run
#   studyapp watch {file}
# It shows the card you are writing as a student sees it, and every mistake with its mend, each time you save.
"""

_HEADER = """\
studyapp: 1
id: {id} # progress belongs to this name, so it never changes; the file may be renamed
title: {title}
language: {language} # of the answers: marking knows its articles, number words and date forms
"""

_CARDS = """\
cards:
  # A question and an answer: you say the answer to yourself, look at it, and rate how well you knew it.
  - id: thunder
    question: Why do we see lightning before we hear it?
    answer: Light travels far faster than sound.

  # A typed answer is marked: capitals, accents and small slips are forgiven. With wrong options the card begins as
  # a choice and is typed once it sits. The feedback is for those who pick that option.
  - id: capital-of-canada
    type: typed
    question: Which city is the capital of Canada?
    answer: Ottawa
    wrong:
      - text: Toronto
        feedback: The largest city, but the parliament sits elsewhere.
      - Montreal
      - Vancouver
    hint: It lies on the border of Ontario and Quebec.
    explanation: Chosen in 1857, between the English-speaking and the French-speaking part.

  # Numbers may be typed in any usual notation; the unit and how far an answer may be off are up to you.
  - id: moon-distance
    type: number
    question: How far away is the Moon, on average?
    answer: 384,400
    unit: km
    tolerance: 2%

  # A date is asked for as exactly as it is written: 1989, 1989-11 or 1989-11-09.
  - id: berlin-wall
    type: date
    question: When did the Berlin Wall fall?
    answer: 1989-11-09

  # Every gap is a card of its own; what stands behind the two colons is its hint.
  - id: water
    type: cloze
    cloze: Water is made of {{hydrogen::the lightest element}} and {{oxygen::a fifth of the air}}.

  # More question types: choice, multiple, truefalse, order, match and list; docs/deck-format.md shows them all.
"""


def deck_path(path: Path) -> Path:
    """Return `path` with the suffix of a deck file in place of any other YAML suffix."""
    name = path.name
    if name.endswith(DECK_SUFFIX):
        return path
    return path.with_name(name.removesuffix(".yaml").removesuffix(".yml") + DECK_SUFFIX)


def deck_title(path: Path) -> str:
    """Return a title made from the name of a deck file."""
    words = path.name.removesuffix(DECK_SUFFIX).replace("-", " ").replace("_", " ").split()
    return " ".join(words)[:1].upper() + " ".join(words)[1:] if words else "My deck"


def starter_deck(path: Path, title: str, language: str = "en") -> str:
    """Return the text of a deck to start from, to be written to `path`."""
    return "\n".join(
        [EDITOR_LINES + _INTRODUCTION.format(file=one_line(path.name)), _header(path, title, language), _CARDS]
    )


def deck_of(
    cards: Sequence[Mapping[str, Plain]], path: Path, title: str, language: str = "en"
) -> tuple[str, tuple[int, ...]]:
    """Return the text of a deck of `cards`, to be written to `path`, and the line at which each card begins."""
    text = f"{EDITOR_LINES}\n{_header(path, title, language)}\ncards:\n"
    line = text.count("\n") + 1
    parts, lines = [text], []
    for card in cards:
        item = emit_item(card, indent=2)
        lines.append(line)
        parts.append(item + "\n")
        line += item.count("\n") + 1
    return "".join(parts).removesuffix("\n"), tuple(lines)


def _header(path: Path, title: str, language: str) -> str:
    name = slug_of(path.name.removesuffix(DECK_SUFFIX))[:_LONGEST_ID]
    return _HEADER.format(id=scalar(name), title=scalar(one_line(title)), language=scalar(language))
