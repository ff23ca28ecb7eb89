"""Marking words: what a fair teacher forgives, and what no teacher may confuse."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from studyapp.questions.marking.contraries import are_contrary, is_negation, is_number
from studyapp.questions.marking.difference import difference
from studyapp.questions.marking.distance import forgiven, mistakes, only_swaps
from studyapp.questions.marking.fold import Folded, fold, primary
from studyapp.questions.marking.letters import accents_conflict
from studyapp.questions.marking.optional_words import variants
from studyapp.questions.marking.rereadings import rereadings
from studyapp.questions.question import Outcome, Verdict

if TYPE_CHECKING:
    from studyapp.questions.marking.difference import Pieces

    _Shortfall = tuple[Outcome, float, str]
    """Outcome, score and reason."""
    _Judged = tuple[Outcome, float, str, Pieces]

PARTLY_ENOUGH = 0.5
"""An answer that leaves words out is partly right from this share of the letters on; it scores at most this much."""
_PARTICLE_WORDS = "van von de den der da di do du del della dos"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
"""Words in the middle of names that are easily taken for one another."""
_NAME_WITH_PARTICLE = 3
_MOST_SLIPS, _MOST_MISSING = 3, 12
"""Words with slips that are looked for among missing ones; an answer that lacks more is not partly right anyway."""
_OTHER_WORD = 100
"""Mistakes between two words that are not the same misspelt: more than any text may have."""
_ALWAYS_COMPARED = 8
"""Words of a text that is compared with any other."""
_COUNTS = {1: "One letter", 2: "Two letters", 3: "Three letters"}


class Reading(IntEnum):
    """At which leniency two texts are the same, from strict to lenient."""

    EXACT = 0
    PLAIN = 1
    LOOSE = 2
    BARE = 3
    MISSPELT = 4
    OTHER = 5


@dataclass(frozen=True, slots=True)
class Key:
    """What answers are held against."""

    accepted: tuple[str, ...]
    """The answer, then other accepted ones; `[optional words]` may be left out."""
    refused: tuple[str, ...] = ()
    """Texts that are wrong, however near they come."""
    rivals: tuple[str, ...] = ()
    """Answers of other cards that lie close to this one's."""
    language: str = "en"
    """BCP 47."""
    question: str = ""
    """The question: an answer may repeat words of it."""


@dataclass(frozen=True, slots=True)
class Match:
    """The accepted text that a given one comes nearest to."""

    text: str
    folded: Folded
    reading: Reading
    distance: int = 0

    @property
    def rank(self) -> tuple[Reading, int]:
        """Sorts from near to far."""
        return self.reading, self.distance


def mark_words(given: str, key: Key, expected: str) -> Verdict:
    """Mark a typed text; `expected` is how the right answer is shown."""
    folded = fold(given, key.language)
    if not folded.plain:
        return Verdict(Outcome.WRONG, 0.0, expected=expected, given=given, reason="No answer.")
    marker = _Marker(key)
    best = marker.nearest(folded)
    outcome, score, reason, diff = (
        marker.near(folded, best) or marker.reread(given, folded) or marker.far(folded, best.folded)
    )
    return Verdict(outcome, score, expected=expected, given=given, reason=reason, diff=diff)


