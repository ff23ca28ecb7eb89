"""The schema of the progress file, one numbered step after another; a step that was released never changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from studyapp import __version__

Migration = Callable[[sqlite3.Connection], None]

_M001 = (
    # What is known of this file: `database` (its UUID), `device` (the one that writes), `model` (of the cached states).
    "CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE migrations (
        version INTEGER PRIMARY KEY, name TEXT NOT NULL, at_ms INTEGER NOT NULL,
        studyapp TEXT NOT NULL, sqlite TEXT NOT NULL) STRICT""",
    # `own` devices are those that this file was written by; a restored file goes on as a new device.
    """CREATE TABLE devices (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, own INTEGER NOT NULL) STRICT""",
    """CREATE TABLE decks (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, revision TEXT NOT NULL DEFAULT '') STRICT""",
    """CREATE TABLE cards (
        number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE,
        deck INTEGER NOT NULL REFERENCES decks, present INTEGER NOT NULL DEFAULT 1) STRICT""",
    "CREATE INDEX cards_of_deck ON cards (deck)",
    # `number` is named so that VACUUM keeps it: it counts arrivals in this file. The pair (device, sequence) is not
    # unique: two copies of one home folder may both have written, and no review of either is thrown away.
    """CREATE TABLE reviews (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL,
        device INTEGER NOT NULL REFERENCES devices, sequence INTEGER NOT NULL, hybrid_ms INTEGER NOT NULL,
        card INTEGER NOT NULL REFERENCES cards,
        at_ms INTEGER NOT NULL, offset_minutes INTEGER NOT NULL, study_day TEXT NOT NULL,
        rating INTEGER NOT NULL, outcome TEXT NOT NULL, score REAL NOT NULL, given TEXT NOT NULL,
        unsure INTEGER NOT NULL, hinted INTEGER NOT NULL, overruled INTEGER NOT NULL, milliseconds INTEGER NOT NULL,
        form TEXT NOT NULL, chance REAL NOT NULL, seed INTEGER NOT NULL, answer_key TEXT NOT NULL,
        model TEXT NOT NULL, clock_suspect INTEGER NOT NULL) STRICT""",
    # Indexes have names, so that a rebuild can make them last, from sorted rows.
    "CREATE UNIQUE INDEX reviews_by_id ON reviews (id)",
    "CREATE INDEX reviews_of_card ON reviews (card, hybrid_ms)",
    "CREATE INDEX reviews_of_device ON reviews (device, sequence)",
    "CREATE INDEX reviews_in_order ON reviews (hybrid_ms)",
    "CREATE INDEX reviews_of_day ON reviews (study_day, milliseconds)",
    # No foreign key to reviews: an undo may arrive from another device before the review it takes back.
    # `replaced_by` is empty, or the review that stands instead.
    """CREATE TABLE undos (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, review TEXT NOT NULL, replaced_by TEXT NOT NULL,
        device INTEGER NOT NULL REFERENCES devices, sequence INTEGER NOT NULL, hybrid_ms INTEGER NOT NULL,
        at_ms INTEGER NOT NULL) STRICT""",
    "CREATE INDEX undos_of_review ON undos (review, replaced_by)",
    "CREATE INDEX undos_of_device ON undos (device, sequence)",
    *(
        f"CREATE TRIGGER {table}_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END"
        for table in ("reviews", "undos")
        for verb in ("UPDATE", "DELETE")
    ),
    # A cache: `deck` and `present` are copied from cards so that counting needs the index alone.
    """CREATE TABLE states (
        card INTEGER PRIMARY KEY REFERENCES cards, deck INTEGER NOT NULL, present INTEGER NOT NULL,
        stability REAL NOT NULL, difficulty REAL NOT NULL, last_ms INTEGER NOT NULL, due_ms INTEGER NOT NULL,
        reviews INTEGER NOT NULL, lapses INTEGER NOT NULL, answer_key TEXT NOT NULL) STRICT""",
    "CREATE INDEX states_due ON states (deck, present, due_ms)",
)

