"""The flow ``check``."""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from flows import events
from flows.run import run_and_conclude
from flows.settings import load
from flows.steps.check import check as run_check
from flows.steps.report import RunReport


@flow(name="check", timeout_seconds=3600)
def check(tell: bool = True) -> State[Any]:
    """Run every check over the whole warehouse; the run fails where a structural one finds something.

    Args:
        tell: Also tell of sources that are silent, of sources with many refused files, and of a full disk.
    """
    settings = load()

    def run() -> RunReport:
        report = run_check(settings)
        if tell:
            events.emit_findings(settings, report)
        return report

    return run_and_conclude(settings, run)
