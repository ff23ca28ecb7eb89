"""Study anything from a plain text file, for a date, in a terminal."""

from __future__ import annotations

__version__ = "0.1.0"
