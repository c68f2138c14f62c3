"""``bulletins status``: does it work, what waits, how fresh is it, what is wrong."""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from flows.console import print_table, printable
from flows.settings import Settings
from flows.steps import inbox, receipts, versions
from flows.steps.errors import StepError
from flows.steps.report import FAILED
from flows.steps.sql import SQL

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
    free_mb: int = 0
    problems: list[str] = field(default_factory=list)
    """What needs a person."""


def status(settings: Settings) -> Status:
    """Look at the files of an installation; changes nothing and waits for no run."""
    found = Status()
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
        found.runs = con.execute(_report("last_runs"), [RUNS]).fetchall()
        found.checks = con.execute(_report("last_checks")).fetchall()
    if found.runs and found.runs[0][2] == FAILED:
        found.problems.append(f"the last run failed: {found.runs[0][-1]}")
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


def print_status(settings: Settings, found: Status) -> None:
    """Print it for people."""
    current = versions.parser_version()
    print(f"home        {settings.home}, {found.free_mb} MB free")
    pending = ", and receipts to work off" if found.pending_bytes else ""
    print(f"waiting     {found.waiting_files} files in the inbox{pending}")
    if found.published_at:
        print(f"published   generation {found.generation} at {found.published_at:%Y-%m-%d %H:%M:%S} UTC")
    else:
        print("published   nothing yet: put files into the inbox and run `bulletins ingest`")
    older = ", ".join(version for version in found.read_by if version != current)
    print(f"version     {current}")
    if older:
        print(f"            rows of {older} too: `bulletins reparse` shows what today's rules change")
    _print("sources", ("source", "last received", "last published", "loaded", "quarantined"), found.sources)
    _print("checks", ("severity", "rows", "cannot run"), found.checks)
    columns = ("started", "flow", "state", "files", "bulletins", "figures", "quarantined", "seconds", "message")
    _print("last runs", columns, found.runs)
    for problem in found.problems:
        print(f"problem: {printable(problem)}")
    if not found.problems:
        print("all is well")


def _print(title: str, columns: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
    if rows:
        shown = [[f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value for value in row] for row in rows]
        print_table(columns, shown, title=title)


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
