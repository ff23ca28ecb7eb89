CREATE TABLE goals (
        id TEXT PRIMARY KEY, decks TEXT NOT NULL, exam_ms INTEGER NOT NULL, offset_minutes INTEGER NOT NULL,
        seconds REAL NOT NULL, left_out TEXT NOT NULL, made_ms INTEGER NOT NULL) STRICT;
CREATE TABLE rankings (
        goal TEXT PRIMARY KEY REFERENCES goals ON DELETE CASCADE, study_day TEXT NOT NULL, made_ms INTEGER NOT NULL,
        cards TEXT NOT NULL, prices TEXT NOT NULL) STRICT;
CREATE TABLE forecasts (
        number INTEGER PRIMARY KEY, goal TEXT NOT NULL, decks TEXT NOT NULL, kind TEXT NOT NULL,
        made_ms INTEGER NOT NULL, exam_ms INTEGER NOT NULL, study_day TEXT NOT NULL,
        expected REAL NOT NULL, low REAL NOT NULL, high REAL NOT NULL,
        actual REAL, answers INTEGER, scored_ms INTEGER, UNIQUE (goal, kind, study_day)) STRICT;
CREATE TABLE exams (
        id TEXT PRIMARY KEY, deck TEXT NOT NULL, started_ms INTEGER NOT NULL, finished_ms INTEGER,
        body TEXT NOT NULL) STRICT;
CREATE INDEX exams_of_deck ON exams (deck, started_ms);
