from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from studyapp.decks.checks.codes.table import CODES, FAMILIES, UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parents[3] / "studyapp"
FOLDERS = ("decks", "questions")
PLACE_OF_CODE = {
    "error": 1, "warning": 1, "note": 1, "add": 2, "Finding": 1, "Advice": 2, "UnreadableFileError": 0, "Remark": 1,
    "as_problem": 3, "Oddity": 2,
}  # fmt: skip
KEBAB = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")
NO_CODES = {"utf-8", "double-quoted", "cat-file"}
"""Texts that look like codes but are not; language tags are left out by their length."""


def sources() -> Iterator[Path]:
    for folder in FOLDERS:
        yield from (path for path in (PACKAGE / folder).rglob("*.py") if "codes" not in path.parts)


def emitted(path: Path) -> Iterator[str]:
    """Yield the texts of a module that are codes: by where they stand, or by how they look."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            place = PLACE_OF_CODE.get(name)
            if place is not None and len(node.args) > place:
                yield from texts(node.args[place])
        for child in children(node):
            yield from (text for text in texts(child) if is_kebab(text))


def children(node: ast.AST) -> list[ast.expr]:
    """Return the parts of a tuple, an assignment or a choice."""
    if isinstance(node, ast.Tuple):
        return node.elts
    if isinstance(node, ast.Assign):
        return [node.value]
    return [node.body, node.orelse] if isinstance(node, ast.IfExp) else []


def texts(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr) and " " not in ast.unparse(node):
        parts = (re.escape(str(p.value)) if isinstance(p, ast.Constant) else "[a-z]+" for p in node.values)
        yield f"/{''.join(parts)}/"


def is_kebab(text: str) -> bool:
    return KEBAB.fullmatch(text) is not None and len(text) > 5 and text not in NO_CODES


def is_known(code: str) -> bool:
    if code.startswith("/"):
        return any(re.fullmatch(code.strip("/"), known) for known in CODES)
    return code in CODES


@pytest.mark.parametrize("path", sorted(sources()), ids=lambda path: path.stem)
def test_every_code_in_the_source_is_in_the_table(path: Path) -> None:
    looks_like_code = [code for code in emitted(path) if code.startswith("/") or re.fullmatch("[a-z0-9-]+", code)]
    assert [code for code in looks_like_code if not is_known(code)] == []


def test_every_code_of_the_table_is_used() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources())
    patterned = {"reject-accepted", "wrong-accepted"}
    assert [code for code in CODES if code not in patterned and f'"{code}"' not in text] == []


def test_codes_are_distinct_and_explained() -> None:
    assert len(CODES) == sum(len(family) for _, family in FAMILIES)
    for code in CODES.values():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code.name)
        assert code.explanation.rstrip().endswith((".", "?")), code.name
        assert code.mend.rstrip().endswith("."), code.name
    assert set(CODES) >= UNREADABLE
