"""Files of an installation that are lost or damaged between two runs."""

from __future__ import annotations

import os
from pathlib import Path

from flows.settings import Settings
from flows.steps.ingest import ingest
from tests.faults.kills import kill_at


def lost(settings: Settings, name: str) -> None:
    """A file is lost."""
    ingest(settings)
    (settings.home / name).unlink()


def overwritten(settings: Settings, name: str) -> None:
    """A file is overwritten with noise."""
    ingest(settings)
    _overwrite(settings.home / name)


def damaged_log(settings: Settings) -> None:
    """A run is killed in its commit, and the log that it leaves is cut in the middle."""
    kill_at(settings, "flows.steps.warehouse.Warehouse._commit", "after")
    log = settings.warehouse.with_name(settings.warehouse.name + ".wal")
    if log.exists():
        log.write_bytes(log.read_bytes()[: log.stat().st_size // 2])


def _overwrite(path: Path) -> None:
    path.write_bytes(os.urandom(300_000))
