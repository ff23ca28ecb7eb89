"""Progress files as earlier versions wrote them, kept as SQL: `python -m tests.progress.historic` adds what is missing.

`schemas/3.sql` is a file of the third schema, with reviews in it. `schemas/3.statements.sql` is what the third migration
did to the file of the second. Once a schema was released neither changes any more.
"""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from studyapp.progress import reviews, states
from studyapp.progress.about import tell
from studyapp.progress.connection import APPLICATION_ID, become_new_device, connect
from studyapp.progress.migrations import MIGRATIONS, NEWEST, migrate
from tests.progress.samples import NOON, answer, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMAS = Path(__file__).with_name("schemas")
CARDS = 7
REVIEWS_OF_A_VERSION = 12

ROWS = {
    2: (
        "INSERT INTO goals VALUES ('g', '[\"deck\"]', 1770000000000, 60, 1200.0, '[\"later\"]', 1760000000000)",
        "INSERT INTO rankings VALUES ('g', '2025-10-09', 1760000000000, '[\"deck/1\"]', '[0.5]')",
        "INSERT INTO forecasts VALUES (1, 'g', '[\"deck\"]', 'stop', 1760000000000, 1770000000000, '2025-10-09', 0.8, 0.7, 0.9, NULL, NULL, NULL)",
        "INSERT INTO exams VALUES ('e', 'deck', 1760000000000, NULL, '{}')",
    ),
    3: (
        "INSERT INTO exams VALUES ('f', 'deck', 1760000000000, NULL, '{}', 1760000300000)",
        "INSERT INTO exam_questions VALUES ('f', 0, 'deck/1', 'r', 'typed', 7, '3fa9', '[]', 'Where?', 'Fangshan', '\"Fangshan\"', 1760000100000, 4000, 0, 3, 0)",
    ),
    4: (
        "INSERT INTO renames VALUES (1, 'n', 'deck/old', 'deck/new', 1, 57, 1760100000000, 1760100000000)",
        "INSERT INTO wordings VALUES (1, 'typed', 'Where?')",
    ),
}
"""What a version could keep that those before could not."""


def historic_versions() -> list[int]:
    """Return the schemas of which a file is kept."""
    return sorted(int(path.stem) for path in SCHEMAS.glob("*.sql") if path.stem.isdecimal())


def make_historic(version: int, path: Path) -> None:
    """Make the file of an earlier schema at `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as database:
        database.executescript((SCHEMAS / f"{version}.sql").read_text(encoding="utf-8"))
    path.chmod(0o600)


def statements_kept(version: int) -> str:
    """Return what a migration did when it was released."""
    return (SCHEMAS / f"{version}.statements.sql").read_text(encoding="utf-8")


def statements_now(version: int, path: Path) -> str:
    """Return what a migration does to the file of the schema before it, which is put at `path` and migrated."""
    if version > 1:
        make_historic(version - 1, path)
    else:
        path.touch()
    said: list[str] = []
    with closing(connect(path)) as database:
        database.set_trace_callback(said.append)
        MIGRATIONS[version - 1](database)
    return "".join(f"{statement};\n" for statement in said if not statement.startswith("--"))


def _write(version: int, path: Path) -> None:
    (SCHEMAS / f"{version}.statements.sql").write_text(statements_now(version, path), encoding="utf-8")
    path.unlink()
    if version > 1:
        make_historic(version - 1, path)
    else:
        path.touch()
    with closing(connect(path)) as database:
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(database, NOON, MIGRATIONS[:version])
        database.execute("BEGIN")
        if version == 1:
            tell(database, "database", "00000000-0000-4000-8000-000000000001")
            tell(database, "model", "plain")
            become_new_device(database, "desk")
        _study(database, version)
        for statement in ROWS.get(version, ()):
            database.execute(statement)
        database.execute("COMMIT")
        (SCHEMAS / f"{version}.sql").write_text("\n".join(_dump(database, version)) + "\n", encoding="utf-8")


def _study(database: sqlite3.Connection, version: int) -> None:
    """Answer as this version would have, and take back every fifth answer."""
    for number in range(REVIEWS_OF_A_VERSION):
        card = f"deck/{number % CARDS}"
        at_ms = NOON + (version * 100 + number) * 60_000
        given = answer(card=card, at_ms=at_ms, rating=number % 4 + 1, given=f"schema {version}, é ☂ '{number}'")
        known = states.card_number(database, card)
        reviews.insert_review(database, given, known, reviews.next_stamp(database, at_ms))
        if number % 5 == 4:
            reviews.insert_undo(database, f"undo {version} {number}", given.id, "", at_ms)
        states.refold(database, known, fold)


def _dump(database: sqlite3.Connection, version: int) -> Iterator[str]:
    yield f"PRAGMA application_id = {APPLICATION_ID};"
    yield f"PRAGMA user_version = {version};"
    yield from database.iterdump()


def main() -> None:
    """Write the files of the schemas that have none yet."""
    with tempfile.TemporaryDirectory() as folder:
        for version in range(1, NEWEST + 1):
            if version not in historic_versions():
                _write(version, Path(folder) / f"{version}.db")


if __name__ == "__main__":
    main()
