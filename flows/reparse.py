"""The flow ``reparse``."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from prefect import flow
from prefect.client.schemas.objects import State
from pydantic import Field

from flows.run import log_progress, run_and_conclude, step_as_task
from flows.settings import load
from flows.steps.reparse import WITHIN_BOUNDS, Apply, Wanted
from flows.steps.reparse import reparse as run_reparse

FIRST_DAY, LAST_DAY = date(1949, 1, 1), date(2099, 12, 31)
"""Bounds that leave nothing out: forms need a default that is a day."""


@flow(name="reparse", timeout_seconds=24 * 3600)
def reparse(
    apply: bool = False,
    within_bounds: bool = False,
    source: str = "",
    published_from: date = FIRST_DAY,
    published_until: date = LAST_DAY,
    bulletin: Annotated[str, Field(pattern="^[0-9a-f]{0,16}$")] = "",
) -> State[Any]:
    """Read archived bulletins again with today's rules and show what changes.

    Args:
        apply: Put the result in use. Off: only show the differences.
        within_bounds: Put it in use only if no larger share of rows changes than the setting reparse_apply_share.
        source: Only bulletins of this source (its folder name); empty means all.
        published_from: Only bulletins published on this day or later; 1949-01-01 means all, also those without a day.
        published_until: Only bulletins published on this day or earlier; 2099-12-31 means all.
        bulletin: Only the bulletin with this id, or whose id begins so; empty means all.
    """
    settings = load()
    wanted = Wanted(
        source=source or None,
        since=None if published_from == FIRST_DAY else published_from,
        until=None if published_until == LAST_DAY else published_until,
        bulletin=bulletin or None,
    )
    wish: Apply = WITHIN_BOUNDS if within_bounds else apply
    return run_and_conclude(
        settings,
        lambda: run_reparse(settings, wanted, apply=wish, as_step=step_as_task(settings), progress=log_progress()),
    )
