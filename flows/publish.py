"""The flow ``publish``."""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from flows.run import run_and_conclude
from flows.settings import load
from flows.steps.republish import republish


@flow(name="publish", timeout_seconds=3600)
def publish(force: bool = False) -> State[Any]:
    """Write a fresh published file and Parquet, and swap them in, where the warehouse has moved on.

    Args:
        force: Publish even if nothing has changed, for example after an edit of a view.
    """
    settings = load()
    return run_and_conclude(settings, lambda: republish(settings, force=force))
