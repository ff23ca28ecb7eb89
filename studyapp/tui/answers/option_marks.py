"""How an option looks once the answer is marked: sign and word beside the colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from studyapp.tui.content import plain

if TYPE_CHECKING:
    from studyapp.questions.question import Given, Option
    from studyapp.tui.widgets.rows import Rows

RIGHT = "✓"
WRONG = "✗"
PICKED = "●"


def digits(options: int) -> str:
    """Return the digits that pick among so many options, as the hint line shows them: `1–4`."""
    return f"1–{min(9, options)}" if options > 1 else "1"


def option_numbers(given: Given, options: int) -> list[int] | None:
    """Return the different numbers of options that an answer is made of, none for no answer; None for another answer."""
    if given is None:
        return []
    if not isinstance(given, list):
        return None
    numbers = [number for number in given if isinstance(number, int) and not isinstance(number, bool)]
    fits = len(numbers) == len(given) == len(set(numbers)) and all(1 <= number <= options for number in numbers)
    return numbers if fits else None


def show_option(rows: Rows, index: int, option: Option, *, picked: bool, right: bool, feedback: str) -> None:
    """Show one option as right, wrongly picked, missed, or of no more interest; `feedback` belongs to a wrong pick."""
    sign, note, style, classes = _look(picked=picked, right=right)
    parts = [plain(option.text)]
    if note:
        parts.append(Content.assemble("   ", (note, style)))
    if picked and not right and feedback:
        parts += [Content(" – "), plain(feedback)]
    rows.show(index, sign=sign, text=Content("").join(parts), classes=classes)


def _look(*, picked: bool, right: bool) -> tuple[str, str, str, str]:
    if right:
        return RIGHT, "your answer" if picked else "right answer", "$success bold", "-right"
    if picked:
        return WRONG, "your answer", "$error bold", "-wrong"
    return "", "", "", "-faded"
