"""A line to type an answer into."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Input

from studyapp.text import clean
from studyapp.tui.answers.answering import NotYet

if TYPE_CHECKING:
    from textual.events import Paste

LONGEST = 10_000
"""Characters that an answer may have; far more than any question asks for."""


class AnswerInput(Input, inherit_css=False):
    """An input that holds clean text only, whatever is typed or pasted.

    It has styles of its own alone: those of a framed input take long to read, and none of the frame is wanted.
    """

    DEFAULT_CSS: ClassVar[str] = """
    AnswerInput {
        height: 1; width: 1fr; max-width: 60; padding: 0 1;
        background: $surface; color: $foreground; pointer: text; scrollbar-size-horizontal: 0;
    }
    AnswerInput:focus { background: $cursor; }
    AnswerInput:nocolor { border-left: blank; text-style: underline; }
    AnswerInput > .input--cursor { background: $input-cursor-background; color: $input-cursor-foreground; }
    AnswerInput > .input--selection { background: $input-selection-background; color: $input-selection-foreground; }
    AnswerInput > .input--placeholder { color: $text-disabled; }
    AnswerInput:nocolor > .input--cursor { text-style: reverse; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = Input.COMPONENT_CLASSES

    def __init__(self, placeholder: str, *, between_lines: str = " ") -> None:
        super().__init__(placeholder=placeholder, max_length=LONGEST, select_on_focus=False)
        self.cursor_blink = False
        self._between_lines = between_lines

    def validate_value(self, value: str) -> str:
        """Drop control characters, and keep everything on one line."""
        return clean(value).replace("\n", " ").replace("\t", " ")

    def on_paste(self, event: Paste) -> None:
        """Put all lines of a paste into the one there is; the input itself would take the first only."""
        event.prevent_default()
        event.stop()
        text = self._between_lines.join(line for line in event.text.splitlines() if line.strip())
        self.replace(text, *self.selection)

    def restricted(self) -> None:
        """Say why nothing more goes in."""
        self.post_message(NotYet(f"That is longer than {LONGEST:,} characters: please answer in a few words."))

    def on_input_changed(self) -> None:
        """Keep the line in sight while something is typed."""
        self.scroll_visible(animate=False)
