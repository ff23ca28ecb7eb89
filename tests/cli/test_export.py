from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from studyapp.questions.registry import NAMES, question_type
from tests.workspaces import write_deck

if TYPE_CHECKING:
    from tests.cli.running import CommandLine

TOUR = Path(__file__).parents[2] / "decks" / "tour.deck.yaml"
HEAD = "studyapp: 1\nid: d\ntitle: A deck\ncards:\n"
VOID = {"meta", "br"}


class Page(HTMLParser):
    """Reads a page strictly: every element is closed, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.sheet: list[str] = []
        self.key: list[str] = []
        self.answers: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "main" in self.open:
            self.sheet.append(data.strip())
        elif "section" in self.open:
            self.key.append(data.strip())
            if self.open[-1] == "span":
                self.answers.append(data.strip())

    def count(self, tag: str, **attributes: str) -> int:
        return sum(name == tag and attributes.items() <= found.items() for name, found in self.elements)


def exported(shell: CommandLine, deck: Path | str, *options: str) -> Page:
    ran = shell.run("export", str(deck), "--to", "sheet.html", *options)
    assert ran.code == 0, ran.err
    assert ran.out == "sheet.html\n"
    return Page((shell.folder / "sheet.html").read_text(encoding="utf-8"))


def test_the_page_is_whole_and_needs_nothing_from_elsewhere(shell: CommandLine) -> None:
    page = exported(shell, TOUR)
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "input", "a", "base"}
    for _, attributes in page.elements:
        assert not {"src", "href", "srcset", "style", "action"} & set(attributes)
        assert not any(name.startswith("on") for name in attributes)
    text = (shell.folder / "sheet.html").read_text(encoding="utf-8")
    assert "url(" not in text
    assert "@import" not in text
    assert page.count("meta", content="default-src 'none'; style-src 'unsafe-inline'") == 1
    assert "@media print" in text
    assert "break-before: page" in text
    assert "prefers-color-scheme: dark" in text


def test_every_type_has_its_layout_and_every_question_its_answer(shell: CommandLine) -> None:
    examples = "".join(f"  {line}\n" for name in NAMES for line in question_type(name).example.splitlines())
    deck = write_deck(shell.folder, HEAD + examples, "all")
    page = exported(shell, deck)
    layouts = [attributes["class"] for tag, attributes in page.elements if tag == "li" and attributes.get("class")]
    assert layouts == [
        "lines", "lines", "lines", "lines", "one", "several", "one", "gaps", "order", "match", "lines",
    ]  # fmt: skip
    assert page.count("i", **{"class": "blank"}) == 2
    assert page.count("ul", **{"class": "partners"}) == 1
    key = " ".join(page.key)
    for answer in ("Fangshan", "2,000", "18 March 2016", "March; 2,000", "True"):
        assert answer in key


def test_the_letters_of_the_key_are_those_of_the_options(shell: CommandLine) -> None:
    page = exported(shell, TOUR, "--seed", "5", "--as-choice")
    sheet = [text for text in page.sheet if text]
    found = 0
    for letter, answer in re.findall(r"^([A-H]) (.+)$", "\n".join(page.answers), re.MULTILINE):
        first = answer.split("; ")[0]
        at = sheet.index(first)
        assert sheet[at - 1] == letter, first
        found += 1
    assert found >= 6


def test_no_answer_stands_on_the_sheet(shell: CommandLine) -> None:
    cards = "  - {id: a, type: typed, question: Which?, answer: Sesame, explanation: Because of the cave.}\n"
    cards += "  - {id: b, type: cloze, cloze: 'Open {{Aladdin::who}} and {{lamp}}.', hint: Rub it.}\n"
    page = exported(shell, write_deck(shell.folder, HEAD + cards))
    sheet, key = " ".join(page.sheet), " ".join(page.key)
    for secret in ("Sesame", "Aladdin", "lamp", "cave"):
        assert secret not in sheet
        assert secret in key
    assert "(who)" in sheet


def test_the_same_seed_gives_the_same_sheet_and_another_one_another(shell: CommandLine) -> None:
    texts = []
    for seed in ("1", "1", "2"):
        exported(shell, TOUR, "--seed", seed)
        texts.append((shell.folder / "sheet.html").read_bytes())
    assert texts[0] == texts[1] != texts[2]


def test_editing_one_card_leaves_the_others_as_they_were(shell: CommandLine) -> None:
    cards = [f"  - {{id: c{n}, type: choice, question: Q{n}?, answer: a, wrong: [b, c, d, e]}}\n" for n in range(6)]
    before = exported(shell, write_deck(shell.folder, HEAD + "".join(cards)))
    after = exported(shell, write_deck(shell.folder, HEAD + "".join([*cards[:2], *cards[3:]])))
    keys = [[text for text in page.key if re.match("[A-E] a", text)] for page in (before, after)]
    assert [*keys[0][:2], *keys[0][3:]] == keys[1]


HOSTILE = "</style><script>alert(1)</script><img src=x onerror=alert(1)>&amp;\"'"


def test_whatever_a_deck_holds_is_text(shell: CommandLine) -> None:
    from studyapp.decks.emit import emit, emit_item

    head = {"studyapp": 1, "id": "d", "title": HOSTILE, "description": HOSTILE, "language": "en"}
    card = {"id": "a", "type": "choice", "question": HOSTILE, "answer": HOSTILE + "1", "explanation": HOSTILE}
    pairs = {"id": "b", "type": "match", "question": HOSTILE, "pairs": {HOSTILE: HOSTILE, "x": "y"}}
    cloze = {"id": "c", "type": "cloze", "cloze": "{{" + HOSTILE.replace("'", "") + "::" + HOSTILE + "}}"}
    cards = [{**card, "wrong": [{"text": HOSTILE, "feedback": HOSTILE}, "\u202etxt"]}, pairs, cloze]
    text = emit(head) + "cards:\n" + "".join(emit_item(each, 2) for each in cards)  # type: ignore[arg-type] # literals
    page = exported(shell, write_deck(shell.folder, text))
    assert not {tag for tag, _ in page.elements} & {"script", "img"}
    assert "<script>alert(1)</script>" in " ".join(page.sheet)
    assert "\u202e" not in (shell.folder / "sheet.html").read_text(encoding="utf-8")


def test_an_existing_sheet_is_written_anew(shell: CommandLine) -> None:
    (shell.folder / "sheet.html").write_text("old", encoding="utf-8")
    exported(shell, TOUR)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((str(TOUR), "--to", "sheet.pdf"), 2),
        ((str(TOUR), "--to", "missing/sheet.html"), 3),
        (("none.deck.yaml", "--to", "sheet.html"), 3),
        ((str(TOUR),), 2),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    shell: CommandLine, arguments: tuple[str, ...], code: int
) -> None:
    ran = shell.run("export", *arguments)
    assert ran.code == code
    assert "Traceback" not in ran.err
    assert list(shell.folder.iterdir()) == []
