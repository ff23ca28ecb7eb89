"""Files made to hurt: problems with a place, within the limits of a child process."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.decks.reading import HEADER, codes, names, read, read_cards

SECONDS = 2
MEGABYTES = 256
CHILD = f"""
import resource, sys
from pathlib import Path
from studyapp.decks.reader import parse_deck
parse_deck(b"studyapp: 1\\ncards:\\n- {{question: a, answer: b}}\\n", Path("x"))
data = eval(sys.argv[1])
used = resource.getrusage(resource.RUSAGE_SELF).ru_utime
resource.setrlimit(resource.RLIMIT_CPU, (int(used) + {SECONDS} + 1,) * 2)
resource.setrlimit(resource.RLIMIT_AS, ({MEGABYTES} * 2**20,) * 2)
for problem in parse_deck(data, Path("x.deck.yaml")).problems[:3]:
    assert problem.line > 0 and problem.column > 0 and problem.message and problem.mend
    print(problem.code)
"""
CARDS = 'b"studyapp: 1\\nid: x\\ntitle: t\\ncards:\\n"'
HOSTILE = {
    "dashes": 'b"- " * 40_000',
    "brackets": 'b"[" * 1_000_000',
    "braces": 'b"{" * 1_000_000',
    "brackets in a card": f'{CARDS} + b"- question: " + b"[" * 200_000',
    "question marks": 'b"? " * 100_000',
    "indents": 'b"".join(b" " * n + b"a:\\n" for n in range(2000))',
    "aliases": 'b"a: &a [x,x]\\n" + b"".join(b"%c: &%c [*%c,*%c]\\n" % (n + 1, n + 1, n, n) for n in range(97, 110))',
    "merges": 'b"a: &a {x: y}\\n" + b"b: {<<: [*a,*a]}\\n" * 1000',
    "one text": f'{CARDS} + b"- question: " + b"x" * 15_000_000',
    "a list": 'b"- a\\n" * 1_000_000',
    "anchors": f'{CARDS} + b"".join(b"- &a%d x\\n" % n for n in range(100_000))',
    "sexagesimal": 'b"a: " + b"1:" * 100_000',
    "keys": 'b"".join(b"k%d: 1\\n" % n for n in range(200_000))',
    "one key": 'b"a: 1\\n" * 1_000_000',
    "bad cards": f'{CARDS} + b"- question: @x\\n" * 500_000',
    "open quotes": f"""{CARDS} + b"- question: '\\\\n" + b"- question: a\\n" * 500_000""",
    "the same card": f'{CARDS} + b"- {{question: a, answer: b}}\\n" * 30_000',
    "documents": 'b"---\\n" * 1_000_000',
    "line separators": '"\\u2028".encode() * 3_000_000',
    "zeros": 'b"\\0" * 10_000_000',
    "random": '__import__("random").Random(1).randbytes(3_000_000)',
    "hashes": 'b" #a" * 2_000_000',
    "combining": f'{CARDS} + ("- question: a" + "\\u0301" * 1_000_000).encode()',
    "almost an escape": f"""{CARDS} + b'- question: "' + b"\\\\x41" * 1_000_000""",
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_gives_problems_within_the_limits(source: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CHILD, source], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout


@given(st.binary(max_size=300))
def test_any_bytes_give_a_result(data: bytes) -> None:
    result = read(data)
    assert result.problems or result.deck


_BITS = st.sampled_from(
    ["- ", "id: ", "question: ", "answer: ", "\n", "\n  ", "    ", "\t", "'", '"', "[", "]", "{", "}", ":", ": ", " #", "&a", "*a", "!t",
     "|", ">", "---\n", "%", "@", "? ", "<<: ", "\\", "\u2028", "\x07", "中", "type: ", "cloze", "{{x}}", "cards:\n", "defaults:\n", "~"]
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(_BITS, max_size=40), st.booleans())
def test_any_yaml_like_text_gives_a_result_and_only_good_cards(bits: list[str], pure: bool) -> None:
    card = "  - {id: good, question: Good, answer: yes}\n"
    result = read(HEADER + "cards:\n" + card + "".join(bits), pure=pure)
    assert result.problems or result.deck
    for key in result.deck.keys if result.deck else ():
        assert result.deck is not None
        result.deck.card(key).question.expected().encode()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_encodings_are_named(encoding: str) -> None:
    result = read((HEADER + "cards:\n  - {question: One, answer: x}\n").encode(encoding))
    assert codes(result) == ["not-utf-8"]
    assert "UTF-8" in result.problems[0].mend


def test_a_single_wrong_byte_is_located_and_the_other_cards_are_read() -> None:
    text = HEADER + "cards:\n  - {id: a, question: caf\xe9, answer: x}\n  - {id: b, question: Two, answer: x}\n"
    result = read(text.encode("latin-1"))
    assert [(problem.line, problem.column, problem.code) for problem in result.problems] == [(5, 26, "not-utf-8")]
    assert names(result) == ("a", "b")


def test_control_characters_are_located() -> None:
    result = read_cards("  - {id: a, question: 中\x07, answer: x}\n")
    assert [(problem.line, problem.column, problem.code) for problem in result.problems] == [
        (5, 24, "control-character")
    ]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"# only a comment\n", b"\xef\xbb\xbf", b"---\n"])
def test_an_empty_file_is_called_empty(data: bytes) -> None:
    assert codes(read(data))[0] in {"empty-file", "not-a-deck"}


@pytest.mark.parametrize(
    "data", [b"just text", b"- a\n- b\n", b"[a, b]", b"studyapp: 1\ntitle: x\n", b"cards: x\n", b"cards: []\n"]
)
def test_what_is_no_deck_is_told_so(data: bytes) -> None:
    result = read(data)
    assert result.deck is None
    assert any(problem.severity == "error" for problem in result.problems)
