"""What one code means."""

from __future__ import annotations

from dataclasses import dataclass

from studyapp.questions.field import Severity


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of problem; its paragraph in docs/checks.md is made from this."""

    name: str
    explanation: str
    mend: str
    severity: Severity = Severity.WARNING
    """How bad it usually is; the reader may report it as less."""
    ignorable: bool = True
    """Whether `# studyapp: ignore` silences it."""
    fixable: bool = False
    """Whether `studyapp check --fix` mends it."""


def unignorable(name: str, explanation: str, mend: str) -> Code:
    """Return the code of an error without whose mend the card or deck can't be read as it was meant."""
    return Code(name, explanation, mend, Severity.ERROR, ignorable=False)
