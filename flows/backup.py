"""The flow ``backup``."""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from flows.forms import full
from flows.run import log_progress, run_and_say
from flows.settings import load
from flows.steps.backup import backup as copy


@flow(name="backup", timeout_seconds=12 * 3600)
def backup(folder: str = "") -> State[Any]:
    """Copy archive, receipts, history and what analysts own; ingest may run meanwhile.

    Args:
        folder: Full path on this server to copy to; only what is new is copied. Empty means backup in the home folder.
    """
    settings = load()

    def run() -> str:
        made = copy(settings, full(folder) if folder.strip() else settings.home / "backup", log_progress())
        return f"{made.files} files, {made.byte_count:,} bytes, {made.copied} newly archived, in {made.folder}"

    return run_and_say(run)
