"""A process that answers cards and says so: `python -m tests.progress.writer PATH NAME COUNT [lie]`.

Prints the id of each answer once it is saved; with `lie`, before it is saved: a control that must be caught.
"""

from __future__ import annotations

import sys
from pathlib import Path

from studyapp.progress.store import open_progress
from tests.progress.samples import answer, fold


def main(path: str, name: str, count: str, honesty: str = "") -> None:
    store = open_progress(Path(path), device_name=name)
    for number in range(int(count)):
        given = answer(card=f"deck/{number % 5}", given=name, rating=number % 4 + 1)
        if honesty == "lie":
            sys.stdout.write(f"{given.id}\n")
            sys.stdout.flush()
        store.save(given, fold)
        if honesty != "lie":
            sys.stdout.write(f"{given.id}\n")
            sys.stdout.flush()
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
