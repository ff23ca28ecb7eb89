"""Proves a deck against its source: evidence, the facts of answers, and which paragraphs nobody asks about."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from studyapp.decks.checks.places import as_problem, located
from studyapp.decks.checks.remark import Remark
from studyapp.decks.grounding.claims import Kind, claims
from studyapp.decks.grounding.evidence import Said, Shown
from studyapp.decks.grounding.reckoning import source_day
from studyapp.decks.parsed import to_citation
from studyapp.decks.report import excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from studyapp.decks.checks.entry import Entry
    from studyapp.decks.deck import Citation, Fragment, Source
    from studyapp.decks.decktext import DeckText
    from studyapp.decks.grounding.paragraphs import Paragraph
    from studyapp.decks.problem import Problem

_MENDS = {
    Kind.NAME: "Cite the paragraph that says so.",
    Kind.NUMBER: "Cite the paragraph that says so, or as `evidence` two numbers that it is worked out from; then "
    "`explanation` shows how.",
    Kind.DATE: "Cite the paragraph that says so, or as `evidence` the words that it follows from and the date that "
    "they count from.",
}
_BETWEEN = "\n"
"""Stands between two paragraphs and in none of them."""
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
    counts = Counter(
        number
        for entry in cited
        if (citation := to_citation(entry.record.citation)) is not None
        for number in {number for _, number in pieces_of(citation)}
    )
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
        self._whole = _BETWEEN.join(self._folded)
        self._starts = list(accumulate((len(text) + len(_BETWEEN) for text in self._folded[:-1]), initial=0))
        self._said: dict[tuple[int, str], Said] = {}
        self._date = source.date if source else ""
        self.worked_out: set[int] = set()

    def prove(self, entry: Entry) -> Iterator[Remark]:
        """Yield what of one card can't be found where it should be."""
        citation = to_citation(entry.record.citation)
        if citation is None or citation.paragraph is None:
            message = "The card names no paragraph of the source."
            yield Remark(entry, "uncited", message, "Write `source: {ref: …, paragraph: …}`.", "source")
            return
        wrong = list(self._misplaced(entry, citation))
        yield from wrong
        if not wrong:
            yield from self._ungrounded(entry, citation.paragraph, citation.evidence)

    def _misplaced(self, entry: Entry, citation: Citation) -> Iterator[Remark]:
        """Yield the paragraphs that the source has not, and the evidence that does not stand where it should."""
        pieces = list(pieces_of(citation))
        for number in dict.fromkeys(number for _, number in pieces):
            if number > len(self._paragraphs):
                mend = self._elsewhere([text for text, where in pieces if text and where == number])
                message = f"The source has {len(self._paragraphs)} paragraphs, not {number}."
                yield Remark(entry, "no-such-paragraph", message, mend, "source")
        for text, number in pieces:
            if number <= len(self._paragraphs) and _without_spacing(text) not in self._folded[number - 1]:
                message = f"{excerpt(text)} does not stand in paragraph {number}."
                yield Remark(entry, "missing-evidence", message, self._elsewhere([text]), "source")

    def _ungrounded(self, entry: Entry, number: int, evidence: Sequence[Fragment]) -> Iterator[Remark]:
        paragraph = self._paragraph(number, entry.language)
        missing = [claim for claim in claims(entry) if not paragraph.states(claim)]
        if not missing:
            return
        source = source_day(self._date, entry.language)
        shown = Shown([fragment.text for fragment in evidence], source, entry.record.explanation, entry.language)
        unexplained = [claim for claim in missing if not shown.proves(claim)]
        if not unexplained:
            self.worked_out.add(entry.number)
        for claim in unexplained:
            message = f"The {claim.kind} {excerpt(claim.shown)} of the answer does not stand in paragraph {number}"
            follows = shown.dates_in_words() if claim.kind is Kind.DATE else ""
            message += f", and {follows} follows from the evidence." if follows else "."
            yield Remark(entry, "ungrounded", message, _MENDS[claim.kind], claim.field, claim.item)

    def _paragraph(self, number: int, language: str) -> Said:
        key = (number, language)
        if key not in self._said:
            source = source_day(self._date, language)
            self._said[key] = Said(self._paragraphs[number - 1].text, source, language)
        return self._said[key]

    def _elsewhere(self, fragments: Sequence[str]) -> str:
        """Return the mend: the paragraph that holds all fragments, if there is one."""
        folded = [_without_spacing(fragment) for fragment in fragments]
        at = self._whole.find(folded[0]) if folded else -1
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            if all(fragment in self._folded[place] for fragment in folded):
                return f"It stands in paragraph {self._paragraphs[place].number}."
            at = self._whole.find(folded[0], self._starts[place] + len(self._folded[place]))
        return "Copy the words from the source, or cite the paragraph that says so."


def pieces_of(citation: Citation) -> Iterator[tuple[str, int]]:
    """Yield the cited paragraph, with no text, and every piece of evidence with the paragraph it should stand in."""
    if citation.paragraph is not None:
        yield "", citation.paragraph
    for text, number in citation.evidence:
        where = number or citation.paragraph
        if where is not None:
            yield text, where


def _without_spacing(text: str) -> str:
    """Return `text` with single spaces and plain quotation marks."""
    return " ".join(text.translate(_SAME_SIGNS).split())
