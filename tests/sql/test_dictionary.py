"""The dictionary in docs/ is what the comments of the schema say, and they say something of everything."""

from __future__ import annotations

from pathlib import Path

import duckdb

from flows.steps import sql
from flows.steps.describe import dictionary

PAGE = Path(__file__).resolve().parents[2] / "docs" / "dictionary.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == dictionary(), "run: .venv/bin/bulletins describe --output docs/dictionary.md"


def test_every_table_and_column_is_described() -> None:
    with duckdb.connect() as con:
        sql.run_all(con, "schema")
        bare = con.execute(
            "SELECT table_name FROM duckdb_tables() WHERE comment IS NULL"
            " UNION ALL SELECT table_name || '.' || column_name FROM duckdb_columns()"
            " WHERE NOT internal AND comment IS NULL"
        ).fetchall()
    assert bare == []
