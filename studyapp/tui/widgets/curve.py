"""A curve that rises in steps, drawn with characters: its range as a shade around it, what it is compared with as dots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SCALES = (0.75, 0.5, 0.0)
"""Where the vertical axis can begin; it ends at 1."""
AXIS = 6
"""Cells to the left of the curve."""
LABEL_GAP = 2


@dataclass(frozen=True, slots=True)
class Curve:
    """What to draw; all values 0–1."""

    start: float
    """The value before the first step, and that of the dotted line."""
    steps: tuple[tuple[float, float], ...]
    """Place between left (0) and right (1) of each step, and the value after it."""
    band: tuple[float, float]
    """How far the range reaches below and above the curve."""
    marks: tuple[tuple[float, str], ...]
    """Words under the curve, by their place; the last one stands at the right."""

    @property
    def end(self) -> float:
        """The value at the right."""
        return self.steps[-1][1] if self.steps else self.start


def drawn(curve: Curve, *, width: int, rows: int, labels: tuple[str, str] = ("", "")) -> Content:
    """Return the curve on `rows` ≥ 2 lines, and a line of marks, within `width` cells.

    `labels` are for the end of the curve and for the dotted line, where there is room for both.
    """
    across = max(2, width - AXIS - max(map(len, labels)) - LABEL_GAP * any(labels))
    low = next(scale for scale in SCALES if scale <= max(0.0, curve.start - curve.band[0]) or scale == 0.0)
    grid = _Grid(low, rows, across)
    grid.shade(curve)
    grid.dots(curve.start)
    grid.line(curve)
    beside = dict(zip(_label_rows(grid.row(curve.end), grid.row(curve.start), rows), labels, strict=True))
    lines = [_label(low, row, rows) + joined + beside.get(row, "") for row, joined in enumerate(grid.lines())]
    return Content("\n").join([*map(_styled, lines), Content.assemble((_under(curve.marks, across), "$muted"))])


class _Grid:
    """Characters by row, from the top, and column."""

    def __init__(self, low: float, rows: int, across: int) -> None:
        self._low = low
        self._rows = rows
        self._cells = [[" "] * across for _ in range(rows)]
        self._across = across

    def row(self, value: float) -> int:
        share = (1.0 - min(1.0, max(self._low, value))) / (1.0 - self._low)
        return round(share * (self._rows - 1))

    def shade(self, curve: Curve) -> None:
        below, above = curve.band
        for column, value in enumerate(self._values(curve)):
            for row in range(self.row(value + above), self.row(value - below) + 1):
                self._cells[row][column] = "░"

    def dots(self, value: float) -> None:
        for column in range(0, self._across, 2):
            self._cells[self.row(value)][column] = "·"

    def line(self, curve: Curve) -> None:
        before = self.row(curve.start)
        for column, value in enumerate(self._values(curve)):
            row = self.row(value)
            self._cells[row][column] = "─"
            if row != before:
                top, bottom = sorted((row, before))
                for between in range(top + 1, bottom):
                    self._cells[between][column] = "│"
                rises = row < before
                self._cells[before][column] = "╯" if rises else "╮"
                self._cells[row][column] = "╭" if rises else "╰"
            before = row

    def lines(self) -> Iterator[str]:
        yield from map("".join, self._cells)

    def _values(self, curve: Curve) -> Iterator[float]:
        """Yield the value of each column; every step begins one column after its place, so that none is hidden."""
        for column in range(self._across):
            place = (column - 1) / max(1, self._across - 2)
            yield next((value for at, value in reversed(curve.steps) if at <= place + 1e-9), curve.start)


def _label_rows(end: int, start: int, rows: int) -> tuple[int, int]:
    """Return the rows of the two labels, which never share one."""
    if end != start:
        return end, start
    return (end, end + 1) if end + 1 < rows else (end - 1, end)


def _label(low: float, row: int, rows: int) -> str:
    value = round(100 * (1.0 - (1.0 - low) * row / (rows - 1)))
    shown = f"{value}" if rows <= 6 or row % 2 == 0 else ""
    return f"{shown:>{AXIS - 2}} {'┤' if shown else '│'}"


def _styled(line: str) -> Content:
    """Return a line of the picture in quiet colours, the curve and its words in those of the text."""
    axis, rest = line[:AXIS], line[AXIS:]
    content = Content.assemble((axis, "$muted"))
    for character in rest:
        style = "$muted" if character in "░·" else "$accent bold" if character in "─│╭╮╯╰" else ""
        content += Content.assemble((character, style)) if style else Content(character)
    return content


def _under(marks: Sequence[tuple[float, str]], across: int) -> str:
    """Return the words under the curve; of two that would touch, the one further left, but always the last one."""
    *rest, (_, last) = marks or [(1.0, "")]
    line = ""
    for place, word in rest:
        column = round(place * (across - 1))
        fits = column + len(word) < across - len(last)
        if fits and (not line or column > len(line)):
            line = line.ljust(column) + word
    return f"{'└':>{AXIS}}" + line.ljust(across - len(last)) + last
