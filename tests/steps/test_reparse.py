"""Reparse: beside the warehouse in use, compared with what is published, in use only when asked."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from flows.settings import Settings
from flows.steps.errors import StepError
from flows.steps.ingest import ingest
from flows.steps.reparse import Wanted, reparse
from flows.steps.report import Difference
from tests.steps.homes import KAILU, new_home, put, tables


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    settings = new_home(tmp_path / "home")
    ingest(settings)
    return settings


def older_code(settings: Settings) -> None:
    """Change the warehouse as if an older parser had filled it, and publish that."""
    with duckdb.connect(str(settings.warehouse)) as con:
        con.execute("UPDATE fact_metric SET kind = 'ratio', is_suspect = true WHERE value = 59")
        con.execute("DELETE FROM fact_metric WHERE value = 36")
        con.execute("UPDATE warehouse_state SET generation = generation + 1")
    ingest(settings)


def test_the_same_code_changes_nothing(home: Settings) -> None:
    before = tables(home.published)
    assert reparse(home, apply=True).differences == []
    assert tables(home.published) == before


def test_what_changes_is_shown_stored_and_applied_when_asked(home: Settings) -> None:
    right = tables(home.published)
    older_code(home)
    wrong = tables(home.published)
    found = reparse(home).differences
    assert Difference("fact_metric", "added", None, 2) in found
    assert Difference("fact_metric", "changed", "kind", 2) in found
    assert tables(home.published) == wrong
    with duckdb.connect(str(home.history), read_only=True) as con:
        assert con.execute("SELECT count(*) FROM etl_diff").fetchone() == (len(found),)
    reparse(home, apply=True)
    assert tables(home.published) == right


def test_one_source_alone_is_read_again(home: Settings) -> None:
    older_code(home)
    report = reparse(home, Wanted(source="通辽"), apply=True)
    assert report.bulletins_loaded == 2
    with duckdb.connect(str(home.published), read_only=True) as con:
        kinds = con.execute("SELECT kind FROM fact_metric WHERE value = 59 ORDER BY 1").fetchall()
    assert kinds == [("level",), ("ratio",)]


def test_what_arrives_meanwhile_is_caught_up_with(home: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.steps import compare

    real = compare.compare

    def late(old: Path, new: Path) -> list[Difference]:
        put(home.inbox, {"后来.txt": KAILU.replace("59", "77").encode()})
        ingest(home)
        return real(old, new)

    monkeypatch.setattr(compare, "compare", late)
    reparse(home, apply=True)
    with duckdb.connect(str(home.published), read_only=True) as con:
        assert con.execute("SELECT count(*) FROM fact_metric WHERE value = 77").fetchone() == (1,)


def test_nothing_wanted_is_an_error(home: Settings) -> None:
    with pytest.raises(StepError, match="no bulletin"):
        reparse(home, Wanted(source="nowhere"))
