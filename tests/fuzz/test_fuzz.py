"""A short form of `make fuzz` with fixed seeds, and everything that it ever found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.search import search
from tests.fuzz.targets import FINDINGS, TARGETS, Target


@pytest.mark.parametrize("name", TARGETS)
def test_only_refusals_come_out(name: str) -> None:
    outcome = search(TARGETS[name], seconds=60, rounds=1, size=40)
    assert outcome.error is None, f"{outcome.breaking!r} raises {outcome.error!r}"
    assert outcome.executions >= 20


@pytest.mark.parametrize("finding", sorted(FINDINGS.glob("*.bin")), ids=lambda path: path.stem)
def test_what_was_found_stays_mended(finding: Path) -> None:
    TARGETS[finding.stem.rpartition("-")[0]].run(finding.read_bytes())


def test_a_fault_is_found_and_made_small() -> None:
    def run(data: bytes) -> None:
        assert b"[" not in data

    outcome = search(Target(TARGETS["sidecars"].inputs, run), seconds=60)
    assert outcome.error is not None
    assert outcome.breaking is not None and b"[" in outcome.breaking
