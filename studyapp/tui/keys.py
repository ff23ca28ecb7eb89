"""Every key of the app in one table: what screens bind, what the hint line and the help screen show, what docs list."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from textual.binding import BindingType

UNRELIABLE = frozenset(
    {"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+left_square_bracket", "ctrl+j", "ctrl+enter", "shift+enter"}
)
"""Terminals send the same bytes for these as for tab, enter, backspace or escape, or nothing of their own."""


class Key(NamedTuple):
    """One thing a student can do with a key."""

    id: str
    """`place.what`, unique: the place is `app` (everywhere) or the name of a screen."""
    keys: tuple[str, ...]
    """As Textual names them; the first is the one that is shown."""
    action: str
    """The action's name without namespace."""
    label: str
    """Two words at most, for the hint line."""
    meaning: str
    """A sentence for the help screen and the documentation."""

    @property
    def place(self) -> str:
        """Where the key works."""
        return self.id.partition(".")[0]

    @property
    def shown(self) -> str:
        """The first key as people write it."""
        return written(self.keys[0])

    @property
    def typing(self) -> str:
        """The key that also works while text is typed, as people write it; empty if there is none."""
        return next((written(key) for key in self.keys if works_while_typing(key)), "")


PLACES = {
    "app": "Everywhere",
    "home": "Home",
    "study": "While a question is open",
    "typing": "While you type an answer",
    "answer": "Picking, ordering and matching",
    "marked": "After an answer",
    "summary": "At the end of a session",
    "clock": "When the clock may be wrong",
    "plan": "On the plan of a goal",
    "goal": "While you set a goal",
    "tags": "While you leave out tags",
    "offer": "Before a mock exam",
    "exam": "In a mock exam",
    "sheet": "On the answer sheet",
    "own": "Marking your own answers",
    "result": "After a mock exam",
    "error": "Going through the errors",
    "watch": "While you watch a deck that you write",
    "help": "On this page",
}

