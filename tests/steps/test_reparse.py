"""Reparse: beside the warehouse in use, compared with what is published, in use only when asked."""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path

import duckdb
import pytest

from flows.settings import Settings
from flows.steps.errors import StepError
from flows.steps.ingest import ingest
from flows.steps.reparse import WITHIN_BOUNDS, Wanted, reparse
from flows.steps.report import Comparison, Difference
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
    assert reparse(home, apply=True).comparison.fields == []
    assert tables(home.published) == before


def test_what_changes_is_shown_stored_and_applied_when_asked(home: Settings) -> None:
    right = tables(home.published)
    older_code(home)
    wrong = tables(home.published)
    found = reparse(home).comparison
    assert Difference("fact_metric", "added", None, 2) in found.fields
    assert Difference("fact_metric", "changed", "kind", 2) in found.fields
    by_metric = {one.name_zh: (one.added, one.gone, one.changed) for one in found.metrics}
    assert by_metric == {"抓获违法犯罪嫌疑人": (2, 0, 0), "立案刑事案件": (0, 0, 2)}
    assert tables(home.published) == wrong
    with duckdb.connect(str(home.history), read_only=True) as con:
        assert con.execute("SELECT count(*) FROM etl_diff").fetchone() == (len(found.fields),)
        stored = con.execute("SELECT * EXCLUDE (run_id) FROM etl_diff_metric ORDER BY ALL").fetchall()
        assert sorted(stored) == sorted(astuple(one) for one in found.metrics)
    reparse(home, apply=True)
    assert tables(home.published) == right


@pytest.mark.parametrize(("bound", "is_applied"), [(0.0, False), (0.2, False), (0.9, True)])
def test_within_bounds_it_is_applied_by_itself(home: Settings, bound: float, is_applied: bool) -> None:
    right = tables(home.published)
    older_code(home)
    wrong = tables(home.published)
    report = reparse(home.model_copy(update={"reparse_apply_share": bound}), apply=WITHIN_BOUNDS)
    assert 0.2 < report.comparison.share < 0.9
    assert bool(report.published) == is_applied
    assert tables(home.published) == (right if is_applied else wrong)
    assert is_applied or f"more than reparse_apply_share ({bound:.2%}) allows" in (report.message or "")


def test_the_history_of_an_older_version_gains_its_tables(home: Settings) -> None:
    with duckdb.connect(str(home.history)) as con:
        con.execute("DROP TABLE etl_diff_metric")
        con.execute("DELETE FROM history_version WHERE version = 2")
        runs = con.execute("SELECT count(*) FROM etl_run").fetchone()
    older_code(home)
    reparse(home)
    with duckdb.connect(str(home.history), read_only=True) as con:
        assert con.execute("SELECT count(*) FROM etl_diff_metric").fetchone() == (2,)
        assert con.execute("SELECT count(*) FROM etl_run").fetchone() == (runs[0] + 2,)


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

    def late(old: Path, new: Path) -> Comparison:
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
