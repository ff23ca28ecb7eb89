DROP TRIGGER reviews_update;
CREATE TRIGGER reviews_update BEFORE UPDATE OF number, id, device, sequence, hybrid_ms, at_ms, offset_minutes,
        study_day, rating, outcome, score, given, unsure, hinted, overruled, milliseconds, form, chance, seed,
        answer_key, model, clock_suspect ON reviews
        BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END;
CREATE TABLE renames (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, old TEXT NOT NULL, new TEXT NOT NULL,
        device INTEGER NOT NULL REFERENCES devices, sequence INTEGER NOT NULL, hybrid_ms INTEGER NOT NULL,
        at_ms INTEGER NOT NULL) STRICT;
CREATE INDEX renames_by_old ON renames (old);
CREATE INDEX renames_of_device ON renames (device, sequence);
CREATE TRIGGER renames_update BEFORE UPDATE ON renames BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END;
CREATE TRIGGER renames_delete BEFORE DELETE ON renames BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END;
CREATE TABLE wordings (
        card INTEGER PRIMARY KEY REFERENCES cards, type TEXT NOT NULL, prompt TEXT NOT NULL) STRICT;
