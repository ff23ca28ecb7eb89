"""The text journal: written along, and enough to make the database again."""

from __future__ import annotations

import os
import random
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.errors import DamagedProgressError, DataFolderError
from studyapp.progress.card_names import Rename
from studyapp.progress.events import (
    Event,
    Header,
    LogEvent,
    RenameEvent,
    ReviewEvent,
    UndoEvent,
    from_line,
    from_lines,
    to_line,
)
from studyapp.progress.journal import Journal, journals_beside, read_journal
from studyapp.progress.merging import merge_events, read_journals, rebuild_from_journals
from studyapp.progress.store import ProgressStore, open_progress
from tests.progress.samples import NOON, answer, fold
from tests.progress.test_processes import start_writer

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = st.text(max_size=20)
WHOLE = st.integers(-(2**63) + 1, 2**63 - 1)
SHARE = st.floats(0, 1)
REVIEWS = st.builds(
    lambda *values: ReviewEvent(values),
    TEXT.filter(bool), TEXT, st.integers(-10**13, 10**13), st.integers(-1439, 1439), TEXT, st.integers(1, 4),
    st.sampled_from(["correct", "partly", "wrong"]), SHARE, TEXT, st.booleans(), st.booleans(),
    st.booleans(), WHOLE, TEXT, SHARE, WHOLE, TEXT, TEXT, st.booleans(), TEXT, WHOLE, WHOLE,
)  # fmt: skip
UNDOS = st.builds(lambda *values: UndoEvent(values), TEXT.filter(bool), TEXT, TEXT, WHOLE, TEXT, WHOLE, WHOLE)
RENAMES = st.builds(lambda *values: RenameEvent(values), TEXT.filter(bool), TEXT, TEXT, WHOLE, TEXT, WHOLE, WHOLE)
EVENTS = REVIEWS | UNDOS | RENAMES | st.builds(Header, TEXT, TEXT, TEXT)


def everything(store: ProgressStore) -> tuple[object, ...]:
    """Return all that the log says, and what follows from it."""
    store.rebuild_states(fold)
    return (
        list(store.history(with_undone=True)),
        list(store.history()),
        sorted(store.undos(), key=lambda undo: undo.id),
        list(store.states("deck")),
    )


def rebuilt(folder: Path, journals: list[Path]) -> ProgressStore:
    """Return a store made from `journals` alone."""
    path = folder / "rebuilt" / "progress.db"
    path.parent.mkdir()
    rebuild_from_journals(path, journals, "desk", NOON)
    return open_progress(path)


def study(store: ProgressStore, seed: int = 0, count: int = 12) -> None:
    """Answer, take back and overrule."""
    dice = random.Random(seed)
    for _ in range(count):
        last = store.last_review()
        what = dice.choice(["save", "save", "undo", "replace"])
        given = answer(card=f"deck/{dice.randrange(3)}", rating=dice.randrange(1, 5), at_ms=NOON + dice.randrange(9999))
        if last is None or what == "save":
            store.save(given, fold)
        elif what == "undo":
            store.undo(last.answer.id, f"undo {given.id}", NOON, fold)
        else:
            store.replace(last.answer.id, f"undo {given.id}", answer(card=last.answer.card, overruled=True), fold)


@given(event=EVENTS)
def test_a_line_says_what_was_put_in(event: Event) -> None:
    line = to_line(event)
    assert from_line(line) == event
    assert line.count(b"\n") == 1
    assert list(map(repr, from_lines([line, b"junk", line]))) == list(map(repr, [event, None, event]))


@given(event=EVENTS, place=st.integers(min_value=0), bit=st.integers(0, 7), cut=st.integers(min_value=1))
def test_an_altered_or_torn_line_is_none(event: Event, place: int, bit: int, cut: int) -> None:
    line = to_line(event)[:-1]
    place %= len(line)
    flipped = bytearray(line)
    flipped[place] ^= 1 << bit
    assert from_line(bytes(flipped)) is None
    assert from_line(line[: -(cut % len(line)) or -1]) is None


