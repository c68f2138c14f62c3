"""The state of an installation: does it work, what waits, how fresh is it, what is wrong."""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from flows.steps import inbox, receipts, versions
from flows.steps.errors import StepError
from flows.steps.report import FAILED
from flows.steps.sql import SQL

if TYPE_CHECKING:
    from flows.settings import Settings

REPORTS = SQL / "reports"
RUNS = 5
BUSY_SECONDS = 5
"""How long to wait for a file that another process has open for writing, which it does for moments only."""


@dataclass(slots=True)
class Status:
    """Everything that an operator looks at."""

    runs: list[tuple[Any, ...]] = field(default_factory=list)
    checks: list[tuple[Any, ...]] = field(default_factory=list)
    sources: list[tuple[Any, ...]] = field(default_factory=list)
    waiting_files: int = 0
    """Files in the inbox."""
    pending_bytes: int = 0
    """Bytes of receipts whose bulletins are not published yet."""
    generation: int | None = None
    published_at: datetime | None = None
    read_by: list[str] = field(default_factory=list)
    """Versions of code and vocabulary that read the published rows."""
    version: str = ""
    """Of the code and the vocabulary at work now."""
    failed_runs: int = 0
    """Runs that failed within a day."""
    megabytes: dict[str, int] = field(default_factory=dict)
    """Size of each file that grows."""
    free_mb: int = 0
    problems: list[str] = field(default_factory=list)
    """What needs a person."""


def status(settings: Settings) -> Status:
    """Look at the files of an installation; changes nothing and waits for no run."""
    found = Status(version=versions.parser_version())
    found.megabytes = {name: sum(map(_size, paths)) // 1_000_000 for name, paths in _growing(settings).items()}
    existing = next(path for path in (settings.home, *settings.home.parents) if path.exists())
    found.free_mb = shutil.disk_usage(existing).free // 1_000_000
    found.waiting_files = inbox.waiting_count(settings.inbox)
    for look in (_look_at_history, _look_at_published):
        try:
            look(settings, found)
        except StepError as error:
            found.problems.append(str(error))
    if found.free_mb < settings.disk_free_mb:
        found.problems.append(f"only {found.free_mb} MB are free on the disk")
    return found


def _look_at_history(settings: Settings, found: Status) -> None:
    if not settings.history.exists():
        return
    with _reading(settings.history) as con:
        found.runs = [(*run, _stages(stages)) for *run, stages in con.execute(_report("last_runs"), [RUNS]).fetchall()]
        row = con.execute(_report("failed_runs")).fetchone()
        found.failed_runs = row[0] if row else 0
        found.checks = con.execute(_report("last_checks")).fetchall()
    if found.runs and found.runs[0][2] == FAILED:
        found.problems.append(f"the last run failed: {found.runs[0][-2]}")
    found.problems += [
        f"{rows} rows of structural errors" for severity, rows, _ in found.checks if severity == "error" and rows
    ]
    found.problems += [
        f"{broken} checks of severity {severity} cannot run" for severity, _, broken in found.checks if broken
    ]


def _look_at_published(settings: Settings, found: Status) -> None:
    positions: dict[str, int] = {}
    if settings.published.exists():
        with _reading(settings.published) as con:
            found.sources = con.execute(_report("freshness")).fetchall()
            row = con.execute("SELECT generation, published_at FROM publication").fetchone()
            found.generation, found.published_at = row or (None, None)
            read_by = con.execute("SELECT DISTINCT parser_version FROM dim_bulletin ORDER BY ALL").fetchall()
            found.read_by = [version for (version,) in read_by]
            positions = dict(con.execute("SELECT log_name, byte_position FROM receipt_position").fetchall())
    sizes = receipts.sizes(settings.receipts)
    found.pending_bytes = sum(size - positions.get(name, 0) for name, size in sizes.items())


def _stages(seconds: str) -> str:
    """Seconds by stage as people read them."""
    return ", ".join(f"{stage} {spent:.1f}" for stage, spent in json.loads(seconds).items())


def _growing(settings: Settings) -> dict[str, list[Path]]:
    """The files that grow with the years; the archive is as large as what was received."""
    return {
        "warehouse": [settings.warehouse],
        "published": [settings.published],
        "releases": list(settings.releases.glob("*.duckdb")),
        "history": [settings.history],
        "Prefect": list((settings.home / "prefect").glob("prefect.db*")),
    }


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _report(name: str) -> str:
    return (REPORTS / f"{name}.sql").read_text("utf-8")


def _reading(path: Path) -> duckdb.DuckDBPyConnection:
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            return duckdb.connect(path, read_only=True)
        except duckdb.Error as error:
            if time.monotonic() > deadline:
                raise StepError(f"{path} cannot be opened: {str(error).splitlines()[0]}") from None
            time.sleep(0.1)
