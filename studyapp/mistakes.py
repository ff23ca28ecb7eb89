"""Mistakes of studyapp's own: what a user is told of them, and the file that a report of them needs."""

from __future__ import annotations

from studyapp.errors import StudyError


class MistakeError(StudyError):
    """Something that nobody foresaw; nothing that was saved is touched by it."""


def reported(error: BaseException) -> MistakeError:
    """Return what to tell of an error that nobody foresaw; its traceback is kept in a file for a report."""
    said = f"studyapp made a mistake ({type(error).__name__}: {error}). Every answer that was given is kept."
    trace = _kept_traceback(error)
    return MistakeError(f"{said}\nPlease report it with the file {trace}." if trace else said)


def _kept_traceback(error: BaseException) -> str:
    """Return the path of the file that holds the traceback; empty where none can be written."""
    import traceback  # noqa: PLC0415 - hardly ever needed

    from studyapp.paths import find_places, make_private  # noqa: PLC0415 - likewise

    path = find_places().cache / "mistake.txt"
    try:
        make_private(path.parent)
        path.unlink(missing_ok=True)
        path.touch(mode=0o600)
        path.write_text("".join(traceback.format_exception(error)), encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return str(path)