@pytest.mark.parametrize(
    "body",
    [
        b"[1",
        b"1",
        b'{"event":"review"',
        b'{"event":"undo","id":"a","review":"\\ud800","at_ms":1,"device":"d","sequence":1,"hybrid_ms":1',
        b'{"event":"undo","id":"a","review":"b","at_ms":1e999,"device":"d","sequence":1,"hybrid_ms":1',
        b'{"event":"undo","id":"a","review":"b","at_ms":9223372036854775808,"device":"d","sequence":1,"hybrid_ms":1',
        b'{"event":"undo","id":"a","review":"b","at_ms":true,"device":"d","sequence":1,"hybrid_ms":1',
        b'{"event":"undo","id":["a"],"review":"b","at_ms":1,"device":"d","sequence":1,"hybrid_ms":1',
        b'{"event":"undo","id":"","review":"b","at_ms":1,"device":"d","sequence":1,"hybrid_ms":1',
        b'{"event":"later","id":"a"',
        b'{},{"event":"undo"',
        b"{" + b'"a":{' * 5000,
        b'{"score":NaN',
        b'{"\xff":1',
        b"",
    ],
)
def test_a_right_checksum_does_not_make_an_event(body: bytes) -> None:
    from binascii import crc32

    line = b'%s,"crc":"%08x"}\n' % (body, crc32(body))
    good = to_line(Header("device", "name", "database"))
    assert from_line(line) is None
    assert from_lines([good, line, good]) == [from_line(good), None, from_line(good)]


def test_the_database_can_be_made_from_the_journal_alone(opener: Callable[[], ProgressStore], tmp_path: Path) -> None:
    store, second_window = opener(), opener()
    for seed in range(3):
        study(store, seed)
        study(second_window, seed + 10)
    (journal,) = journals_beside(store.path)
    made = rebuilt(tmp_path, [journal])
    assert everything(made) == everything(store)
    assert stat.S_IMODE(journal.stat().st_mode) == 0o600
    events = [event for event in read_journal(journal) if isinstance(event, LogEvent)]
    assert [event.values[-2] for event in events] == list(range(1, len(events) + 1))
    made.close()


