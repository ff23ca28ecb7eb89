"""`studyapp simulate`: the documented report, in words and for programs."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.running import CommandLine

SMALL = ("--days", "2", "--minutes", "2", "--cards", "12", "--learners", "2", "--truth", "exponential")


def test_the_report_has_both_ways_with_their_errors(shell: CommandLine) -> None:
    ran = shell.run("simulate", *SMALL, "--json")
    assert ran.code == 0, ran.err
    report = json.loads(ran.out)
    assert {name: report[name] for name in ("days", "minutes", "cards", "learners", "truth")} == {
        "days": 2,
        "minutes": 2.0,
        "cards": 12,
        "learners": 2,
        "truth": "exponential",
    }
    for way, sessions in (("goal", 2), ("no_goal", 0)):
        assert {*report[way]} == {"recall", "coverage", "answers", "forecasts"}
        assert 0.0 < report[way]["recall"]["mean"] < 1.0
        assert report[way]["recall"]["error"] > 0.0
        assert len(report[way]["forecasts"]) == sessions
    words = shell.run("simulate", *SMALL).out
    assert f"{100 * report['goal']['recall']['mean']:.1f} ±{100 * report['goal']['recall']['error']:.1f}" in words
    assert f"{100 * report['gain']['mean']:.1f}" in words
    assert not re.search(r"± +\d", words)


@pytest.mark.parametrize("wrong", [("--truth", "sm2"), ("--days", "0"), ("--minutes", "nan"), ("--learners", "0")])
def test_what_makes_no_sense_is_refused(shell: CommandLine, wrong: tuple[str, str]) -> None:
    ran = shell.run("simulate", *wrong)
    assert ran.code == 2
    assert wrong[0].removeprefix("--") in ran.err
