"""What every front end says when the machine's clock may be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.study.humane import full_moment

if TYPE_CHECKING:
    from studyapp.study.clock_watch import ClockDoubt

WITHOUT_TIMES = "Answers given under a wrong clock are kept and marked; no card is put off by them."


def what_is_odd(doubt: ClockDoubt) -> str:
    """Say what the clock says, and why that may be wrong."""
    says = f"This machine's clock says {full_moment(doubt.now)}."
    if not doubt.is_possible:
        return f"{says} That cannot be right."
    if doubt.last is None:
        return says
    gap = "later" if doubt.now > doubt.last else "earlier"
    return f"{says} That is much {gap} than your last answer, of {full_moment(doubt.last)}."


def what_to_do(doubt: ClockDoubt) -> str:
    """Say what follows from either answer."""
    return WITHOUT_TIMES if doubt.is_possible else f"Set it right and start again, or go on. {WITHOUT_TIMES}"
