"""The flow ``backfill``."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from prefect import flow
from prefect.client.schemas.objects import State

from flows import events
from flows.forms import FIRST_DAY, LAST_DAY, Source, days, there
from flows.run import log_progress, run_and_conclude, step_as_task
from flows.settings import Settings, load
from flows.steps.errors import StepError
from flows.steps.ingest import ingest
from flows.steps.reparse import Wanted, reparse
from flows.steps.report import RunReport


@flow(name="backfill", timeout_seconds=24 * 3600)
def backfill(
    what: Literal["folder", "days"] = "folder",
    folder: str = "",
    source: Source = "",
    published_from: date = FIRST_DAY,
    published_until: date = LAST_DAY,
) -> State[Any]:
    """Take in a folder of old files, or read the archived bulletins of some days again and put the result in use.

    Args:
        what: "folder" takes in the files of *folder*; "days" reads archived bulletins again by day of publication.
        folder: Full path of a folder or file on the server, for "folder"; the files stay there.
        source: For "folder": source of all its files, empty means that subfolders say it. For "days": only this one.
        published_from: For "days": the first day of publication; 1949-01-01 means from the beginning.
        published_until: For "days": the last day of publication; 2099-12-31 means to the end.
    """
    settings = load()
    if what == "folder":
        return run_and_conclude(settings, lambda: _folder(settings, folder, source))
    return run_and_conclude(settings, lambda: _days(settings, source, published_from, published_until))


def _folder(settings: Settings, folder: str, source: str) -> RunReport:
    if not folder.strip():
        raise StepError("folder is empty: say which folder to take in")
    report = ingest(
        settings, [there(folder)], source=source or None, as_step=step_as_task(settings), progress=log_progress()
    )
    events.emit_set_aside(report)
    return report


def _days(settings: Settings, source: str, first: date, last: date) -> RunReport:
    since, until = days(first, last)
    if since is None and until is None:
        raise StepError("no day is given: say published_from or published_until (the deployment reparse takes all)")
    wanted = Wanted(source=source or None, since=since, until=until)
    return reparse(settings, wanted, apply=True, as_step=step_as_task(settings), progress=log_progress())
