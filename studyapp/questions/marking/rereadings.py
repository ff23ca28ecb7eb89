"""Other ways of saying the same: a name turned round, a small word left out, an initial, a word of the question repeated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from studyapp.questions.marking.contraries import is_negation, is_number
from studyapp.questions.marking.fold import Folded, fold, primary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LEAD_INS = {
    "en": r"(?:i (?:think|believe) )?(?:(?:it|that|this)(?:[’']s| is| was)|they (?:are|were)|the answer is)",
    "de": r"(?:das|es|sie) (?:ist|war|sind|waren)|die antwort (?:ist|lautet)",
    "fr": r"c[’'](?:est|était)|ce sont|la réponse est",
    "es": r"(?:es|era|son|eran)|la respuesta es",
}
_TITLES = {
    "en": "mr mrs ms miss mx dr doctor prof professor sir",
    "de": "herr frau dr doktor prof professor",
    "fr": "m mr mme mlle monsieur madame dr docteur pr professeur",
    "es": "sr sra señor señora don doña dr dra",
}
# No single letters: hepatitis A is not hepatitis, vitamine D not vitamine.
_SMALL_WORDS = {
    "en": "of the",
    "de": "der die das des dem den von vom",
    "fr": "de du des la le les",
    "es": "de del la el los las",
    "it": "di del della dei la il",
}
_TURNED_NAMES_DIFFER = frozenset({"university", "college"})
_ALTERNATIVE_WORDS = "or and & / + oder und ou et o y e u"
_ALTERNATIVES = frozenset(_ALTERNATIVE_WORDS.split())
_TELLING_APART_WORDS = (
    "north south east west northern southern eastern western new old upper lower great greater little lesser central "
    "inner outer left right first last high low former republic democratic"
)
_TELLING_APART = frozenset(_TELLING_APART_WORDS.split())
_COMMA = re.compile(r"\s*[,،，]\s*")
_LONGEST_NAME = 4
"""Words on either side of the comma in a name that is turned round: García Márquez, Gabriel."""
_SHORTEST_WRITTEN_OUT = 3
_MOST_REPEATED = 3
"""Words of the question that an answer may repeat."""


def rereadings(
    given: str, folded: Folded, accepted: Sequence[Folded], refused: Sequence[Folded], question: str, language: str
) -> Iterator[str]:
    """Yield texts that say what `given` says in other words, for when it is no known answer as it stands.

    `folded` is `given`, folded.
    """
    tongue = primary(language)
    said = _without_titles(_without_lead_in(given, tongue), tongue)
    if said != given:
        yield said
    yield from _turned_round(said, tongue)
    folded = folded if said == given else fold(said, language)
    for other in accepted:
        if _same_but_for_small_words(folded, other, tongue) or _same_but_for_initials(folded, other, refused):
            yield other.exact
    asked = frozenset(fold(question, language).words)
    for other in accepted:
        if _is_rest_of(asked, folded, other):
            yield other.exact
    yield from _without_words_of(asked, folded, accepted)


def _is_rest_of(asked: frozenset[str], given: Folded, other: Folded) -> bool:
    """Say whether `given` is the other but for words that the question has said: Suez, where a canal is asked for."""
    left = [word for word in other.words if word not in asked]
    if not left or left != list(given.words) or len(left) == len(other.words):
        return False
    return not any(
        word in _TELLING_APART or is_negation(word) or is_number(word) for word in other.words if word in asked
    )


def _without_lead_in(text: str, tongue: str) -> str:
    lead_in = _LEAD_INS.get(tongue)
    return re.sub(rf"\A(?:{lead_in})\s+(?=\S)", "", text, count=1, flags=re.IGNORECASE) if lead_in else text


def _without_titles(text: str, tongue: str) -> str:
    words = text.split()
    titles = _TITLES.get(tongue, "").split()
    while len(words) > 1 and words[0].rstrip(".").casefold() in titles:
        words = words[1:]
    return " ".join(words)


def _turned_round(text: str, tongue: str) -> Iterator[str]:
    """Yield Marie Curie for Curie, Marie."""
    sides = _COMMA.split(text)
    if len(sides) == 2 and all(0 < len(side.split()) <= _LONGEST_NAME for side in sides):
        yield f"{_without_titles(sides[1], tongue)} {sides[0]}"


def _same_but_for_small_words(given: Folded, other: Folded, tongue: str) -> bool:
    """Say whether small words alone are missing, or "of" turned round: Versailles Treaty, Treaty of Versailles."""
    small = frozenset(_SMALL_WORDS.get(tongue, "").split())
    theirs, ours = _content(given.words, small), _content(other.words, small)
    if len(ours) < 2:
        return False
    if theirs == ours:
        return len(given.words) < len(other.words)
    if tongue != "en" or _TURNED_NAMES_DIFFER & set(ours) or ("of" in given.words) == ("of" in other.words):
        return False
    return theirs == _content(_of_turned(other.words), small) or ours == _content(_of_turned(given.words), small)


def _content(words: Sequence[str], small: frozenset[str]) -> list[str]:
    return [word for word in words if word not in small]


def _of_turned(words: Sequence[str]) -> tuple[str, ...]:
    if words.count("of") != 1:
        return ()
    at = words.index("of")
    return (*words[at + 1 :], *words[:at])


def _same_but_for_initials(given: Folded, other: Folded, refused: Sequence[Folded]) -> bool:
    """Say whether `given` is the other with first names shortened: E. coli; not if a refused text could be meant too."""
    return _shortened(given.words, other.words) and not any(_shortened(given.words, text.words) for text in refused)


def _shortened(given: Sequence[str], other: Sequence[str]) -> bool:
    if len(given) != len(other) or len(given) < 2 or given[-1] != other[-1] or len(given[-1]) < _SHORTEST_WRITTEN_OUT:
        return False
    return all(
        theirs == ours or (len(theirs) == 1 and theirs == ours[0] and len(ours) >= _SHORTEST_WRITTEN_OUT)
        for theirs, ours in zip(given[:-1], other[:-1], strict=True)
    )


def _without_words_of(asked: frozenset[str], given: Folded, accepted: Sequence[Folded]) -> Iterator[str]:
    """Yield `given` without words before or behind it that only repeat the question: which river? the river Nile.

    Not where the question itself names the answer, and so offers a choice, nor where what is repeated tells two
    things apart.
    """
    if any(asked.intersection(other.words) for other in accepted):
        return
    words = given.words
    if any(word in _ALTERNATIVES or is_negation(word) for word in (*words, *given.plain.split())):
        return
    for count in range(1, min(_MOST_REPEATED, len(words) - 1) + 1):
        for kept, repeated in ((words[:-count], words[-count:]), (words[count:], words[:count])):
            if all(word in asked and word not in _TELLING_APART and not is_number(word) for word in repeated):
                yield " ".join(kept)
