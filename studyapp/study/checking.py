"""Checking deck files and folders, mending what is safe, and writing missing ids."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from studyapp.decks.checks.checking import CheckedDeck, check_deck, parse
from studyapp.decks.checks.codes.table import CODES, UNREADABLE
from studyapp.decks.checks.entry import Entry, read_entries
from studyapp.decks.checks.identity import changes
from studyapp.decks.deckfile import UnreadableFileError, read_bytes
from studyapp.decks.files import find_decks
from studyapp.decks.fixes import fixed
from studyapp.decks.git_base import committed
from studyapp.decks.grounding.paragraphs import Paragraph, paragraphs
from studyapp.decks.grounding.proof import Coverage, Proof, Reference, prove
from studyapp.decks.ids import WithIds, with_ids
from studyapp.decks.problem import Problem, shown_path
from studyapp.decks.replacing import DeckNotWrittenError, replace_deck
from studyapp.errors import NoDecksError, UsageError
from studyapp.questions.field import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from studyapp.decks.checks.codes.code import Code
    from studyapp.decks.decktext import DeckText
    from studyapp.decks.parsed import ParsedDeck

HEAD = "HEAD"
LARGEST_SOURCE = 8 * 2**20
"""In bytes: a thick book. More is no text that somebody made a deck from."""
LONGEST_PARAGRAPH = 50_000
"""In characters. A longer one is a text without blank lines, whose paragraphs nobody could count."""


class SourceTextError(UsageError):
    """The text that decks are to be held against can't be used."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")