def test_a_rebuilt_file_goes_on_as_a_new_device(store: ProgressStore, tmp_path: Path) -> None:
    study(store)
    made = rebuilt(tmp_path, journals_beside(store.path))
    made.save(answer(), fold)
    reviews = list(made.history(with_undone=True))
    assert reviews[-1].sequence == 1
    assert reviews[-1].device not in {review.device for review in reviews[:-1]}
    made.close()


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_any_mixture_of_journals_is_their_union(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines: list[list[bytes]] = []
        for device in range(2):
            store = open_progress(folder / f"device {device}" / "progress.db")
            study(store, data.draw(st.integers(0, 999)), 6)
            lines.append(b"".join(path.read_bytes() for path in journals_beside(store.path)).splitlines(keepends=True))
            store.close()
        whole = [line for journal in lines for line in journal]
        clean = folder / "clean.jsonl"
        clean.write_bytes(b"".join(whole))
        pieces = data.draw(st.permutations([*whole, *data.draw(st.lists(st.sampled_from(whole), max_size=6))]))
        junk = data.draw(st.lists(st.binary(max_size=30).map(lambda noise: noise + b"\n"), max_size=3))
        torn = data.draw(st.sampled_from(whole))[: data.draw(st.integers(0, 60))]
        cut = data.draw(st.integers(0, len(pieces)))
        mixed = [folder / "mixed 1.jsonl", folder / "mixed 2.jsonl"]
        mixed[0].write_bytes(b"".join([*junk, *pieces[:cut]]) + torn)
        mixed[1].write_bytes(b"".join(pieces[cut:]) + torn)
        (folder / "a").mkdir()
        (folder / "b").mkdir()
        expected, made = rebuilt(folder / "a", [clean]), rebuilt(folder / "b", mixed)
        assert everything(made) == everything(expected)
        made.close()
        expected.close()


@pytest.mark.parametrize("header_first", [True, False])
def test_a_device_has_its_name_wherever_its_header_stands(
    store: ProgressStore, tmp_path: Path, header_first: bool
) -> None:
    study(store)
    (journal,) = journals_beside(store.path)
    header, *events = journal.read_bytes().splitlines(keepends=True)
    mixed = tmp_path / "mixed.jsonl"
    mixed.write_bytes(b"".join([header, *events] if header_first else [*events, header]))
    made = rebuilt(tmp_path, [mixed])
    with made._database.reading() as database:
        assert ("desk", 0) in set(database.execute("SELECT name, own FROM devices"))
    made.close()


def test_merging_into_a_file_adds_only_what_it_lacks(opener: Callable[[], ProgressStore], tmp_path: Path) -> None:
    here, there = opener(), open_progress(tmp_path / "there" / "progress.db")
    study(here, 1)
    study(there, 2)
    journals = journals_beside(there.path)
    first = here._database.write(lambda database: merge_events(database, read_journals(journals)))
    again = here._database.write(lambda database: merge_events(database, read_journals(journals)))
    assert (first.reviews, first.undos) == (len(list(there.history(with_undone=True))), len(there.undos()))
    assert (again.reviews, again.undos, again.junk) == (0, 0, 0)
    own = journals_beside(here.path)
    both = rebuilt(tmp_path, [*journals, *own])
    assert everything(both) == everything(here)
    assert len(own) == 1
    both.close()
    there.close()


def test_what_a_crash_left_out_is_appended_with_the_next_event(
    opener: Callable[[], ProgressStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opener()
    store.save(answer(), fold)
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "catch_up", lambda *_: 0)
        study(store, 3)
    study(opener(), 4)
    (journal,) = journals_beside(store.path)
    sequences = [event.values[-2] for event in read_journal(journal) if isinstance(event, LogEvent)]
    assert sequences == list(range(1, len(sequences) + 1))
    assert len(sequences) == len(list(store.history(with_undone=True))) + len(store.undos())


@pytest.mark.parametrize("cut", [1, 7, 100, 400])
def test_a_torn_line_is_ended_and_its_event_written_again(
    opener: Callable[[], ProgressStore], tmp_path: Path, cut: int
) -> None:
    store = opener()
    study(store, 5)
    (journal,) = journals_beside(store.path)
    os.truncate(journal, journal.stat().st_size - cut)
    store = opener()
    store.save(answer(), fold)
    made = rebuilt(tmp_path, [journal])
    assert everything(made) == everything(store)
    made.close()


@pytest.mark.parametrize("nulls", [True, False])
def test_a_line_that_a_power_cut_took_out_of_the_middle_is_written_again(
    opener: Callable[[], ProgressStore], tmp_path: Path, nulls: bool
) -> None:
    store = opener()
    study(store, 5)
    (journal,) = journals_beside(store.path)
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[-3] = b"\0" * len(lines[-3]) if nulls else b""
    journal.write_bytes(b"".join(lines))
    store = opener()
    store.save(answer(), fold)
    made = rebuilt(tmp_path, [journal])
    assert everything(made) == everything(store)
    made.close()
    length = journal.stat().st_size
    later = opener()
    later.save(answer(), fold)
    assert journal.stat().st_size < length + 1000, "what is complete is not written again"


def test_what_could_not_be_synchronised_is_written_again(store: ProgressStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.save(answer(), fold)
    lost = answer()
    with monkeypatch.context() as patch:
        patch.setattr("studyapp.progress.journal.os.fsync", _raise_input_output_error)
        store.save(lost, fold)
        assert store.journal_trouble
    (journal,) = journals_beside(store.path)
    reached_the_cache_only = journal.read_bytes()
    store.save(answer(), fold)
    assert lost.id.encode() not in reached_the_cache_only, "whoever reads it next would take it for written"
    assert lost.id.encode() in journal.read_bytes()
    assert not store.journal_trouble


def _raise_input_output_error(_: int) -> None:
    raise OSError(5, "Input/output error")


def test_a_lost_journal_is_written_anew(opener: Callable[[], ProgressStore], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studyapp.progress.journal.EVENTS_AT_ONCE", 3)
    store = opener()
    study(store, 6, 20)
    (journal,) = journals_beside(store.path)
    written = journal.read_bytes()
    journal.unlink()
    later = opener()
    later.undo(next(later.history()).answer.id, "the last", NOON, fold)
    assert journal.read_bytes().startswith(written)


def test_an_answer_is_saved_though_its_journal_cannot_be_written(store: ProgressStore) -> None:
    folder = store.path.parent / "journals"
    folder.write_text("in the way")
    state = store.save(answer(), fold)
    assert state == store.state("deck/one")
    assert store.journal_trouble
    folder.unlink()
    store.save(answer(), fold)
    assert not store.journal_trouble
    assert sum(1 for event in read_journal(journals_beside(store.path)[0]) if isinstance(event, ReviewEvent)) == 2


def test_several_processes_write_one_journal(path: Path, tmp_path: Path) -> None:
    open_progress(path).close()
    writers = [start_writer(path, name, 60) for name in ("left", "right")]
    for writer in writers:
        assert writer.communicate()[1] == ""
    (journal,) = journals_beside(path)
    events = [event for event in read_journal(journal) if isinstance(event, ReviewEvent)]
    assert [event.values[-2] for event in events] == list(range(1, 121))
    store, made = open_progress(path), rebuilt(tmp_path, [journal])
    assert everything(made) == everything(store)
    store.close()
    made.close()


def test_a_rebuild_that_fails_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    with pytest.raises(DataFolderError):
        rebuild_from_journals(folder / "progress.db", [tmp_path / "missing.jsonl"], "desk", NOON)
    assert list(folder.iterdir()) == []


def test_reading_progress_does_not_load_what_only_writing_needs() -> None:
    import subprocess
    import sys

    loaded = (
        "import sys, studyapp.progress.store; print(sorted({'json', 'uuid', 'zlib', 'logging'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_older_copy_put_back_by_hand_catches_up(
    opener: Callable[[], ProgressStore], path: Path, tmp_path: Path
) -> None:
    store = opener()
    study(store, 7)
    store.close()
    copy = path.read_bytes()
    later = opener()
    study(later, 8)
    log = list(later.history(with_undone=True))
    later.close()
    path.write_bytes(copy)
    put_back = opener()
    new = answer(at_ms=0)
    put_back.save(new, fold)
    reviews = list(put_back.history(with_undone=True))
    assert reviews[:-1] == log
    assert (reviews[-1].answer, reviews[-1].sequence) == (new, 1)
    made = rebuilt(tmp_path, journals_beside(path))
    assert everything(made) == everything(put_back)
    made.close()


def test_a_lost_file_is_no_new_student(store: ProgressStore, path: Path) -> None:
    study(store)
    store.close()
    path.unlink()
    with pytest.raises(DamagedProgressError, match="missing"):
        open_progress(path)
    assert not path.exists()


def test_renames_of_cards_are_events_like_any_other(tmp_path: Path) -> None:
    store = open_progress(tmp_path / "progress.db")
    for card in ("deck/~1", "deck/~2"):
        store.save(answer(card=card), fold)
    store.card_names.carry_over([Rename("deck/~1", "deck/a", "r1"), Rename("deck/~2", "deck/b", "r2")], fold, NOON)
    store.save(answer(card="deck/a"), fold)
    assert [(state.card, state.reviews) for state in store.states("deck")] == [("deck/a", 2), ("deck/b", 1)]
    again = rebuilt(tmp_path, journals_beside(tmp_path / "progress.db"))
    assert (
        again.card_names.renames("deck")
        == store.card_names.renames("deck")
        == [Rename("deck/~1", "deck/a"), Rename("deck/~2", "deck/b")]
    )
    again.card_names.carry_over(again.card_names.renames("deck"), fold, NOON)
    assert everything(again) == everything(store)
    (journal,) = journals_beside(tmp_path / "progress.db")
    sequences = [event.values[-2] for event in read_journal(journal) if isinstance(event, LogEvent)]
    assert sequences == [1, 2, 3, 4, 5]
    again.close()
    store.close()