TABLE: tuple[Key, ...] = (
    Key("app.help", ("question_mark", "f1"), "help", "help", "Show all keys."),
    Key("app.quit", ("ctrl+q", "ctrl+c"), "quit", "quit", "Quit at once; every answer is already saved."),
    Key("home.study", ("enter",), "study", "study", "Study the deck under the cursor."),
    Key("home.all", ("a",), "study_all", "study all", "Study today's share of all decks."),
    Key("home.plan", ("p",), "plan", "plan", "Plan for an exam: set a goal, or see how it stands."),
    Key("home.exam", ("e",), "exam", "exam", "Take a mock exam over the deck under the cursor, or go on with one."),
    Key("home.undo", ("u", "ctrl+z"), "undo", "undo", "Take back the last answer, even of an earlier session."),
    Key("home.reload", ("r",), "reload", "reload", "Read the decks again."),
    Key("home.theme", ("t",), "theme", "light/dark", "Change between the dark and the light theme."),
    Key("home.quit", ("q", "escape"), "quit", "quit", "Quit."),
    Key("study.unsure", ("tilde", "ctrl+n"), "unsure", "not sure", "Say before you answer that you are not sure."),
    Key("study.hint", ("h", "ctrl+t"), "hint", "hint", "Show the hint; a right answer then counts for less."),
    Key("study.undo", ("u", "ctrl+z"), "undo", "undo", "Take back the last answer, even of an earlier session."),
    Key("study.skip", ("s", "ctrl+s"), "skip", "skip", "Leave the question for later in this session."),
    Key("study.give_up", ("d", "ctrl+g"), "give_up", "don't know", "Say that you do not know, and see the answer."),
    Key("study.page_down", ("pagedown",), "page_down", "more", "Scroll down in a long question or explanation."),
    Key("study.page_up", ("pageup",), "page_up", "back up", "Scroll up again."),
    Key("study.leave", ("escape",), "leave", "leave", "Leave; everything answered so far is kept."),
    Key("typing.confirm", ("enter",), "confirm", "answer", "Give the answer that you typed."),
    Key(
        "typing.commands",
        ("escape",),
        "leave",
        "more keys",
        "Stop typing, so that the letter keys work; Enter goes back. Nothing that you typed is lost.",
    ),
    Key("answer.pick", ("1–9",), "pick", "answer", "Pick the option with that number."),
    Key("answer.move", ("up", "down"), "move", "move", "Move to another option."),
    Key("answer.confirm", ("enter",), "confirm", "answer", "Give the answer, or pick the option under the cursor."),
    Key("answer.mark", ("space",), "choose", "mark", "Mark or unmark an option where several are right."),
    Key(
        "answer.back",
        ("backspace",),
        "back",
        "take back",
        "Take back the last item that was put in order, matched or listed.",
    ),
    Key("answer.side", ("tab", "shift+tab"), "side", "next item", "Go to the next or the previous item to be matched."),
    Key("marked.next", ("enter", "space"), "confirm", "next", "Go on to the next question."),
    Key("marked.overrule", ("o",), "overrule", "I was right", "Overrule a verdict that is unfair; this is logged."),
    Key("marked.easy", ("e",), "easy", "easy", "Say that a right answer was easy, so that it comes back later."),
    Key("marked.why", ("w",), "why", "why then", "Show why the card comes back when it does."),
    Key("marked.retry", ("r", "enter"), "confirm", "try again", "Try again to save an answer that could not be saved."),
    Key("summary.done", ("enter", "escape", "q"), "done", "done", "Leave the session."),
    Key("summary.more", ("m", "plus"), "more", "five more minutes", "Go on for five minutes."),
    Key("summary.undo", ("u", "ctrl+z"), "undo", "undo", "Take back the last answer and ask it again."),
    Key("clock.right", ("y",), "right", "it is right", "The clock is right: go on as always."),
    Key("clock.wrong", ("n",), "wrong", "go on", "It is wrong: answers are kept, and put no card off."),
    Key("clock.leave", ("escape", "q"), "leave", "leave", "Leave without an answer."),
    Key("plan.study", ("enter",), "study", "study", "Study today's share of the goal."),
    Key("plan.more", ("plus", "equals_sign"), "more", "more", "Five minutes a day more."),
    Key("plan.less", ("minus",), "less", "less", "Five minutes a day less."),
    Key("plan.date", ("d",), "date", "date", "Change the time of the exam, or the minutes a day."),
    Key("plan.tags", ("x",), "tags", "leave out", "Leave out a tag, or take one in again."),
    Key("plan.next", ("tab",), "next_goal", "next goal", "Show the next goal."),
    Key("plan.previous", ("shift+tab",), "previous_goal", "goal before", "Show the goal before."),
    Key("plan.new", ("n",), "new_goal", "new goal", "Set another goal."),
    Key("plan.remove", ("g", "delete"), "give_up", "give up", "Give up the goal; what you have learnt stays."),
    Key("plan.leave", ("escape", "q"), "leave", "back", "Go back."),
    Key("goal.confirm", ("enter",), "confirm", "set goal", "Set the goal."),
    Key("goal.later", ("pageup",), "later", "day later", "Move the exam by a day, into the future."),
    Key("goal.earlier", ("pagedown",), "earlier", "day earlier", "Move the exam by a day, towards today."),
    Key("goal.leave", ("escape",), "leave", "back", "Go back without a change."),
    Key("tags.confirm", ("enter",), "confirm", "done", "Plan with the tags as they are marked."),
    Key("tags.leave", ("escape",), "leave", "back", "Go back without a change."),
    Key("offer.begin", ("enter",), "begin", "begin", "Begin the exam, or go on with the one that was interrupted."),
    Key(
        "offer.anew", ("n",), "anew", "another", "Give up the exam that was interrupted, and have another one offered."
    ),
    Key("offer.leave", ("escape", "q"), "leave", "not now", "Go back; nothing is lost."),
    Key("exam.confirm", ("enter",), "confirm", "answer", "Put the answer on the sheet, and go to the next question."),
    Key("exam.next", ("n", "ctrl+n", "right"), "next", "next", "Go to the next question."),
    Key("exam.previous", ("p", "ctrl+p", "left"), "previous", "previous", "Go to the question before."),
    Key(
        "exam.flag",
        ("f", "ctrl+t"),
        "flag",
        "flag",
        "Flag the question, to come back to it, or take the flag off. What is flagged at the end counts as not sure.",
    ),
    Key("exam.clear", ("c", "ctrl+r"), "clear", "leave blank", "Take the answer off the sheet again."),
    Key(
        "exam.sheet", ("s", "ctrl+s"), "sheet", "sheet", "See all questions with their answers, and go to any of them."
    ),
    Key("exam.hand_in", ("g", "ctrl+g"), "hand_in", "hand in", "Hand the sheet in; you are told first what is blank."),
    Key("exam.page_down", ("pagedown",), "page_down", "more", "Scroll down in a long question."),
    Key("exam.page_up", ("pageup",), "page_up", "back up", "Scroll up again."),
    Key("exam.leave", ("escape",), "leave", "leave", "Leave; sheet and time are kept, and the exam can go on later."),
    Key(
        "sheet.confirm",
        ("enter",),
        "confirm",
        "go there",
        "Go to the question under the cursor; hand in when asked to.",
    ),
    Key("sheet.hand_in", ("g",), "hand_in", "hand in", "Hand the sheet in; you are told first what is blank."),
    Key("sheet.back", ("escape", "s"), "back", "back", "Go back to the exam."),
    Key("own.leave", ("escape",), "leave", "later", "Leave; the exam waits for the marks that are missing."),
    Key("result.errors", ("enter",), "errors", "errors", "Go through what was not right; leave if nothing was wrong."),
    Key("result.done", ("escape", "q"), "done", "done", "Leave the result."),
    Key("error.next", ("enter", "n", "right"), "next", "next", "Go to the next error."),
    Key("error.previous", ("p", "left"), "previous", "previous", "Go to the error before."),
    Key("error.overrule", ("o",), "overrule", "I was right", "Overrule a verdict that is unfair; this is logged."),
    Key("error.page_down", ("pagedown",), "page_down", "more", "Scroll down in a long explanation."),
    Key("error.page_up", ("pageup",), "page_up", "back up", "Scroll up again."),
    Key("error.leave", ("escape", "q"), "leave", "result", "Go back to the result."),
    Key("watch.confirm", ("enter",), "confirm", "answer", "Give the answer; after the verdict, ask the card again."),
    Key("watch.again", ("r", "ctrl+r"), "again", "ask again", "Ask the card again, its options in another order."),
    Key("watch.form", ("f", "ctrl+y"), "form", "other form", "Ask the card in its other form: picked, or typed."),
    Key("watch.hint", ("h", "ctrl+t"), "hint", "hint", "Show the hint, or hide it."),
    Key("watch.next", ("n", "ctrl+n"), "next_card", "next card", "Show the next card of the deck."),
    Key("watch.previous", ("p", "ctrl+p"), "previous_card", "previous", "Show the card before."),
    Key("watch.leave", ("escape", "q"), "leave", "leave", "Stop typing, so that the letter keys work; then leave."),
    Key("help.close", ("escape", "enter", "q", "question_mark", "f1"), "close", "back", "Go back."),
)

