"""The Parquet copy of a published file: what belongs to a bulletin in folders by month of publication, the rest whole.

A month that is as it was in the copy before is not written again, its files are linked: the cost of a batch follows
from the months that it touches, and not from the size of the warehouse.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import duckdb

from flows.steps import archive, durable, sql

BY_MONTH = ("bulletin_text", "dim_article", "fact_metric", "fact_numeral")
MONTH = "published_month"
"""How the folders of months are named: published_month=2022-07."""
ROW_GROUP = 20_480
"""Rows of Parquet that are held in memory before they are written: with DuckDB's six times as many a million figures
do not fit into duckdb_memory."""
ROW_GROUP_BYTES = "8MB"
"""The same in bytes: so many whole texts are fifty megabytes, and each thread holds some."""
MANIFEST = "manifest.json"

_OPTIONS = (
    f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP}, ROW_GROUP_SIZE_BYTES '{ROW_GROUP_BYTES}',"
    " RETURN_STATS"
)

Files = dict[str, dict[str, Any]]
"""Path in the copy → its table, rows and SHA-256, and of a month's file the mark of the rows."""


def write(con: duckdb.DuckDBPyConnection, folder: Path, before: Path | None, generation: int) -> None:
    """Write every table into ``folder``, with a manifest; what has not changed since ``before`` is linked from there.

    ``con`` is on the file that is about to be published, its derived columns filled.
    """
    folder.mkdir(parents=True)
    con.execute(f"SET partitioned_write_flush_threshold = {ROW_GROUP}")
    sql.run_file(con, sql.SQL / "publish" / "months.sql")
    known = _manifest(before) if before else {}
    files: Files = {}
    for table in _tables(con):
        if table in BY_MONTH:
            files |= _by_month(con, folder, table, before, known)
        else:
            target = f"{sql.quoted(folder / table)}.parquet"
            files |= _told(con.execute(f"COPY {table} TO '{target}' ({_OPTIONS})").fetchall(), folder, table, {})
    (folder / MANIFEST).write_text(json.dumps({"generation": generation, "files": files}, indent=2) + "\n")
    durable.sync_all(folder)


def _tables(con: duckdb.DuckDBPyConnection) -> list[str]:
    names = con.execute("SELECT table_name FROM duckdb_tables() WHERE NOT temporary ORDER BY 1").fetchall()
    return [row[0] for row in names if row[0].startswith(("dim_", "fact_", "bulletin_text"))]


def _manifest(folder: Path) -> Files:
    """What a copy holds; nothing where it cannot be read, so that all is written anew."""
    try:
        files: Files = json.loads((folder / MANIFEST).read_text())["files"]
    except (OSError, ValueError, KeyError):
        return {}
    return files


def _by_month(con: duckdb.DuckDBPyConnection, folder: Path, table: str, before: Path | None, known: Files) -> Files:
    """Files of a table that lies by month: linked where the mark is the one of the copy before, else written."""
    (folder / table).mkdir()
    marks: dict[str, str] = dict(
        con.execute("SELECT published_month, mark FROM month_mark WHERE table_name = ?", [table]).fetchall()
    )
    files: Files = {}
    for month in list(marks):
        inside = f"{table}/{MONTH}={month}/"
        same = {
            name: told for name, told in known.items() if name.startswith(inside) and told.get("mark") == marks[month]
        }
        if before and same and _linked(before, folder, same):
            files |= same
            del marks[month]
    return files | _written(con, folder, table, marks, is_empty=not files)


def _linked(before: Path, folder: Path, files: Files) -> bool:
    """Link ``files`` into the new copy; False where that cannot be, and nothing is left of it then."""
    try:
        for name in files:
            (folder / name).parent.mkdir(exist_ok=True)
            os.link(before / name, folder / name)
    except OSError:
        for name in files:
            (folder / name).unlink(missing_ok=True)
        return False
    return True


def _written(
    con: duckdb.DuckDBPyConnection, folder: Path, table: str, marks: dict[str, str], *, is_empty: bool
) -> Files:
    written: list[tuple[Any, ...]] = []
    if marks:
        con.execute(
            "CREATE OR REPLACE TEMP TABLE changed_bulletin AS"
            " FROM bulletin_month WHERE published_month IN (SELECT unnest(?::VARCHAR[]))",
            [list(marks)],
        )
        written = con.execute(
            f"COPY (SELECT {table}.*, {MONTH} FROM {table} JOIN changed_bulletin USING (bulletin_id))"
            f" TO '{sql.quoted(folder / table)}'"
            f" ({_OPTIONS}, PARTITION_BY ({MONTH}), FILENAME_PATTERN 'part-{{i}}', OVERWRITE_OR_IGNORE)"
        ).fetchall()
    if not written and is_empty:  # no row yet: a reader finds the columns all the same
        empty = folder / table / f"{MONTH}=unknown"
        empty.mkdir()
        written = con.execute(f"COPY {table} TO '{sql.quoted(empty)}/part-0.parquet' ({_OPTIONS})").fetchall()
    return _told(written, folder, table, marks)


def _told(written: list[tuple[Any, ...]], folder: Path, table: str, marks: dict[str, str]) -> Files:
    """Entries of the manifest for what a COPY wrote."""
    files: Files = {}
    for path, rows in sorted((Path(row[0]), row[1]) for row in written):
        name = path.relative_to(folder)
        month = name.parts[1].partition("=")[2] if len(name.parts) > 2 else None
        mark = {"mark": marks[month]} if month in marks else {}
        files[name.as_posix()] = {"table": table, "rows": rows, "sha256": archive.digest(path), **mark}
    return files
