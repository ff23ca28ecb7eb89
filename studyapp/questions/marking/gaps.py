"""The notation of gap texts: `{{gap}}`, `{{gap::hint}}`, `{{c1::gap::hint}}`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyapp.questions.marking.letters import without_accents

if TYPE_CHECKING:
    from collections.abc import Mapping

_GROUP = re.compile(r"c(\d{1,4})::")
_GROUP_ID = re.compile(r"c\d+\Z")
_LONGEST_SLUG = 40


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap of a text, with the text in front of it."""

    before: str
    answer: str
    hint: str
    group: int | None
    """The number it carries; gaps with the same number are asked together."""


@dataclass(frozen=True, slots=True)
class GapText:
    """A text with gaps."""

    gaps: tuple[Gap, ...]
    after: str
    """What follows the last gap."""

    def prompt(self, asked: frozenset[int]) -> str:
        """Return the text with the gaps at the positions `asked` hidden behind their hints, the others filled in."""
        parts = []
        for index, gap in enumerate(self.gaps):
            parts.append(gap.before)
            parts.append(f"[{gap.hint or '…'}]" if index in asked else gap.answer)
        return "".join((*parts, self.after))


def read_gaps(text: str) -> GapText:
    """Return the gaps of `text`; gaps with nothing in them are left out of it. Linear, whatever the braces."""
    gaps: list[Gap] = []
    end = 0
    carried = ""
    while (start := text.find("{{", end)) >= 0 and (close := text.find("}}", start + 2)) >= 0:
        before, inside = carried + text[end:start], text[start + 2 : close]
        end = close + 2
        group = _GROUP.match(inside)
        answer, _, hint = (inside[group.end() :] if group else inside).partition("::")
        answer = " ".join(answer.split())
        carried = "" if answer else before
        if answer:
            gaps.append(Gap(before, answer, " ".join(hint.split()), int(group[1]) if group else None))
    return GapText(tuple(gaps), carried + text[end:])


def sub_ids(gaps: tuple[Gap, ...]) -> Mapping[str, tuple[int, ...]]:
    """Return the positions of the gaps asked together, by sub-id.

    A numbered group is called `c1`; an unnumbered gap after its own words, so that editing the text around it, or
    another gap, leaves it its name. The second gap with the same words gets `-2`, and so on.
    """
    groups: dict[str, tuple[int, ...]] = {}
    for index, gap in enumerate(gaps):
        if gap.group is not None:
            name = f"c{gap.group}"
            groups[name] = (*groups.get(name, ()), index)
            continue
        slug = name = slug_of(gap.answer)
        count = 1
        while name in groups:
            count += 1
            name = f"{slug}-{count}"
        groups[name] = (index,)
    return groups


def slug_of(text: str) -> str:
    """Return a short name made of the letters and digits of `text`: no spaces, no signs, never empty."""
    bare = without_accents(text.casefold())
    words = "".join(character if character.isalnum() else " " for character in bare).split()
    slug = "-".join(words)[:_LONGEST_SLUG].strip("-")
    if not slug:
        return "-".join(f"u{ord(character):x}" for character in text[:4])
    return f"{slug}-gap" if _GROUP_ID.match(slug) else slug
