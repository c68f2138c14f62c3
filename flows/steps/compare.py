"""What differs between two warehouses: rows added and gone by table, rows changed by column."""

from __future__ import annotations

from pathlib import Path

import duckdb

from flows.steps import sql
from flows.steps.report import Difference

KEYS = {
    "dim_bulletin": "bulletin_id",
    "dim_article": "article_id",
    "fact_metric": "fact_id",
    "fact_numeral": "numeral_id",
    "dim_organisation": "organisation_id",
    "dim_metric": "metric_id",
}
DERIVED = {"supersedes_id", "is_current", "story_id", "is_first_telling", "corrected_by_id", "is_counted"}
"""Columns that are worked out at publishing only."""
IGNORED = DERIVED | {"parser_version"}


def compare(old: Path, new: Path) -> list[Difference]:
    """Differences of ``new`` against ``old``; where there is no old one everything is added."""
    with duckdb.connect(":memory:") as con:
        con.execute(f"ATTACH '{sql.quoted(new)}' AS new (READ_ONLY)")
        if not old.exists():
            return [
                Difference(table, "added", None, rows)
                for table in KEYS
                if (rows := _count(con, f"SELECT count(*) FROM new.{table}"))
            ]
        con.execute(f"ATTACH '{sql.quoted(old)}' AS old (READ_ONLY)")
        return [difference for table in KEYS for difference in _table(con, table)]


def _table(con: duckdb.DuckDBPyConnection, table: str) -> list[Difference]:
    key = KEYS[table]
    found = []
    for change, here, there in (("added", "new", "old"), ("gone", "old", "new")):
        rows = _count(con, f"SELECT count(*) FROM {here}.{table} ANTI JOIN {there}.{table} USING ({key})")
        if rows:
            found.append(Difference(table, change, None, rows))
    columns = [name for name in _columns(con, "new", table) if name in _columns(con, "old", table)]
    compared = [name for name in columns if name != key and name not in IGNORED]
    counts = ", ".join(f"count(*) FILTER (old.{name} IS DISTINCT FROM new.{name})" for name in compared)
    row = con.execute(f"SELECT {counts} FROM old.{table} AS old JOIN new.{table} AS new USING ({key})").fetchone()
    changed = zip(compared, row or (), strict=True)
    return found + [Difference(table, "changed", name, rows) for name, rows in changed if rows]


def _columns(con: duckdb.DuckDBPyConnection, database: str, table: str) -> list[str]:
    rows = con.execute(
        "SELECT column_name FROM duckdb_columns() WHERE database_name = ? AND table_name = ? ORDER BY column_index",
        [database, table],
    ).fetchall()
    return [row[0] for row in rows]


def _count(con: duckdb.DuckDBPyConnection, statement: str) -> int:
    row = con.execute(statement).fetchone()
    return int(row[0]) if row else 0
