"""Which of several known texts a typed one means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyapp.questions.marking.fold import Folded, fold
from studyapp.questions.marking.optional_words import variants
from studyapp.questions.marking.words import Reading, match

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Texts by number, each in one or more wordings."""

    entries: tuple[tuple[int, str, Folded], ...]
    language: str

    @classmethod
    def of(cls, wordings: Sequence[Sequence[str]], language: str) -> Lexicon:
        """Return the lexicon of texts with all their wordings; a text's number is its place."""
        entries = tuple(
            (number, text, fold(text, language))
            for number, group in enumerate(wordings)
            for wording in group
            for text in variants(wording)
        )
        return cls(entries, language)

    def find(self, text: str) -> int | None:
        """Return the number of the text that `text` means, with slips forgiven; None if none or several are as near."""
        folded = fold(text, self.language)
        if not folded.plain:
            return None
        ranked = [(match(folded, known, other).rank, number) for number, known, other in self.entries]
        best = min((rank for rank, _ in ranked), default=(Reading.OTHER, 0))
        if best[0] is Reading.OTHER:
            return None
        numbers = {number for rank, number in ranked if rank == best}
        return numbers.pop() if len(numbers) == 1 else None
