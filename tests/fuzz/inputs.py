"""Inputs to be tried: good ones of every kind, made bad by chance, and bad ones made on purpose."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from binascii import crc32
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from studyapp.progress.exams import KeptExam, KeptQuestion
from studyapp.progress.goals import Goal, KeptForecast, Ranking
from studyapp.progress.store import open_progress
from tests.firewall.hostile import FLOODS, HARMLESS, PAYLOADS, deck
from tests.fuzz.targets import ANSWERS
from tests.progress.samples import NOON, answer, fold

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from studyapp.progress.store import ProgressStore

ROOT = Path(__file__).parents[2]
LONGEST = 200_000
TOKENS = (
    *(b"\0", b"\n", b"\r", b"\t", b"\xff", b"\xc2\x9b", b"\x1b[2J", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xe2\x80\xae"),
    *(b"{", b"}", b"[", b"]", b"{{", b"}}", b"'", b'"', b"\\", b"\\ud800", b"&a ", b"*a", b"!!", b"|", b">", b"- ", b": ", b"#"),
    *(b"-1", b"0", b"9" * 400, b"1e999", b"-0.0", b"NaN", b"null", b"true", b"[" * 5000, b'{"a":' * 3000, b"\x80" * 8),
    *(b"\x7f\xff\xff\xff", b"\xff" * 8, b"9223372036854775808", b"0000-00-00", b"9999-12-31", b"cards:\n", b"type: cloze"),
)  # fmt: skip


def _cut(data: bytearray, rng: Random) -> None:
    start = rng.randrange(len(data) + 1)
    del data[start : start + rng.choice((1, 2, 8, 100, len(data)))]


def _flip(data: bytearray, rng: Random) -> None:
    if data:
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def _set(data: bytearray, rng: Random) -> None:
    if data:
        data[rng.randrange(len(data))] = rng.choice((0, 1, 9, 10, 13, 27, 0x20, 0x7F, 0x80, 0xFF, rng.randrange(256)))


def _insert(data: bytearray, rng: Random) -> None:
    place = rng.randrange(len(data) + 1)
    data[place:place] = rng.choice(TOKENS)


def _overwrite(data: bytearray, rng: Random) -> None:
    token, place = rng.choice(TOKENS), rng.randrange(len(data) + 1)
    data[place : place + len(token)] = token


def _repeat(data: bytearray, rng: Random) -> None:
    start = rng.randrange(len(data) + 1)
    piece = data[start : start + rng.choice((1, 4, 40, 400))]
    data[start:start] = piece * rng.choice((1, 2, 50, 2000))


def _move(data: bytearray, rng: Random) -> None:
    start, place = rng.randrange(len(data) + 1), rng.randrange(len(data) + 1)
    piece = data[start : start + rng.choice((1, 16, 300))]
    data[place : place + len(piece)] = piece


STEPS: tuple[Callable[[bytearray, Random], None], ...] = (_cut, _flip, _flip, _set, _insert, _insert, _overwrite, _repeat, _move)  # fmt: skip


def mutated(data: bytes, rng: Random) -> bytes:
    """Return `data` after a few changes by chance, of at most `LONGEST` bytes more than before."""
    changed, longest = bytearray(data), len(data) + LONGEST
    for _ in range(rng.choice((1, 1, 2, 3, 8, 30))):
        rng.choice(STEPS)(changed, rng)
        del changed[longest:]
    return bytes(changed)


def with_checksums(journal: bytes) -> bytes:
    """Return a journal whose lines have the checksums of what stands in them now."""
    lines = []
    for line in journal.split(b"\n"):
        body, comma, _ = line.rpartition(b',"crc":')
        lines.append(b'%s,"crc":"%08x"}' % (body, crc32(body)) if comma else line)
    return b"\n".join(lines)


def good_inputs() -> dict[str, list[bytes]]:
    """Return for each target inputs that it takes, and some that were made to hurt."""
    decks = [path.read_bytes()[:30_000] for path in sorted((ROOT / "decks").glob("*.deck.yaml"))]
    decks += [deck(text).encode("utf-8", "surrogatepass") for text in (HARMLESS, *PAYLOADS, FLOODS["payloads"])]
    database, journal = _progress()
    table = "question,answer,wrong1,tags\nCapital of Italy?,Rome,Milan,geo\n“a”,=1+1,,x\n".encode()
    lines = b"?\n:h\nx\n1\n\n2\n:x\n1\n:u\n:o\n~ x\n:s\n:m\n:q\n"
    return {
        "deck": decks,
        "jsonl": [ANSWERS, ANSWERS.replace(b"right", b"wrong") * 3],
        "plain": [lines, lines * 4],
        "journal": [journal],
        "database": [database],
        "backup": [database],
        "table": [table, table.replace(b",", b"\t"), table.decode().encode("utf-16")],
        "settings": [b'decks = "~/decks"\nminutes = 20\n'],
    }


def _progress() -> tuple[bytes, bytes]:
    """Return a progress file and its journal, with answers, an undo and an overruled verdict."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "progress.db"
        with closing(open_progress(path)) as store:
            for number in range(40):
                store.save(answer(card=f"firewall/c{number % 11}", at_ms=NOON + number * 60_000), fold)
            last = store.last_review()
            assert last is not None
            store.undo(last.answer.id, "undo-1", NOON, fold)
            last = store.last_review()
            assert last is not None
            store.replace(last.answer.id, "undo-2", answer(card=last.answer.card), fold)
            _plan_and_sit_an_exam(store)
        (journal,) = (path.parent / "journals").glob("*.jsonl")
        return path.read_bytes(), journal.read_bytes()