class UnreadableSourceError(SourceTextError):
    """The text that decks are to be held against can't be read."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text that decks are held against; `ref` is empty if it is the only source of each deck."""

    ref: str
    path: Path
    paragraphs: tuple[Paragraph, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking some files gave."""

    decks: int
    cards: int
    problems: tuple[Problem, ...]
    coverage: tuple[Coverage, ...] = ()
    """For each deck and source text that were held against each other."""
    lines: Mapping[tuple[str, int], str] = field(default_factory=dict)
    """The line that each problem is about, by path and number."""

    def count(self, severity: Severity) -> int:
        """Return how many problems are so bad."""
        return sum(problem.severity is severity for problem in self.problems)

    @property
    def errors(self) -> int:
        """How many problems are errors."""
        return self.count(Severity.ERROR)

    @property
    def unreadable(self) -> bool:
        """Whether a file could not be read at all."""
        return is_unreadable(self.problems)


def is_unreadable(problems: Sequence[Problem]) -> bool:
    """Return whether one of the problems is that a file could not be read at all."""
    return any(problem.code in UNREADABLE for problem in problems)


def codes() -> Mapping[str, Code]:
    """Return every code that a problem can carry, by name."""
    return CODES


def check_paths(paths: Sequence[Path], *, base: str = HEAD, against: Sequence[SourceText] = ()) -> Checked:
    """Check files, and all decks of folders; raises NoDecksError for a folder without a deck.

    Decks in a git repository are compared with their version in `base`; those that cite a source text are held
    against it.
    """
    checks = [_check_file(file, base, against) for file in deck_files(paths)]
    held = {coverage.source for check in checks for coverage in check.coverage}
    for source in against:
        if source.ref not in held and (source.ref or not held):
            name = f"called `{source.ref}`" if source.ref else "at all"
            raise SourceTextError(source.path, f"no deck here lists a source {name}. Name it under `sources`.")
    lines: dict[tuple[str, int], str] = {}
    for check in checks:
        lines |= check.lines
    return Checked(
        decks=len(checks),
        cards=sum(check.cards for check in checks),
        problems=tuple(problem for check in checks for problem in check.problems),
        coverage=tuple(coverage for check in checks for coverage in check.coverage),
        lines=lines,
    )


def deck_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return files, and all decks of folders, each once; raises NoDecksError for a folder without a deck."""
    return tuple(dict.fromkeys(file for path in paths for file in _files(path)))


def read_source(path: Path, ref: str = "") -> SourceText:
    """Return a source text; raises SourceTextError for one that can't be used, or is no UTF-8 text."""
    try:
        data, _ = read_bytes(path)
        if len(data) > LARGEST_SOURCE:
            size, limit = len(data) / 2**20, LARGEST_SOURCE / 2**20
            raise SourceTextError(path, f"The source text has {size:.1f} MB; it may have {limit:.0f} MB. Split it.")
        text = data.decode("utf-8-sig")
    except UnreadableFileError as error:
        raise UnreadableSourceError(path, f"{error.message} {error.mend}") from None
    except UnicodeDecodeError:
        raise UnreadableSourceError(path, "The source text is not in UTF-8. Save it as UTF-8.") from None
    found = paragraphs(text)
    for paragraph in found:
        if len(paragraph.text) > LONGEST_PARAGRAPH:
            reason = (
                f"Paragraph {paragraph.number}, from line {paragraph.line} on, has {len(paragraph.text):,} characters. "
                "Blank lines part paragraphs: put some in."
            )
            raise SourceTextError(path, reason)
    return SourceText(ref, path, found, tuple(text.splitlines()))


def fix_file(path: Path) -> int:
    """Mend what is safe in a deck file and return how many things were mended; raises DeckNotWrittenError."""
    try:
        data, _ = read_bytes(path)
    except UnreadableFileError:
        return 0
    mended = fixed(data, path)
    if mended.after == data:
        return 0
    replace_deck(path, data, mended.after)
    return mended.count


def ids_for(path: Path) -> WithIds:
    """Return the deck file with ids for all its cards, without writing it; what is wrong with it is among its errors."""
    try:
        data, _ = read_bytes(path)
    except UnreadableFileError as error:
        problem = Problem(shown_path(path), 1, 1, Severity.ERROR, error.code, error.message, error.mend)
        return WithIds(path, b"", b"", errors=(problem,))
    return with_ids(data, path)


def write_ids(deck: WithIds) -> None:
    """Write a deck file with its new ids; raises DeckNotWrittenError, and then the file is as it was."""
    if deck.refusal:
        raise DeckNotWrittenError(deck.path, deck.refusal)
    if deck.after != deck.before:
        replace_deck(deck.path, deck.before, deck.after)


def _files(path: Path) -> tuple[Path, ...]:
    if not path.is_dir():
        return (path,)
    files = find_decks(path)
    if not files:
        raise NoDecksError(path)
    return files


def _check_file(file: Path, base: str, against: Sequence[SourceText]) -> Checked:
    try:
        data, _ = read_bytes(file)
    except UnreadableFileError as error:
        problem = Problem(shown_path(file), 1, 1, Severity.ERROR, error.code, error.message, error.mend)
        return Checked(1, 0, (problem,))
    proofs: list[tuple[SourceText, Proof]] = []

    def more(parsed: ParsedDeck, entries: Sequence[Entry], text: DeckText) -> list[Problem]:
        found = list(_compare(data, file, base, parsed, entries, text))
        for source in against:
            ref = _ref_of(source, parsed, file)
            if ref not in parsed.header.sources:
                continue
            reference = Reference(ref, shown_path(source.path), source.paragraphs)
            proof = prove(entries, parsed.header.sources, reference, text, shown_path(file))
            proofs.append((source, proof))
            found += proof.problems
        return found

    checked = check_deck(data, file, more)
    of_sources = [problem for _, proof in proofs for problem in proof.source_problems]
    return Checked(
        decks=1,
        cards=len(checked.parsed.keys),
        problems=(*checked.problems, *of_sources),
        coverage=tuple(proof.coverage for _, proof in proofs),
        lines=dict(_lines(checked, proofs)),
    )


def _compare(
    data: bytes, file: Path, base: str, parsed: ParsedDeck, entries: Sequence[Entry], text: DeckText
) -> Iterator[Problem]:
    """Yield what changed since the version in `base`, if there is one."""
    before = committed(file, base)
    if before is None or before == data:
        return
    old = parse(before, file)
    if old.keys:
        yield from changes(read_entries(old), entries, (old.header, parsed.header), text, shown_path(file))


def _ref_of(source: SourceText, parsed: ParsedDeck, file: Path) -> str:
    """Return which of the deck's sources a text is."""
    known = tuple(parsed.header.sources)
    if source.ref:
        return source.ref
    if len(known) <= 1:
        return known[0] if known else ""
    raise SourceTextError(
        file, f"the deck has several sources. Say which one it is: --against {known[0]}={source.path}"
    )


def _lines(checked: CheckedDeck, proofs: Sequence[tuple[SourceText, Proof]]) -> Iterator[tuple[tuple[str, int], str]]:
    for path, number in {(problem.path, problem.line) for problem in checked.problems}:
        yield (path, number), checked.line(number)
    for source, proof in proofs:
        for problem in proof.source_problems:
            line = source.lines[problem.line - 1] if problem.line <= len(source.lines) else ""
            yield (problem.path, problem.line), line
