"""LaTeX in texts that a terminal shows as they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from studyapp.decks.checks.remark import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studyapp.decks.checks.entry import Entry

_GREEK = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega"
_CHARACTERS = dict(zip(_GREEK.split(), "αβγδεζηθικλμνξπρστυφχψω", strict=True)) | {
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ",
    "Omega": "Ω", "varepsilon": "ε", "vartheta": "ϑ", "varphi": "φ", "times": "×", "cdot": "·", "div": "÷", "pm": "±",
    "mp": "∓", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠", "approx": "≈", "equiv": "≡", "sim": "∼",
    "propto": "∝", "infty": "∞", "partial": "∂", "nabla": "∇", "sum": "∑", "prod": "∏", "int": "∫", "sqrt": "√", "to": "→",
    "rightarrow": "→", "leftarrow": "←", "Rightarrow": "⇒", "Leftarrow": "⇐", "leftrightarrow": "↔", "Leftrightarrow": "⇔",
    "iff": "⇔", "implies": "⇒", "mapsto": "↦", "in": "∈", "notin": "∉", "subset": "⊂", "subseteq": "⊆", "supset": "⊃",
    "cup": "∪", "cap": "∩", "emptyset": "∅", "varnothing": "∅", "forall": "∀", "exists": "∃", "neg": "¬", "lnot": "¬",
    "land": "∧", "wedge": "∧", "lor": "∨", "vee": "∨", "oplus": "⊕", "otimes": "⊗", "perp": "⊥", "parallel": "∥",
    "angle": "∠", "circ": "∘", "degree": "°", "dots": "…", "ldots": "…", "cdots": "⋯", "hbar": "ℏ", "ell": "ℓ", "Re": "ℜ",
    "Im": "ℑ", "aleph": "ℵ", "prime": "′", "langle": "⟨", "rangle": "⟩", "ll": "≪", "gg": "≫", "cong": "≅",
    "rightleftharpoons": "⇌",
}  # fmt: skip
"""LaTeX commands that one character says as well."""
_WITHOUT_CHARACTER = (
    "frac dfrac tfrac binom begin end left right overline underline hat vec bar tilde dot ddot overbrace underbrace matrix "
    "text mathrm mathbf mathbb mathcal operatorname lim limits stackrel overset underset substack cases align"
)
_UNSHOWN = frozenset(_WITHOUT_CHARACTER.split())
"""LaTeX commands for which there is no character."""
_MATHS = re.compile(r"\$\$(?P<display>[^$]+)\$\$|\$(?P<inline>[^$\n]+)\$|\\\((?P<round>.+?)\\\)|\\\[(?P<square>.+?)\\\]", re.DOTALL)  # fmt: skip
_COMMAND = re.compile(r"\\([A-Za-z]+)")
LONGEST_SEARCHED = 4000
"""So many characters of a text are searched for formulas."""
_SHOWN_FIELDS = ("hint", "explanation")


def unshown_maths(entry: Entry) -> Iterator[Remark]:
    """Report LaTeX commands in the texts of a card: the first of each field that can be said otherwise, and can't."""
    for field, text in _texts(entry):
        if "\\" not in text:
            continue
        named: set[str] = set()
        for command in _commands(text[:LONGEST_SEARCHED]):
            code = "latex" if command in _CHARACTERS else "unshown-maths"
            if code not in named:
                named.add(code)
                yield Remark(entry, code, f"“\\{command}” is shown as it stands.", _mend(command), field)


def _mend(command: str) -> str:
    character = _CHARACTERS.get(command)
    return (
        f"Write {character} for it." if character else "Write the formula in words or in one line, such as (a + b)/2."
    )


def _commands(text: str) -> Iterator[str]:
    """Yield LaTeX commands: any between dollar signs or brackets of maths, elsewhere only known ones."""
    formulas = [match.span() for match in _MATHS.finditer(text)]
    for match in _COMMAND.finditer(text):
        command = match.group(1)
        in_formula = any(start <= match.start() < end for start, end in formulas)
        # A backslash in a path or pattern (C:\text, \in) is not LaTeX: outside formulas a command needs its argument.
        if in_formula or ((command in _UNSHOWN) and text[match.end() : match.end() + 1] == "{") or _is_greek(match):
            yield command


def _is_greek(match: re.Match[str]) -> bool:
    before = match.string[match.start() - 1 : match.start()]
    return match.group(1).lower() in _GREEK.split() and not before.isalnum() and before not in {":", "\\"}


def _texts(entry: Entry) -> Iterator[tuple[str, str]]:
    yield entry.question_field, entry.value(entry.question_field)
    if entry.type != "cloze":
        yield from dict.fromkeys((answer.field, answer.text) for answer in entry.answers)
    for option in entry.wrong:
        yield "wrong", option
    yield from zip(_SHOWN_FIELDS, (entry.record.hint, entry.record.explanation), strict=True)
