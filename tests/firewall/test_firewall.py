"""Nothing in a file acts: no screen and no command sends a kind of byte for hostile files that harmless ones do not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from studyapp.cli.main import COMMANDS
from studyapp.questions.registry import NAMES
from tests.firewall.hostile import FLOODS, HARMLESS, PAYLOADS, deck
from tests.firewall.noted import all_screens, noted_in
from tests.firewall.places import REFUSES_DECKS, RUNS, Place, make_place
from tests.firewall.recording import Step, record
from tests.firewall.sequences import kinds
from tests.study.exam.taking import begun
from tests.tui.test_hostile_text import KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TYPED = {"enter": "\r"}
QUIT = "\x11"
EXAM_QUESTIONS = 11
"""So many has the exam over a deck with one card of each type."""
READABLE = "2016"
"""An answer that every type can read, right or wrong."""
PLAIN_TEXT = {"control 09", "control 0a", "control 0d"}
"""What lines and columns of text are made of; the app itself sends none of it, a command sends it as it stands."""
WATCHING = ["\x14", "1", "\r", "\r", "w", "\x0e", "\x19", "\x12", QUIT, QUIT]


def screen_keys() -> Iterator[str | Step]:
    """Yield what leads through Home, Help, Plan with its forms, the clock, every form with hint and feedback, the summary and an undo."""
    yield Step("?", ("Everywhere",))
    yield Step("\x1b", ("Today",))
    yield "t"
    yield Step("p", ("Esc back",))
    yield from ("+", "\x1b[6~", "\x1b[F")
    yield Step("x", ("Enter done",))
    yield from ("\x1b[B", " ")
    yield Step("\x1b", ("leave out",))
    yield Step("d", ("Enter set goal",))
    yield Step("\x1b", ("leave out",))
    yield Step("q", ("Today",))
    yield Step("a", ("Is the clock right?",))
    yield Step("n", ("1 of",))
    for number, keys in enumerate(KEYS.values(), start=1):
        *first, last = [TYPED.get(key, key) for key in keys]
        yield from ("\x14\x0e", *first)
        yield Step(last, ("Enter next", "Enter done"))
        yield from ("w", "\x1b[6~")
        yield Step("\r", (f"{number + 1} of", "Enter done", "Today"))
    yield from ("u", QUIT, QUIT)


def screens(folder: Path, text: str, *options: str) -> set[str]:
    """Return the kinds of what the app sends while it shows `text` everywhere."""
    folder.mkdir(exist_ok=True)
    path = folder / "text"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    command = ["-m", "tests.firewall.fake_app", str(path), *options]
    return kinds(record(folder, command, screen_keys(), wait_first="Today").output)


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What the app sends while everything that it shows is harmless."""
    found = screens(tmp_path_factory.mktemp("harmless"), HARMLESS * 100)
    assert found > {"CSI m", "CSI ?1049h"}
    return found


@pytest.mark.parametrize("flood", FLOODS)
def test_every_screen(tmp_path: Path, harmless: set[str], flood: str) -> None:
    assert screens(tmp_path / "hostile", FLOODS[flood]) - harmless == set()


def test_text_that_bypasses_the_filter_is_caught(tmp_path: Path, harmless: set[str]) -> None:
    """The app is run with a filter that lets everything through."""
    new = screens(tmp_path / "hostile", " ".join(PAYLOADS[3:8]), "--unfiltered") - harmless
    assert {"OSC 52", "CSI J", "character RIGHT-TO-LEFT OVERRIDE"} <= new


def test_the_app_on_real_files(tmp_path: Path) -> None:
    keys = ["j", "?", "\x1b", "a", *["\x14", "1", "\r", "\r", "w", "\r"] * 6, QUIT]
    found = {}
    for hostile in (False, True):
        place = make_place(tmp_path, hostile=hostile)
        found[hostile] = kinds(place.run(*place.folder, keys=keys, wait_first="Today").output)
    assert found[True] - found[False] == set()


def exam_keys() -> Iterator[str | Step]:
    """Yield what leads through an exam: answers, flags, the sheet, one's own marks, the result and the errors."""
    yield Step("n", ("Enter begin",))
    yield Step("\r", (f"1 of {EXAM_QUESTIONS}",))
    for number in range(1, EXAM_QUESTIONS + 1):
        yield READABLE
        yield "\x14"
        yield Step("\x0e", (f"{number + 1} of {EXAM_QUESTIONS}", "Enter go there"))
    yield Step("g", ("Enter hand in",))
    yield Step("\r", ("1–4 rate",))
    yield from ["1"] * 3
    yield from ["\r", "o", "\x1b[6~"] * 9
    yield QUIT


def watched(place: Place) -> set[str]:
    """Return the kinds of what watching every deck sends; the screens are noted in the place."""
    noting = ["-m", "tests.firewall.noted", str(place.home / "screens"), "watch"]
    return set().union(
        *(kinds(record(place.home, [*noting, path], WATCHING, wait_first="leave").output) for path in place.paths)
    )


