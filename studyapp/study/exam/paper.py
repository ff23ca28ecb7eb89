"""The questions of an exam, from what is kept of them: each put as it was put first, whoever asks again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

from studyapp.progress.exams import KeptQuestion
from studyapp.questions.question import REVEAL, Outcome, Refusal, Verdict
from studyapp.study.asking import ask, form_of
from studyapp.study.recognition import answer_key
from studyapp.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from studyapp.decks.deck import Card, Deck
    from studyapp.progress.store import ProgressStore
    from studyapp.questions.question import Asked, Given

LONGEST_TEXT = 500
"""Characters of a question and its answer that are kept with a result."""
LONGEST_OWN_WORDS = 1_000
SELF_MARKED = "write what you would say; you mark it yourself at the end"


@dataclass(frozen=True, slots=True)
class ExamQuestion:
    """One question of the paper with what is on the sheet for it."""

    number: int
    """Counts from 1 without those that the deck has no longer."""
    kept: KeptQuestion
    card: Card
    asked: Asked
    """A card that is otherwise rated by the student has to be answered in writing."""

    @property
    def is_self_marked(self) -> bool:
        """Whether nothing but the student can mark it."""
        return self.kept.form == REVEAL

    @property
    def given(self) -> Given:
        """The answer on the sheet; None while it is blank."""
        return json.loads(self.kept.given) if self.kept.given else None

    @property
    def is_blank(self) -> bool:
        """Whether there is no answer."""
        return not self.kept.given

    @property
    def said(self) -> str:
        """The answer on the sheet as it is understood, on one line; empty while it is blank."""
        return "" if self.is_blank else mark(self, self.given).given

    def score(self, given: Given) -> float:
        """Return what an answer is worth, 0–1."""
        return mark(self, given).score


def put(deck: Deck, key: str, place: int, store: ProgressStore, rng: Random, new_id: Callable[[], str]) -> KeptQuestion:
    """Return a card as the next question of a paper: in the form in which studying would ask it now."""
    card = deck.card(key)
    last = next(iter(store.history(key, limit=1, newest_first=True)), None)
    form = form_of(card, deck, store.state(key), last)
    asked, seed = ask(card, form, last, rng)
    return KeptQuestion(
        place,
        key,
        new_id(),
        form,
        seed,
        _fingerprint(card, asked),
        card.tags,
        one_line(card.question.text, LONGEST_TEXT),
        one_line(card.question.expected(), LONGEST_TEXT),
    )


def found_in(deck: Deck, kept: KeptQuestion, *, is_closed: bool) -> KeptQuestion:
    """Return a kept question as the deck has it now.

    One whose card is gone is dropped; one that would be put otherwise is blank again, as it stands now, and dropped if
    the sheet `is_closed` and it was answered.
    """
    if kept.card not in deck.keys:
        return replace(kept, dropped=True)
    card = deck.card(kept.card)
    form = kept.form if kept.form in card.question.forms else card.question.forms[0]
    fingerprint = _fingerprint(card, card.question.ask(form, Random(kept.seed)))
    if (form, fingerprint) == (kept.form, kept.fingerprint):
        return replace(kept, dropped=False)
    if is_closed:
        return replace(kept, dropped=bool(kept.given))
    prompt, expected = card.question.text, card.question.expected()
    return replace(
        kept,
        form=form,
        fingerprint=fingerprint,
        prompt=one_line(prompt, LONGEST_TEXT),
        expected=one_line(expected, LONGEST_TEXT),
        given="",
        rating=0,
        dropped=False,
    )


def asked_as(deck: Deck, kept: KeptQuestion, number: int) -> ExamQuestion:
    """Return a kept question with its card, options in the order in which they stood before."""
    card = deck.card(kept.card)
    asked = card.question.ask(kept.form, Random(kept.seed))
    if kept.form == REVEAL:
        asked = asked._replace(form="typed", note=SELF_MARKED)
    return ExamQuestion(number, kept, card, asked)


def read(question: ExamQuestion, given: Given) -> Verdict | Refusal:
    """Return how an answer is understood and marked; a refusal for one that cannot be read."""
    if not question.is_self_marked:
        return question.card.question.mark(question.asked, given)
    from studyapp.questions.marking.given import as_line  # noqa: PLC0415 - few cards are marked by hand

    line = as_line(given)
    if isinstance(line, Refusal):
        return line
    return Verdict(Outcome.WRONG, 0.0, question.card.question.expected(), one_line(line, LONGEST_OWN_WORDS))


def mark(question: ExamQuestion, given: Given) -> Verdict:
    """Return the verdict on an answer; what cannot be read is worth nothing."""
    verdict = read(question, given)
    if isinstance(verdict, Refusal):
        return Verdict(Outcome.WRONG, 0.0, question.card.question.expected(), "", reason=verdict.message)
    return verdict


def is_nothing(given: Given) -> bool:
    """Return whether an answer says nothing at all, which leaves its place blank."""
    return given is None or (
        not isinstance(given, bool | int | float) and not (given.strip() if isinstance(given, str) else given)
    )


def _fingerprint(card: Card, asked: Asked) -> str:
    """Return a hash of all that makes an answer right or wrong, but for the wording of the question."""
    put = [answer_key(card), asked.form, [option.text for option in asked.options], asked.partners]
    return hashlib.blake2b(json.dumps(put).encode(), digest_size=8).hexdigest()
