"""Nothing but literals and `Content` may reach a widget: what a deck says is never read as markup."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

WIDGETS = frozenset(
    {
        "Static",
        "Label",
        "Log",
        "Input",
        "TextArea",
        "RadioSet",
        "Tab",
        "Tabs",
        "TabbedContent",
        "Digits",
        "Tooltip",
        "Toast",
        "Header",
        "Footer",
        "OptionList",
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
    {
        *("update", "notify", "add_option", "add_options", "add_column", "add_columns", "add_row", "add_rows"),
        *("set_options", "write", "write_line", "write_lines", "from_markup", "add_tab", "add_leaf", "set_label"),
        *("update_cell", "update_cell_at", "replace_option_prompt", "replace_option_prompt_at_index", "with_tooltip"),
    }
)
ATTRIBUTES = frozenset(
    {"border_title", "border_subtitle", "tooltip", "title", "sub_title", "label", "placeholder", "renderable"}
)
UNSAFE = frozenset({"Markdown", "MarkdownViewer", "RichLog", "from_markup", "render_markup", "Link", "open_url"})
"""What reads text as markup, opens what a text names, or cannot be given `Content`: not used at all."""
SAFE_CALLS = frozenset({"Content", "assemble", "plain", "line", "joined", "fitted", "join", "stylize", "styled", "bar"})


def texts(node: ast.expr) -> list[ast.expr]:
    """Return the parts of an expression that are text but no literal: names of strings, f-strings, str() and so on."""
    if isinstance(node, ast.JoinedStr):
        return [] if all(_is_literal_or_number(part) for part in node.values) else [node]
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


def _is_literal_or_number(part: ast.expr) -> bool:
    """Say whether a piece of an f-string is literal, or formatted as only numbers can be."""
    if not isinstance(part, ast.FormattedValue):
        return True
    return part.format_spec is not None and ast.unparse(part.format_spec).rstrip("'\"")[-1:] in {"d", "f", "g", ","}


def offences(source: str) -> list[str]:
    """Return the places of a module where raw text meets a widget."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in UNSAFE:
                found.append(f"{node.lineno}: {name} makes more of a text than text")
            if name in WIDGETS or name in METHODS:
                given = [*node.args, *(named.value for named in node.keywords)]
                found += [f"{node.lineno}: {name}({ast.unparse(raw)})" for arg in given for raw in texts(arg)]
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
        "Static(f'{deck:>9}')",
        "label.update(str(error))",
        "app.notify(verdict.message)",
        "Option('▸ ' + deck.title)",
        "Static(a.text if b else 'c')",
        "Content.from_markup(x)",
        "self.border_title = deck.title",
        "Input(placeholder=card.hint)",
        "self.placeholder = f'{card}'",
        "DataTable().add_columns(deck.title)",
        "table.update_cell_at(place, str(x))",
        "tree.add_leaf(deck.title)",
        "log.write_line(verdict.message)",
        "Checkbox(label=option.text)",
        "Markdown('fixed')",
        "RichLog()",
        "app.open_url('x')",
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
