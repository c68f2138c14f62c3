"""Trying a target on ever new inputs until time is over or something breaks."""

from __future__ import annotations

import time
from dataclasses import dataclass

import hypothesis
from hypothesis import HealthCheck, Phase

from tests.fuzz.targets import Target

ROUND = 200
"""Inputs tried with one seed, before the time is looked at."""
SHRINKING = 15.0
"""Seconds spent at most on making a finding smaller."""


@dataclass(slots=True)
class Outcome:
    """What came of fuzzing one target."""

    executions: int = 0
    slowest: float = 0.0
    """Seconds of the slowest execution."""
    breaking: bytes | None = None
    """The smallest input found that breaks it."""
    error: BaseException | None = None


def search(
    target: Target, seconds: float, first_seed: int = 0, rounds: int | None = None, size: int = ROUND
) -> Outcome:
    """Run ``target`` for ``seconds``, or for ``rounds`` of ``size`` inputs; stops at the first finding."""
    outcome = Outcome()
    end = time.monotonic() + seconds
    done = 0

    def execute(data: bytes) -> None:
        nonlocal end
        if outcome.error is not None and time.monotonic() > end:
            return  # small enough
        outcome.executions += 1
        begun = time.monotonic()
        try:
            target.run(data)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a panic of a library in Rust is no Exception
            if outcome.error is None:
                end = time.monotonic() + SHRINKING
            if outcome.breaking is None or len(data) <= len(outcome.breaking):
                outcome.breaking, outcome.error = data, error
            raise
        finally:
            outcome.slowest = max(outcome.slowest, time.monotonic() - begun)

    inputs = target.inputs()
    while done != rounds and time.monotonic() < end and outcome.error is None:
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
        except BaseException as error:
            if outcome.error is None:  # the fault is in the strategy
                raise
            error.__notes__ = []
    if outcome.error is not None:
        outcome.error.__notes__ = []  # the input, which may be long
    return outcome
