PRAGMA application_id = 1400141156;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "about" VALUES('database','00000000-0000-4000-8000-000000000001');
INSERT INTO "about" VALUES('device','811a6140-5dce-438f-a903-edca5266e1f7');
INSERT INTO "about" VALUES('model','plain');
CREATE TABLE cards (
        number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE,
        deck INTEGER NOT NULL REFERENCES decks, present INTEGER NOT NULL DEFAULT 1) STRICT;
INSERT INTO "cards" VALUES(1,'deck/0',1,1);
INSERT INTO "cards" VALUES(2,'deck/1',1,1);
INSERT INTO "cards" VALUES(3,'deck/2',1,1);
INSERT INTO "cards" VALUES(4,'deck/3',1,1);
INSERT INTO "cards" VALUES(5,'deck/4',1,1);
INSERT INTO "cards" VALUES(6,'deck/5',1,1);
INSERT INTO "cards" VALUES(7,'deck/6',1,1);
CREATE TABLE decks (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, revision TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO "decks" VALUES(1,'deck','');
CREATE TABLE devices (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, own INTEGER NOT NULL) STRICT;
INSERT INTO "devices" VALUES(1,'811a6140-5dce-438f-a903-edca5266e1f7','desk',1);
CREATE TABLE migrations (
        version INTEGER PRIMARY KEY, name TEXT NOT NULL, at_ms INTEGER NOT NULL,
        studyapp TEXT NOT NULL, sqlite TEXT NOT NULL) STRICT;
INSERT INTO "migrations" VALUES(1,'m001_review_log',1760000000000,'0.1.0','3.40.1');
CREATE TABLE reviews (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL,
        device INTEGER NOT NULL REFERENCES devices, sequence INTEGER NOT NULL, hybrid_ms INTEGER NOT NULL,
        card INTEGER NOT NULL REFERENCES cards,
        at_ms INTEGER NOT NULL, offset_minutes INTEGER NOT NULL, study_day TEXT NOT NULL,
        rating INTEGER NOT NULL, outcome TEXT NOT NULL, score REAL NOT NULL, given TEXT NOT NULL,
        unsure INTEGER NOT NULL, hinted INTEGER NOT NULL, overruled INTEGER NOT NULL, milliseconds INTEGER NOT NULL,
        form TEXT NOT NULL, chance REAL NOT NULL, seed INTEGER NOT NULL, answer_key TEXT NOT NULL,
        model TEXT NOT NULL, clock_suspect INTEGER NOT NULL) STRICT;
INSERT INTO "reviews" VALUES(1,'d2f9b540-e9c6-408e-b38f-962b9523ebfb',1,1,1760006000000,1,1760006000000,60,'2025-10-09',1,'correct',1.0,'schema 1, é ☂ ''0''',0,0,0,4200,'typed',0.0,7,'3fa9','plain',0);
INSERT INTO "reviews" VALUES(2,'eacdef34-8898-4088-83ff-9ab5e2911f7b',1,2,1760006060000,2,1760006060000,60,'2025-10-09',2,'correct',1.0,'schema 1, é ☂ ''1''',0,0,0,4200,'typed',0.0,7,'3fa9','plain',0);
INSERT INTO "reviews" VALUES(3,'a9e10ad3-7ff5-4a93-af5b-b350c08c06d6',1,3,1760006120000,3,1760006120000,60,'2025-10-09',3,'correct',1.0,'schema 1, é ☂ ''2''',0,0,0,4200,'typed',0.0,7,'3fa9','plain',0);
INSERT INTO "reviews" VALUES(4,'bc0593e8-9245-49d0-be01-4f69a5e3399b',1,4,1760006180000,4,1760006180000,60,'2025-10-09',4,'correct',1.0,'schema 1, é ☂ ''3''',0,0,0,4200,'typed',0.0,7,'3fa9','plain',0);
INSERT INTO "reviews" VALUES(5,'2e9fa20c-ebd3-4e85-a980-a892f1137fcb',1,5,1760006240000,5,1760006240000,60,'2025-10-09',1,'correct',1.0,'schema 1, é ☂ ''4''',0,0,0,4200,'typed',0.0,7,'3fa9','plain',0);
INSERT INTO "reviews" VALUES(6,'70d7ca18-2818-40c2-b78b-caf93a166e80',1,7,1760006300000,6,1760006300000,60,'2025-10-09',2,'correct',1.0,'schema 1, é ☂ ''5''',0,0,0,4200,'typed',0.0,7,'3fa9','plain',0);
INSERT INTO "reviews" VALUES(7,'b5eeb5f2-78fd-440a-b99f-011b083dc977',1,8,1760006360000,7,1760006360000,60,'2025-10-09',3,'correct',1.0,'schema 1, é ☂ ''6''',0,0,0,4200,'typed',0.0,7,'3fa9','plain',0);
INSERT INTO "reviews" VALUES(8,'169d0027-3c1c-4788-92b4-98f2fae8bfc7',1,9,1760006420000,1,1760006420000,60,'2025-10-09',4,'correct',1.0,'schema 1, é ☂ ''7''',0,0,0,4200,'typed',0.0,7,'3fa9','plain',0);
INSERT INTO "reviews" VALUES(9,'0163dff4-943f-4d92-86a7-b033a79ce22f',1,10,1760006480000,2,1760006480000,60,'2025-10-09',1,'correct',1.0,'schema 1, é ☂ ''8''',0,0,0,4200,'typed',0.0,7,'3fa9','plain',0);
INSERT INTO "reviews" VALUES(10,'4ffb4747-a33a-40fe-be2f-53147cdc5bb0',1,11,1760006540000,3,1760006540000,60,'2025-10-09',2,'correct',1.0,'schema 1, é ☂ ''9''',0,0,0,4200,'typed',0.0,7,'3fa9','plain',0);
INSERT INTO "reviews" VALUES(11,'9140afef-d457-4e38-8149-c7bd9005fdb9',1,13,1760006600000,4,1760006600000,60,'2025-10-09',3,'correct',1.0,'schema 1, é ☂ ''10''',0,0,0,4200,'typed',0.0,7,'3fa9','plain',0);
INSERT INTO "reviews" VALUES(12,'7d4bdfb0-dc68-40c6-b4ff-d4ceaf78cf86',1,14,1760006660000,5,1760006660000,60,'2025-10-09',4,'correct',1.0,'schema 1, é ☂ ''11''',0,0,0,4200,'typed',0.0,7,'3fa9','plain',0);
CREATE TABLE states (
        card INTEGER PRIMARY KEY REFERENCES cards, deck INTEGER NOT NULL, present INTEGER NOT NULL,
        stability REAL NOT NULL, difficulty REAL NOT NULL, last_ms INTEGER NOT NULL, due_ms INTEGER NOT NULL,
        reviews INTEGER NOT NULL, lapses INTEGER NOT NULL, answer_key TEXT NOT NULL) STRICT;
INSERT INTO "states" VALUES(1,1,1,6.31000000000000049737e+00,7.0,1760006420000,1760006798600,2,1,'3fa9');
INSERT INTO "states" VALUES(2,1,1,4.41,8.0,1760006480000,1760006744600,2,1,'3fa9');
INSERT INTO "states" VALUES(3,1,1,4.1,2.0,1760006120000,1760006366000,1,0,'3fa9');
INSERT INTO "states" VALUES(4,1,1,8.61,1.0,1760006600000,1760007116600,2,0,'3fa9');
INSERT INTO "states" VALUES(5,1,1,5.1,1.0,1760006660000,1760006966000,1,0,'3fa9');
INSERT INTO "states" VALUES(6,1,1,3.1,8.0,1760006300000,1760006486000,1,0,'3fa9');
INSERT INTO "states" VALUES(7,1,1,4.1,4.0,1760006360000,1760006606000,1,0,'3fa9');
CREATE TABLE undos (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, review TEXT NOT NULL, replaced_by TEXT NOT NULL,
        device INTEGER NOT NULL REFERENCES devices, sequence INTEGER NOT NULL, hybrid_ms INTEGER NOT NULL,
        at_ms INTEGER NOT NULL) STRICT;
INSERT INTO "undos" VALUES(1,'undo 1 4','2e9fa20c-ebd3-4e85-a980-a892f1137fcb','',1,6,1760006240001,1760006240000);
INSERT INTO "undos" VALUES(2,'undo 1 9','4ffb4747-a33a-40fe-be2f-53147cdc5bb0','',1,12,1760006540001,1760006540000);
CREATE INDEX cards_of_deck ON cards (deck);
CREATE UNIQUE INDEX reviews_by_id ON reviews (id);
CREATE INDEX reviews_of_card ON reviews (card, hybrid_ms);
CREATE INDEX reviews_of_device ON reviews (device, sequence);
CREATE INDEX reviews_in_order ON reviews (hybrid_ms);
CREATE INDEX reviews_of_day ON reviews (study_day, milliseconds);
CREATE INDEX undos_of_review ON undos (review, replaced_by);
CREATE INDEX undos_of_device ON undos (device, sequence);
CREATE TRIGGER reviews_update BEFORE UPDATE ON reviews BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END;
CREATE TRIGGER reviews_delete BEFORE DELETE ON reviews BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END;
CREATE TRIGGER undos_update BEFORE UPDATE ON undos BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END;
CREATE TRIGGER undos_delete BEFORE DELETE ON undos BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END;
CREATE INDEX states_due ON states (deck, present, due_ms);
COMMIT;
