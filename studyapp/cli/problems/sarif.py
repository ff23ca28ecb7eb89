"""Problems as SARIF 2.1.0, which code hosts and editors read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from studyapp import __version__
from studyapp.questions.field import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from studyapp.decks.checks.codes.code import Code
    from studyapp.decks.problem import Problem

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def sarif(problems: Sequence[Problem], codes: Mapping[str, Code]) -> dict[str, object]:
    """Return a SARIF log with one run; only codes that occur are listed as rules. Columns count code points."""
    used = [code for code in dict.fromkeys(problem.code for problem in problems) if code in codes]
    places = {code: place for place, code in enumerate(used)}
    driver = {"name": "studyapp", "version": __version__, "rules": [_rule(codes[code]) for code in used]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, places.get(problem.code, -1)) for problem in problems],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: Code) -> dict[str, object]:
    return {
        "id": code.name,
        "shortDescription": {"text": code.explanation.split(". ")[0].rstrip(".") + "."},
        "fullDescription": {"text": code.explanation},
        "help": {"text": code.mend},
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
    }


def _result(problem: Problem, rule: int) -> dict[str, object]:
    region = {"startLine": problem.line, "startColumn": problem.column}
    location = {"physicalLocation": {"artifactLocation": {"uri": _uri(problem.path)}, "region": region}}
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": _LEVELS[problem.severity],
        "message": {"text": f"{problem.message} {problem.mend}"},
        "locations": [location],
    }


def _uri(path: str) -> str:
    return Path(path).as_uri() if Path(path).is_absolute() else quote(Path(path).as_posix())
