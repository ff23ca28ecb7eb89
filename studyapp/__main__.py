"""`python -m studyapp` is the console script."""

from __future__ import annotations

from studyapp.cli import main

if __name__ == "__main__":
    main()
