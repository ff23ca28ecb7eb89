"""What the settings file may say, and what is said of one that cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from studyapp.errors import SettingsError
from studyapp.settings import DEFAULT_MINUTES, Settings, read_settings

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_that_is_not_there_leaves_the_defaults(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "config.toml") == Settings(None, DEFAULT_MINUTES)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("", DEFAULT_MINUTES), ("minutes = 1", 1.0), ("minutes = 12.5", 12.5), ("minutes = 1440", 1440.0)],
)
def test_minutes_are_read(tmp_path: Path, text: str, minutes: float) -> None:
    assert written(tmp_path, text).minutes == minutes


def test_a_folder_counts_from_the_settings_file(tmp_path: Path) -> None:
    assert written(tmp_path, 'decks = "mine"').decks == tmp_path / "mine"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("minutes = 0", "from 1 to 1440"),
        ("minutes = 0.5", "from 1 to 1440"),
        ("minutes = -3", "from 1 to 1440"),
        ("minutes = 1441", "from 1 to 1440"),
        ("minutes = inf", "from 1 to 1440"),
        ("minutes = nan", "from 1 to 1440"),
        ("minutes = true", "from 1 to 1440"),
        ('minutes = "20"', "from 1 to 1440"),
        ("decks = 3", "a folder in quotes"),
        ('decks = "~nobody-of-that-name/decks"', "no home folder"),
        ("minuets = 20", "minutes"),
        ("minutes =\n", "line 1"),
        ("minutes = 20\nminutes = 30\n", "line 2"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_would(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingsError) as refused:
        written(tmp_path, text)
    assert said in str(refused.value)
    assert "config.toml" in str(refused.value)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError):
        read_settings(tmp_path / "config.toml")


def written(folder: Path, text: str) -> Settings:
    """Return the settings in a file that holds `text`."""
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return read_settings(path)