_BY_ID = {key.id: key for key in TABLE}

_WRITTEN = {
    "question_mark": "?",
    "tilde": "~",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "backspace": "Backspace",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "delete": "Del",
    "up": "↑",
    "down": "↓",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
}


def key(id: str) -> Key:  # noqa: A002 - the word the table uses
    """Return the entry called `id`; KeyError if there is none."""
    return _BY_ID[id]


def bindings(*ids: str) -> list[BindingType]:
    """Return Textual's bindings for entries of the table, all of them by their id; no footer shows them by itself."""
    from textual.binding import Binding  # noqa: PLC0415 - docs are made from this table without loading Textual

    return [Binding(",".join(_BY_ID[id].keys), _BY_ID[id].action, _BY_ID[id].label, show=False, id=id) for id in ids]  # noqa: A001 - the word the table uses


def written(name: str) -> str:
    """Return Textual's name of a key as people write it: `ctrl+z` → `Ctrl+Z`."""
    if name in _WRITTEN:
        return _WRITTEN[name]
    return "+".join(part.capitalize() for part in name.split("+")) if len(name) > 1 else name


def works_while_typing(name: str) -> bool:
    """Say whether a key does its work while text is typed, because it types nothing itself."""
    return name.startswith("ctrl+") or name in {"escape", "enter", "pageup", "pagedown"} or _is_function_key(name)


def key_table() -> tuple[tuple[str, str, str, str], ...]:
    """Return all keys as rows of (id, place in words, keys as people write them, meaning), in the table's order."""
    return tuple(
        (key.id, PLACES[key.place], " or ".join(written(name) for name in key.keys), key.meaning) for key in TABLE
    )


def faults(table: tuple[Key, ...] = TABLE) -> tuple[str, ...]:
    """Return what is wrong with a table: ids used twice, unknown places, unreliable keys, one key for two actions."""
    found: list[str] = []
    seen: set[str] = set()
    used: dict[tuple[str, str], str] = {}
    for entry in table:
        if entry.id in seen:
            found.append(f"{entry.id}: the id is used twice")
        seen.add(entry.id)
        if entry.place not in PLACES:
            found.append(f"{entry.id}: there is no place called {entry.place}")
        for name in entry.keys:
            if name in UNRELIABLE:
                found.append(f"{entry.id}: terminals cannot tell {name} from another key")
            other = used.setdefault((entry.place, name), entry.action)
            if other != entry.action:
                found.append(f"{entry.id}: {name} already means {other} there")
    return tuple(found)


def _is_function_key(name: str) -> bool:
    return len(name) > 1 and name[0] == "f" and name[1:].isdigit()
