"""Checks that several question types share: options and items that can't be told apart, lists that contradict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.questions.field import Finding, Severity
from studyapp.questions.marking.fold import exactly, plainly
from studyapp.questions.marking.letters import without_accents
from studyapp.questions.marking.optional_words import variants

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studyapp.questions.question import Option


def option_findings(right: Sequence[str], wrong: Sequence[Option], language: str) -> Iterator[Finding]:
    """Report wrong options that are right ones, and options that can't be told apart."""
    seen: dict[str, str] = {exactly(text): text for text in right}
    folded: dict[str, str] = {_barely(text, language): text for text in right}
    answers = set(seen)
    for index, option in enumerate(wrong):
        exact, bare = exactly(option.text), _barely(option.text, language)
        if exact in answers:
            yield Finding(
                "wrong", "answer-among-wrong", f"“{option.text}” is the answer and also listed as wrong.",
                "Take it out of `wrong`.", item=index,
            )  # fmt: skip
        elif exact in seen:
            yield Finding(
                "wrong", "duplicate-option", f"“{option.text}” is listed twice.", "Take one of them out.", item=index
            )
        elif bare in folded:
            yield Finding(
                "wrong", "similar-options",
                f"“{option.text}” and “{folded[bare]}” differ by capitals, accents or signs only.",
                "Make them differ by more, unless that difference is what you ask for.", Severity.WARNING, item=index,
            )  # fmt: skip
        seen.setdefault(exact, option.text)
        folded.setdefault(bare, option.text)


def _barely(text: str, language: str) -> str:
    """Return `text` without case, punctuation and accents."""
    return without_accents(plainly(text, language))


def contradiction_findings(
    answers: Sequence[str], accept: Sequence[str], refused: Sequence[str], field: str = "answer"
) -> Iterator[Finding]:
    """Report answers in words that are refused in the same breath.

    The marker refuses a text that is listed as wrong word for word, whatever else would accept it; so only the very
    same text can contradict, and the marker itself need not run.
    """
    wrong = {exactly(text) for listed in refused for text in variants(listed)}
    if not wrong:
        return
    for answer in answers:
        if not wrong.isdisjoint(map(exactly, variants(answer))):
            yield answer_refused(field, answer)
    for index, answer in enumerate(accept):
        if not wrong.isdisjoint(map(exactly, variants(answer))):
            yield accept_refused(index, answer)


def answer_refused(field: str, answer: str) -> Finding:
    """Return the finding for an answer that its own card would mark as wrong."""
    return Finding(
        field, "answer-refused", f"“{answer}” would not be accepted: `reject` or `wrong` lists it too.",
        "Take it out of that list.",
    )  # fmt: skip


def accept_refused(index: int, answer: str) -> Finding:
    """Return the finding for another accepted answer that its own card would mark as wrong."""
    return Finding(
        "accept", "accept-refused", f"“{answer}” would not be accepted: `reject` or `wrong` lists it too.",
        "Take it out of one of the lists.", item=index,
    )  # fmt: skip


def duplicate_findings(field: str, texts: Sequence[str], language: str) -> Iterator[Finding]:
    """Report texts of one list that can't be told apart when typed."""
    seen: dict[str, str] = {}
    for index, text in enumerate(texts):
        readings = [plainly(variant, language) for variant in variants(text)]
        other = next((seen[plain] for plain in readings if plain in seen), None)
        if other is not None:
            yield Finding(
                field, "duplicate-item", f"“{text}” stands twice, or differs from “{other}” by signs only.",
                "Make every one of them different.", item=index,
            )  # fmt: skip
        for plain in readings:
            seen.setdefault(plain, text)


def item_count_findings(field: str, count: int, least: int, most: int = 100) -> Iterator[Finding]:
    """Report a list with too few or too many items."""
    if count < least:
        yield Finding(field, "too-few-items", f"There are {count}, but at least {least} are needed.", "List some more.")
    elif count > most:
        yield Finding(
            field, "too-many-items", f"There are {count}, which is too many to keep in view.", f"List {most} at most."
        )
