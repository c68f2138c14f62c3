"""The Parquet copy: every table whole, figures by month of publication, every file in the manifest."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import duckdb
import pytest

from flows.settings import Settings, load
from flows.steps.errors import StepError
from flows.steps.ingest import ingest
from flows.steps.publish import _room, publish
from tests.steps.homes import KAILU, KUNMING, TONGLIAO, new_home, put

FILES = {
    "a/2022-07-01.txt": KAILU.encode(),
    "a/2022-07-28.txt": KUNMING.encode(),
    "b/2022-08-02.txt": TONGLIAO.encode(),
    "无日期/通报.txt": "某县公安局通报\n\n全县共立刑事案件 59 起,破获 41 起。\n".encode(),
}


def test_figures_lie_by_month_and_the_manifest_tells_every_file(tmp_path: Path) -> None:
    settings = new_home(tmp_path / "it's home", FILES)
    ingest(settings)
    _holds_what_is_published(settings)
    months = sorted(path.name for path in (settings.parquet / "fact_metric").iterdir())
    assert months == ["published_month=2022-07", "published_month=2022-08", "published_month=unknown"]
    with duckdb.connect() as con:
        pages = f"{str(settings.parquet).replace(chr(39), chr(39) * 2)}/fact_metric/*/*.parquet"
        wrong = con.execute(
            f"SELECT count(*) FROM read_parquet('{pages}', hive_partitioning = true)"
            " WHERE published_month <> coalesce(strftime(published_on, '%Y-%m'), 'unknown')"
        ).fetchone()
    assert wrong == (0,)


def test_a_publication_replaces_all_of_the_one_before(tmp_path: Path) -> None:
    settings = new_home(tmp_path / "home", FILES)
    ingest(settings)
    before = settings.parquet.resolve()
    with duckdb.connect(str(settings.warehouse)) as con:
        con.execute("DELETE FROM fact_metric WHERE published_on >= DATE '2022-08-01'")
    publish(settings, 99)
    assert not before.exists() and not (settings.parquet / "fact_metric" / "published_month=2022-08").exists()
    _holds_what_is_published(settings)


def _pages(settings: Settings) -> dict[str, int]:
    """Every file of the months, with what it is on the disk: a linked one stays the same."""
    folder = settings.parquet
    return {str(path.relative_to(folder)): path.stat().st_ino for path in folder.glob("*/*/*.parquet")}


def test_a_batch_writes_the_months_that_it_touches_and_no_other(tmp_path: Path) -> None:
    settings = new_home(tmp_path / "home", FILES)
    ingest(settings)
    before = _pages(settings)
    put(settings.inbox, {"b/2022-08-09.txt": TONGLIAO.replace("412", "413").encode()})
    ingest(settings)
    after = _pages(settings)
    _holds_what_is_published(settings)
    assert {name for name in after if after[name] != before.get(name)} == {
        f"{table}/published_month=2022-08/part-0.parquet"
        for table in ("bulletin_text", "dim_article", "fact_metric", "fact_numeral")
    }
    publish(settings, 99, anew=True)
    assert not set(_pages(settings).values()) & set(after.values())


def test_what_publishing_works_out_changes_an_old_month(tmp_path: Path) -> None:
    settings = new_home(tmp_path / "home", FILES)
    ingest(settings)
    before = _pages(settings)
    # a new version of the file of August, published in September: the figures of August hold no longer
    put(settings.inbox, {"b/2022-08-02.txt": TONGLIAO.encode() + "又。\n".encode()})
    put(settings.inbox, {"b/2022-08-02.meta.json": b'{"published_on": "2022-09-01"}'})
    ingest(settings)
    after = _pages(settings)
    _holds_what_is_published(settings)
    assert {name for name in after if after[name] != before.get(name) and "fact_metric" in name} == {
        f"fact_metric/published_month=2022-0{month}/part-0.parquet" for month in (8, 9)
    }


def test_without_figures_the_columns_are_there(tmp_path: Path) -> None:
    settings = new_home(tmp_path / "home", {})
    ingest(settings)
    publish(settings, 1)
    _holds_what_is_published(settings)


def _holds_what_is_published(settings: Settings) -> None:
    """Rows and columns of every table are those of the published file, and each file is as the manifest says."""
    folder = settings.parquet
    manifest = json.loads((folder / "manifest.json").read_text())["files"]
    assert set(manifest) == {path.relative_to(folder).as_posix() for path in folder.rglob("*.parquet")}
    for name, told in manifest.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == told["sha256"]
    with duckdb.connect(str(settings.published), read_only=True) as con:
        for table in {told["table"] for told in manifest.values()}:
            files = [str(folder / name) for name, told in manifest.items() if told["table"] == table]
            rows = sum(told["rows"] for told in manifest.values() if told["table"] == table)
            assert con.execute(f"SELECT count(*) FROM {table}").fetchone() == (rows,)
            stored = "read_parquet($files, hive_partitioning = false)"
            for here, there in ((f"FROM {table}", f"FROM {stored}"), (f"FROM {stored}", f"FROM {table}")):
                assert con.execute(f"{here} EXCEPT ALL {there}", {"files": files}).fetchall() == []
        assert {"fact_metric", "fact_numeral", "dim_bulletin", "bulletin_text"} <= {
            told["table"] for told in manifest.values()
        }


def test_a_publication_that_fails_leaves_nothing(tmp_path: Path) -> None:
    settings = new_home(tmp_path / "home", FILES)
    ingest(settings)
    in_use = settings.parquet.resolve()
    with duckdb.connect(str(settings.warehouse)) as con:
        con.execute("CREATE TABLE fact_z AS SELECT INTERVAL '-1 day' AS value")  # Parquet has no such thing
    with pytest.raises(StepError, match="publishing stopped"):
        publish(settings, 99)
    assert list(settings.parquet.parent.glob(".parquet-[0-9]*")) == [in_use]
    assert not list(settings.published.parent.glob(".new-*"))


def test_a_full_disk_that_the_database_tells_of_is_one(tmp_path: Path) -> None:
    with pytest.raises(StepError, match="make room"), _room(load(tmp_path)):
        raise StepError('publishing stopped: IO Error: Could not write file "x": No space left on device')
