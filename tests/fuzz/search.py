"""Trying a target on ever new inputs until time is over or something breaks."""

from __future__ import annotations

import time
from dataclasses import dataclass

import hypothesis
from hypothesis import HealthCheck, Phase

from tests.fuzz.targets import Target

ROUND = 200
"""Inputs tried with one seed, before the time is looked at."""


@dataclass(slots=True)
class Outcome:
    """What came of fuzzing one target."""

    executions: int = 0
    slowest: float = 0.0
    """Seconds of the slowest execution."""
    breaking: bytes | None = None
    """The smallest input found that breaks it."""
    error: BaseException | None = None


def search(target: Target, seconds: float, first_seed: int = 0, rounds: int | None = None, size: int = ROUND) -> Outcome:
    """Run ``target`` for ``seconds``, or for ``rounds`` of ``size`` inputs; stops at the first finding."""
    outcome = Outcome()
    end = time.monotonic() + seconds
    done = 0
    last = b""

    def execute(data: bytes) -> None:
        nonlocal last
        last = data
        outcome.executions += 1
        begun = time.monotonic()
        try:
            target.run(data)
        finally:
            outcome.slowest = max(outcome.slowest, time.monotonic() - begun)

    inputs = target.inputs()
    while done != rounds and time.monotonic() < end:
        test = hypothesis.settings(
            max_examples=size,
            deadline=None,
            database=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
        )(hypothesis.seed(first_seed + done)(hypothesis.given(inputs)(execute)))
        done += 1
        try:
            test()
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a panic of a library in Rust is no Exception
            outcome.breaking, outcome.error = last, error  # shrinking ends with the smallest
            break
    return outcome
