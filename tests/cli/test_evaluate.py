"""`studyapp evaluate`: the documented report, and a clear word about files that are no logs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.running import CommandLine

EXCERPT = Path(__file__).parents[1] / "memory" / "data" / "learner-a-excerpt.csv"


def test_the_json_report_has_all_models_in_both_views(shell: CommandLine) -> None:
    ran = shell.run("evaluate", str(EXCERPT), "--json")
    assert ran.code == 0, ran.err
    report = json.loads(ran.out)
    assert (report["reviews"], report["cards"]) == (320, 30)
    models = report["models"]
    assert {*models["fsrs6"]} == {*models["fsrs7"]} == {"default", "fitted"}
    for views in (*models["fsrs6"].values(), *models["fsrs7"].values(), models["avg"], models["moving_avg"]):
        for scores in (views["day"], views["all"]):
            assert {*scores} == {"n", "log_loss", "rmse_bins", "auc"}


def test_the_table_says_what_the_json_says(shell: CommandLine) -> None:
    models = json.loads(shell.run("evaluate", str(EXCERPT), "--json").out)["models"]
    shown = shell.run("evaluate", str(EXCERPT)).out
    for scores in (models["fsrs7"]["fitted"]["day"], models["fsrs6"]["default"]["all"], models["avg"]["day"]):
        assert f"{scores['log_loss']:.4f}" in shown
    day, every = shown.split("All reviews")
    assert f"{models['fsrs7']['fitted']['day']['rmse_bins']:.4f}" in day
    assert f"{models['fsrs7']['fitted']['all']['rmse_bins']:.4f}" in every


@pytest.mark.parametrize(
    "content",
    [
        b"",
        bytes(range(256)),
        b"name,age\nx,1\n",
        b"card_id,review_rating,review_time\n",
        b"card_id,review_rating,review_time\n1,7,5\n",
        b"card_id,review_rating,review_time\n1,3,yesterday\n",
        b"card_id,review_rating,review_time,review_duration\n1,3,5,inf\n",
        b"card_id,review_rating,review_time\n1,3," + b"9" * 300 + b"\n",
        b"id,cid,ease\n" + b"9" * 5000 + b",1,3\n",
        b'card_id,review_rating,review_time\n"' + b"x" * 200_000 + b'",3,1\n',
    ],
    ids=["empty", "binary", "columns", "no-review", "rating", "time", "infinite", "too-large", "digits", "field"],
)
def test_what_is_no_log_is_named_and_ends_with_three(shell: CommandLine, content: bytes) -> None:
    path = shell.folder / "log.csv"
    path.write_bytes(content)
    ran = shell.run("evaluate", str(path))
    assert ran.code == 3
    assert str(path) in ran.err
    assert "mistake" not in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_a_path_without_a_file_is_named(shell: CommandLine, name: str) -> None:
    ran = shell.run("evaluate", name)
    assert ran.code == 3
    assert "log" in ran.err
