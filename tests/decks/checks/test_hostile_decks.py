"""Decks made to hurt the checks: located problems, within the limits of a child process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.decks.test_hostile_files import HOSTILE

ROOT = Path(__file__).parents[3]
SECONDS = 2
MEGABYTES = 256
CHILD = f"""
import resource, sys
from pathlib import Path
from studyapp.study.checking import check_paths, fix_file, ids_for
from studyapp.cli.problems.listing import listing
path = Path(sys.argv[1])
path.write_bytes(b"studyapp: 1\\ncards:\\n- {{question: a, answer: b}}\\n")
check_paths([path])
data = eval(sys.argv[2])
path.write_bytes(data)
used = resource.getrusage(resource.RUSAGE_SELF).ru_utime
steps = 3 if sys.argv[3:] else 1
resource.setrlimit(resource.RLIMIT_CPU, (int(used) + {SECONDS} * steps + 1,) * 2)
resource.setrlimit(resource.RLIMIT_AS, ({MEGABYTES} * 2**20,) * 2)
checked = check_paths([path])
for line in listing(checked, colour=False):
    pass
for problem in checked.problems[:3]:
    assert problem.line > 0 and problem.column > 0 and problem.message and problem.mend
    print(problem.code)
if sys.argv[3:]:
    fix_file(path)
    ids_for(path)
"""
HEAD = 'b"studyapp: 1\\nid: x\\ntitle: t\\ncards:\\n"'
READ_SLOWLY = ("one text", "a list", "merges", "keys", "the same card", "random", "combining")
OWN = {
    "items in the question": (
        f'{HEAD} + b"- {{id: a, type: list, question: " + b"a " * 30_000 + b", items: ["'
        ' + b", ".join(b"a w%d" % n for n in range(60_000)) + b"]}\\n"'
    ),
    "formulas": f"""{HEAD} + b"- {{id: a, question: '" + b"$a$ \\\\a " * 9000 + b"', answer: b}}\\n" """,
    "comments": f'{HEAD} + b"- {{id: a, question: q, answer: b}} # studyapp: ignore latex\\n" * 50_000',
    "invisible lines": f'{HEAD} + b"- {{id: a, question: q, answer: b}}\\n" + "# \\u200b\\n".encode() * 500_000',
    "open gaps": f"""{HEAD} + b"- {{id: a, type: cloze, cloze: '" + b"{{{{" * 30_000 + b"'}}\\n" """,
    "one endless line": f'{HEAD} + b"- [" + b"{{question: q}}, " * 200_000 + b"]\\n"',
    "questions that share all words": (
        f'{HEAD} + b"".join(b"- {{id: a%d, type: typed, question: %b, answer: word%d abc}}\\n"'
        ' % (n, b"word%d abc " % (n % 50) * 4000, n % 50) for n in range(150))'
    ),
}


def check(path: Path, source: str, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CHILD, str(path), source, *more],
        capture_output=True, text=True, timeout=60, check=False, cwd=ROOT,
    )  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its limits")
@pytest.mark.parametrize("name", READ_SLOWLY)
def test_checks_stay_within_the_limits_of_reading(name: str, tmp_path: Path) -> None:
    done = check(tmp_path / "h.deck.yaml", HOSTILE[name])
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its limits")
@pytest.mark.parametrize("source", OWN.values(), ids=OWN.keys())
def test_what_is_made_to_hurt_a_check_does_not(source: str, tmp_path: Path) -> None:
    done = check(tmp_path / "h.deck.yaml", source, "and mend")
    assert done.returncode == 0, done.stderr[-2000:]
