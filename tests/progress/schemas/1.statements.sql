CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE migrations (
        version INTEGER PRIMARY KEY, name TEXT NOT NULL, at_ms INTEGER NOT NULL,
        studyapp TEXT NOT NULL, sqlite TEXT NOT NULL) STRICT;
CREATE TABLE devices (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, own INTEGER NOT NULL) STRICT;
CREATE TABLE decks (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, revision TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE cards (
        number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE,
        deck INTEGER NOT NULL REFERENCES decks, present INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE INDEX cards_of_deck ON cards (deck);
CREATE TABLE reviews (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL,
        device INTEGER NOT NULL REFERENCES devices, sequence INTEGER NOT NULL, hybrid_ms INTEGER NOT NULL,
        card INTEGER NOT NULL REFERENCES cards,
        at_ms INTEGER NOT NULL, offset_minutes INTEGER NOT NULL, study_day TEXT NOT NULL,
        rating INTEGER NOT NULL, outcome TEXT NOT NULL, score REAL NOT NULL, given TEXT NOT NULL,
        unsure INTEGER NOT NULL, hinted INTEGER NOT NULL, overruled INTEGER NOT NULL, milliseconds INTEGER NOT NULL,
        form TEXT NOT NULL, chance REAL NOT NULL, seed INTEGER NOT NULL, answer_key TEXT NOT NULL,
        model TEXT NOT NULL, clock_suspect INTEGER NOT NULL) STRICT;
CREATE UNIQUE INDEX reviews_by_id ON reviews (id);
CREATE INDEX reviews_of_card ON reviews (card, hybrid_ms);
CREATE INDEX reviews_of_device ON reviews (device, sequence);
CREATE INDEX reviews_in_order ON reviews (hybrid_ms);
CREATE INDEX reviews_of_day ON reviews (study_day, milliseconds);
CREATE TABLE undos (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, review TEXT NOT NULL, replaced_by TEXT NOT NULL,
        device INTEGER NOT NULL REFERENCES devices, sequence INTEGER NOT NULL, hybrid_ms INTEGER NOT NULL,
        at_ms INTEGER NOT NULL) STRICT;
CREATE INDEX undos_of_review ON undos (review, replaced_by);
CREATE INDEX undos_of_device ON undos (device, sequence);
CREATE TRIGGER reviews_update BEFORE UPDATE ON reviews BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END;
CREATE TRIGGER reviews_delete BEFORE DELETE ON reviews BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END;
CREATE TRIGGER undos_update BEFORE UPDATE ON undos BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END;
CREATE TRIGGER undos_delete BEFORE DELETE ON undos BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END;
CREATE TABLE states (
        card INTEGER PRIMARY KEY REFERENCES cards, deck INTEGER NOT NULL, present INTEGER NOT NULL,
        stability REAL NOT NULL, difficulty REAL NOT NULL, last_ms INTEGER NOT NULL, due_ms INTEGER NOT NULL,
        reviews INTEGER NOT NULL, lapses INTEGER NOT NULL, answer_key TEXT NOT NULL) STRICT;
CREATE INDEX states_due ON states (deck, present, due_ms);
