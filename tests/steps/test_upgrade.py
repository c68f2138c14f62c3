"""A warehouse of other code: nothing is loaded into it, readers go on, and a reparse makes it anew, either way."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from flows.settings import Settings
from flows.status_text import print_status
from flows.steps import history
from flows.steps.errors import StepError
from flows.steps.ingest import ingest
from flows.steps.reparse import reparse
from flows.steps.republish import republish
from flows.steps.status import status
from tests.steps.homes import KAILU, KUNMING, inbox_files, new_home, put, tables


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = new_home(tmp_path / "home", {"昆明/7月.txt": KUNMING.encode()})
    ingest(settings)
    return settings


def change(path: Path, statement: str) -> None:
    with duckdb.connect(str(path)) as con:
        con.execute(statement)


@pytest.mark.parametrize("made_by", ["an older version", "a newer version, before a roll-back"])
def test_another_schema_stops_ingest_and_a_reparse_makes_the_same_rows_anew(settings: Settings, made_by: str) -> None:
    before = tables(settings.published)
    change(settings.warehouse, f"UPDATE warehouse_state SET schema_version = '{made_by}'")
    put(settings.inbox, {"开鲁/7月.txt": KAILU.encode()})
    with pytest.raises(StepError, match="made by another version of this project: run `bulletins reparse --apply`"):
        ingest(settings)
    assert inbox_files(settings) == ["开鲁/7月.txt"], "what waits is left where it is"
    assert tables(settings.published) == before, "readers go on"
    assert any("run `bulletins reparse --apply`" in problem for problem in status(settings).problems)
    reparse(settings, apply=True)
    assert tables(settings.published) == before, "the same keys and rows"
    assert ingest(settings).bulletins_loaded == 1


def test_rows_of_older_rules_are_told_of_until_they_are_read_again(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    change(settings.warehouse, "UPDATE dim_bulletin SET parser_version = '0.0.9+old'")
    republish(settings, force=True)
    print_status(settings, status(settings))
    assert "rows of 0.0.9+old too: `bulletins reparse`" in capsys.readouterr().out
    reparse(settings, apply=True)
    assert status(settings).read_by == [status(settings).version]


def test_a_history_of_a_newer_version_is_not_written_to(settings: Settings) -> None:
    change(settings.history, "INSERT INTO history_version VALUES (99)")
    with pytest.raises(StepError, match="newer version of this project: upgrade the project again, or move the file"):
        history.prune(settings.history, 1)
    settings.history.rename(settings.history.with_suffix(".newer"))
    put(settings.inbox, {"开鲁/7月.txt": KAILU.encode()})
    assert ingest(settings).bulletins_loaded == 1 and len(status(settings).runs) == 1
