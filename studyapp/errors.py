"""What can go wrong for a user, one class per case; every message says what happened, where, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class StudyError(Exception):
    """Something that a user can understand and mend; `exit_code` is what the command line ends with."""

    exit_code: ClassVar[int] = 3


class UsageError(StudyError):
    """What was asked for makes no sense."""

    exit_code = 2


class DeckNotFoundError(UsageError):
    """No deck of that name or path."""

    def __init__(self, wanted: str, known: tuple[str, ...], nearest: str | None) -> None:
        hint = f"Did you mean {nearest}?" if nearest else f"Known decks: {', '.join(known) or 'none'}."
        super().__init__(f"There is no deck {wanted!r}. {hint}")


class NoDecksError(StudyError):
    """A deck folder without a deck."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder}: there is no *.deck.yaml file here. `studyapp new my.deck.yaml` starts one.")


class NoReadableDeckError(StudyError):
    """A deck folder in which no file can be studied."""

    def __init__(self, folder: Path, problems: Sequence[str]) -> None:
        listed = "\n".join(problems)
        super().__init__(
            f"{listed}\n{folder}: no deck here can be studied. `studyapp check {folder}` lists all problems."
        )


class UnreadableDeckError(StudyError):
    """A deck that was asked for by name cannot be studied."""

    def __init__(self, path: Path, first_problem: str) -> None:
        super().__init__(f"{first_problem}\n`studyapp check {path}` lists all problems.")


class DeckFileError(StudyError):
    """The file of a deck that was asked for cannot be read at all, or is another by now."""

    def __init__(self, path: Path, what_and_mend: str) -> None:
        super().__init__(f"{path}: {what_and_mend}")


class UnwritableFileError(StudyError):
    """A file that was to be written cannot be."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}. Nothing was written. Choose another place, or make room there.")


class FileInTheWayError(UsageError):
    """There is a file already where a new one was to be written."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: there is such a file already; it was not touched. Choose another name.")


class UnreadableTableError(StudyError):
    """A table of questions and answers that was to be read cannot be."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")


class CardNotFoundError(UsageError):
    """No card of that name in a deck."""

    def __init__(self, wanted: str, deck: str, nearest: str | None) -> None:
        hint = f"Did you mean {nearest}?" if nearest else f"`studyapp preview {deck}` lists all."
        super().__init__(f"There is no card {wanted!r} in {deck}. {hint}")


class NoCardNameError(UsageError):
    """A word that cannot be the name of a card, such as that of a deck."""

    def __init__(self, wanted: str) -> None:
        super().__init__(f"{wanted!r} names no card. Write deck/card, as `studyapp history` lists them.")


class SettingsError(StudyError):
    """The settings file cannot be understood."""

    exit_code = 2

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}.")


class DataFolderError(StudyError):
    """The folder for the student's progress cannot be made or written."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"{folder}: {reason}. Free it, or set STUDYAPP_HOME to a folder that can be written.")


class NewerProgressError(StudyError):
    """The progress file was written by a later version."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(
            f"{path}: written by a newer studyapp (schema {found}, this one knows {known}). "
            "It was not touched. Update studyapp to go on."
        )


class DamagedProgressError(StudyError):
    """The progress file is no readable database."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}. It was not touched. Keep a copy before you try anything.")


class NotSavedError(StudyError):
    """An answer could not be made durable; it is kept in memory and can be tried again."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Not saved: {reason}. The answer is kept; try again when that is mended.")


class NoOpenQuestionError(StudyError):
    """Something was said about a question while none is open."""

    def __init__(self) -> None:
        super().__init__("There is no open question.")


class ExamAnswerError(StudyError):
    """The answer that undo would take back was handed in with a mock exam."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing is taken back: your last answer was handed in with a mock exam, and its result stands."
        )


class ExamOverError(StudyError):
    """A mock exam that was to go on is finished, maybe in another window."""

    def __init__(self) -> None:
        super().__init__("This mock exam is over already: it was submitted or given up in another window.")
