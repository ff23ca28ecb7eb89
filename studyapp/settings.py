"""The student's few settings, from a TOML file that need not exist."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, TypeGuard

from studyapp.errors import SettingsError

DEFAULT_MINUTES = 20.0
LEAST_MINUTES = 1
MOST_MINUTES = 1440


class Settings(NamedTuple):
    """What a student may set: the deck folder and the minutes a day."""

    decks: Path | None = None
    minutes: float = DEFAULT_MINUTES


def read_settings(path: Path) -> Settings:
    """Return the settings in `path`, the defaults where it does not exist; raises SettingsError."""
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(path, str(error)) from error
    return _read(path, text)


def _read(path: Path, text: str) -> Settings:
    import tomllib  # noqa: PLC0415 - most students have no settings
    from difflib import get_close_matches  # noqa: PLC0415 - likewise

    try:
        entries = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(path, str(error)) from error
    except RecursionError as error:
        raise SettingsError(path, "too many brackets within brackets") from error
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
    try:
        return path.parent / Path(value).expanduser()
    except RuntimeError as error:
        raise SettingsError(path, f"there is no home folder of that name: {value}") from error


def _minutes(path: Path, value: object) -> float:
    if not are_minutes(value):
        raise SettingsError(path, f"minutes must be a number from {LEAST_MINUTES} to {MOST_MINUTES}")
    return float(value)


def are_minutes(value: object) -> TypeGuard[float]:
    """Return whether `value` can be the minutes of a session or of a day."""
    return not isinstance(value, bool) and isinstance(value, int | float) and LEAST_MINUTES <= value <= MOST_MINUTES
