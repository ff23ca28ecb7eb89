"""The command line. Importing it is cheap: commands load what they need when they run."""

from __future__ import annotations

OBJECTS_AT_START = 200_000
"""More than are there when the first question is shown; all of them stay."""


def main() -> None:
    """Run the console script."""
    import gc

    # Looking for garbage among modules that have just been loaded takes a seventh of the time to the first question.
    gc.set_threshold(OBJECTS_AT_START)
    from studyapp.cli.main import run

    try:
        run()
    finally:
        # Python would look once more as it ends, and everything that was loaded is garbage by then.
        gc.freeze()
