ALTER TABLE exams ADD COLUMN closed_ms INTEGER;
CREATE TABLE exam_questions (
        exam TEXT NOT NULL REFERENCES exams ON DELETE CASCADE, place INTEGER NOT NULL, card TEXT NOT NULL,
        review TEXT NOT NULL, form TEXT NOT NULL, seed INTEGER NOT NULL, fingerprint TEXT NOT NULL,
        tags TEXT NOT NULL, prompt TEXT NOT NULL, expected TEXT NOT NULL, given TEXT NOT NULL,
        answered_ms INTEGER NOT NULL, milliseconds INTEGER NOT NULL, flagged INTEGER NOT NULL, rating INTEGER NOT NULL,
        dropped INTEGER NOT NULL, PRIMARY KEY (exam, place)) STRICT, WITHOUT ROWID;
