"""The flow ``reparse``."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from prefect import flow
from prefect.client.schemas.objects import State
from pydantic import Field

from flows.forms import FIRST_DAY, LAST_DAY, Source, days
from flows.run import log_progress, run_and_conclude, step_as_task
from flows.settings import load
from flows.steps.reparse import WITHIN_BOUNDS, Apply, Wanted
from flows.steps.reparse import reparse as run_reparse
from flows.steps.report import RunReport

APPLY: dict[str, Apply] = {"no": False, "within bounds": WITHIN_BOUNDS, "yes": True}


@flow(name="reparse", timeout_seconds=24 * 3600)
def reparse(
    apply: Literal["no", "within bounds", "yes"] = "no",
    source: Source = "",
    published_from: date = FIRST_DAY,
    published_until: date = LAST_DAY,
    bulletin: Annotated[str, Field(pattern="^[0-9a-f]{0,16}$")] = "",
) -> State[Any]:
    """Read archived bulletins again with today's rules and show what changes.

    Args:
        apply: Put the result in use. "no" only shows the differences; "within bounds" puts it in use if no larger share
            of the rows changes than the setting reparse_apply_share.
        source: Only bulletins of this source (its folder name); empty means all.
        published_from: Only bulletins published on this day or later; 1949-01-01 means all, also those without a day.
        published_until: Only bulletins published on this day or earlier; 2099-12-31 means all.
        bulletin: Only the bulletin with this id, or whose id begins so; empty means all.
    """
    settings = load()

    def run() -> RunReport:
        since, until = days(published_from, published_until)
        wanted = Wanted(source or None, since, until, bulletin or None)
        return run_reparse(
            settings, wanted, apply=APPLY[apply], as_step=step_as_task(settings), progress=log_progress()
        )

    return run_and_conclude(settings, run)
