"""Trying many inputs of one target, and keeping what fails."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz.inputs import mutated, on_purpose, with_checksums

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from tests.fuzz.trials import Server


class Finding(AssertionError):  # noqa: N818 - a finding is what a fuzzer calls it
    """An input that a target does not stand."""

    def __init__(self, target: str, data: bytes, fault: str) -> None:
        super().__init__(f"{target}: {data[:200]!r} …\n{fault[-3000:]}")
        self.target = target
        self.data = data
        self.fault = fault

    @property
    def name(self) -> str:
        """The file that keeps the input: findings of one content have one name."""
        return f"{self.target}-{hashlib.sha256(self.data).hexdigest()[:12]}"


def require_no_fault(server: Server, target: str, data: bytes) -> None:
    """Raise Finding when `data` is more than the target stands."""
    if fault := server.fault(target, data):
        raise Finding(target, data, fault)


def try_by_chance(server: Server, target: str, good: Sequence[bytes], rng: Random, count: int) -> None:
    """Try good inputs changed by chance; raises Finding."""
    for _ in range(count):
        data = mutated(rng.choice(good), rng)
        if target == "journal" and rng.random() < 0.7:
            data = with_checksums(data)
        require_no_fault(server, target, data)


def try_on_purpose(server: Server, target: str, good: list[bytes], rng: Random, count: int) -> None:
    """Try inputs that Hypothesis builds, and the smallest that fails; raises Finding."""

    @seed(rng.getrandbits(32))
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(st.one_of(on_purpose(target, good)))
    def stands(data: bytes) -> None:
        require_no_fault(server, target, data)

    stands()