def _plan_and_sit_an_exam(store: ProgressStore) -> None:
    """Keep a goal with its plan and forecasts, and an exam that goes on."""
    goal = Goal("g", ("firewall",), NOON + 10**9, 60, 600.0, ("later",), NOON)
    forecast = KeptForecast("g", goal.decks, "stop", NOON, goal.exam_ms, "2025-10-09", 0.8, 0.7, 0.9)
    store.goals.set(goal)
    store.goals.keep_solution(goal, Ranking("g", "2025-10-09", NOON, ("firewall/c1",), ((0.5,), None)), [forecast])
    store.goals.score("g", goal.exam_ms, 0.75, 9, NOON)
    body = {"asked_for": 1, "seconds": 600.0, "pass": 0.5, "forecast": {"expected": 0.5}, "offset_minutes": 60}
    sheet = (KeptQuestion(1, "firewall/c1", "r", "typed", 7, "3fa9", ("a",), "Where?", "Rome", '"Rom"', NOON, 900),)
    store.exams.begin(KeptExam("e", "firewall", NOON, None, None, body, sheet))


_BITS = st.sampled_from(
    ["- ", "id: ", "question: ", "answer: ", "\n", "\n  ", "    ", "\t", "'", '"', "[", "]", "{", "}", ":", ": ", " #",
     "&a", "*a", "!t", "|", ">", "---\n", "%", "@", "? ", "<<: ", "\\", "\u2028", "\x07", "中", "type: ", "cloze", "{{x}}",
     "order", "items: [a, b, c]", "number", "12", "tolerance: ", "date", "2016-03", "match", "pairs: {a: b}", "wrong: [x]",
     "cards:\n", "defaults:\n", "~", "source: {ref: a, paragraph: 1}", "accept: [", "reject: [", "weight: ", "regex: "]
)  # fmt: skip
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
_COMMANDS = st.sampled_from(
    ["answer", "reveal", "rating", "hint", "undo", "skip", "overrule", "more", "seconds", "unsure", "clock"]
)
_NUMBERS = st.integers(-(2**63) + 1, 2**63 - 1) | st.integers(-3, 3) | st.just(NOON)
_EVENTS = st.fixed_dictionaries(
    {"event": st.just("review"), "id": st.text(min_size=1, max_size=6), "card": st.sampled_from(["firewall/c1", "", "/", "x"])},
    optional={
        **dict.fromkeys(("at_ms", "offset_minutes", "rating", "milliseconds", "seed", "sequence", "hybrid_ms"), _NUMBERS),
        **{name: st.text(max_size=9) for name in ("study_day", "outcome", "given", "form", "answer_key", "model", "device")},
        **{name: st.floats(allow_nan=False, allow_infinity=False) for name in ("score", "chance")},
        **{name: st.booleans() for name in ("unsure", "hinted", "overruled", "clock_suspect")},
    },
)  # fmt: skip
_FULL: dict[str, Any] = {
    "at_ms": NOON, "offset_minutes": 60, "study_day": "2025-10-09", "rating": 3, "outcome": "correct", "score": 1.0,
    "given": "x", "unsure": False, "hinted": False, "overruled": False, "milliseconds": 4, "form": "typed", "chance": 0.0,
    "seed": 1, "answer_key": "k", "model": "m", "clock_suspect": False, "device": "d", "sequence": 1, "hybrid_ms": NOON,
}  # fmt: skip