_M002 = (
    # `decks` and `left_out` (tags) are JSON lists of texts; `seconds` a day.
    """CREATE TABLE goals (
        id TEXT PRIMARY KEY, decks TEXT NOT NULL, exam_ms INTEGER NOT NULL, offset_minutes INTEGER NOT NULL,
        seconds REAL NOT NULL, left_out TEXT NOT NULL, made_ms INTEGER NOT NULL) STRICT""",
    # A cache: the order of asking that the last solution for a goal gave, as a JSON list of card keys.
    """CREATE TABLE rankings (
        goal TEXT PRIMARY KEY REFERENCES goals ON DELETE CASCADE, study_day TEXT NOT NULL, made_ms INTEGER NOT NULL,
        cards TEXT NOT NULL, prices TEXT NOT NULL) STRICT""",
    # `kind` is stop or follow; `actual` and `answers` are null until the forecast is scored.
    """CREATE TABLE forecasts (
        number INTEGER PRIMARY KEY, goal TEXT NOT NULL, decks TEXT NOT NULL, kind TEXT NOT NULL,
        made_ms INTEGER NOT NULL, exam_ms INTEGER NOT NULL, study_day TEXT NOT NULL,
        expected REAL NOT NULL, low REAL NOT NULL, high REAL NOT NULL,
        actual REAL, answers INTEGER, scored_ms INTEGER, UNIQUE (goal, kind, study_day)) STRICT""",
    # A mock exam, as JSON; `finished_ms` is null while it can be resumed.
    """CREATE TABLE exams (
        id TEXT PRIMARY KEY, deck TEXT NOT NULL, started_ms INTEGER NOT NULL, finished_ms INTEGER,
        body TEXT NOT NULL) STRICT""",
    "CREATE INDEX exams_of_deck ON exams (deck, started_ms)",
)

_M003 = (
    # When the sheet was handed in; null while it can be filled. `body` has kept the answers of no exam yet.
    "ALTER TABLE exams ADD COLUMN closed_ms INTEGER",
    # One row a question: an answer is one small write, and two windows do not take each other's away.
    # `review` is the id of the review that submitting makes of the answer. `tags` is a JSON list of texts, `given` JSON.
    """CREATE TABLE exam_questions (
        exam TEXT NOT NULL REFERENCES exams ON DELETE CASCADE, place INTEGER NOT NULL, card TEXT NOT NULL,
        review TEXT NOT NULL, form TEXT NOT NULL, seed INTEGER NOT NULL, fingerprint TEXT NOT NULL,
        tags TEXT NOT NULL, prompt TEXT NOT NULL, expected TEXT NOT NULL, given TEXT NOT NULL,
        answered_ms INTEGER NOT NULL, milliseconds INTEGER NOT NULL, flagged INTEGER NOT NULL, rating INTEGER NOT NULL,
        dropped INTEGER NOT NULL, PRIMARY KEY (exam, place)) STRICT, WITHOUT ROWID""",
)

