ALTER TABLE decks ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
UPDATE decks SET seen = (SELECT count(*) FROM states WHERE deck = decks.number AND present = 1);
CREATE TRIGGER states_seen AFTER INSERT ON states WHEN NEW.present
        BEGIN UPDATE decks SET seen = seen + 1 WHERE number = NEW.deck; END;
CREATE TRIGGER states_forgotten AFTER DELETE ON states WHEN OLD.present
        BEGIN UPDATE decks SET seen = seen - 1 WHERE number = OLD.deck; END;
CREATE TRIGGER states_moved AFTER UPDATE OF deck, present ON states
        WHEN (OLD.deck, OLD.present) <> (NEW.deck, NEW.present) BEGIN
        UPDATE decks SET seen = seen - OLD.present WHERE number = OLD.deck;
        UPDATE decks SET seen = seen + NEW.present WHERE number = NEW.deck; END;
