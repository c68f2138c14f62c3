"""``history.duckdb``: what ran, what the checks found, what was set aside, what a reparse changed.

Append-only and never rebuilt; upgraded in place by the numbered files of ``sql/history``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from flows.steps import checks, sql
from flows.steps.errors import StepError
from flows.steps.lock import hold
from flows.steps.report import now

if TYPE_CHECKING:
    from flows.steps.report import RunReport


def record(path: Path, report: RunReport) -> None:
    """Write one run with all that belongs to it, in one transaction. The caller holds the lock."""
    with _opened(path) as con:
        con.execute("BEGIN")
        _many(
            con,
            "etl_run",
            [
                (
                    report.run_id,
                    report.flow,
                    report.started_at,
                    report.ended_at,
                    report.state,
                    report.generation,
                    report.parser_version,
                    report.files_received,
                    report.bulletins_loaded,
                    len(report.quarantined),
                    report.figures,
                    json.dumps({stage: round(seconds, 3) for stage, seconds in report.seconds.items()}),
                    report.message,
                )
            ],
        )
        _many(
            con,
            "etl_check_result",
            [
                (
                    report.run_id,
                    found.name,
                    found.severity,
                    found.scope,
                    report.ended_at,
                    found.failure_count,
                    found.seconds,
                    found.error,
                )
                for found in report.checks
            ],
        )
        _many(
            con,
            "etl_check_failure",
            [
                (report.run_id, found.name, row.get("bulletin_id"), row.get("fact_id"), checks.to_json(row))
                for found in report.checks
                for row in found.rows
            ],
        )
        _many(
            con,
            "etl_quarantine",
            [
                (report.run_id, one.bulletin_id, one.file_path, one.code, one.reason, report.ended_at)
                for one in report.quarantined
            ],
        )
        _many(
            con,
            "etl_diff",
            [(report.run_id, one.table, one.change, one.column, one.rows) for one in report.comparison.fields],
        )
        _many(
            con,
            "etl_diff_metric",
            [
                (report.run_id, one.metric_code, one.name_zh, one.added, one.gone, one.changed)
                for one in report.comparison.metrics
            ],
        )
        con.execute("COMMIT")


def prune(path: Path, days: int) -> int:
    """Forget what checks found in runs that began more than ``days`` days ago; returns the rows that went.

    The runs themselves, what was set aside and what a reparse changed stay for good: they are few.
    """
    if not path.exists():
        return 0
    gone = 0
    with _opened(path) as con:
        con.execute("BEGIN")
        for table in ("etl_check_result", "etl_check_failure"):
            row = con.execute(
                f"DELETE FROM {table} WHERE run_id IN (SELECT run_id FROM etl_run WHERE started_at < ?)",
                [now() - timedelta(days=days)],
            ).fetchone()
            gone += row[0] if row else 0
        con.execute("COMMIT")
        con.execute("CHECKPOINT")
    return gone


@contextmanager
def at_rest(path: Path) -> Iterator[None]:
    """Nobody writes to the history meanwhile; waits for whoever does."""
    with hold(path.with_name(f"{path.stem}.lock"), wait=True):
        yield


@contextmanager
def _opened(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with at_rest(path):
        try:
            con = duckdb.connect(str(path))
        except duckdb.Error as error:
            raise StepError(f"{path} cannot be opened: {str(error).splitlines()[0]}") from None
        with con:
            _upgrade(con, path)
            yield con


def _upgrade(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    con.execute("CREATE TABLE IF NOT EXISTS history_version (version INTEGER NOT NULL)")
    row = con.execute("SELECT max(version) FROM history_version").fetchone()
    have = (row and row[0]) or 0
    files = {int(file.stem): file for file in sql.files("history")}
    if have > max(files):
        raise StepError(
            f"{path} was written by a newer version of this project: upgrade the project again, or move the file away"
        )
    for version in range(have + 1, max(files) + 1):
        con.execute("BEGIN")
        con.execute(files[version].read_text("utf-8"))
        con.execute("INSERT INTO history_version VALUES (?)", [version])
        con.execute("COMMIT")


def _many(con: duckdb.DuckDBPyConnection, table: str, rows: list[tuple[object, ...]]) -> None:
    """Insert rows as one Arrow table: bound one by one they cost 0.5 ms a value."""
    if not rows:
        return
    import pyarrow as pa

    con.register(
        "incoming", pa.table({f"_{place}": list(values) for place, values in enumerate(zip(*rows, strict=True))})
    )
    con.execute(f"INSERT INTO {table} FROM incoming")
    con.unregister("incoming")
