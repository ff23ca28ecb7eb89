"""Proves a deck against its source: evidence, the facts of answers, and which paragraphs nobody asks about."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyapp.decks.checks.places import as_problem, located
from studyapp.decks.checks.remark import Remark
from studyapp.decks.grounding.claims import Claim, Kind, claims
from studyapp.decks.grounding.facts import Facts
from studyapp.decks.report import excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from studyapp.decks.checks.entry import Entry
    from studyapp.decks.deck import Source
    from studyapp.decks.decktext import DeckText
    from studyapp.decks.grounding.paragraphs import Paragraph
    from studyapp.decks.problem import Problem

_SAME_SIGNS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "\u00a0": " ", "\u202f": " "})


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a source a deck asks about, and how much of the deck its source says."""

    source: str
    """The ref of the source."""
    paragraphs: int
    stating: int
    """Paragraphs long enough to state a fact."""
    covered: int
    """Paragraphs among those that at least one card cites."""
    uncovered: tuple[int, ...]
    """The numbers of all paragraphs that no card cites, short ones included."""
    cards: int
    """Cards that cite the source, or cite nothing."""
    grounded: int
    """Cards among those whose evidence and answer were found."""
    worked_out: int
    """Cards among the grounded ones whose number or date is worked out from the evidence."""

    @property
    def share(self) -> float:
        """The covered part of the paragraphs that state something, 0–1; 1 if none does."""
        return self.covered / self.stating if self.stating else 1.0


@dataclass(frozen=True, slots=True)
class Proof:
    """What holding a deck against its source gave."""

    problems: tuple[Problem, ...]
    """Places in the deck."""
    source_problems: tuple[Problem, ...]
    """Places in the source text."""
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Reference:
    """The text that a deck is held against."""

    ref: str
    path: str
    paragraphs: Sequence[Paragraph]


def prove(
    entries: Sequence[Entry], sources: Mapping[str, Source], reference: Reference, text: DeckText, deck_path: str
) -> Proof:
    """Hold the cards that cite `reference`, or nothing, against its paragraphs."""
    prover = _Prover(reference, sources.get(reference.ref))
    cited = [entry for entry in entries if not entry.record.citation or entry.record.citation[0] == reference.ref]
    remarks = [remark for entry in cited for remark in prover.prove(entry)]
    failed = {remark.entry.number for remark in remarks}
    counts = Counter(int(entry.record.citation[1] or 0) for entry in cited if entry.record.citation)
    uncovered = tuple(paragraph for paragraph in reference.paragraphs if not counts[paragraph.number])
    stating = [paragraph for paragraph in reference.paragraphs if paragraph.states_something]
    coverage = Coverage(
        source=reference.ref,
        paragraphs=len(reference.paragraphs),
        stating=len(stating),
        covered=sum(counts[paragraph.number] > 0 for paragraph in stating),
        uncovered=tuple(paragraph.number for paragraph in uncovered),
        cards=len(cited),
        grounded=len(cited) - len(failed),
        worked_out=len(prover.worked_out - failed),
    )
    source_problems = tuple(_uncovered(paragraph, reference.path) for paragraph in uncovered)
    return Proof(tuple(located(remarks, text, deck_path)), source_problems, coverage)


def _uncovered(paragraph: Paragraph, path: str) -> Problem:
    short = "" if paragraph.states_something else " It is too short to count."
    message = f"No card cites paragraph {paragraph.number}, {excerpt(paragraph.text, 60)}.{short}"
    return as_problem(path, paragraph.line, 1, "uncovered", message, "Write a card about what it says.")


class _Prover:
    """Looks things up in the paragraphs of one source."""

    def __init__(self, reference: Reference, source: Source | None) -> None:
        self._paragraphs = reference.paragraphs
        self._folded = [_without_spacing(paragraph.text) for paragraph in reference.paragraphs]
        self._facts: dict[tuple[int, str], Facts] = {}
        self._date = source.date if source else ""
        self.worked_out: set[int] = set()

    def prove(self, entry: Entry) -> Iterator[Remark]:
        """Yield what of one card can't be found where it should be."""
        citation = entry.record.citation
        number = citation[1] if citation else None
        if citation is None or number is None:
            message = "The card names no paragraph of the source."
            yield Remark(entry, "uncited", message, "Write `source: {ref: …, paragraph: …}`.", "source")
            return
        evidence = [str(fragment) for fragment in citation[2]]
        if number > len(self._paragraphs):
            message = f"The source has {len(self._paragraphs)} paragraphs, not {number}."
            yield Remark(entry, "no-such-paragraph", message, self._elsewhere(evidence), "source")
            return
        missing = [fragment for fragment in evidence if _without_spacing(fragment) not in self._folded[number - 1]]
        for fragment in missing:
            message = f"{excerpt(fragment)} does not stand in paragraph {number}."
            yield Remark(entry, "missing-evidence", message, self._elsewhere([fragment]), "source")
        if not missing:
            yield from self._ungrounded(entry, number, Facts(" … ".join(evidence), entry.language))

    def _ungrounded(self, entry: Entry, number: int, evidence: Facts) -> Iterator[Remark]:
        facts = self._paragraph(number, entry.language)
        missing = [claim for claim in claims(entry) if not claim.stands_in(facts)]
        if not missing:
            return
        unexplained = [claim for claim in missing if not self._is_worked_out(claim, entry, evidence)]
        if not unexplained:
            self.worked_out.add(entry.number)
        for claim in unexplained:
            mend = "Cite the paragraph that says so."
            if claim.kind is not Kind.NAME:
                mend = "Cite the paragraph that says so, or show under `explanation` how it follows from the evidence."
            message = f"The {claim.kind} {excerpt(claim.shown)} of the answer does not stand in paragraph {number}."
            yield Remark(entry, "ungrounded", message, mend, claim.field, claim.item)

    def _is_worked_out(self, claim: Claim, entry: Entry, evidence: Facts) -> bool:
        """Return whether a number or date follows from the evidence, as the explanation says, or from the source's date."""
        if claim.kind is Kind.NAME:
            return False
        if claim.kind is Kind.YEAR and claim.stands_in(Facts(self._date, entry.language)):
            return True
        return evidence.holds_a_relation and claim.stands_in(Facts(entry.record.explanation, entry.language))

    def _paragraph(self, number: int, language: str) -> Facts:
        key = (number, language)
        if key not in self._facts:
            self._facts[key] = Facts(self._paragraphs[number - 1].text, language)
        return self._facts[key]

    def _elsewhere(self, fragments: Sequence[str]) -> str:
        """Return the mend: the paragraph that holds all fragments, if there is one."""
        folded = [_without_spacing(fragment) for fragment in fragments]
        for paragraph, text in zip(self._paragraphs, self._folded, strict=True):
            if folded and all(fragment in text for fragment in folded):
                return f"It stands in paragraph {paragraph.number}."
        return "Copy the words from the source, or cite the paragraph that says so."


def _without_spacing(text: str) -> str:
    """Return `text` with single spaces and plain quotation marks."""
    return " ".join(text.translate(_SAME_SIGNS).split())