class _Marker:
    """Known texts in their readings, to hold several readings of one answer against."""

    def __init__(self, key: Key) -> None:
        self._key = key
        self._accepted = _known(key.accepted, key.language)
        own = {other.loose for _, other in self._accepted}
        self._rivals = [(text, other) for text, other in _known(key.rivals, key.language) if other.loose not in own]
        self._rejected = [*_known(key.refused, key.language), *self._rivals]

    def nearest(self, given: Folded) -> Match:
        """Return the accepted text that a text comes nearest to."""
        return min((match(given, text, other) for text, other in self._accepted), key=lambda found: found.rank)

    def near(self, given: Folded, best: Match) -> _Judged | None:
        """Judge a text that is an accepted one with slips at most; None for any other."""
        if best.reading is Reading.OTHER:
            return None
        diff = difference(given.exact, best.folded.exact) if best.reading >= Reading.BARE else ()
        rejection = _rejection(given, best, self._rejected)
        if rejection:
            return Outcome.WRONG, 0.0, rejection, diff
        return Outcome.CORRECT, 1.0, _leniency(given, best, primary(self._key.language)), diff

    def reread(self, given: str, folded: Folded) -> _Judged | None:
        """Judge a text that says an accepted one in other words; None if it does not, or is known to be wrong."""
        if _listed(folded, self._rejected, self._rivals) is not None:
            return None
        accepted, refused = ([other for _, other in known] for known in (self._accepted, self._rejected))
        for text in rereadings(given, folded, accepted, refused, self._key.question, self._key.language):
            said = fold(text, self._key.language)
            judged = self.near(said, self.nearest(said))
            if judged is not None and judged[0] is Outcome.CORRECT:
                return Outcome.CORRECT, 1.0, f"Read as “{text}”.", ()
        return None

    def far(self, given: Folded, nearest: Folded) -> _Judged:
        """Judge a text that is no accepted one."""
        diff = difference(given.exact, nearest.exact) if _is_comparable(given, nearest) else ()
        by_text = dict(self._accepted)
        needed = [by_text[variants(whole)[-1]] for whole in self._key.accepted]
        outcome, score, reason = _listed(given, self._rejected, self._rivals) or _shortfall(given, needed)
        if outcome is Outcome.PARTLY and self._is_in_question(given):
            return Outcome.WRONG, 0.0, f"{reason} What you gave stands in the question.", diff
        return outcome, score, reason, diff

    def _is_in_question(self, given: Folded) -> bool:
        return bool(self._key.question) and set(given.words) <= set(fold(self._key.question, self._key.language).words)


def _is_comparable(given: Folded, other: Folded) -> bool:
    """Say whether a diff would show anything: long texts with less than half their words in common are just different."""
    longest = max(len(given.words), len(other.words))
    return longest <= _ALWAYS_COMPARED or 2 * (Counter(given.words) & Counter(other.words)).total() >= longest


def _known(texts: tuple[str, ...], language: str) -> list[tuple[str, Folded]]:
    return [(text, fold(text, language)) for whole in texts for text in variants(whole)]


def match(given: Folded, text: str, other: Folded) -> Match:
    """Return how near a folded text comes to a known one."""
    for reading, left, right in (
        (Reading.EXACT, given.exact, other.exact),
        (Reading.PLAIN, given.plain, other.plain),
        (Reading.LOOSE, given.loose, other.loose),
        (Reading.BARE, given.bare, other.bare),
    ):
        if left == right:
            return Match(text, other, reading)
    distance = _misspelt(given, other)
    return Match(text, other, Reading.OTHER if distance is None else Reading.MISSPELT, distance or 0)


def _misspelt(given: Folded, other: Folded) -> int | None:
    """Return by how many forgivable mistakes, word by word, `given` misses `other`; None if it is another text."""
    if abs(len(given.bare) - len(other.bare)) > 3:
        return None
    if len(given.words) != len(other.words):
        total = _misspelt_and_spaced(given, other)
    else:
        total = _misspelt_by_word(given, other)
    return None if total is None or accents_conflict(given.plain, other.plain) else total


def _misspelt_by_word(given: Folded, other: Folded) -> int | None:
    allowed = max(forgiven(other.bare), 1)
    total = 0
    for place, (theirs, ours) in enumerate(zip(given.spelt, other.spelt, strict=True)):
        meant = given.words[place], other.words[place]
        if meant[0] != meant[1]:
            total += _word_mistakes(theirs, ours, len(other.words))
            if total > allowed or any(map(is_number, (theirs, ours))) or all(map(is_number, meant)):
                return None
            if are_contrary(theirs, ours):
                return None
    return total


