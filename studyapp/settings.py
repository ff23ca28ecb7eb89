"""The student's few settings, from a TOML file that need not exist."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from studyapp.errors import SettingsError

DEFAULT_MINUTES = 20.0


@dataclass(frozen=True, slots=True)
class Settings:
    """What a student may set: the deck folder and the minutes a day."""

    decks: Path | None = None
    minutes: float = DEFAULT_MINUTES


def read_settings(path: Path) -> Settings:
    """Return the settings in `path`, the defaults where it does not exist; raises SettingsError."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(path, str(error)) from error
    for name in entries:
        if name not in ("decks", "minutes"):
            nearest = get_close_matches(name, ("decks", "minutes"), n=1)
            hint = f"; did you mean {nearest[0]}?" if nearest else "; known are decks and minutes"
            raise SettingsError(path, f"there is no setting {name!r}{hint}")
    return Settings(_folder(path, entries.get("decks")), _minutes(path, entries.get("minutes", DEFAULT_MINUTES)))


def _folder(path: Path, value: object) -> Path | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise SettingsError(path, 'decks must be a folder in quotes, such as decks = "~/decks"')
    return path.parent / Path(value).expanduser()


def _minutes(path: Path, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1440:
        raise SettingsError(path, "minutes must be a number from 1 to 1440")
    return float(value)
