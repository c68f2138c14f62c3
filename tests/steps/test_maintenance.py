"""Upkeep removes what is kept no longer, and nothing else."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from flows.steps.check import check
from flows.steps.ingest import ingest
from flows.steps.maintenance import Tidied, tidy
from flows.steps.publish import kept_releases
from tests.steps.homes import KUNMING, new_home, put, tables


def test_what_is_kept_no_longer_goes(tmp_path: Path) -> None:
    settings = new_home(tmp_path / "home", {})
    for number in range(3):
        put(settings.inbox, {f"昆明/{number}.txt": KUNMING.replace("165", f"16{number}").encode()})
        ingest(settings)
    check(settings)
    old, young = (
        settings.warehouse.with_name(
            f"{settings.warehouse.name}.damaged-{datetime.now(UTC) - timedelta(days=days):%Y%m%dT%H%M%S}"
        )
        for days in (401, 1)
    )
    for path in (old, young, settings.work / "left.tmp"):
        path.write_bytes(b"x")
    os.utime(young, times=(time.time() - 401 * 86_400,) * 2)  # it was last changed long before it was set aside
    with duckdb.connect(str(settings.history)) as con:
        con.execute("UPDATE etl_run SET started_at = started_at - to_days(401) WHERE flow = 'ingest'")
        count = "SELECT count(*) FROM etl_check_result JOIN etl_run USING (run_id) WHERE flow = 'ingest'"
        aged = con.execute(count).fetchall()[0][0]
    before, releases = tables(settings.published), len(kept_releases(settings))
    went = tidy(settings.model_copy(update={"keep_releases": 1}))
    assert went == Tidied(releases=releases - 1, history_rows=went.history_rows, damaged_files=1)
    assert went.history_rows >= aged > 0
    assert young.exists() and not (settings.work / "left.tmp").exists()
    with duckdb.connect(str(settings.history), read_only=True) as con:
        assert con.execute("SELECT count(*) FROM etl_run").fetchall()[0][0] >= 4, "runs are kept for good"
        assert con.execute("SELECT DISTINCT flow FROM etl_check_result JOIN etl_run USING (run_id)").fetchall() == [
            ("check",)
        ]
    assert tables(settings.published) == before
    assert tidy(settings.model_copy(update={"keep_releases": 1})) == Tidied(0, 0, 0)
