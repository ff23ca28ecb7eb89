"""When backups are made and which ones stay, whatever the clock says: on a folder of stand-ins that say what they hold."""

from __future__ import annotations

import operator
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from hypothesis import example, given
from hypothesis import strategies as st

from studyapp.errors import DamagedProgressError
from studyapp.progress import backups
from studyapp.progress.backups import EVERY, Contents, back_up_if_due, folder_beside, list_backups, thin_out, to_keep

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CLOCKS = {"right": NOW, "lost": datetime(1970, 1, 1, 0, 5, tzinfo=UTC), "ahead": datetime(2106, 2, 7, 6, tzinfo=UTC)}
MOMENTS = st.one_of(
    st.timedeltas(-timedelta(days=3), timedelta(days=90)).map(lambda age: NOW - age),
    st.timedeltas(-timedelta(days=300), timedelta(days=2200)).map(lambda age: NOW - age),
    st.builds(operator.add, st.sampled_from([*CLOCKS.values()]), st.timedeltas(-timedelta(days=2), timedelta(days=2))),
)
ZONES = st.integers(-14, 14).map(lambda hours: timezone(timedelta(hours=hours)))


class Shelf:
    """A progress file and its backups, each of which is a text: how many answers it holds, or `damaged`."""

    def __init__(self, folder: Path) -> None:
        self.progress = folder / "progress.db"
        self.answers = 0
        self.save()

    def save(self) -> None:
        self.answers += 1
        self.progress.write_text(str(self.answers))

    def add(self, made: datetime, *, damaged: bool = False) -> None:
        folder_beside(self.progress).mkdir(exist_ok=True)
        path = folder_beside(self.progress) / f"{made.astimezone(UTC).strftime(backups._STAMP)}{backups.SUFFIX}"
        path.write_text("damaged" if damaged else str(self.answers))

    def held(self) -> dict[datetime, str]:
        return {backup.made: backup.path.read_text() for backup in list_backups(self.progress)}


def read(path: Path) -> Contents:
    text = path.read_text()
    if text == "damaged":
        raise DamagedProgressError(path, text)
    return Contents("", 1, int(text), 0, 0, None)


def copy(source: Path, target: Path) -> None:
    target.write_text(source.read_text())


def shelf() -> Iterator[Shelf]:
    with (
        tempfile.TemporaryDirectory() as folder,
        patch.multiple(backups, contents_of=read, verify=read, _copy=copy),
    ):
        yield Shelf(Path(folder))


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("wait"), st.timedeltas(timedelta(), timedelta(hours=30))),
        st.tuples(st.just("wait"), st.timedeltas(timedelta(), timedelta(hours=1))),
        st.tuples(st.just("set back"), st.timedeltas(timedelta(), timedelta(days=40))),
        st.tuples(st.sampled_from(["right", "lost", "ahead"]), st.just(timedelta())),
        st.tuples(st.just("answer"), st.timedeltas(timedelta(), timedelta(minutes=40))),
    ),
    max_size=60,
)


@given(steps=STEPS, zone=ZONES)
@example(
    steps=[("ahead", timedelta()), ("answer", timedelta()), ("right", timedelta()), *[("wait", EVERY)] * 3], zone=UTC
)
@example(steps=[("answer", timedelta()), ("set back", timedelta(minutes=1)), ("answer", timedelta())] * 3, zone=UTC)
@example(steps=[("answer", timedelta()), ("answer", EVERY - timedelta(microseconds=1)), ("wait", EVERY)], zone=UTC)
@example(steps=[step for name in CLOCKS for step in [(name, timedelta()), ("answer", timedelta(minutes=31))]], zone=UTC)
def test_what_is_new_is_backed_up_every_half_hour_and_no_more_often(
    steps: Sequence[tuple[str, timedelta]], zone: timezone
) -> None:
    for place in shelf():
        now, changes, copied_again = NOW, 0, 0
        for what, by in steps:
            now = CLOCKS[what] if what in CLOCKS else now - by if what == "set back" else now + by
            changes += what in {*CLOCKS, "set back"}
            if what == "answer":
                place.save()
            before = place.held()
            made = back_up_if_due(place.progress, now.astimezone(zone))
            recent = [each for each in before if timedelta() <= now - each < EVERY]
            held_already = str(place.answers) in before.values()
            if recent:
                assert made is None
            elif not held_already:
                assert made is not None
            else:
                copied_again += made is not None
                assert copied_again <= changes, "what is new is copied once, as far as the clock is right"
            assert max(map(int, place.held().values()), default=0) >= max(map(int, before.values()), default=0)


@given(st.lists(st.tuples(MOMENTS, st.booleans()), max_size=40, unique_by=lambda each: each[0]), MOMENTS, ZONES)
@example([(NOW - timedelta(days=age), age == 4.0) for age in (6.0, 4.5, 4.0)], NOW, UTC)
def test_thinning_leaves_the_newest_that_is_sound(
    made: list[tuple[datetime, bool]], now: datetime, zone: timezone
) -> None:
    for place in shelf():
        for moment, is_damaged in made:
            place.add(moment, damaged=is_damaged)
        sound = [moment for moment, is_damaged in made if not is_damaged]
        thin_out(place.progress, now.astimezone(zone))
        left = place.held()
        assert not sound or left[max(sound)] != "damaged"
        assert set(left) >= to_keep([moment for moment, _ in made], now)
        again = thin_out(place.progress, now)
        assert again == [], "once is enough"


@given(made=st.sets(MOMENTS, max_size=60), now=MOMENTS, zone=ZONES)
def test_one_stays_for_each_day_week_and_month(made: set[datetime], now: datetime, zone: timezone) -> None:
    kept = to_keep([*made], now)
    assert kept == to_keep([*made], now.astimezone(zone)), "the zone means nothing"
    for moment in made:
        age = now - moment
        if age < timedelta(days=2):
            assert moment in kept
        elif age < timedelta(days=14):
            assert any(each.date() == moment.date() and each >= moment for each in kept)
        elif age < timedelta(days=70):
            assert any(each.isocalendar()[:2] == moment.isocalendar()[:2] and each >= moment for each in kept)
        else:
            assert any((each.year, each.month) == (moment.year, moment.month) and each >= moment for each in kept)


@given(made=st.sets(MOMENTS, max_size=60), clock=st.sampled_from(["lost", "ahead"]))
def test_a_clock_that_cannot_be_right_removes_nothing_of_a_right_one(made: set[datetime], clock: str) -> None:
    right = {moment for moment in made if 2005 <= moment.year < 2100}
    assert to_keep([*made], CLOCKS[clock]) >= right


def test_years_of_daily_study_leave_a_number_that_is_bounded() -> None:
    kept: set[datetime] = set()
    now = NOW
    for _ in range(3 * 365 * 6):
        now += timedelta(minutes=31)
        if now.hour >= 18:
            now = (now + timedelta(days=1)).replace(hour=15, minute=0)
        kept = to_keep([*kept, now], now)
        counts = Counter(backups._slot(moment, now)[0] for moment in kept if now - moment >= timedelta(days=2))
        assert counts["day"] <= 13
        assert counts["week"] <= 9
        assert counts["month"] <= 12 * 4
    assert len(kept) < 13 + 13 + 9 + 37
