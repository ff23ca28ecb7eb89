"""Codes of files that are no decks at all, and of characters that decks can't hold."""

from __future__ import annotations

from studyapp.decks.checks.codes.code import Code, unignorable

CODES = (
    unignorable("missing-file", "There is no file at the given path.", "Check the path for typing mistakes."),
    unignorable(
        "unreadable-file",
        "The system refused to open the file, or the disk failed while it was read.",
        "Change its permissions, or mend what the message names.",
    ),
    unignorable("is-folder", "A folder stands where a deck file was expected.", "Name a file in it."),
    unignorable(
        "not-a-file",
        "The path leads to a pipe or a device. Decks are read from ordinary files only, so that nothing can hang.",
        "Give a deck file.",
    ),
    unignorable(
        "too-large",
        "The file is larger than any deck needs to be. The limit keeps a file that was made to do harm from eating "
        "the memory.",
        "Split the deck into several files.",
    ),
    unignorable("not-text", "The file is a picture, an archive or another binary file.", "Give a deck file."),
    unignorable(
        "not-utf-8",
        "Decks are written in UTF-8. The file, or a few bytes of it, are in another encoding, often Windows-1252 or "
        "UTF-16; accented letters would come out wrong.",
        "Save the file as UTF-8 in your editor.",
    ),
    unignorable(
        "control-character",
        "The text holds a character that steers a terminal and cannot be seen. Decks never pass such characters on to "
        "the screen.",
        "Delete the character, or the escape that stands for it.",
    ),
    Code(
        "odd-line-break",
        "Web pages and some word processors use the line breaks U+2028, U+2029 and U+0085. Editors show nothing there, "
        "YAML takes them for the end of a line. They are read as a space.",
        "Replace the character with a space or a new line; `--fix` puts a space.",
        fixable=True,
    ),
    Code(
        "stray-byte-order-mark",
        "A byte-order mark belongs at the beginning of a file at most. Inside it is an invisible rest of two files that "
        "were joined, and would make two equal texts differ.",
        "Delete it; `--fix` does.",
        fixable=True,
    ),
    unignorable("empty-file", "There is nothing in the file.", "`studyapp new` writes a deck to start from."),
)