def _misspelt_and_spaced(given: Folded, other: Folded) -> int | None:
    """One mistake is forgiven in a text whose words are also divided otherwise, if it is long enough."""
    if abs(len(given.words) - len(other.words)) > 1 or forgiven(other.bare) == 0:
        return None
    # A missing or added whole word is no misspelling.
    if mistakes(given.bare, other.bare, 1) != 1 or are_contrary(given.bare, other.bare):
        return None
    return None if any(is_number(word) or len(word) < 3 for word in given.words + other.words) else 1


def _word_mistakes(theirs: str, ours: str, words: int) -> int:
    limit = forgiven(ours)
    if words >= _NAME_WITH_PARTICLE and theirs in _PARTICLES and ours in _PARTICLES:
        return 1
    if limit == 0:
        plural = len(ours) >= 3 and (theirs == ours + "s" or (ours == theirs + "s" and len(theirs) >= 3))
        swapped = len(ours) >= (3 if words > 1 else 4) and only_swaps(theirs, ours)
        # In a longer text a short word may miss one letter: "ice crem".
        slip = words > 1 and len(ours) >= 4 and theirs[:1] == ours[:1] and mistakes(theirs, ours, 1) == 1
        return 1 if plural or swapped or slip else _OTHER_WORD
    distance = mistakes(theirs, ours, limit)
    return distance if distance <= limit else _OTHER_WORD


def _rejection(given: Folded, best: Match, rejected: list[tuple[str, Folded]]) -> str:
    """Return why a near answer cannot stand: a refused text is as near, or so near the answer that spelling counts."""
    for text, other in rejected:
        found = match(given, text, other)
        if found.reading is Reading.EXACT or (found.reading <= Reading.BARE and found.reading < best.reading):
            return f"“{text}” is another answer."
        if best.reading is Reading.EXACT:
            continue
        if found.reading is best.reading and best.reading <= Reading.BARE:
            return f"{_distinguished_by(best, other)}: “{text}” is another answer."
        if best.reading is Reading.MISSPELT and not _ruled_out(given, best.folded, other):
            if mistakes(_sounding(given), _sounding(other), best.distance) <= best.distance:
                return f"As near to “{text}”, which is another answer."
            if mistakes(best.folded.bare, other.bare, best.distance) <= best.distance:
                return f"Every letter counts here: “{text}” is another answer."
    return ""


def _sounding(folded: Folded) -> str:
    return folded.bare.replace("ph", "f")


def _ruled_out(given: Folded, best: Folded, other: Folded) -> bool:
    """Say whether a word that was typed faultlessly already tells the answer from the other text."""
    if not len(given.words) == len(best.words) == len(other.words):
        return False
    return any(
        typed == ours != theirs for typed, ours, theirs in zip(given.words, best.words, other.words, strict=True)
    )


def _distinguished_by(best: Match, other: Folded) -> str:
    if best.folded.plain == other.plain:
        return "Capital letters and signs count here"
    return "Accents count here" if best.folded.bare == other.bare else "Spelling counts here"


def _leniency(given: Folded, best: Match, tongue: str) -> str:
    """Return what was forgiven, if it is worth knowing."""
    if best.reading is Reading.BARE:
        return f"{_accent_slip(given, best.folded, tongue)} – accepted."
    if best.reading is Reading.MISSPELT:
        if best.distance == 1 and only_swaps(given.bare, best.folded.bare):
            return "One letter off (two are swapped) – accepted."
        return f"{_COUNTS.get(best.distance, f'{best.distance} letters')} off – accepted."
    return ""


def _accent_slip(given: Folded, other: Folded, tongue: str) -> str:
    if tongue in {"tr", "az"}:
        return "A letter is written without its dot or sign"
    theirs, ours = (sum(not letter.isascii() for letter in text) for text in (given.plain, other.plain))
    if theirs == ours:
        return "An accent differs"
    return "An accent is missing" if theirs < ours else "An accent too many"


