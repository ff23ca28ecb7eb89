from __future__ import annotations

from pathlib import Path

import pytest

from studyapp.tui.keys import PLACES, TABLE, faults, key, key_table, works_while_typing, written

SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in Path("studyapp/tui").rglob("*.py"))


def test_the_table_has_no_faults() -> None:
    assert faults() == ()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"id": "study.hint"}, "the id is used twice"),
        ({"id": "kitchen.boil"}, "no place called kitchen"),
        ({"keys": ("ctrl+m",)}, "cannot tell ctrl+m"),
        ({"keys": ("h",)}, "h already means hint"),
    ],
)
def test_faults_are_found(change: dict[str, str], fault: str) -> None:
    planted = key("study.skip")._replace(**change)  # type: ignore[arg-type] # keys is the tuple in one row
    assert any(fault in found for found in faults((*TABLE, planted)))


def test_every_id_is_bound_or_explained_and_every_action_exists() -> None:
    for entry in TABLE:
        assert f"def action_{entry.action}" in SOURCES or entry.id == "answer.pick", entry.id


def test_the_table_for_the_documentation_tells_every_key_once() -> None:
    rows = key_table()
    assert len(rows) == len(TABLE)
    assert {place for _, place, _, _ in rows} == set(PLACES.values())
    assert all(meaning.endswith(".") for *_, meaning in rows)
    assert ("study.unsure", PLACES["study"], "~ or Ctrl+N") == rows[[row[0] for row in rows].index("study.unsure")][:3]


def test_what_can_be_done_while_typing_has_a_key_that_types_nothing() -> None:
    for entry in TABLE:
        if entry.place == "study" or entry.id == "app.help":
            assert any(works_while_typing(name) for name in entry.keys), entry.id


def test_keys_are_written_as_people_write_them() -> None:
    assert [written(name) for name in ("ctrl+z", "f1", "u", "question_mark", "pagedown")] == [
        "Ctrl+Z",
        "F1",
        "u",
        "?",
        "PgDn",
    ]
