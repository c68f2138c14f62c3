"""The short form of ``make faults``: killed at each step, one more run gives what an undisturbed one gives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.settings import Settings
from flows.steps.errors import StepError
from flows.steps.ingest import ingest
from flows.steps.publish import publish
from tests.faults.kills import STEPS, kill_after, kill_at, received_bytes
from tests.steps.homes import FILES, SIDECAR, inbox_files, new_home, tables

KILLS = [(step, "before" if number % 2 else "after", 1) for number, step in enumerate(STEPS)]
KILLS += [("flows.steps.archive._copy", "after", 3), ("flows.steps.inbox._claim", "after", 2)]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, list[tuple[Any, ...]]]]:
    settings = new_home(tmp_path_factory.mktemp("undisturbed") / "home")
    ingest(settings)
    yield tables(settings.published)


def assert_whole(settings: Settings, undisturbed: dict[str, list[tuple[Any, ...]]]) -> None:
    """One more run gives the same rows, every byte is archived, nothing is left and no arrival counts twice."""
    ingest(settings)
    assert tables(settings.published) == undisturbed
    assert received_bytes(settings) == {content for content in FILES.values() if content != SIDECAR}
    assert inbox_files(settings) == []
    with duckdb.connect(str(settings.published), read_only=True) as con:
        assert con.execute("SELECT count(*), count(DISTINCT receipt_id) FROM bulletin_receipt").fetchone() == (6, 6)
    left = [path for path in settings.published.parent.iterdir() if path.name.startswith(".new-")]
    assert left == [] and list((settings.archive / "incoming").iterdir()) == []


@pytest.mark.parametrize(("step", "when", "call"), KILLS, ids=lambda value: str(value).removeprefix("flows.steps."))
def test_killed_at_a_step(
    tmp_path: Path, undisturbed: dict[str, list[tuple[Any, ...]]], step: str, when: str, call: int
) -> None:
    settings = new_home(tmp_path / "home")
    assert kill_at(settings, step, when, call), f"the run never came to {step}"
    assert_whole(settings, undisturbed)


@pytest.mark.parametrize("seconds", [0.02, 0.1, 0.2])
def test_killed_at_a_moment(tmp_path: Path, undisturbed: dict[str, list[tuple[Any, ...]]], seconds: float) -> None:
    settings = new_home(tmp_path / "home")
    kill_after(settings, seconds)
    kill_after(settings, seconds)
    assert_whole(settings, undisturbed)


def test_a_warehouse_whose_log_is_not_worked_in_is_not_published(
    tmp_path: Path, undisturbed: dict[str, list[tuple[Any, ...]]]
) -> None:
    """Closing it on a full disk leaves the log, and a copy without it would lack rows."""
    settings = new_home(tmp_path / "home")
    kill_at(settings, "flows.steps.warehouse.Warehouse._commit", "after")
    with pytest.raises(StepError, match="written whole"):
        publish(settings, 1_000)
    assert_whole(settings, undisturbed)
