"""Work in a thread while the app goes on: it always comes back, with what it found or with what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from studyapp.errors import StudyError

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

Found = TypeVar("Found")


def in_background(screen: Screen[Any], work: Callable[[], Found], arrive: Callable[[Found | StudyError], None]) -> None:
    """Do `work` in a thread, then give `arrive` its result in the app's, unless `screen` was left for good meanwhile.

    An error comes in place of the result; one that nobody foresaw as a MistakeError.
    """

    def deliver(found: Found | StudyError) -> None:
        if screen.is_attached:
            arrive(found)

    def run() -> None:
        found = _outcome(work)
        if screen.app.is_running:
            screen.app.call_from_thread(screen.call_later, deliver, found)

    screen.run_worker(run, thread=True, exit_on_error=False)


def _outcome(work: Callable[[], Found]) -> Found | StudyError:
    try:
        return work()
    except StudyError as error:
        return error
    except Exception as error:  # noqa: BLE001 - a thread that fails would leave the screen waiting, with nobody told
        from studyapp.mistakes import reported  # noqa: PLC0415 - hardly ever needed

        return reported(error)
