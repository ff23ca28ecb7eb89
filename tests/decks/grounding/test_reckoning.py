from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.decks.grounding.reckoning import completed, follows, reckoned, source_day
from studyapp.decks.grounding.written_dates import written_dates
from studyapp.questions.marking.dates import PartialDate

APPEARED = PartialDate(2016, 4, 4)
"""A Monday."""


def told(dates: tuple[PartialDate, ...]) -> set[str]:
    return {date.iso() for date in dates}


@pytest.mark.parametrize(
    ("language", "text", "dates"),
    [
        ("en", "opened on March 18, as the largest", ["--03-18"]),
        ("en", "in April 2010 in Washington. In the following January", ["2010-04", "--01"]),
        ("en", "March 31-April 1, 2016", ["2016-03-31", "2016-04-01"]),
        ("en", "18–20 March 2016", ["2016-03-18", "2016-03-20"]),
        ("en", "the 18th of May, 1999", ["1999-05-18"]),
        ("en", "between January 5 and March 8, 2016", ["2016-01-05", "2016-03-08"]),
        ("en", "Updated:2016-04-04", ["2016-04-04"]),
        ("en", "3/18/2016, or 18.03.2016", ["2016-03-18", "2016-03-18"]),
        ("en", "Sept. 5, 2016", ["2016-09-05"]),
        ("en", "It was in 2012. March was cold.", ["--03"]),
        ("en", "It ended in March. 18 people came.", ["--03"]),
        ("en", "In March 2,000 people came, on a march of 300 days", ["--03"]),
        ("de", "am 18. März 2016 und im Mai", ["2016-03-18", "--05"]),
        ("fr", "le 1er mars 2016", ["2016-03-01"]),
        ("es", "el 18 de marzo de 2016", ["2016-03-18"]),
        ("zh", "2016年3月18日", ["2016-03-18"]),
    ],
)
def test_dates_are_found_in_a_text(language: str, text: str, dates: list[str]) -> None:
    found = sorted(written.date.iso().replace("0000-", "--") for written in written_dates(text, language))
    assert found == sorted(dates)


@pytest.mark.parametrize(
    ("language", "evidence", "dates"),
    [
        ("en", ["published in January"], {"2016-01"}),
        ("en", ["in December"], {"2015-12"}),
        ("en", ["opened on March 18"], {"2016-03-18"}),
        ("en", ["last September"], {"2015-09"}),
        ("en", ["September last year"], {"2015-09"}),
        ("en", ["January 5 of this year"], {"2016-01-05"}),
        ("en", ["next May"], {"2016-05"}),
        ("en", ["on Friday during the summit"], {"2016-04-01"}),
        ("en", ["on Monday"], {"2016-04-04"}),
        ("en", ["last Monday"], {"2016-03-28"}),
        ("en", ["Friday, March 18"], {"2016-03-18"}),
        ("en", ["five months ago"], {"2015-11"}),
        ("en", ["yesterday"], {"2016-04-03"}),
        ("en", ["last year"], {"2015"}),
        ("en", ["April 2010", "In the following January"], {"2010-04", "2011-01"}),
        ("en", ["January 2010", "in the following January"], {"2010-01", "2011-01"}),
        ("en", ["April 2010", "the previous May"], {"2010-04", "2009-05"}),
        ("en", ["April 2010", "of the same year"], {"2010-04", "2010"}),
        ("en", ["about a month after", "opened on March 18"], {"2016-03-18", "2016-02", "2016-04"}),
        ("en", ["three years after", "opened on March 18"], {"2016-03-18", "2013", "2019"}),
        ("en", ["three-year", "in 1990"], {"1990", "1987", "1993"}),
        ("en", ["half a year later", "April 2010"], {"2010-04", "2009-10", "2010-10"}),
        ("en", ["two and a half years after", "April 2010"], {"2010-04", "2007-10", "2012-10"}),
        ("en", ["twenty-five years before", "in 1990"], {"1990", "1965", "2015"}),
        ("en", ["a decade later", "in 1990"], {"1990", "1980", "2000"}),
        ("en", ["two weeks before", "April 1, 2016"], {"2016-04-01", "2016-03-18", "2016-04-15"}),
        ("en", ["the next day", "April 1, 2016"], {"2016-04-01", "2016-04-02"}),
        ("en", ["the following Sunday", "April 1, 2016"], {"2016-04-01", "2016-04-03"}),
        ("en", ["three years after", "the last few days", "his words"], set()),
        ("en", ["a year and a day after"], set()),
        ("de", ["im folgenden Januar", "April 2010"], {"2010-04", "2011-01"}),
        ("de", ["vor drei Jahren"], {"2013"}),
        ("de", ["im letzten September"], {"2015-09"}),
        ("fr", ["en septembre dernier"], {"2015-09"}),
        ("fr", ["l'année suivante", "en 2010"], {"2010", "2011"}),
        ("es", ["dos meses después", "abril de 2010"], {"2010-04", "2010-02", "2010-06"}),
    ],
)
def test_dates_follow_from_evidence(language: str, evidence: list[str], dates: set[str]) -> None:
    assert told(reckoned(evidence, APPEARED, language)) == dates


def test_without_the_date_of_the_source_nothing_counts_from_it() -> None:
    assert reckoned(["last September", "on Friday", "March 18", "yesterday"], None, "en") == ()


@pytest.mark.parametrize(
    ("written", "day"), [("2016-04-04", APPEARED), ("April 2016", PartialDate(2016, 4)), ("soon", None), ("4/5", None)]
)
def test_the_day_of_a_source_is_read_as_far_as_it_is_known(written: str, day: PartialDate | None) -> None:
    assert source_day(written, "en") == day


@pytest.mark.parametrize(
    ("wanted", "holds"),
    [("2016", True), ("2016-03", True), ("2016-03-18", True), ("2016-03-19", False), ("2015-03-18", False)],
)
def test_a_date_follows_from_one_within_it(wanted: str, *, holds: bool) -> None:
    date = source_day(wanted, "en")
    assert date is not None
    assert follows(date, [PartialDate(2016, 3, 18)]) is holds
    assert not follows(PartialDate(2016, 3, 18), [PartialDate(2016, 3)])


def test_a_month_that_counts_from_something_else_is_not_completed() -> None:
    assert told(completed("In the following January; on March 18; in May 2010", APPEARED, "en")) == {
        "2016-03-18", "2010-05",
    }  # fmt: skip


WORDS = st.sampled_from(
    [
        "three",
        "years",
        "after",
        "last",
        "next",
        "following",
        "Friday",
        "March",
        "18",
        "2016",
        "9999",
        "0",
        "30",
        "February",
        "ago",
        "a",
        "half",
        "of",
        "the",
        "same",
        "day",
        "-",
        ".",
        ",",
        "century",
        "centuries",
        "vor",
        "Jahren",
        "99999",
        "tomorrow",
        "29",
    ]
)


@given(st.lists(st.lists(WORDS, max_size=12).map(" ".join), max_size=6), st.sampled_from([APPEARED, None]))
def test_whatever_the_words_are_dates_come_out(evidence: list[str], source: PartialDate | None) -> None:
    for date in reckoned(evidence, source, "en"):
        assert date.year is not None
        assert date.month is None or 1 <= date.month <= 12
