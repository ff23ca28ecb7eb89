"""Words that say nothing by themselves, and answers too short to be found by accident."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.questions.marking.fold import primary

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORDS = {
    "en": "the a an of in on at to for from by with and or not no yes is are was were be been do does did has have had "
    "it its this that these those which what who whom whose when where why how many much as than then there here "
    "his her their our your my he she they we you i me him them us one two some any all both each more most other "
    "into over under after before between about during out up down if so but also can could will would may might "
    "must shall should name called give first last true false kind part following",
    "de": "der die das den dem des ein eine einen einem einer eines und oder nicht kein keine ist sind war waren sein "
    "wird werden wurde wurden hat haben hatte in im an am auf zu zum zur von vom für mit bei aus nach vor über unter "
    "durch um es er sie wir ihr ich du sich was wer wen wem wessen wie wo wann warum welche welcher welches welchem "
    "welchen viele viel als auch nur noch schon sehr man diese dieser dieses ja nein heißt nennt name",
    "fr": "le la les un une des du de et ou ne pas est sont était être a ont avait dans sur à au aux pour par avec en "
    "il elle ils elles nous vous je tu se ce cette ces qui que quoi quel quelle quels quelles où quand comment "
    "pourquoi combien plus aussi oui non son sa ses leur leurs nom",
    "es": "el la los las un una unos unas de del y o no es son era fue ser ha han en a al por para con se su sus lo le "
    "que qué quién quiénes cuál cuáles dónde cuándo cómo cuánto cuántos cuántas más también sí como este esta nombre",
}
_BY_LANGUAGE = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_ANY = frozenset().union(*_BY_LANGUAGE.values())
SHORTEST = 3
"""An answer of fewer letters stands in other texts by accident."""
FEWEST_DIGITS = 2


def function_words(language: str) -> frozenset[str]:
    """Return the words of a language that carry no meaning of their own; those of all known ones for others."""
    return _BY_LANGUAGE.get(primary(language), _ANY)


def telling_words(words: Sequence[str], language: str) -> tuple[str, ...]:
    """Return the words that carry meaning."""
    empty = function_words(language)
    return tuple(word for word in words if word not in empty)


def is_telling(text: str, words: Sequence[str], language: str) -> bool:
    """Return whether an answer, with its folded `words`, is specific enough to be given away by a text."""
    if not telling_words(words, language):
        return False
    folded = "".join(words)
    if any(character.isdigit() for character in text):
        # 0–9 stand everywhere; a figure from 10 on says something.
        return sum(character.isdigit() for character in text) >= FEWEST_DIGITS
    return len(folded) >= SHORTEST or not folded.isascii()
