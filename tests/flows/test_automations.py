"""automations.yaml applies by name, as often as you like, and really acts: a failed run is told to a receiver."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows import automations
from flows.deployments import PROJECT, served_deployments
from flows.ports import ServerError
from tests.conftest import free_port


@pytest.fixture
def client(prefect_server: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[SyncPrefectClient]:
    monkeypatch.chdir(PROJECT)
    for deployment in served_deployments():
        deployment.apply()
    with get_client(sync_client=True) as client:
        yield client


def test_applied_once_changed_and_removed(client: SyncPrefectClient, tmp_path: Path) -> None:
    names = [entry["name"] for entry in yaml.safe_load(automations.AUTOMATIONS_YAML.read_text("utf-8"))]
    automations.apply()
    assert automations.apply() == dict.fromkeys(names, "unchanged")
    entries = yaml.safe_load(automations.AUTOMATIONS_YAML.read_text("utf-8"))[1:]
    entries[0]["description"] = "other words"
    other = tmp_path / "automations.yaml"
    other.write_text(yaml.safe_dump(entries), "utf-8")
    assert automations.apply(other) == {
        **dict.fromkeys(names[2:], "unchanged"),
        names[1]: "changed",
        names[0]: "removed",
    }
    assert automations.apply() == {**dict.fromkeys(names, "unchanged"), names[1]: "changed", names[0]: "created"}
    present = [found.name for found in client.read_automations() if found.name.startswith(automations.PREFIX)]
    assert sorted(present) == sorted(names)


def test_without_a_server_it_says_so() -> None:
    with (
        temporary_settings({PREFECT_API_URL: f"http://127.0.0.1:{free_port()}/api"}),
        pytest.raises(ServerError, match="no Prefect server answers"),
    ):
        automations.apply()
