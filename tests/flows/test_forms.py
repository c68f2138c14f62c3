"""What a form cannot refuse by itself is refused in a sentence; parameters of a type that is no more are named."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from prefect.flow_engine import run_flow

from flows.backfill import backfill
from flows.backup import backup
from flows.forms import FIRST_DAY, LAST_DAY, days, there
from flows.reparse import reparse
from flows.settings import load
from flows.steps.errors import StepError

TEXT = "昆明警方通报\n\n截至7月25日,全市公安机关共出动警力 3846 人次,查处酒驾 165 起。\n"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (FIRST_DAY, LAST_DAY, (None, None)),
        (date(2023, 1, 1), LAST_DAY, (date(2023, 1, 1), None)),
        (FIRST_DAY, date(2023, 1, 1), (None, date(2023, 1, 1))),
        (date(2023, 1, 1), date(2023, 1, 1), (date(2023, 1, 1), date(2023, 1, 1))),
    ],
)
def test_days(first: date, last: date, expected: tuple[date | None, date | None]) -> None:
    assert days(first, last) == expected


def test_days_the_wrong_way_round() -> None:
    with pytest.raises(StepError, match=r"published_until \(2022-01-01\) is before published_from \(2023-01-01\)"):
        days(date(2023, 1, 1), date(2022, 1, 1))


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("fax/today", "no full path"),
        ("/nowhere/at all", "is not there"),
        ("~nobody-of-that-name/fax", "no full path.*begin with /"),
        ("/" + "a" * 300, "cannot be looked at"),
    ],
)
def test_a_path_that_leads_nowhere(path: str, told: str) -> None:
    with pytest.raises(StepError, match=told):
        there(path)


@pytest.mark.parametrize(
    ("parameters", "told"),
    [
        ({"within_bounds": True}, "was provided with parameters ['within_bounds']"),
        ({"apply": True}, "apply: Input should be 'no', 'within bounds' or 'yes'"),
        ({"published_from": "yesterday"}, "published_from: Input should be a valid date"),
    ],
    ids=["a parameter that is no more", "a type that is no more", "no day"],
)
def test_parameters_of_an_older_version(prefect_server: dict[str, str], parameters: dict[str, Any], told: str) -> None:
    """As a run has them that was scheduled before an upgrade."""
    state = run_flow(reparse, parameters=parameters, return_type="state")
    assert state.is_failed() and told in state.message


def test_the_folder_of_a_backup(
    prefect_server: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Blank is empty; a relative one would lie in the working folder of the run."""
    monkeypatch.setenv("BULLETINS_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    refused = backup("copies", return_state=True)
    assert refused.is_failed() and "'copies' is no full path" in refused.message
    assert f"in {tmp_path / 'home' / 'backup'}" in backup("  ", return_state=True).message
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_backfill(prefect_server: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder first, then days; what is asked for in part is refused."""
    monkeypatch.setenv("BULLETINS_HOME", str(tmp_path / "home"))
    (tmp_path / "old" / "昆明").mkdir(parents=True)
    (tmp_path / "old" / "昆明" / "2022-07-26.txt").write_text(TEXT, "utf-8")
    assert "folder is empty" in backfill(return_state=True).message
    taken = backfill("folder", str(tmp_path / "old"), return_state=True)
    assert taken.is_completed() and taken.message.startswith("1 bulletins, 2 figures"), taken.message
    assert "no day is given" in backfill("days", return_state=True).message
    nothing = backfill("days", published_until=date(2021, 1, 1), return_state=True)
    assert nothing.is_failed() and "no bulletin is of" in nothing.message
    with duckdb.connect(str(load().warehouse)) as con:
        con.execute("UPDATE dim_bulletin SET parser_version = 'older'")
    again = backfill("days", published_from=date(2022, 7, 1), published_until=date(2022, 7, 31), return_state=True)
    assert again.is_completed(), again.message
    with duckdb.connect(str(load().published), read_only=True) as con:
        assert con.execute("SELECT count(*) FROM dim_bulletin WHERE parser_version = 'older'").fetchall() == [(0,)]
