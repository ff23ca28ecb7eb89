"""Other wordings of one item among several: `accept: [Nitrogen = N2]`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.questions.field import Finding
from studyapp.questions.marking.fold import plainly

if TYPE_CHECKING:
    from collections.abc import Sequence


def other_wordings(
    items: Sequence[str], accept: Sequence[str], language: str
) -> tuple[tuple[tuple[str, ...], ...], tuple[Finding, ...]]:
    """Return the accepted other wordings of each item, and a finding for each entry that names no item.

    With a single item an entry is simply another wording of it; with several, it reads `item = other wording`.
    """
    wordings: list[list[str]] = [[] for _ in items]
    findings = []
    for index, entry in enumerate(accept):
        item, equals, wording = entry.partition("=")
        name = plainly(item, language)
        found = next((place for place, text in enumerate(items) if plainly(text, language) == name), None)
        if equals and found is not None and wording.strip():
            wordings[found].append(wording.strip())
        elif len(items) == 1:
            wordings[0].append(entry)
        else:
            finding = Finding(
                "accept", "accept-names-none", f"“{entry}” does not say which of the answers it stands for.",
                "Write it as `answer = other wording`.", item=index,
            )  # fmt: skip
            findings.append(finding)
    return tuple(map(tuple, wordings)), tuple(findings)