def _journal(events: list[dict[str, Any]]) -> bytes:
    bodies = [json.dumps({**_FULL, **event})[:-1].encode() for event in events]
    return b"".join(b'%s,"crc":"%08x"}\n' % (body, crc32(body)) for body in bodies)


def _altered(database: bytes, changes: list[tuple[str, str, object]]) -> bytes:
    """Return a sound progress file in which columns hold other values."""
    with tempfile.NamedTemporaryFile(suffix=".db") as file:
        Path(file.name).write_bytes(database)
        with closing(sqlite3.connect(file.name)) as connection:
            for name in ("reviews_update", "reviews_delete", "undos_update", "undos_delete"):
                connection.execute(f"DROP TRIGGER {name}")
            for table, column, value in changes:
                try:
                    condition = (
                        "" if table in ("goals", "rankings", "exams", "exam_questions") else "WHERE rowid % 3 = 1"
                    )
                    connection.execute(f"UPDATE {table} SET {column} = ? {condition}", (value,))
                except sqlite3.Error:
                    continue
            connection.commit()
        return Path(file.name).read_bytes()


_COLUMNS = st.sampled_from(
    [*(("reviews", name) for name in (*_FULL, "card") if name != "id"),
     *(("states", name) for name in ("stability", "difficulty", "last_ms", "due_ms", "reviews", "lapses", "answer_key")),
     *(("goals", name) for name in ("decks", "exam_ms", "offset_minutes", "seconds", "left_out", "made_ms")),
     *(("rankings", name) for name in ("study_day", "cards", "prices")),
     *(("forecasts", name) for name in ("decks", "made_ms", "exam_ms", "expected", "low", "actual", "answers")),
     *(("exams", name) for name in ("deck", "started_ms", "closed_ms", "finished_ms", "body")),
     *(("exam_questions", name) for name in ("card", "form", "seed", "tags", "given", "answered_ms", "milliseconds")),
     ("cards", "key"), ("cards", "deck"), ("devices", "id"), ("devices", "own"), ("decks", "id"), ("decks", "revision")]
)  # fmt: skip


def on_purpose(target: str, good: list[bytes]) -> st.SearchStrategy[bytes]:
    """Return inputs of the right kind with wrong, extreme or strange values; bytes where there is no such kind."""
    head = "studyapp: 1\nid: f\ntitle: F\ncards:\n  - {id: good, question: Good, answer: yes}\n"
    strategies: dict[str, st.SearchStrategy[bytes]] = {
        "deck": st.lists(_BITS | st.text(max_size=4), max_size=50).map(
            lambda bits: (head + "".join(bits)).encode("utf-8", "surrogatepass")
        ),
        "jsonl": st.lists(st.dictionaries(_COMMANDS, _VALUES, max_size=3) | _VALUES, max_size=12).map(
            lambda lines: "\n".join(map(json.dumps, lines)).encode()
        ),
        "plain": st.lists(
            st.sampled_from(["?", ":h", "1", "2", "", ":u", ":o", ":e", ":x", "~", ":m"]) | st.text()
        ).map(lambda lines: "\n".join(lines).encode("utf-8", "surrogatepass")),
        "journal": st.lists(_EVENTS, max_size=6).map(_journal),
        "database": st.lists(
            st.tuples(_COLUMNS, _NUMBERS | st.text(max_size=9) | st.floats() | _VALUES.map(json.dumps)), max_size=5
        ).map(lambda changes: _altered(good[0], [(*where, value) for where, value in changes])),
    }
    strategies["backup"] = strategies["database"]
    return strategies.get(target, st.binary(max_size=400))
