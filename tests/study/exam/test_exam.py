"""A mock exam from its offer to its result: nothing is lost, nothing counts twice, time is fair."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.clock import StandingClock, to_milliseconds
from studyapp.decks.deck import ExamBlock
from studyapp.errors import ExamOverError, NotSavedError, UsageError
from studyapp.memory.model import Rating
from studyapp.questions.question import Refusal
from studyapp.study.exam.forecast import chance_of_right, forecast_of
from studyapp.study.exam.rules import Rules, Wishes, rules_of
from studyapp.study.exam.scoring import tag_scores
from tests.study.exam.taking import MIXED, JumpingClock, begun, exams_of, open_card, resumed, right_answer
from tests.workspaces import NOON, make_workspace, typed_deck, write_deck
from tests.zones import TravellingClock

if TYPE_CHECKING:
    from pathlib import Path


def sheet_of(sheet: Any) -> dict[str, tuple[object, bool]]:
    return {question.card.key: (question.given, question.kept.flagged) for question in sheet.questions}


# --- rules and forecast ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("block", "wishes", "available", "rules"),
    [
        (ExamBlock(), Wishes(), 100, Rules(20, 20, 1200, 0.6)),
        (ExamBlock(20, 15, 70), Wishes(), 100, Rules(20, 20, 900, 0.7)),
        (ExamBlock(20, 15, 70), Wishes(questions=40), 100, Rules(40, 40, 1800, 0.7)),
        (ExamBlock(20, 15, 70), Wishes(), 7, Rules(20, 7, 360, 0.7)),
        (ExamBlock(20, 15, 70), Wishes(minutes=3, pass_percent=0), 7, Rules(20, 7, 180, 0.0)),
        (ExamBlock(), Wishes(questions=99_999), 3, Rules(99_999, 3, 180, 0.6)),
    ],
)
def test_rules(block: ExamBlock, wishes: Wishes, available: int, rules: Rules) -> None:
    assert rules_of(block, wishes, available) == rules


@given(st.lists(st.floats(0, 1), max_size=30), st.floats(0, 0.3))
def test_a_forecast_lies_in_its_range(chances: list[float], band: float) -> None:
    forecast = forecast_of(chances, band)
    assert 0 <= forecast.low <= forecast.expected + 1e-9
    assert forecast.expected <= forecast.high + 1e-9 <= 1 + 1e-9


def test_guessing_is_part_of_a_score_and_never_of_recall(tmp_path: Path) -> None:
    assert chance_of_right(0.0, 0.25) == 0.25
    assert chance_of_right(0.6, 0.5) == pytest.approx(0.8)
    exams = exams_of(make_workspace(tmp_path, MIXED))
    offer = exams.offer(Wishes())
    assert offer.forecast.expected == pytest.approx((0 + 0.25 + 0.5 + 0.5**4 + 0) / 5)
    assert offer.self_marked == 1


# --- the sheet ---------------------------------------------------------------------------------------------------------


def test_an_exam_from_beginning_to_end(tmp_path: Path) -> None:
    clock = StandingClock(NOON)
    exams, sheet = begun(tmp_path, clock=clock)
    for card in ("paris", "rome"):
        open_card(sheet, card)
        clock.answered(20)
        assert sheet.answer(right_answer(sheet)) is None  # type: ignore[arg-type] # JSON
    open_card(sheet, "gases")
    clock.answered(10)
    sheet.answer(["Argon"])
    sheet.flag()
    open_card(sheet, "own")
    sheet.answer("It scatters.")
    standing = sheet.standing()
    assert (standing.answered, len(standing.blank), len(standing.flagged), standing.seconds_left) == (4, 1, 1, 550)
    assert list(exams_of(make_workspace(tmp_path))._store.history()) == []
    sheet.close()
    own = sheet.to_mark()
    assert own is not None
    assert own.card.key == "mixed/own"
    sheet.rate(own, Rating.HARD)
    assert sheet.to_mark() is None
    submission = exams.submit(sheet)
    result = submission.result
    assert (result.points, result.share, result.passed, result.seconds) == (3.5, 0.7, True, 50)
    assert [result.count(name) for name in ("correct", "partly", "wrong", "blank")] == [3, 1, 0, 1]
    assert [(s.tag, s.questions, s.points) for s in tag_scores(result.questions)] == [("cities", 3, 2), ("north", 1, 0)]
    reviews = {review.answer.card: review.answer for review in exams._store.history()}
    assert {card: (a.rating, a.form, a.milliseconds, a.unsure) for card, a in reviews.items()} == {
        "mixed/paris": (3, "typed", 20_000, False),
        "mixed/rome": (3, "choice", 20_000, False),
        "mixed/gases": (1, "multiple", 10_000, True),
        "mixed/own": (2, "reveal", 0, False),
    }
    assert reviews["mixed/rome"].chance == 0.25
    assert [marked.posed.card.key for _, marked in submission.errors()] == [
        q.card for q in result.questions if q.card in ("mixed/gases", "mixed/oslo")
    ]
    assert submission.readiness_after > submission.readiness_before == 0
    assert exams.waiting() is None
    assert exams.results() == [result]


def test_nothing_says_whether_an_answer_is_right_but_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    _, sheet = begun(tmp_path)
    open_card(sheet, "rome")
    assert sheet.answer(1) is sheet.answer(2) is sheet.answer("Naples") is None
    assert isinstance(sheet.answer("Bern"), Refusal)
    assert sheet.question.given == "Naples"
    open_card(sheet, "own")
    assert isinstance(sheet.answer({"a": "b"}), Refusal)


@pytest.mark.parametrize("nothing", [None, "", "  ", [], {}])
def test_an_answer_that_says_nothing_leaves_the_place_blank(tmp_path: Path, nothing: Any) -> None:
    _, sheet = begun(tmp_path)
    open_card(sheet, "paris")
    sheet.answer("Rome")
    sheet.answer(nothing)
    assert sheet.question.is_blank


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["go", "answer", "flag", "clear", "wait"]), st.integers(0, 9), st.sampled_from([1, 2, "x"])
    ),
    max_size=12,
)


@given(MOVES)
@settings(max_examples=25)
def test_whatever_was_done_is_there_when_the_exam_is_resumed(
    tmp_path_factory: pytest.TempPathFactory, moves: list[tuple[str, int, Any]]
) -> None:
    folder = tmp_path_factory.mktemp("resumed")
    clock = StandingClock(NOON)
    _, sheet = begun(folder, clock=clock)
    asked = [question.asked for question in sheet.questions]
    for move, number, said in moves:
        if move == "wait":
            clock.answered(number)
            sheet.rest()
        elif move == "go":
            sheet.go(number)
        elif move == "answer":
            sheet.answer(said)
        elif move == "flag":
            sheet.flag()
        else:
            sheet.clear()
    clock.answered(3600)  # nobody is there
    _, again = resumed(folder, clock=StandingClock(NOON + timedelta(days=1)))
    assert sheet_of(again) == sheet_of(sheet)
    assert [question.asked for question in again.questions] == asked
    assert again.seconds_left() == 600 - sum(number for move, number, _ in moves if move == "wait")
    assert again.changes == ((), ())


def test_time_that_is_over_takes_no_answers_and_hands_in_what_there_is(tmp_path: Path) -> None:
    clock = StandingClock(NOON)
    exams, sheet = begun(tmp_path, clock=clock, wishes=Wishes(minutes=1))
    open_card(sheet, "paris")
    sheet.answer("Paris")
    clock.answered(61)
    assert sheet.answer("Lyon") is None, "what stood there when the time ran out"
    sheet.answer("Paris")
    open_card(sheet, "rome")
    clock.answered(60)
    assert isinstance(sheet.answer(1), Refusal)
    result = exams.submit(sheet).result
    assert (result.points, result.seconds) == (1, 60)


def test_a_clock_that_jumps_changes_neither_the_time_left_nor_when_answers_were_given(tmp_path: Path) -> None:
    clock = JumpingClock()
    exams, sheet = begun(tmp_path, clock=clock)
    for jump in (timedelta(days=-3), timedelta(days=4000), timedelta()):
        clock.jumped = jump
        clock.answered(10)
        sheet.go(sheet.index + 1)
        open_card(sheet, "paris")
        sheet.answer("Paris")
    assert sheet.seconds_left() == 570
    exams.submit(sheet)
    (review,) = exams._store.history()
    assert review.answer.at_ms == to_milliseconds(NOON) + 30_000
    assert not review.answer.clock_suspect


def test_an_answer_that_cannot_be_saved_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exams, sheet = begun(tmp_path)

    def fails(*_: object) -> None:
        raise NotSavedError("the disk is full")

    open_card(sheet, "paris")
    before = sheet_of(sheet)
    with monkeypatch.context() as broken:
        broken.setattr(sheet._shelf, "keep", fails)
        with pytest.raises(NotSavedError):
            sheet.answer("Paris")
        assert sheet_of(sheet) == before
    sheet.answer("Paris")
    with monkeypatch.context() as broken:
        broken.setattr(exams._store, "submit_exam", fails)
        with pytest.raises(NotSavedError):
            exams.submit(sheet)
    assert exams.submit(sheet).result.points == 1
    assert exams.submit(sheet).result.points == 1
    assert len(list(exams._store.history())) == 1


# --- interruptions -----------------------------------------------------------------------------------------------------


def test_an_exam_killed_between_handing_in_and_marking_goes_on_there(tmp_path: Path) -> None:
    _, sheet = begun(tmp_path)
    open_card(sheet, "own")
    sheet.answer("Mine")
    sheet.close()
    exams, again = resumed(tmp_path)
    assert again.is_closed
    assert isinstance(again.answer("other"), Refusal)
    own = again.to_mark()
    assert own is not None
    assert own.said == "Mine"
    again.rate(own, Rating.GOOD)
    exams, last = resumed(tmp_path)
    assert last.to_mark() is None
    assert exams.submit(last).result.points == 1


def test_two_windows_fill_one_sheet_and_one_of_them_ends_it(tmp_path: Path) -> None:
    exams, one = begun(tmp_path)
    _, other = resumed(tmp_path)
    open_card(other, "rome")
    other.answer(right_answer(other))  # type: ignore[arg-type] # JSON
    open_card(one, "paris")
    one.answer("Paris")
    assert exams.submit(one).result.points == 2
    with pytest.raises(ExamOverError):
        other.answer(1)


def test_a_deck_that_changed_meanwhile(tmp_path: Path) -> None:
    _, sheet = begun(tmp_path)
    for card in ("paris", "rome", "oslo"):
        open_card(sheet, card)
        sheet.answer(right_answer(sheet))  # type: ignore[arg-type] # JSON
    numbers = {question.card.key: question.number for question in sheet.questions}
    changed = MIXED.replace("Capital of France?", "France's capital?").replace("Naples", "Bologna")
    changed = "".join(line for line in changed.splitlines(keepends=True) if "id: oslo" not in line)
    write_deck(tmp_path / "decks", changed, "deck0")
    exams, again = resumed(tmp_path)
    assert again.changes.gone == (numbers["mixed/oslo"],)
    assert again.changes.other == (numbers["mixed/rome"],)
    assert {key: given for key, (given, _) in sheet_of(again).items() if given} == {"mixed/paris": "Paris"}
    result = exams.submit(again).result
    assert (len(result.questions), result.dropped, result.points) == (4, 1, 1)


def test_a_deck_that_changed_after_the_sheet_was_handed_in(tmp_path: Path) -> None:
    _, sheet = begun(tmp_path)
    open_card(sheet, "rome")
    sheet.answer(1)
    sheet.close()
    write_deck(tmp_path / "decks", MIXED.replace("Naples", "Bologna"), "deck0")
    exams, again = resumed(tmp_path)
    assert exams.submit(again).result.dropped == 1


def test_a_deck_that_lost_every_question(tmp_path: Path) -> None:
    begun(tmp_path)
    write_deck(tmp_path / "decks", typed_deck(3, "mixed"), "deck0")
    with pytest.raises(UsageError, match="given up"):
        resumed(tmp_path)
    exams = exams_of(make_workspace(tmp_path))
    assert exams.waiting() is None
    assert [result.given_up for result in exams.results()] == [True]


def test_a_deck_whose_cards_all_weigh_nothing(tmp_path: Path) -> None:
    deck = typed_deck(3).replace("cards:", "defaults: {tags: [t]}\nexam: {weights: {t: 0}}\ncards:")
    with pytest.raises(UsageError, match="nothing to ask"):
        begun(tmp_path, deck)


# --- afterwards --------------------------------------------------------------------------------------------------------


def test_overruling_changes_review_and_result(tmp_path: Path) -> None:
    exams, sheet = begun(tmp_path)
    open_card(sheet, "paris")
    sheet.answer("Lutetia")
    submission = exams.submit(sheet)
    wrong = next(marked for _, marked in submission.errors() if marked.review)
    assert submission.overrule(wrong).verdict.score == 1
    assert submission.result.points == 1
    (review,) = exams._store.history()
    assert (review.answer.overruled, review.answer.rating) == (True, 3)
    blank = submission.errors()[0][1]
    assert submission.overrule(blank) == blank
    assert submission.result.points == 1


def test_a_result_can_be_read_when_its_deck_is_gone(tmp_path: Path) -> None:
    exams, sheet = begun(tmp_path)
    open_card(sheet, "paris")
    sheet.answer("Paris")
    result = exams.submit(sheet).result
    kept = next(question for question in result.questions if question.card == "mixed/paris")
    assert (kept.prompt, kept.expected, kept.given) == ("Capital of France?", "Paris", "Paris")
    assert dataclasses.asdict(exams._store.exams.finished()[0])["questions"]


def test_the_effect_on_a_goal(tmp_path: Path) -> None:
    from studyapp.study.goals import Planner

    exams, sheet = begun(tmp_path)
    assert exams.effect_on_goal() is None
    planner = Planner(exams._workspace, (exams.deck,))
    planner.plan(planner.set((exams.deck,), NOON + timedelta(days=3), 5))
    for index in range(len(sheet)):
        sheet.go(index)
        sheet.answer(right_answer(sheet))  # type: ignore[arg-type] # JSON
    exams.submit(sheet)
    effect = exams.effect_on_goal()
    assert effect is not None
    assert effect.before is not None
    assert 0 < effect.after <= 1


def test_an_exam_after_a_flight_west_belongs_to_the_study_day_of_the_last_answer(tmp_path: Path) -> None:
    clock = TravellingClock(datetime(2026, 6, 10, 11, 0, tzinfo=UTC))
    for zone in ("Asia/Tokyo", "Pacific/Honolulu"):
        clock.zone = zone
        clock.moment += timedelta(hours=9)
        exams, sheet = begun(tmp_path, clock=clock)
        open_card(sheet, "paris")
        sheet.answer("Paris")
        exams.submit(sheet)
    first, second = (review.answer for review in exams._store.history())
    assert str(clock.now().date()) < first.study_day == second.study_day
