"""Nothing in a file acts: no screen and no command sends a kind of byte for hostile files that harmless ones do not."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from studyapp.cli.main import COMMANDS
from studyapp.progress.store import open_progress
from tests.firewall.hostile import FLOODS, HARMLESS, PAYLOADS, write_library
from tests.firewall.recording import record
from tests.firewall.sequences import kinds
from tests.progress.samples import answer, fold
from tests.tui.test_hostile_text import KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

TYPED = {"enter": "\r"}
QUIT = "\x11"
STUDYAPP = ("-m", "studyapp")
ANSWERS = (
    '{"hint": true}',
    '{"reveal": true}',
    '{"answer": 1}',
    '{"answer": "x"}',
    '{"answer": [1]}',
    '{"rating": "again"}',
)
JSONL = [f"{line}\n" for line in (*ANSWERS * 12, '{"quit": true}')]
PLAIN = ["?\n", ":h\n", *["x\n", "1\n", "\n", "2\n", ":x\n", "1\n"] * 8, ":q\n", ":q\n", ":q\n"]


@dataclass(frozen=True, slots=True)
class Place:
    """A student's folder."""

    home: Path
    decks: Path
    paths: Sequence[bytes]
    card: str

    def kinds(self, *arguments: str | bytes, keys: Sequence[str] = (), wait_first: str = "") -> set[str]:
        """Return the kinds of what a command sends to a terminal."""
        return kinds(record(self.home, [*STUDYAPP, *arguments], keys, wait_first=wait_first))


def make_place(folder: Path, *, hostile: bool) -> Place:
    home = folder / ("hostile" if hostile else "harmless")
    paths = write_library(home / "decks", hostile=hostile)
    card = PAYLOADS[3] + "\u202e\x9b" if hostile else "card"
    with closing(open_progress(home / "progress.db")) as store:
        store.save(answer(card=f"firewall/{card}", given=card), fold)
    return Place(home, home / "decks", paths, card)


def screen_keys() -> Iterator[str]:
    """Yield what leads through Home, Help, every form with hint and feedback, the summary and an undo."""
    yield from ("?", "\x1b", "t", "a")
    for keys in KEYS.values():
        yield "\x14\x0e"
        yield from (TYPED.get(key, key) for key in keys)
        yield from ("w", "\x1b[6~", "\r")
    yield from ("u", QUIT)


def screens(folder: Path, text: str, *options: str) -> set[str]:
    """Return the kinds of what the app sends while it shows `text` everywhere."""
    folder.mkdir(exist_ok=True)
    path = folder / "text"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    command = ["-m", "tests.firewall.fake_app", str(path), *options]
    return kinds(record(folder, command, screen_keys(), wait_first="Today"))


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
        found[hostile] = place.kinds("--decks", str(place.decks), keys=keys, wait_first="Today")
    assert found[True] - found[False] == set()


def runs(name: str, place: Place) -> Iterator[set[str]]:
    """Run a command on what there is in `place`, in the ways in which it can show it."""
    path, folder = place.paths[0], str(place.decks)
    if name == "study":
        for each in place.paths:
            yield place.kinds("study", each, "--plain", "--minutes", "60", keys=PLAIN)
            yield place.kinds("study", each, "--jsonl", "--minutes", "60", keys=JSONL)
        yield place.kinds("study", place.card, "--plain", "--decks", folder)
    elif name == "watch":
        yield place.kinds("watch", b"/nowhere/" + path.rsplit(b"/", 1)[1])
    elif name == "new":
        yield place.kinds("new", bytes(place.home) + b"/new" + path.rsplit(b"/", 1)[1], "--title", place.card)
        yield place.kinds("new", path, "--language", place.card)
    elif name == "restore":
        yield from (place.kinds(name, each, "--yes") for each in place.paths)
        yield place.kinds(name, place.card, "--yes")
        yield place.kinds(name, place.paths[0], keys=["n\n"])
    elif name in {"due", "stats"}:
        yield place.kinds(name, "--decks", folder)
        yield place.kinds(name, "--decks", folder, "--json")
    elif name == "history":
        yield from (place.kinds(name), place.kinds(name, "--json"), place.kinds(name, place.card))
    elif name in {"backup", "doctor", "fit", "schema"}:
        yield place.kinds(name)
    else:
        yield from (place.kinds(name, each) for each in place.paths)
        yield from (place.kinds(name, each, "--json") for each in place.paths)
        yield place.kinds(name, path, place.card)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command(tmp_path: Path, name: str) -> None:
    found = {hostile: set[str]() for hostile in (False, True)}
    for hostile in found:
        for each in runs(name, make_place(tmp_path, hostile=hostile)):
            found[hostile] |= each
    assert found[True] - found[False] - PLAIN_TEXT == set()


def test_a_command_that_bypasses_the_filter_is_caught(tmp_path: Path) -> None:
    place = make_place(tmp_path, hostile=True)
    unfiltered = (
        "from studyapp.cli import main, output; output.clean = str; import sys; sys.argv[1:] = ['history']; main()"
    )
    assert {"CSI J", "character RIGHT-TO-LEFT OVERRIDE"} <= kinds(record(place.home, ["-c", unfiltered]))


PLAIN_TEXT = {"control 0a", "control 0d"}


def test_a_wrong_command_line_is_repeated_without_its_controls(tmp_path: Path) -> None:
    place = make_place(tmp_path, hostile=True)
    wrong: tuple[tuple[str, ...], ...] = (
        ("\x1b[2J",),
        ("study", "--\x1b[2J\u202e"),
        ("due", "--decks", "\x1b[2J\x9b"),
        ("study", "--minutes", "\x1b[2J"),
    )
    for arguments in wrong:
        assert place.kinds(*arguments) <= PLAIN_TEXT, arguments


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
