"""Every worked query has its question, and runs."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from flows.steps import sql
from tests.warehouse_fixture import build, gold_documents

QUERIES = sql.files("queries")
NOTHING_IN_GOLD = {"06_conflicts", "07_breakdowns_that_do_not_add_up", "19_replaced", "20_quarantine"}


@pytest.fixture(scope="module")
def con() -> duckdb.DuckDBPyConnection:
    documents = gold_documents()
    return build([*(("gold", document) for document in documents), ("paper", documents[0])])


def test_there_are_twenty() -> None:
    assert len(QUERIES) >= 20


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_query(path: Path, con: duckdb.DuckDBPyConnection) -> None:
    text = path.read_text("utf-8")
    assert text.startswith("-- Question: ") and text.split("\n")[0].endswith("?"), "the first line is the question"
    found = con.execute(text).fetchall()
    assert found or path.stem in NOTHING_IN_GOLD
    assert con.execute(text).fetchall() == found, "the order of rows must not depend on chance"
