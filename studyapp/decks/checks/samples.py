"""Samples under `accept` and `reject` that say nothing new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.decks.checks.remark import Remark
from studyapp.decks.report import excerpt
from studyapp.questions.marking.fold import plainly

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studyapp.decks.checks.entry import Entry

MARKED_AS_WORDS = frozenset({"typed"})


def duplicate_samples(entry: Entry) -> Iterator[Remark]:
    """Report entries of `accept` and `reject` that equal the answer or another entry once folded."""
    if entry.type not in MARKED_AS_WORDS:
        return
    # A wording with [optional words] stands for several.
    own = [answer.text for answer in entry.answers if "[" not in entry.value("answer")]
    for name, known in (("accept", own), ("reject", [])):
        seen = {plainly(text, entry.language): text for text in known}
        for index, sample in enumerate(entry.samples(name)):
            folded = plainly(sample, entry.language)
            if folded in seen and folded:
                message = f"{excerpt(sample)} says nothing that {excerpt(seen[folded])} does not."
                yield Remark(entry, "duplicate-sample", message, f"Take it out of `{name}`.", name, index)
            seen.setdefault(folded, sample)
