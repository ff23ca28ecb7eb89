"""The command line. Importing it is cheap: commands load what they need when they run."""

from __future__ import annotations


def main() -> None:
    """Run the console script."""
    from studyapp.cli.main import run

    run()
