"""Two published files against each other: releases, the one in use, any other."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from flows.settings import Settings
from flows.steps.diff import diff
from flows.steps.errors import StepError
from flows.steps.ingest import ingest
from flows.steps.report import Difference
from tests.conftest import Bulletins
from tests.steps.homes import KAILU, KUNMING, new_home, put


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Three publications: nothing, one bulletin, two."""
    settings = new_home(tmp_path_factory.mktemp("diff") / "home", {"昆明/2022-07-26.txt": KUNMING.encode()})
    ingest(settings)
    put(settings.inbox, {"通辽/2022-07-01.txt": KAILU.encode()})
    ingest(settings)
    return settings


def generations(home: Settings) -> list[int]:
    return [int(path.stem.removeprefix("bulletins-")) for path in sorted(home.releases.iterdir())]


def test_the_published_file_against_the_last_release(home: Settings) -> None:
    old, new, found = diff(home)
    assert (old, new) == (sorted(home.releases.iterdir())[-1], home.published)
    assert Difference("dim_bulletin", "added", None, 1) in found.fields
    assert Difference("fact_metric", "added", None, 4) in found.fields
    assert sorted((one.added, one.gone, one.changed) for one in found.metrics)[-1] == (1, 0, 0)
    assert not [one for one in found.fields if one.change == "gone"]


def test_turned_round_what_was_added_is_gone(home: Settings) -> None:
    last = str(generations(home)[-1])
    assert Difference("fact_metric", "gone", None, 4) in diff(home, "published", last)[2].fields


def test_releases_by_generation_name_and_path(home: Settings) -> None:
    first, last = sorted(home.releases.iterdir())[-2:]
    expected = diff(home, str(first), str(last))
    assert Difference("fact_metric", "added", None, 3) in expected[2].fields
    for old in (first.name, first.stem, str(generations(home)[-2])):
        assert diff(home, old, last.stem) == expected
    assert diff(home, last.name, last.stem)[2].fields == []


def test_changed_fields_by_metric_and_what_publishing_works_out(home: Settings, tmp_path: Path) -> None:
    other = tmp_path / "other's.duckdb"
    shutil.copy(home.published, other)
    with duckdb.connect(str(other)) as con:
        con.execute("UPDATE fact_metric SET value = 60, kind = 'ratio' WHERE value = 59")
        con.execute("UPDATE fact_metric SET value = 42 WHERE value = 41")
        con.execute("UPDATE dim_bulletin SET is_current = false")
    found = diff(home, "published", str(other))[2]
    assert found.fields == [
        Difference("dim_bulletin", "changed", "is_current", 2),
        Difference("fact_metric", "changed", "value", 2),
        Difference("fact_metric", "changed", "kind", 1),
    ]
    assert [(one.name_zh, one.changed) for one in found.metrics] == [("破获刑事案件", 1), ("立案刑事案件", 1)]
    assert found.share == 1, "every bulletin"


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (None, "is not there, and no release is called so: kept are"),
        (lambda path: path.mkdir(), "is no published file"),
        (lambda path: path.write_text("a,b"), "is no published file"),
        (lambda path: duckdb.connect(str(path)).close(), "is no published file"),
    ],
)
def test_what_is_no_published_file_is_named(home: Settings, tmp_path: Path, make: object, told: str) -> None:
    path = tmp_path / "a.duckdb"
    if callable(make):
        make(path)
    with pytest.raises(StepError, match=f"a.duckdb {told}"):
        diff(home, str(path))
    with pytest.raises(StepError, match="is no published file"):
        diff(home, str(home.warehouse))


def test_a_file_with_other_tables_is_told(home: Settings, tmp_path: Path) -> None:
    other = tmp_path / "other.duckdb"
    shutil.copy(home.published, other)
    with duckdb.connect(str(other)) as con:
        con.execute("ALTER TABLE fact_numeral RENAME TO numerals")
    with pytest.raises(StepError, match=r"cannot be compared.*fact_numeral"):
        diff(home, str(other))


def test_without_a_release_two_files_must_be_named(home: Settings, tmp_path: Path) -> None:
    with pytest.raises(StepError, match="no earlier release is kept yet"):
        diff(home.model_copy(update={"releases": tmp_path / "releases"}))


def test_the_command_prints_tables_or_json(
    home: Settings, bulletins: Bulletins, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BULLETINS_HOME", str(home.home))
    printed = bulletins("diff").stdout
    assert "fact_metric" in printed and "破获刑事案件" in printed
    told = json.loads(bulletins("diff", "--json").stdout)
    assert told["new"] == str(home.published) and {"fields", "metrics", "share"} <= set(told)
    assert "nothing differs" in bulletins("diff", "published").stdout
    assert "no release is called so" in bulletins("diff", "999", code=3).stderr