_M004 = (
    # Which card a review belongs to is the one thing of it that may change: when its card goes on under another key.
    "DROP TRIGGER reviews_update",
    """CREATE TRIGGER reviews_update BEFORE UPDATE OF number, id, device, sequence, hybrid_ms, at_ms, offset_minutes,
        study_day, rating, outcome, score, given, unsure, hinted, overruled, milliseconds, form, chance, seed,
        answer_key, model, clock_suspect ON reviews
        BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END""",
    # `old` and `new` are keys of cards. Kept as events: every device applies them to the decks that it has.
    """CREATE TABLE renames (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, old TEXT NOT NULL, new TEXT NOT NULL,
        device INTEGER NOT NULL REFERENCES devices, sequence INTEGER NOT NULL, hybrid_ms INTEGER NOT NULL,
        at_ms INTEGER NOT NULL) STRICT""",
    "CREATE INDEX renames_by_old ON renames (old)",
    "CREATE INDEX renames_of_device ON renames (device, sequence)",
    *(
        f"CREATE TRIGGER renames_{verb.lower()} BEFORE {verb} ON renames "
        f"BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ),
    # How each card was put when it was last answered: what it is recognised by after its key has changed.
    """CREATE TABLE wordings (
        card INTEGER PRIMARY KEY REFERENCES cards, type TEXT NOT NULL, prompt TEXT NOT NULL) STRICT""",
)

_M005 = (
    # How many cards of the deck have a state and are in it still: to count them takes as long as there are cards.
    "ALTER TABLE decks ADD COLUMN seen INTEGER NOT NULL DEFAULT 0",
    "UPDATE decks SET seen = (SELECT count(*) FROM states WHERE deck = decks.number AND present = 1)",
    """CREATE TRIGGER states_seen AFTER INSERT ON states WHEN NEW.present
        BEGIN UPDATE decks SET seen = seen + 1 WHERE number = NEW.deck; END""",
    """CREATE TRIGGER states_forgotten AFTER DELETE ON states WHEN OLD.present
        BEGIN UPDATE decks SET seen = seen - 1 WHERE number = OLD.deck; END""",
    """CREATE TRIGGER states_moved AFTER UPDATE OF deck, present ON states
        WHEN (OLD.deck, OLD.present) <> (NEW.deck, NEW.present) BEGIN
        UPDATE decks SET seen = seen - OLD.present WHERE number = OLD.deck;
        UPDATE decks SET seen = seen + NEW.present WHERE number = NEW.deck; END""",
)


def m001_review_log(database: sqlite3.Connection) -> None:
    """Make the append-only log of reviews and undos, and the cache of memory states."""
    for statement in _M001:
        database.execute(statement)


def m002_goals(database: sqlite3.Connection) -> None:
    """Make the tables of goals, their plans and forecasts, and mock exams."""
    for statement in _M002:
        database.execute(statement)


def m003_exam_sheets(database: sqlite3.Connection) -> None:
    """Make the table of the questions and answers of mock exams."""
    for statement in _M003:
        database.execute(statement)


def m004_renamed_cards(database: sqlite3.Connection) -> None:
    """Make the tables by which a card goes on under another key."""
    for statement in _M004:
        database.execute(statement)


def m005_seen_cards(database: sqlite3.Connection) -> None:
    """Have each deck know how many of its cards have a state."""
    for statement in _M005:
        database.execute(statement)


MIGRATIONS: tuple[Migration, ...] = (
    m001_review_log,
    m002_goals,
    m003_exam_sheets,
    m004_renamed_cards,
    m005_seen_cards,
)
NEWEST = len(MIGRATIONS)


def version_of(database: sqlite3.Connection) -> int:
    """Return how many migrations the file has been through."""
    (version,) = database.execute("PRAGMA user_version").fetchone()
    return int(version)


def is_version_of_last_step(database: sqlite3.Connection, version: int) -> bool:
    """Return whether the last migration that the file has noted led to `version`."""
    (last,) = database.execute("SELECT max(version) FROM migrations").fetchone()
    return bool(last == version)


def migrate(database: sqlite3.Connection, at_ms: int, migrations: tuple[Migration, ...] = MIGRATIONS) -> None:
    """Bring the file to the newest schema; each step and its record are one transaction.

    Two processes may try at once: the second finds the step done. Raises sqlite3.Error; then the steps before stand.
    """
    while (version := version_of(database)) < len(migrations):
        database.execute("BEGIN IMMEDIATE")
        try:
            if version_of(database) == version:
                _step(database, version + 1, migrations[version], at_ms)
            database.execute("COMMIT")
        except BaseException:
            if database.in_transaction:
                database.execute("ROLLBACK")
            raise


def _step(database: sqlite3.Connection, version: int, migration: Migration, at_ms: int) -> None:
    migration(database)
    database.execute(
        "INSERT INTO migrations VALUES (?, ?, ?, ?, ?)",
        (version, migration.__name__, at_ms, __version__, sqlite3.sqlite_version),
    )
    database.execute(f"PRAGMA user_version = {version}")
