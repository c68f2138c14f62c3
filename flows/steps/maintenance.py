"""Upkeep: what may be forgotten goes, and nothing that was received or that a person wrote."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flows.steps import history, ingest, publish
from flows.steps.lock import hold

if TYPE_CHECKING:
    from flows.settings import Settings

_DAY = 24 * 3600


@dataclass(slots=True)
class Tidied:
    """What went."""

    releases: int
    """Earlier published files beyond those that are kept."""
    history_rows: int
    """Results of checks that are older than they are kept."""
    damaged_files: int
    """Damaged warehouses that were set aside so long ago."""


def tidy(settings: Settings) -> Tidied:
    """Remove what is left of interrupted runs, and what is older than the settings keep. Waits for a run at work."""
    with hold(settings.lock, wait=True):
        ingest.clean(settings)
        return Tidied(
            publish.prune_releases(settings),
            history.prune(settings.history, settings.keep_history_days),
            _remove_older(
                settings.warehouse.parent, f"{settings.warehouse.name}*.damaged-*", settings.keep_history_days
            ),
        )


def _remove_older(folder: Path, pattern: str, days: int) -> int:
    old = [path for path in folder.glob(pattern) if path.stat().st_mtime < time.time() - days * _DAY]
    for path in old:
        path.unlink()
    return len(old)
