"""The flow ``ingest``."""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from flows import events
from flows.forms import Source, there
from flows.run import log_progress, run_and_conclude, step_as_task
from flows.settings import load
from flows.steps.ingest import ingest as run_ingest
from flows.steps.report import RunReport


@flow(name="ingest", timeout_seconds=6 * 3600)
def ingest(folder: str = "", source: Source = "") -> State[Any]:
    """Take up, read, check, load and publish everything that waits.

    Args:
        folder: Folder or file on the server to copy from, its full path; empty means the inbox.
        source: Source of everything in that folder; empty means that the subfolders say it.
    """
    settings = load()

    def run() -> RunReport:
        report = run_ingest(
            settings,
            [there(folder)] if folder.strip() else [],
            source=source or None,
            as_step=step_as_task(settings),
            progress=log_progress(),
        )
        events.emit_set_aside(report)
        events.emit_disk(settings)
        return report

    return run_and_conclude(settings, run)
