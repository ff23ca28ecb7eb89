"""Readable ids for cards, made of what they ask."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from studyapp.decks.checks.function_words import function_words
from studyapp.questions.marking.fold import primary
from studyapp.questions.marking.letters import spell_out, without_accents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LONGEST = 40
MOST_WORDS = 5
_CYRILLIC = "аa бb вv гg дd еe жzh зz иi йy кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ ыy ь эe юyu яya іi їyi єye ґg"
_GREEK = "αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υy φf χch ψps ωo"
"""Letters, each with the usual Latin ones behind it."""
_LETTERS = str.maketrans({pair[0]: pair[1:] for pair in f"{_CYRILLIC} {_GREEK}".split()})
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_APOSTROPHE = re.compile("['’]")
# What an editor's YAML would take for a number, a date, a truth value or nothing, if it stood without quotation marks.
_NOT_A_TEXT = re.compile(
    r"(?:[-+.]?[0-9][0-9_.e-]*|0[xob][0-9a-f]+|\.?(?:inf|nan)|true|false|yes|no|on|off|y|n|null|none)\Z"
)


def slug(texts: Sequence[str], language: str) -> str:
    """Return an id made of the telling words of the first of `texts` that has any; `card` if none has.

    Small letters, digits and hyphens, at most LONGEST characters; letters that have no usual Latin form stay as they are.
    """
    for text in texts:
        words = _telling(text, language)
        if words:
            return _readable("-".join(_fitting(words)))
    return "card"


class Slugs:
    """Makes slugs that differ from each other and from the ids that are `taken`, in whatever capitals."""

    def __init__(self, taken: Iterable[str], language: str) -> None:
        self._taken = {name.casefold() for name in taken}
        self._language = language
        self._counts: dict[str, int] = {}
        """How often each slug was wanted, so that ten thousand equal questions need not be counted anew."""

    def make(self, texts: Sequence[str]) -> str:
        """Return a slug for the first of `texts` that has words; told apart by the last of them if it can be, else counted."""
        first = slug(texts, self._language)
        return next(each for each in self._candidates(first, texts) if self._take(each))

    def _take(self, candidate: str) -> bool:
        folded = candidate.casefold()
        if folded in self._taken:
            return False
        self._taken.add(folded)
        return True

    def _candidates(self, first: str, texts: Sequence[str]) -> Iterator[str]:
        yield first
        addition = _fitting(_telling(texts[-1], self._language))[:2] if len(texts) > 1 else []
        if addition:
            tail = "-".join(addition)[: LONGEST // 2].strip("-")
            yield f"{_cut(first, LONGEST - len(tail) - 1)}-{tail}"
        while True:
            count = self._counts[first] = self._counts.get(first, 1) + 1
            yield f"{_cut(first, LONGEST - len(str(count)) - 1)}-{count}"


def _telling(text: str, language: str) -> list[str]:
    """Return the words of a text in small Latin letters, without those that say nothing; all if none says anything."""
    empty = function_words(language)
    words = [_APOSTROPHE.sub("", word) for word in _WORD.findall(unicodedata.normalize("NFKC", text).casefold())]
    telling = [word for word in words if word not in empty] or words
    return [latin for word in telling if (latin := _latin(word, language))]


def _latin(word: str, language: str) -> str:
    if word.isascii():
        return word
    spelt = spell_out(word) if primary(language) in {"de", "da", "nb", "no", "sv"} else word
    bare = without_accents(spelt).translate(_LETTERS)
    # Marks that belong to no letter would not be allowed in an id.
    return "".join(character for character in bare if character.isalnum())


def _fitting(words: Sequence[str]) -> list[str]:
    """Return as many words as fit, at least the beginning of the first."""
    kept: list[str] = []
    for word in words[:MOST_WORDS]:
        if kept and len("-".join((*kept, word))) > LONGEST:
            break
        kept.append(word[:LONGEST])
    return kept


def _cut(text: str, length: int) -> str:
    return text[:length].strip("-")


def _readable(text: str) -> str:
    return f"card-{text}"[:LONGEST] if _NOT_A_TEXT.match(text) else text
