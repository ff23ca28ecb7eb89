"""Writing an event: a durable transaction, then the text journal brought up to date."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, TypeVar

from studyapp.errors import StudyError
from studyapp.progress.failures import reason

if TYPE_CHECKING:
    from studyapp.progress.connection import FileIdentity
    from studyapp.progress.database import Database, Work
    from studyapp.progress.journal import Journal

Result = TypeVar("Result")


class JournalledWriter:
    """Writes events to a progress file and to the text journal beside it. Any thread may call; they take turns."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._journal: Journal | None = None
        self._of: FileIdentity | None = None
        """The file that the journal was held against."""
        self._turn = threading.Lock()
        self.trouble = ""
        """Why the last event is not in the text journal, though it is saved; empty when it is."""

    def write(self, work: Work[Result]) -> Result:
        """Do `work` durably, then bring the text journal up to date; a journal that fails is told, nothing more.

        Raises NotSavedError.
        """
        if not self._database.lasting:
            return self._database.write(work)
        with self._turn:
            journal = self._journal_of(self._database.follow())
            result = self._database.write(work)
            try:
                with self._database.reading() as database:
                    journal.catch_up(database)
                self.trouble = ""
            except (OSError, StudyError) as error:
                self.trouble = reason(error)
            return result

    def _journal_of(self, file: FileIdentity) -> Journal:
        """Return the journal, opened anew where another file was put in the place of ours, or written over it."""
        if self._journal is None or self._of != file or not self._goes_with_file(self._journal):
            self._journal, self._of = self._open_journal(), file
        return self._journal

    def _goes_with_file(self, journal: Journal) -> bool:
        with contextlib.suppress(StudyError), self._database.reading() as database:
            return journal.is_of(database)
        return True

    def _open_journal(self) -> Journal:
        """Look at the text journal before the first write: it may know more than a file that was put back by hand."""
        from studyapp.progress.journal import Journal  # noqa: PLC0415 - imports json, which only answering needs

        journal = Journal(self._database.path)
        with contextlib.suppress(OSError), self._database.reading() as database:
            path = journal.path_for(database)
            if journal.is_ahead(database):
                from studyapp.progress.merging import catch_up_with_journal  # noqa: PLC0415 - rarely needed

                self._database.write(lambda database: catch_up_with_journal(database, path))
        return journal
