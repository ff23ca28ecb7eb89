from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from studyapp.cli.main import COMMANDS
from tests.generated_docs import PAGES, ROOT

if TYPE_CHECKING:
    from pathlib import Path

PROSE = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("path", PAGES)
def test_generated_pages_say_what_the_code_does(path: str) -> None:
    assert (ROOT / path).read_text(encoding="utf-8") == PAGES[path](), "`make docs` writes it anew"


@pytest.mark.parametrize("page", PROSE, ids=lambda path: path.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    assert [target for target in _linked(page) if not target.exists()] == []


def test_every_page_is_reached_from_the_readme() -> None:
    found: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        found.add(page)
        waiting += [linked for linked in _linked(page) if linked.suffix == ".md" and linked not in found]
    assert {*PROSE} <= found


def test_every_command_has_an_example() -> None:
    text = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        section = text.split(f"## `studyapp {name}`")[1].split("\n## ")[0]
        assert "Example" in section, name


def test_no_make_target_of_the_readme_is_missing() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for page in PROSE:
        for target in re.findall(r"(?:^\$ |`)make ([a-z-]+)", page.read_text(encoding="utf-8"), re.MULTILINE):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"{page.name}: make {target}"


def _linked(page: Path) -> list[Path]:
    targets = re.findall(r"\]\((?!https?:)([^)#\s]+)", page.read_text(encoding="utf-8"))
    return [(page.parent / target).resolve() for target in targets]