def _listed(given: Folded, rejected: list[tuple[str, Folded]], rivals: list[tuple[str, Folded]]) -> _Shortfall | None:
    """Return the verdict on a text that is known to be wrong."""
    for text, other in rejected:
        if given.loose == other.loose:
            whose = "the answer to another question of this deck" if (text, other) in rivals else "not the answer"
            return Outcome.WRONG, 0.0, f"“{text}” is {whose}."
    return None


def _shortfall(given: Folded, needed: list[Folded]) -> _Shortfall:
    """Return what is missing from an answer, or too much in it, and the credit for it."""
    other = max(needed, key=lambda folded: len(set(folded.words) & set(given.words)))
    theirs, ours = Counter(given.words), Counter(other.words)
    lacking, surplus = ours - theirs, theirs - ours
    missing = [spelt for word, spelt in zip(other.words, other.spelt, strict=True) if word in lacking]
    extra = [spelt for word, spelt in zip(given.words, given.spelt, strict=True) if word in surplus]
    if not missing and not extra:
        return Outcome.PARTLY, PARTLY_ENOUGH, "The right words in another order."
    missing, extra = _without_slips(missing, extra)
    if any(map(is_negation, missing + extra)):
        return Outcome.WRONG, 0.0, "That says the opposite."
    if not extra and _is_large_part(given, other):
        return Outcome.PARTLY, _share(given, other), f"Not complete: {_quoted(missing)} missing."
    if not missing:
        return Outcome.WRONG, 0.0, f"Not part of the answer: {_quoted(extra)}."
    return Outcome.WRONG, 0.0, _unlike(given, other, missing, extra)


def _without_slips(missing: list[str], extra: list[str]) -> tuple[list[str], list[str]]:
    """Return what is missing and what is too much, without words that are each other but for forgivable slips."""
    if len(extra) > _MOST_SLIPS or not len(extra) < len(missing) <= _MOST_MISSING:
        return missing, extra
    missing, kept = list(missing), []
    for theirs in extra:
        ours = next((word for word in missing if _is_slip_of(theirs, word)), None)
        if ours is None:
            kept.append(theirs)
        else:
            missing.remove(ours)
    return missing, kept


def _is_slip_of(theirs: str, ours: str) -> bool:
    if is_number(theirs) or is_number(ours) or are_contrary(theirs, ours):
        return False
    return _word_mistakes(theirs, ours, 1) <= max(1, forgiven(ours))


def _unlike(given: Folded, other: Folded, missing: list[str], extra: list[str]) -> str:
    if len(missing) == len(extra) == 1:
        if is_number(missing[0]) and is_number(extra[0]):
            return f"The number differs: {extra[0]}, not {missing[0]}."
        if are_contrary(missing[0], extra[0]):
            return f"“{extra[0]}” is something else than “{missing[0]}”."
        if len(other.words) > 1:
            return f"“{extra[0]}” instead of “{missing[0]}”."
    limit = 4 if len(other.bare) > 6 else 2
    distance = mistakes(given.bare, other.bare, limit)
    if distance <= limit:
        return f"{_COUNTS.get(distance, f'{distance} letters')} off: too far to be sure what was meant."
    return "Another answer is expected."


def _is_large_part(given: Folded, other: Folded) -> bool:
    return len(given.words) < len(other.words) and _share(given, other, most=1.0) >= PARTLY_ENOUGH


def _share(given: Folded, other: Folded, most: float = PARTLY_ENOUGH) -> float:
    return min(most, len(given.bare) / max(1, len(other.bare)))


def _quoted(words: list[str]) -> str:
    return ", ".join(f"“{word}”" for word in words[:5]) + (" …" if len(words) > 5 else "")
