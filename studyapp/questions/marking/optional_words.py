"""`[optional words]` in an answer: the texts that it stands for."""

from __future__ import annotations

import re

MOST_OPTIONAL = 5
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")


def variants(answer: str) -> tuple[str, ...]:
    """Return every reading of `answer` with its bracketed words in or out, the longest first.

    A text that is all brackets, or has more than `MOST_OPTIONAL` of them, is taken as it stands.
    """
    if "[" not in answer:
        return (answer,)
    pieces = _OPTIONAL.split(answer)
    fixed, optional = pieces[::2], pieces[1::2]
    if not optional or len(optional) > MOST_OPTIONAL or not "".join(fixed).strip():
        return (answer,)
    texts = []
    for mask in range(2 ** len(optional) - 1, -1, -1):
        parts = [fixed[0]]
        for index, words in enumerate(optional):
            parts.append(words if mask >> index & 1 else "")
            parts.append(fixed[index + 1])
        texts.append(" ".join("".join(parts).split()))
    return tuple(dict.fromkeys(texts))


def in_full(answer: str) -> str:
    """Return `answer` as it is shown: with its optional words, without the brackets."""
    return variants(answer)[0]


def too_many_optional(answer: str) -> bool:
    """Say whether `answer` has more optional parts than are read as such."""
    return answer.count("[") > MOST_OPTIONAL and len(_OPTIONAL.findall(answer)) > MOST_OPTIONAL
