"""Review logs: both column layouts, the filters, and what is wrong with a broken one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from studyapp.memory.revlogs import LogError, LoggedReview, read_log

if TYPE_CHECKING:
    from pathlib import Path

ANKI_HEADER = "id,cid,usn,ease,ivl,lastIvl,factor,time,type\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "log.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_plain_columns(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "card_id,review_rating,review_time,review_duration\n"
        "b,1,2024-03-29T20:32:32.250000+00:00,25060\n"
        "a,3,1711000000000,\n",
    )
    assert read_log(path) == [
        LoggedReview("a", 1711000000000, 3, 0),
        LoggedReview("b", 1711744352250, 1, 25060),
    ]


def test_anki_columns_leave_out_what_asked_for_no_recall(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        ANKI_HEADER
        + "1000,7,0,2,-600,-60,0,17926,0\n"  # learning
        + "2000,7,0,0,4,3,2500,0,4\n"  # rescheduled by hand
        + "3000,7,0,3,4,3,0,900,3\n"  # studied ahead, not rescheduled
        + "4000,7,0,4,4,3,2500,800,3\n",  # studied ahead, rescheduled
    )
    assert [(r.card, r.at_ms, r.rating, r.milliseconds) for r in read_log(path)] == [
        ("7", 1000, 2, 17926),
        ("7", 4000, 4, 800),
    ]


def test_tabs_and_a_byte_order_mark_are_fine(tmp_path: Path) -> None:
    path = written(tmp_path, "\ufeffcard_id\treview_rating\treview_time\nx\t4\t86400000\n")
    assert read_log(path) == [LoggedReview("x", 86400000, 4, 0)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", ":1:1: these are not the columns"),
        ("a,b\n1,2\n", ":1:1: these are not the columns"),
        ("card_id,review_rating,review_time\nx,3,86400000\nx,5,86400000\n", ":3:1: the rating '5' is none of"),
        ("card_id,review_rating,review_time\nx,3,yesterday\n", ":2:1: Invalid isoformat string: 'yesterday'"),
        ("card_id,review_rating,review_time\n,3,86400000\n", ":2:1: nothing in column card_id"),
        ("card_id,review_rating,review_time\nx,3\n", ":2:1: nothing in column review_time"),
        (ANKI_HEADER + "soon,7,0,2,-600,-60,0,17926,0\n", ":2:1: invalid literal"),
    ],
)
def test_a_broken_log_says_where(tmp_path: Path, text: str, message: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(LogError) as caught:
        read_log(path)
    assert str(caught.value).startswith(f"{path}{message}")


def test_a_missing_or_binary_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LogError, match="No such file"):
        read_log(tmp_path / "none.csv")
    (tmp_path / "binary.csv").write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(LogError, match="not UTF-8"):
        read_log(tmp_path / "binary.csv")


@pytest.mark.parametrize(
    ("hour", "offset_minutes", "day"), [(3.99, 0, -1), (4.0, 0, 0), (27.99, 0, 0), (2.0, 120, 0), (5.0, -120, -1)]
)
def test_a_study_day_begins_at_four(hour: float, offset_minutes: int, day: int) -> None:
    assert LoggedReview("x", round(hour * 3_600_000), 3, 0).study_day(offset_minutes) == day
