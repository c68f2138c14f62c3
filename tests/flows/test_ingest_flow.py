"""The flow ``ingest`` against a real server: state, name, artifacts, retries; nothing new is no noise."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId
from prefect.client.schemas.objects import FlowRun, State

from flows.ingest import ingest
from flows.settings import Settings, load
from flows.steps import archive

TEXT = "昆明警方通报\n\n截至7月25日,全市公安机关共出动警力 3846 人次,查处酒驾 165 起,同比下降 12.6%。\n"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prefect_server: dict[str, str]) -> Settings:
    monkeypatch.setenv("BULLETINS_HOME", str(tmp_path))
    monkeypatch.setenv("BULLETINS_SETTLE_SECONDS", "0")
    settings = load()
    (settings.inbox / "昆明").mkdir(parents=True)
    (settings.inbox / "昆明" / "通报.txt").write_text(TEXT, "utf-8")
    return settings


@pytest.fixture
def client(prefect_server: dict[str, str]) -> SyncPrefectClient:
    with get_client(sync_client=True) as client:
        yield client


def run_of(client: SyncPrefectClient, state: State) -> FlowRun:
    return client.read_flow_run(state.state_details.flow_run_id)


def artifacts_of(client: SyncPrefectClient, run: FlowRun) -> dict[str, object]:
    only = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[run.id]))
    return {found.key: found.data for found in client.read_artifacts(artifact_filter=only)}


def test_a_run_says_what_it_did(settings: Settings, client: SyncPrefectClient) -> None:
    (settings.inbox / "昆明" / "传真.tif").write_bytes(b"II*\x00\x08\x00\x00\x00")
    state = ingest(return_state=True)
    assert state.is_completed()
    assert state.message and state.message.startswith("1 bulletins, ") and "1 quarantined" in state.message
    run = run_of(client, state)
    assert run.name.startswith(state.message)
    artifacts = artifacts_of(client, run)
    assert {"ingest-summary", "ingest-files", "ingest-figures"} <= set(artifacts)
    assert [row["file"] for row in json.loads(str(artifacts["ingest-files"]))] == ["昆明/传真.tif"]
    with duckdb.connect(settings.published, read_only=True) as con:
        assert (3846.0,) in con.execute("SELECT value FROM fact_metric").fetchall()


def test_nothing_new_is_completed_without_artifacts(settings: Settings, client: SyncPrefectClient) -> None:
    ingest()
    state = ingest(return_state=True)
    assert state.is_completed() and state.message == "nothing new"
    assert artifacts_of(client, run_of(client, state)) == {}


def test_an_error_of_reading_is_tried_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, client: SyncPrefectClient
) -> None:
    """The network folder answers at the second try."""
    monkeypatch.setenv("BULLETINS_IO_RETRY_SECONDS", "0")
    store, calls = archive.store, []

    def flaky(*arguments: object) -> object:
        calls.append(arguments)
        if len(calls) == 1:
            raise OSError(5, "Input/output error")
        return store(*arguments)

    monkeypatch.setattr(archive, "store", flaky)
    state = ingest(return_state=True)
    assert state.is_completed() and len(calls) == 2
    assert state.message and state.message.startswith("1 bulletins, ")


def test_a_mistake_in_a_file_of_ours_is_not_tried_again_and_is_told(
    settings: Settings, client: SyncPrefectClient
) -> None:
    settings.sources.write_text("昆明: {name: 昆明, lane: fast}\n", "utf-8")
    state = ingest(return_state=True)
    assert state.is_failed()
    assert "sources.yaml:1" in state.message and "lane" in state.message
    assert (settings.inbox / "昆明" / "通报.txt").exists()


def test_a_folder_is_copied(settings: Settings, tmp_path: Path) -> None:
    given = tmp_path / "fax"
    given.mkdir()
    (given / "a.txt").write_text(TEXT, "utf-8")
    state = ingest(str(given), "传真", return_state=True)
    assert state.is_completed()
    assert (given / "a.txt").exists()
    with duckdb.connect(settings.published, read_only=True) as con:
        assert con.execute("SELECT source_code FROM dim_source s JOIN dim_bulletin USING (source_id)").fetchall() == [
            ("传真",)
        ]
