"""What a terminal shows of what a full-screen program sends, and clicks on words that stand there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from tests.terminal import Terminal

_PIECES = re.compile(
    r"\x1b\[(?P<row>\d*);?(?P<column>\d*)H|(?P<cleared>\x1b\[\?1049h)|(?P<start>\r)|(?P<down>\n)"
    r"|\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b.|(?P<text>[^\x1b\r\n]+)"
)
QUIET = 0.1
"""Seconds without output after which all is drawn."""
PRESS, RELEASE = "\x1b[<0;{};{}M", "\x1b[<0;{};{}m"


def screen_of(terminal: Terminal, columns: int, rows: int) -> list[str]:
    """Return the lines that stand on a terminal that was moved about on and written to, and nothing else."""
    cells = _blank(columns, rows)
    row = column = 0
    for piece in _PIECES.finditer(terminal.output.decode("utf-8", "replace")):
        if piece["row"] is not None:
            row, column = int(piece["row"] or 1) - 1, int(piece["column"] or 1) - 1
        elif piece["cleared"]:
            cells = _blank(columns, rows)
        elif piece["start"]:
            column = 0
        elif piece["down"]:
            row = min(rows - 1, row + 1)
        for character in piece["text"] or "":
            width = cell_len(character)
            if row < rows and column + width <= columns and width:
                cells[row][column : column + width] = [character, *[""] * (width - 1)]
            column += width
    return ["".join(line) for line in cells]


def _blank(columns: int, rows: int) -> list[list[str]]:
    return [[" "] * columns for _ in range(rows)]


class Mouse:
    """Clicks on words, as the terminal of a student without a keyboard reports it."""

    def __init__(self, terminal: Terminal, columns: int, rows: int) -> None:
        self._terminal = terminal
        self._size = columns, rows

    def screen(self) -> str:
        """Return what is shown now."""
        return "\n".join(line.rstrip() for line in screen_of(self._terminal, *self._size))

    def wait(self, *words: str) -> None:
        """Wait until all `words` stand on the screen."""
        self._terminal.wait(lambda _: all(word in self.screen() for word in words))

    def wait_still(self) -> None:
        """Wait until all is drawn."""
        self._terminal.settle(QUIET)

    def click(self, word: str, *shown: str) -> None:
        """Wait for a word to stand still, click in its middle, and wait until all of `shown` stands there."""
        self.wait(word)
        self.wait_still()
        lines = screen_of(self._terminal, *self._size)
        row = next(number for number, line in enumerate(lines) if word in line)
        column = cell_len(lines[row][: lines[row].index(word)]) + cell_len(word) // 2
        self._terminal.type("".join(each.format(column + 1, row + 1) for each in (PRESS, RELEASE)))
        self.wait(*shown)
