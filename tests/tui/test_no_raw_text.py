"""Nothing but literals and `Content` may reach a widget: what a deck says is never read as markup."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

WIDGETS = frozenset(
    {
        "Static",
        "Label",
        "Button",
        "Checkbox",
        "RadioButton",
        "Option",
        "ListItem",
        "Collapsible",
        "TabPane",
        "Select",
        "SelectionList",
        "Tree",
        "DataTable",
        "Markdown",
        "Link",
        "Notice",
        "TitleLine",
        "Row",
    }
)
METHODS = frozenset(
    {"update", "notify", "add_option", "add_column", "add_row", "set_options", "write", "from_markup", "show_notice"}
)
ATTRIBUTES = frozenset({"border_title", "border_subtitle", "tooltip", "title", "sub_title", "label"})
SAFE_CALLS = frozenset({"Content", "assemble", "plain", "line", "joined", "fitted", "join", "stylize", "styled", "bar"})


def texts(node: ast.expr) -> list[ast.expr]:
    """Return the parts of an expression that are text but no literal: names of strings, f-strings, str() and so on."""
    if isinstance(node, ast.JoinedStr):
        return [node]
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        return [node] if name in {"str", "repr", "format", "clean", "one_line", "escape"} else []
    if isinstance(node, ast.BinOp):
        return texts(node.left) + texts(node.right)
    if isinstance(node, ast.IfExp):
        return texts(node.body) + texts(node.orelse)
    if isinstance(node, ast.Attribute):
        return (
            [node] if node.attr in {"text", "prompt", "title", "note", "message", "expected", "given", "hint"} else []
        )
    return []


def offences(source: str) -> list[str]:
    """Return the places of a module where raw text meets a widget."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name == "from_markup":
                found.append(f"{node.lineno}: from_markup reads text as markup")
            if name in WIDGETS or name in METHODS:
                found += [f"{node.lineno}: {name}({ast.unparse(raw)})" for arg in node.args for raw in texts(arg)]
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Attribute) and target.attr in ATTRIBUTES:
                    found += [f"{node.lineno}: {target.attr} = {ast.unparse(raw)}" for raw in texts(node.value)]
    return found


@pytest.mark.parametrize("path", sorted(Path("studyapp/tui").rglob("*.py")), ids=str)
def test_no_module_hands_raw_text_to_a_widget(path: Path) -> None:
    assert offences(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "planted",
    [
        "Static(card.text)",
        "Static(f'{deck}')",
        "label.update(str(error))",
        "app.notify(verdict.message)",
        "Option('▸ ' + deck.title)",
        "Static(a.text if b else 'c')",
        "Content.from_markup(x)",
        "self.border_title = deck.title",
        "Static(clean(x))",
    ],
)
def test_planted_offences_are_found(planted: str) -> None:
    assert offences(planted)


def test_only_one_module_makes_content_of_foreign_text() -> None:
    """Every other module makes Content of literals and of numbers put into words."""
    for path in Path("studyapp/tui").rglob("*.py"):
        if path.name == "content.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Content":
                assert not [raw for arg in node.args for raw in texts(arg) if isinstance(raw, ast.Attribute)], path