def examined(place: Place) -> set[str]:
    """Return the kinds of what an exam sends, from its offer to its errors; as `watched`."""
    noting = ["-m", "tests.firewall.noted", str(place.home / "screens"), "exam", "firewall", *place.folder]
    return kinds(record(place.home, noting, exam_keys(), wait_first="Is the clock right?").output)


def test_no_screen_is_forgotten(tmp_path: Path) -> None:
    screens(tmp_path / "app", FLOODS["payloads"])
    places = {hostile: make_place(tmp_path, hostile=hostile) for hostile in (False, True)}
    found = {hostile: watched(place) | examined(place) for hostile, place in places.items()}
    assert found[True] - found[False] == set()
    shown = noted_in(tmp_path / "app" / "text.screens") | noted_in(tmp_path / "hostile" / "screens")
    forgotten = all_screens() - shown
    assert not forgotten, (
        f"no hostile text is shown on {sorted(forgotten)}: add the keys that lead there to screen_keys()"
    )
    assert len(shown & all_screens()) > 5


@pytest.mark.parametrize(
    "text", [HARMLESS, FLOODS["payloads"], FLOODS["long line"]], ids=["harmless", *list(FLOODS)[:2]]
)
def test_a_deck_says_it_in_a_card_of_every_type(tmp_path: Path, text: str) -> None:
    """A deck that cannot be read, or loses cards, would only test how mistakes are told."""
    _, sheet = begun(tmp_path, deck(text))
    assert {question.card.type for question in sheet.questions} == set(NAMES)
    assert len(sheet) == EXAM_QUESTIONS


def test_no_command_is_forgotten() -> None:
    forgotten = set(COMMANDS) - RUNS.keys()
    assert not forgotten, (
        f"{sorted(forgotten)} are not run on hostile files: add them to RUNS in tests/firewall/places.py"
    )


@pytest.mark.parametrize("name", RUNS)
def test_every_command(tmp_path: Path, name: str) -> None:
    recordings = {hostile: list(RUNS[name](make_place(tmp_path, hostile=hostile))) for hostile in (False, True)}
    found = {hostile: set().union(*(kinds(each.output) for each in runs)) for hostile, runs in recordings.items()}
    assert found[True] - found[False] - PLAIN_TEXT == set()
    for runs in recordings.values():
        codes = {each.code for each in runs}
        assert codes <= {0, 1, 2, 3, 130}, "no signal, no unknown end"
        assert name in REFUSES_DECKS or codes & {0, 1}, f"{name} did nothing: its runs are no test of what it shows"
        assert not any(b"made a mistake" in each.output for each in runs)


def test_a_command_that_bypasses_the_filter_is_caught(tmp_path: Path) -> None:
    place = make_place(tmp_path, hostile=True)
    unfiltered = (
        "from studyapp.cli import main, output; output.clean = str; import sys; sys.argv[1:] = ['history']; main()"
    )
    assert {"CSI J", "character RIGHT-TO-LEFT OVERRIDE"} <= kinds(record(place.home, ["-c", unfiltered]).output)


def test_a_wrong_command_line_is_repeated_without_its_controls(tmp_path: Path) -> None:
    place = make_place(tmp_path, hostile=True)
    wrong: tuple[tuple[str, ...], ...] = (
        ("\x1b[2J",),
        ("study", "--\x1b[2J\u202e"),
        ("due", "--decks", "\x1b[2J\x9b"),
        ("study", "--minutes", "\x1b[2J"),
    )
    for arguments in wrong:
        assert kinds(place.run(*arguments).output) <= PLAIN_TEXT, arguments


def test_json_stays_the_same_value_when_it_is_made_fit_for_a_terminal() -> None:
    from studyapp.text import escaped_json

    value = "".join(PAYLOADS) + "\U000e0041 plain 漢字 é 👍"
    text = json.dumps(value, ensure_ascii=False)
    assert json.loads(escaped_json(text)) == value
    assert kinds(escaped_json(text).encode()) <= {"a flood of combining marks"}


@pytest.mark.parametrize(
    ("output", "kind"),
    [
        (b"\x1b[2J", "CSI J"),
        (b"\x1b[?1049h", "CSI ?1049h"),
        (b"\x1b]52;c;eA==\x07", "OSC 52"),
        (b"\x1bP+q\x1b\\", "ESC P …"),
        (b"\x1bc", "ESC c"),
        (b"\x07", "control 07"),
        ("\x9b31m".encode(), "character U+009B"),
        (b"\x9b31m", "bytes that are no UTF-8"),
        ("\u202e".encode(), "character RIGHT-TO-LEFT OVERRIDE"),
        (("a" + "\u0301" * 20).encode(), "a flood of combining marks"),
    ],
)
def test_the_kinds_are_told_apart(output: bytes, kind: str) -> None:
    assert kinds(b"text " + output + b" text") == {kind}
