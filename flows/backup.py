"""The flow ``backup``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.run import log_progress, rename_run
from flows.settings import load
from flows.steps.backup import backup as copy
from flows.steps.errors import StepError


@flow(name="backup", timeout_seconds=12 * 3600)
def backup(folder: str = "") -> State[Any]:
    """Copy archive, receipts, history and what analysts own; ingest may run meanwhile.

    Args:
        folder: Where to, on this server; only what is new is copied. Empty means backup in the home folder.
    """
    settings = load()
    try:
        made = copy(settings, Path(folder) if folder else settings.home / "backup", log_progress())
    except StepError as error:
        return Failed(message=str(error))
    message = f"{made.files} files, {made.byte_count:,} bytes, {made.copied} newly archived"
    get_run_logger().info("%s in %s", message, made.folder)
    rename_run(message)
    return Completed(message=message)
