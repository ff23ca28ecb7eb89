"""Checks that several question types share: what makes options unusable, and samples that contradict the marker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.questions.field import Finding, Severity
from studyapp.questions.marking.fold import exactly, plainly
from studyapp.questions.question import Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from studyapp.questions.question import Option, Refusal


def option_findings(right: Sequence[str], wrong: Sequence[Option], language: str) -> Iterator[Finding]:
    """Report wrong options that are right ones, and options that can't be told apart."""
    seen: dict[str, str] = {exactly(text): text for text in right}
    folded: dict[str, str] = {plainly(text, language): text for text in right}
    answers = set(seen)
    for index, option in enumerate(wrong):
        exact, plain = exactly(option.text), plainly(option.text, language)
        if exact in answers:
            yield Finding(
                "wrong", "answer-among-wrong", f"“{option.text}” is the answer and also listed as wrong.",
                "Take it out of `wrong`.", item=index,
            )  # fmt: skip
        elif exact in seen:
            yield Finding(
                "wrong", "duplicate-option", f"“{option.text}” is listed twice.", "Take one of them out.", item=index
            )
        elif plain in folded:
            yield Finding(
                "wrong", "similar-options", f"“{option.text}” and “{folded[plain]}” differ by capitals or signs only.",
                "Make them differ by more, unless that difference is what you ask for.", Severity.WARNING, item=index,
            )  # fmt: skip
        seen.setdefault(exact, option.text)
        folded.setdefault(plain, option.text)


def sample_findings(
    mark: Callable[[str], Verdict | Refusal], accept: Sequence[str], reject: Sequence[str], wrong: Sequence[Option] = ()
) -> Iterator[Finding]:
    """Report answers that the marker does not accept, and wrong ones that it does."""
    for index, sample in enumerate(accept):
        if not _accepts(mark, sample):
            yield Finding(
                "accept", "accept-refused", f"“{sample}” would not be accepted: it contradicts `reject` or `wrong`.",
                "Take it out of one of the lists.", item=index,
            )  # fmt: skip
    for field, texts in (("reject", reject), ("wrong", [option.text for option in wrong])):
        for index, sample in enumerate(texts):
            if _accepts(mark, sample):
                yield Finding(
                    field, f"{field}-accepted", f"“{sample}” would be accepted as right.",
                    f"Take it out of `{field}`, or make the answer narrower.", item=index,
                )  # fmt: skip


def answer_finding(mark: Callable[[str], Verdict | Refusal], answer: str) -> Iterator[Finding]:
    """Report an answer that its own card would mark as wrong."""
    if not _accepts(mark, answer):
        yield Finding(
            "answer", "answer-refused", f"“{answer}” would not be accepted: `reject` or `wrong` lists it too.",
            "Take it out of that list.",
        )  # fmt: skip


def _accepts(mark: Callable[[str], Verdict | Refusal], text: str) -> bool:
    verdict = mark(text)
    return isinstance(verdict, Verdict) and verdict.outcome is Outcome.CORRECT


def duplicate_findings(field: str, texts: Sequence[str], language: str) -> Iterator[Finding]:
    """Report texts of one list that can't be told apart when typed."""
    seen: dict[str, str] = {}
    for index, text in enumerate(texts):
        plain = plainly(text, language)
        if plain in seen:
            yield Finding(
                field, "duplicate-item", f"“{text}” stands twice, or differs from “{seen[plain]}” by signs only.",
                "Make every one of them different.", item=index,
            )  # fmt: skip
        seen.setdefault(plain, text)


def item_count_findings(field: str, count: int, least: int, most: int = 100) -> Iterator[Finding]:
    """Report a list with too few or too many items."""
    if count < least:
        yield Finding(field, "too-few-items", f"There are {count}, but at least {least} are needed.", "List some more.")
    elif count > most:
        yield Finding(
            field, "too-many-items", f"There are {count}, which is too many to keep in view.", f"List {most} at most."
        )
