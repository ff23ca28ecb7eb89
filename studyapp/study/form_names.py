"""How the forms in which a card is asked are called, for who writes decks."""

from __future__ import annotations

_NAMES = {
    "reveal": "rated by the student",
    "typed": "typed",
    "choice": "as a choice",
    "multiple": "several to pick",
    "order": "to be put in order",
    "match": "to be matched",
    "list": "to be listed",
}


def form_name(form: str) -> str:
    """Return what `form` is called; one that has no name here goes by its own."""
    return _NAMES.get(form, form)
