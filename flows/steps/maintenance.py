"""Upkeep: what may be forgotten goes, and nothing that was received or that a person wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from flows.steps import history, ingest, publish
from flows.steps.lock import hold
from flows.steps.warehouse import SET_ASIDE

if TYPE_CHECKING:
    from flows.settings import Settings


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
            _remove_damaged(settings.warehouse, settings.keep_history_days),
        )


def _remove_damaged(warehouse: Path, days: int) -> int:
    """By the time in the name: a file keeps that of its last change when it is set aside."""
    oldest = f"{datetime.now(UTC) - timedelta(days=days):{SET_ASIDE}}"
    aside = warehouse.parent.glob(f"{warehouse.name}*.damaged-*")
    old = [path for path in aside if path.name.rpartition(".damaged-")[2] < oldest]
    for path in old:
        path.unlink()
    return len(old)
