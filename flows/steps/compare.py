"""What differs between two warehouses or published files: by table and column, and by metric."""

from __future__ import annotations

from pathlib import Path

import duckdb

from flows.steps import sql
from flows.steps.report import Comparison, Difference, MetricDifference

KEYS = {
    "dim_bulletin": "bulletin_id",
    "dim_article": "article_id",
    "fact_metric": "fact_id",
    "fact_numeral": "numeral_id",
    "dim_organisation": "organisation_id",
    "dim_metric": "metric_id",
}
READ = ("dim_bulletin", "dim_article", "fact_metric", "fact_numeral")
"""Tables whose rows are read from bulletins; the others follow from them."""
VERSION = {"parser_version"}
DERIVED = {"supersedes_id", "is_current", "story_id", "is_first_telling", "corrected_by_id", "is_counted", "parent_id"}
"""Columns that are worked out at publishing only."""


def compare(old: Path, new: Path, ignored: set[str] = VERSION | DERIVED) -> Comparison:
    """How ``new`` differs from ``old``; where there is no old one everything is added. Raises duckdb.Error."""
    with duckdb.connect(":memory:") as con:
        con.execute(f"ATTACH '{sql.quoted(new)}' AS new (READ_ONLY)")
        if old.exists():
            con.execute(f"ATTACH '{sql.quoted(old)}' AS old (READ_ONLY)")
        else:
            con.execute("ATTACH ':memory:' AS old")
            for table in KEYS:
                con.execute(f"CREATE TABLE old.{table} AS FROM new.{table} LIMIT 0")
        found = Comparison()
        for table in KEYS:
            _table(con, table, ignored, found)
        found.metrics = _metrics(con, ignored)
        return found


def _table(con: duckdb.DuckDBPyConnection, table: str, ignored: set[str], found: Comparison) -> None:
    """Add what differs in one table."""
    key, columns = KEYS[table], _compared(con, table, ignored)
    touched = 0
    for change, here, there in (("added", "new", "old"), ("gone", "old", "new")):
        rows = _count(con, f"SELECT count(*) FROM {here}.{table} ANTI JOIN {there}.{table} USING ({key})")
        touched += rows
        if rows:
            found.fields.append(Difference(table, change, None, rows))
    counts = [_any_differs(columns), *(f"old.{name} IS DISTINCT FROM new.{name}" for name in columns)]
    listed = ", ".join(f"count(*) FILTER ({differs})" for differs in counts)
    row = con.execute(f"SELECT {listed} FROM old.{table} AS old JOIN new.{table} AS new USING ({key})").fetchone()
    changed, *by_column = row or (0,)
    found.fields += [
        Difference(table, "changed", name, rows) for name, rows in zip(columns, by_column, strict=True) if rows
    ]
    if table in READ:
        before = _count(con, f"SELECT count(*) FROM old.{table}")
        found.share = max(found.share, (touched + changed) / (before or touched or 1))


def _metrics(con: duckdb.DuckDBPyConnection, ignored: set[str]) -> list[MetricDifference]:
    """Figures added, gone and changed by metric, those with most first."""
    differs = _any_differs(_compared(con, "fact_metric", ignored))
    rows = con.execute(f"""
        WITH change AS (
            SELECT metric_id, 'added' AS change FROM new.fact_metric ANTI JOIN old.fact_metric USING (fact_id)
            UNION ALL
            SELECT metric_id, 'gone' FROM old.fact_metric ANTI JOIN new.fact_metric USING (fact_id)
            UNION ALL
            SELECT new.metric_id, 'changed'
            FROM old.fact_metric AS old JOIN new.fact_metric AS new USING (fact_id)
            WHERE {differs}
        ),
        metric AS (
            SELECT metric_id, metric_code, name_zh FROM new.dim_metric
            UNION ALL
            SELECT metric_id, metric_code, name_zh FROM old.dim_metric ANTI JOIN new.dim_metric USING (metric_id)
        )
        SELECT
            coalesce(metric_code, metric_id, '') AS code,
            coalesce(name_zh, ''),
            count(*) FILTER (change = 'added'),
            count(*) FILTER (change = 'gone'),
            count(*) FILTER (change = 'changed')
        FROM change
        LEFT JOIN metric USING (metric_id)
        GROUP BY ALL
        ORDER BY count(*) DESC, code
    """).fetchall()
    return [MetricDifference(*row) for row in rows]


def _compared(con: duckdb.DuckDBPyConnection, table: str, ignored: set[str]) -> list[str]:
    """Columns that both have, apart from the key."""
    have = set(_columns(con, "old", table))
    return [name for name in _columns(con, "new", table) if name in have and name not in ignored | {KEYS[table]}]


def _any_differs(columns: list[str]) -> str:
    return " OR ".join(f"old.{name} IS DISTINCT FROM new.{name}" for name in columns) or "false"


def _columns(con: duckdb.DuckDBPyConnection, database: str, table: str) -> list[str]:
    rows = con.execute(
        "SELECT column_name FROM duckdb_columns() WHERE database_name = ? AND table_name = ? ORDER BY column_index",
        [database, table],
    ).fetchall()
    return [row[0] for row in rows]


def _count(con: duckdb.DuckDBPyConnection, statement: str) -> int:
    row = con.execute(statement).fetchone()
    return int(row[0]) if row else 0
