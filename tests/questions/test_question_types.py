"""What each question type asks, how it is built, and what it reports about a card that can't work."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

import pytest

from studyapp.questions.field import Severity
from studyapp.questions.question import CHOICE, REVEAL, TYPED, Asked, Outcome, Question, Refusal, Span, Verdict
from studyapp.questions.registry import NAMES, question_type


def options(*texts: str, **special: Any) -> list[dict[str, Any]]:
    return [{"text": text, "feedback": "", "fixed": False} | special for text in texts]


def build(kind: str, language: str = "en", **values: Any) -> Question:
    made = question_type(kind).build({"question": "?"} | values, language)
    assert not [finding for finding in made.findings if finding.severity is Severity.ERROR]
    (question,) = made.questions.values()
    return question


def codes(kind: str, language: str = "en", **values: Any) -> set[str]:
    return {finding.code for finding in question_type(kind).build({"question": "?"} | values, language).findings}


def mark(question: Question, given: Any, form: str | None = None) -> Verdict:
    verdict = question.mark(question.ask(form or question.forms[-1], Random(1)), given)
    assert isinstance(verdict, Verdict)
    return verdict


@pytest.mark.parametrize(
    ("kind", "values", "forms"),
    [
        ("flashcard", {"answer": "x"}, (REVEAL,)),
        ("typed", {"answer": "x"}, (TYPED,)),
        ("typed", {"answer": "x", "wrong": options("y")}, (CHOICE, TYPED)),
        ("number", {"answer": "1"}, (TYPED,)),
        ("number", {"answer": "1", "wrong": options("2")}, (CHOICE, TYPED)),
        ("date", {"answer": "2016"}, (TYPED,)),
        ("date", {"answer": "2016", "wrong": options("2015")}, (CHOICE, TYPED)),
        ("choice", {"answer": "x", "wrong": options("y")}, (CHOICE,)),
        ("multiple", {"answer": ["x"], "wrong": options("y")}, ("multiple",)),
        ("truefalse", {"answer": True}, (CHOICE,)),
        ("cloze", {"cloze": "a {{b}}"}, (TYPED,)),
        ("order", {"items": ["x", "y"]}, ("order",)),
        ("match", {"pairs": [["a", "b"], ["c", "d"]]}, ("match",)),
        ("list", {"items": ["x", "y"]}, ("list",)),
    ],
)
def test_forms_go_from_recognising_to_recalling(kind: str, values: dict[str, Any], forms: tuple[str, ...]) -> None:
    assert build(kind, **values).forms == forms


@pytest.mark.parametrize(
    ("kind", "values", "chance"),
    [
        ("flashcard", {"answer": "x"}, 0),
        ("typed", {"answer": "x", "wrong": options("y", "z", "w")}, 1 / 4),
        ("number", {"answer": "1"}, 0),
        ("choice", {"answer": "x", "wrong": options("y", "z")}, 1 / 3),
        ("truefalse", {"answer": True}, 1 / 2),
        ("multiple", {"answer": ["x", "u"], "wrong": options("y")}, 1 / 8),
        ("order", {"items": ["x", "y", "z"]}, 1 / 6),
        ("match", {"pairs": [["a", "b"], ["c", "d"], ["e", "f"]]}, 1 / 6),
        ("list", {"items": ["x", "y"]}, 0),
    ],
)
def test_the_chance_of_a_blind_guess(kind: str, values: dict[str, Any], chance: float) -> None:
    question = build(kind, **values)
    assert question.ask(question.forms[0], Random(1)).chance == pytest.approx(chance)


def test_options_are_shuffled_and_fixed_ones_stay_last() -> None:
    wrong = options("b", "c") + options("none of these", fixed=True)
    question = build("choice", answer="a", wrong=wrong)
    seen = Counter(tuple(option.text for option in question.ask(CHOICE, Random(seed)).options) for seed in range(200))
    assert {order[-1] for order in seen} == {"none of these"}
    assert len(seen) == 6
    assert {order[:3].index("a") for order in seen} == {0, 1, 2}


def test_a_fixed_right_answer_stays_last() -> None:
    question = build("choice", answer="all of the above", fixed=True, wrong=options("a", "b"))
    assert {question.ask(CHOICE, Random(seed)).options[-1].text for seed in range(50)} == {"all of the above"}


def test_the_same_seed_gives_the_same_order() -> None:
    question = build("order", items=["a", "b", "c", "d"])
    assert question.ask("order", Random(7)) == question.ask("order", Random(7))


def test_items_to_order_never_stand_in_order() -> None:
    question = build("order", items=["a", "b"])
    assert {question.ask("order", Random(seed)).options[0].text for seed in range(20)} == {"b"}


@pytest.mark.parametrize("form", [CHOICE, TYPED])
def test_a_wrong_option_gets_the_teachers_words(form: str) -> None:
    wrong = options("Fengtai", feedback="Next to it.") + options("Daxing")
    question = build("typed", answer="Fangshan", wrong=wrong)
    assert mark(question, "Fengtai", form).feedback == "Next to it."
    assert mark(question, "fengtai", form).feedback == "Next to it."
    assert mark(question, "Daxing", form).feedback == ""
    assert mark(question, "Daxing", form).reason


@pytest.mark.parametrize(("kind", "answer", "wrong"), [("number", "2,000", "200"), ("date", "2016-03", "2015-03")])
def test_a_wrong_number_or_date_gets_the_teachers_words(kind: str, answer: str, wrong: str) -> None:
    question = build(kind, answer=answer, wrong=options(wrong, feedback="Count again."))
    assert mark(question, wrong).feedback == "Count again."


def test_a_number_listed_as_wrong_is_wrong_within_the_tolerance() -> None:
    question = build("number", answer="100", tolerance="5%", wrong=options("98"))
    assert mark(question, "98").outcome is Outcome.WRONG
    assert mark(question, "99").outcome is Outcome.CORRECT


def test_option_numbers_as_shown() -> None:
    question = build("choice", answer="a", wrong=options("b", "c", "d"))
    for seed in range(10):
        asked = question.ask(CHOICE, Random(seed))
        for number, option in enumerate(asked.options, start=1):
            for given in (number, str(number), [number], f"{number}."):
                verdict = question.mark(asked, given)
                assert isinstance(verdict, Verdict)
                assert verdict.given == option.text
                assert (verdict.outcome is Outcome.CORRECT) == (option.text == "a")


def test_figures_that_are_an_options_text_win_over_its_number_unless_they_are_a_json_number() -> None:
    question = build("choice", answer="2", wrong=options("3", "1"))
    for seed in range(10):
        asked = question.ask(CHOICE, Random(seed))
        for given, picked in (("2", "2"), ("1", "1"), (1, asked.options[0].text), (3, asked.options[2].text)):
            verdict = question.mark(asked, given)
            assert isinstance(verdict, Verdict)
            assert verdict.given == picked


@pytest.mark.parametrize("given", [0, 5, -1, "5", "", None, [], {}, [1, 2], 10**400, 1.5, "nothing like it"])
def test_what_is_no_option_is_refused(given: Any) -> None:
    question = build("choice", answer="a", wrong=options("b", "c", "d"))
    assert isinstance(question.mark(question.ask(CHOICE, Random(1)), given), Refusal)


@pytest.mark.parametrize(
    ("values", "note"),
    [
        ({"answer": "5", "unit": "km"}, "in km"),
        ({"answer": "5", "tolerance": "5%"}, "± 5%"),
        ({"answer": "5", "tolerance": "±0.5", "unit": "m"}, "in m, ± 0.5"),
        ({"answer": "5.00", "figures": "3"}, "to 3 significant figures"),
        ({"answer": "25%"}, "in %"),
        ({"answer": "5"}, ""),
    ],
)
def test_a_number_says_what_it_should_look_like(values: dict[str, Any], note: str) -> None:
    assert build("number", **values).ask(TYPED, Random(1)).note == note


@pytest.mark.parametrize(
    ("answer", "note"), [("2016", "the year"), ("2016-03", "month and year"), ("2016-03-18", "day, month and year")]
)
def test_a_date_says_how_exact_it_should_be(answer: str, note: str) -> None:
    assert build("date", answer=answer).ask(TYPED, Random(1)).note == note


def test_a_slip_is_shown_in_pieces() -> None:
    verdict = mark(build("typed", answer="Fangshan District"), "Fangshn District")
    assert verdict.diff == ((Span.SAME, "Fangsh"), (Span.MISSING, "a"), (Span.SAME, "n District"))
    shown = "".join(text for kind, text in verdict.diff if kind is not Span.EXTRA)
    assert shown == "Fangshan District"
    assert mark(build("typed", answer="Fangshan"), "fangshan").diff == ()


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("typed", {"answer": "Beijing"}, {"answer": "beijing.", "accept": ["Peking"], "question": "Where?"}),
        ("choice", {"answer": "a", "wrong": options("b")}, {"answer": "A", "wrong": options("c", "d")}),
        ("number", {"answer": "2,000", "unit": "people"}, {"answer": "2000", "unit": "people", "wrong": options("3")}),
        ("number", {"answer": "100", "tolerance": "5%"}, {"answer": "100"}),
        ("date", {"answer": "2016-03-18"}, {"answer": "18 March 2016"}),
        ("multiple", {"answer": ["a", "b"], "wrong": options("c")}, {"answer": ["b", "a"], "wrong": options("d")}),
        ("match", {"pairs": [["a", "b"], ["c", "d"]]}, {"pairs": [["c", "d"], ["a", "b"]]}),
        ("list", {"items": ["a", "b"]}, {"items": ["B", "a"]}),
    ],
)
def test_the_answer_key_stays_when_only_the_wording_changes(kind: str, first: Any, second: Any) -> None:
    assert build(kind, **first).answer_key() == build(kind, **second).answer_key()


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("typed", {"answer": "Beijing"}, {"answer": "Nanjing"}),
        ("number", {"answer": "2000"}, {"answer": "2001"}),
        ("number", {"answer": "2000", "unit": "km"}, {"answer": "2000", "unit": "m"}),
        ("date", {"answer": "2016-03-18"}, {"answer": "2016-03"}),
        ("truefalse", {"answer": True}, {"answer": False}),
        ("order", {"items": ["a", "b"]}, {"items": ["b", "a"]}),
        ("cloze", {"cloze": "in {{Rome}}"}, {"cloze": "in {{Bern}}"}),
    ],
)
def test_the_answer_key_changes_with_the_answer(kind: str, first: Any, second: Any) -> None:
    assert build(kind, **first).answer_key() != build(kind, **second).answer_key()


@pytest.mark.parametrize(
    ("code", "kind", "values"),
    [
        ("answer-among-wrong", "choice", {"answer": "a", "wrong": options("a", "b")}),
        ("answer-among-wrong", "typed", {"answer": "a", "wrong": options("a", "b")}),
        ("duplicate-option", "choice", {"answer": "a", "wrong": options("b", "b")}),
        ("similar-options", "choice", {"answer": "a", "wrong": options("B", "b.")}),
        ("similar-options", "choice", {"answer": "Café", "wrong": options("cafe", "tea")}),
        ("no-wrong-option", "choice", {"answer": "a", "wrong": []}),
        ("no-wrong-option", "multiple", {"answer": ["a"], "wrong": []}),
        ("no-answer", "multiple", {"answer": [], "wrong": options("a")}),
        ("duplicate-item", "multiple", {"answer": ["a", "A"], "wrong": options("b")}),
        ("no-gap", "cloze", {"cloze": "nothing here"}),
        ("no-gap", "cloze", {"cloze": "{{}}"}),
        ("open-gap", "cloze", {"cloze": "{{a}} and {{b"}),
        ("accept-names-none", "cloze", {"cloze": "{{a}} {{b}}", "accept": ["c"]}),
        ("answer-refused", "cloze", {"cloze": "{{a}}", "reject": ["a"]}),
        ("not-a-number", "number", {"answer": "many"}),
        ("not-a-number", "number", {"answer": "5..3"}),
        ("not-a-number", "number", {"answer": "5", "accept": ["few"]}),
        ("not-a-tolerance", "number", {"answer": "5", "tolerance": "a bit"}),
        ("not-a-count", "number", {"answer": "5", "figures": "some"}),
        ("other-figures", "number", {"answer": "5.25", "figures": "2"}),
        ("not-a-unit", "number", {"answer": "5", "unit": "7"}),
        ("answer-among-wrong", "number", {"answer": "5", "wrong": options("5")}),
        ("answer-refused", "number", {"answer": "5", "wrong": options("5.0")}),
        ("not-a-date", "date", {"answer": "soon"}),
        ("not-a-date", "date", {"answer": "18.3.16"}),
        ("not-a-date", "date", {"answer": "2016-02-30"}),
        ("answer-among-wrong", "date", {"answer": "2016", "wrong": options("2016")}),
        ("answer-refused", "typed", {"answer": "a", "reject": ["a"]}),
        ("accept-refused", "typed", {"answer": "a", "accept": ["b"], "reject": ["b"]}),
        ("not-true-or-false", "truefalse", {"answer": "perhaps"}),
        ("too-few-items", "order", {"items": ["a"]}),
        ("duplicate-item", "order", {"items": ["a", "A"]}),
        ("too-few-items", "match", {"pairs": [["a", "b"]]}),
        ("duplicate-item", "match", {"pairs": [["a", "b"], ["c", "b"]]}),
        ("too-many-items", "match", {"pairs": [[f"l{n}", f"r{n}"] for n in range(27)]}),
        ("duplicate-item", "list", {"items": ["a", "a."]}),
        ("too-few-items", "list", {"items": []}),
        ("item-refused", "list", {"items": ["a", "b"], "reject": ["a"]}),
    ],
)
def test_what_can_not_work_is_reported(code: str, kind: str, values: dict[str, Any]) -> None:
    assert code in codes(kind, **values)


def test_what_differs_by_capitals_only_is_a_warning() -> None:
    findings = question_type("choice").build({"question": "?", "answer": "Co", "wrong": options("CO")}, "en").findings
    assert [finding.severity for finding in findings] == [Severity.WARNING]
    question = build("choice", answer="Co", wrong=options("CO"))
    assert mark(question, "Co").outcome is Outcome.CORRECT
    assert mark(question, "CO").outcome is Outcome.WRONG


@pytest.mark.parametrize("kind", NAMES)
def test_every_type_describes_itself(kind: str) -> None:
    described = question_type(kind)
    assert described.name == kind
    assert described.summary.endswith(".")
    assert described.example.startswith("- id: ")
    assert kind in described.example or kind == "flashcard"
    names = [field.name for field in described.fields]
    assert len(names) == len(set(names))
    assert {"accept", "reject"} <= set(names)
    assert all(field.summary.endswith(".") and field.example for field in described.fields)


def test_a_flashcard_is_rated_not_marked() -> None:
    question = build("flashcard", answer="Training")
    assert isinstance(question.mark(Asked(REVEAL, "?"), "Training"), Refusal)
    assert question.expected() == "Training"


def test_true_stands_first_in_every_language() -> None:
    shown = {
        language: build("truefalse", language, answer=True).ask(CHOICE, Random(3)) for language in ("en", "de", "zh")
    }
    assert [option.text for option in shown["en"].options] == ["True", "False"]
    assert [option.text for option in shown["de"].options] == ["Richtig", "Falsch"]
    assert mark(build("truefalse", "de", answer=False), 2).outcome is Outcome.CORRECT


def test_misplaced_items_earn_partial_credit() -> None:
    question = build("order", items=["a", "b", "c", "d", "e"])
    assert mark(question, ["b", "a", "c", "d", "e"]).score == pytest.approx(3 / 4)
    assert mark(question, ["e", "a", "b", "c", "d"]).score == pytest.approx(3 / 4)
    assert mark(question, ["e", "d", "c", "b", "a"]).score == 0


def test_wrong_picks_cost_what_right_ones_bring() -> None:
    question = build("multiple", answer=["a", "b"], wrong=options("c", "d", feedback="No."))
    scores = {tuple(picks): mark(question, list(picks)).score for picks in ("a", "ab", "ac", "abc", "abcd", "cd")}
    assert list(scores.values()) == [0.5, 1, 0, 0.5, 0, 0]
    assert mark(question, ["a", "b", "c"]).feedback == "No."


def test_a_pick_named_twice_counts_once() -> None:
    question = build("multiple", answer=["a", "b"], wrong=options("c"))
    asked = question.ask("multiple", Random(1))
    number = [option.text for option in asked.options].index("a") + 1
    verdict = question.mark(asked, ["a", number, "A"])
    assert isinstance(verdict, Verdict)
    assert verdict.score == 0.5
    assert verdict.given == "a"


@pytest.mark.parametrize(
    ("kind", "values", "shown"),
    [
        (
            "number",
            {"answer": "2,000", "unit": "people", "wrong": ["1,500", "3,000 people", "nobody", "5 km"]},
            {"2,000 people", "1,500 people", "3,000 people", "nobody", "5 km"},
        ),
        ("number", {"answer": "5%", "wrong": ["7%", "9"]}, {"5%", "7%", "9%"}),
        (
            "date",
            {"answer": "2016-03-18", "wrong": ["2016-04-18", "19 March 2016", "never"]},
            {"18 March 2016", "18 April 2016", "19 March 2016", "never"},
        ),
        ("typed", {"answer": "[Barack] Obama", "wrong": ["[George] Bush"]}, {"Barack Obama", "George Bush"}),
    ],
)
def test_the_right_option_does_not_stand_out_by_its_writing(kind: str, values: dict[str, Any], shown: set[str]) -> None:
    question = build(kind, **(values | {"wrong": options(*values["wrong"])}))
    assert {option.text for option in question.ask("choice", Random(1)).options} == shown


@pytest.mark.parametrize(
    ("values", "given", "outcome", "feedback"),
    [
        ({"answer": "2,000", "unit": "people"}, "2000", "correct", ""),
        ({"answer": "2,000", "unit": "people"}, "1500", "wrong", "Too few."),
        ({"answer": "2,000", "unit": "people"}, "1,500 people", "wrong", "Too few."),
        ({"answer": "1,490", "unit": "people", "tolerance": "5%"}, "1500", "wrong", "Too few."),
    ],
)
@pytest.mark.parametrize("form", ["choice", "typed"])
def test_a_wrong_option_is_known_by_its_number(
    values: dict[str, Any], given: str, outcome: str, feedback: str, form: str
) -> None:
    wrong = [{"text": "1500", "feedback": "Too few.", "fixed": False}]
    verdict = mark(build("number", wrong=wrong, **values), given, form)
    assert (verdict.outcome, verdict.feedback) == (outcome, feedback)


@pytest.mark.parametrize("form", ["choice", "typed"])
def test_a_wrong_option_is_known_by_its_date(form: str) -> None:
    wrong = [{"text": "2015-03-18", "feedback": "A year too early.", "fixed": False}]
    question = build("date", answer="2016-03-18", wrong=wrong)
    assert mark(question, "18.3.2015", form).feedback == "A year too early."
    assert mark(question, "2016-03-18", form).outcome == "correct"


@pytest.mark.parametrize(
    ("language", "answer", "shown"),
    [
        ("en", "2016-03-18", "18 March 2016"),
        ("de", "2016-03-18", "18. März 2016"),
        ("de-AT", "2016-03", "März 2016"),
        ("fr", "2016-08-01", "1 août 2016"),
        ("es", "2016-03-18", "18 de marzo de 2016"),
        ("es", "2016-03", "marzo de 2016"),
        ("zh", "2016-03-18", "2016年3月18日"),
        ("zh", "2016", "2016年"),
        ("ar", "2016-03-18", "18 مارس 2016"),
        ("ru", "2016", "2016"),
    ],
)
def test_a_date_is_shown_as_its_language_writes_it(language: str, answer: str, shown: str) -> None:
    question = build("date", language, answer=answer)
    assert question.expected() == shown
    assert mark(question, shown).outcome == "correct"


@pytest.mark.parametrize("items", [["2,000", "2,00[0]"], ["Moon", "[the] Moon"], ["a [b] c", "a b c"]])
def test_items_that_are_the_same_without_optional_words_are_reported(items: list[str]) -> None:
    assert "duplicate-item" in codes("list", items=items)
