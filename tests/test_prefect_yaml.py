"""prefect.yaml deploys without questions, schedules really fire, and what `bulletins up` serves is the same."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterId
from prefect.utilities.callables import parameter_schema
from prefect.utilities.importtools import import_object

from flows.deployments import PROJECT, code_version, read_deployments, served_deployments
from flows.zombies import TAGS

ENTRIES = {entry["name"]: entry for entry in read_deployments()}
SCHEDULED = [name for name, entry in ENTRIES.items() if any(s.get("active", True) for s in entry.get("schedules", []))]


@pytest.fixture(scope="module")
def client(prefect_server: dict[str, str]) -> Iterator[SyncPrefectClient]:
    """A client of a server on which `prefect deploy --all` has run."""
    environment = os.environ | prefect_server | {"PWD": str(PROJECT)}

    def prefect(*arguments: str) -> None:
        command = [sys.executable, "-m", "prefect", "--no-prompt", *arguments]
        done = subprocess.run(command, cwd=PROJECT, env=environment, text=True, capture_output=True)
        assert done.returncode == 0, done.stdout + done.stderr

    prefect("work-pool", "create", "bulletins", "--type", "process")
    prefect("deploy", "--all")
    with get_client(sync_client=True) as client:
        yield client


@pytest.mark.parametrize("name", SCHEDULED)
def test_a_run_is_scheduled(client: SyncPrefectClient, name: str) -> None:
    deployment = client.read_deployment_by_name(f"{name}/{name}")
    only = DeploymentFilter(id=DeploymentFilterId(any_=[deployment.id]))
    deadline = time.monotonic() + 60
    while not (runs := client.read_flow_runs(deployment_filter=only)) and time.monotonic() < deadline:
        time.sleep(0.5)
    assert runs, "no run was scheduled within a minute"
    assert "SCHEDULED" in {run.state.type.value for run in runs if run.state}  # beside those that other tests had run


@pytest.mark.parametrize("name", ENTRIES)
def test_deployed_as_written(client: SyncPrefectClient, name: str) -> None:
    deployment = client.read_deployment_by_name(f"{name}/{name}")
    assert deployment.description == ENTRIES[name]["description"]
    assert deployment.version == code_version()["version"]
    assert deployment.work_pool_name == "bulletins"
    assert deployment.pull_steps == [{"prefect.deployments.steps.set_working_directory": {"directory": str(PROJECT)}}]
    assert deployment.concurrency_options and deployment.concurrency_options.collision_strategy == "ENQUEUE"
    schedules = [(s.slug, s.schedule.timezone, s.active) for s in deployment.schedules]
    assert schedules == [
        (s["slug"], "Asia/Shanghai", s.get("active", True)) for s in ENTRIES[name].get("schedules", [])
    ]


def test_served_is_deployed(client: SyncPrefectClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """`bulletins up` and a worker run the same thing."""
    monkeypatch.chdir(PROJECT)
    for served in served_deployments():
        deployed = client.read_deployment_by_name(f"{served.flow_name}/{served.name}")
        assert (served.description, served.tags) == (deployed.description, deployed.tags)
        assert (served.entrypoint, served.version) == (deployed.entrypoint, deployed.version)
        assert served.parameters == deployed.parameters
        assert served._parameter_openapi_schema.properties == deployed.parameter_openapi_schema["properties"]
        assert served.concurrency_options == deployed.concurrency_options
        assert [s.schedule for s in served.schedules or []] == [s.schedule for s in deployed.schedules]


@pytest.mark.parametrize("name", ENTRIES)
def test_its_runs_are_known_as_ours(name: str) -> None:
    assert set(ENTRIES[name]["tags"]) & set(TAGS), "one that dies without a word would run for ever"


@pytest.mark.parametrize("name", ENTRIES)
def test_form_can_be_filled_without_the_source(name: str) -> None:
    """Flat parameters with a default and a description each, and every preset value fits its parameter."""
    entry = ENTRIES[name]
    flow = import_object(entry["entrypoint"].replace("/", ".").replace(".py:", "."))
    assert flow.name == entry["name"]
    form_fields = parameter_schema(flow).properties
    for parameter, form in form_fields.items():
        assert form.get("description"), f"{parameter} has no description"
        assert form.get("default") is not None, f"{parameter} has no default"
    presets = [entry.get("parameters") or {}, *(s.get("parameters") or {} for s in entry.get("schedules", []))]
    for preset in presets:
        assert set(preset) <= set(form_fields)
        flow.validate_parameters({name: form["default"] for name, form in form_fields.items()} | preset)
