"""After a month without a worker one run does the work of all that were missed; a pause leaves none behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from prefect import flow, tags
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter
from prefect.client.schemas.objects import FlowRun, State
from prefect.events import emit_event
from prefect.flow_engine import run_flow
from prefect.states import Crashed, Running, Scheduled

from flows.deployments import PROJECT, served_deployments
from flows.ingest import ingest
from flows.missed import SCHEDULED_TAG
from flows.run import run_and_say
from flows.zombies import SIGN_OF_LIFE, set_crashed, signs_of_life
from tests.up import wait_for

MISSED = 25
"""A month of every five minutes would be 8,640."""


@pytest.fixture
def client(
    prefect_server: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SyncPrefectClient]:
    monkeypatch.chdir(PROJECT)
    monkeypatch.setenv("BULLETINS_HOME", str(tmp_path))
    with get_client(sync_client=True) as client:
        yield client


@pytest.fixture
def deployment_id(client: SyncPrefectClient) -> UUID:
    (served,) = [deployment for deployment in served_deployments() if deployment.name == "ingest"]
    deployment_id = served.apply()
    assert isinstance(deployment_id, UUID)
    return deployment_id


def scheduled(client: SyncPrefectClient, deployment_id: UUID) -> list[FlowRun]:
    wanted = {"deployment_id": {"any_": [str(deployment_id)]}, "state": {"type": {"any_": ["SCHEDULED"]}}}
    return client.read_flow_runs(flow_run_filter=FlowRunFilter.model_validate(wanted), limit=200)


def test_one_run_catches_up(client: SyncPrefectClient, deployment_id: UUID) -> None:
    month_ago = datetime.now(UTC) - timedelta(days=30)

    def missed(number: int, tags: list[str]) -> FlowRun:
        state = Scheduled(scheduled_time=month_ago + number * timedelta(minutes=5))
        return client.create_flow_run_from_deployment(deployment_id, state=state, tags=tags)

    by_hand = missed(0, [])
    *_, last = (missed(number, [SCHEDULED_TAG]) for number in range(MISSED))
    state = run_flow(ingest, flow_run=client.read_flow_run(last.id), return_type="state")
    assert state.is_completed()
    due = [run for run in scheduled(client, deployment_id) if run.expected_start_time < datetime.now(UTC)]
    assert [run.id for run in due] == [by_hand.id], "what a person asked for is not forgotten"
    client.delete_flow_run(by_hand.id)


def test_a_server_that_refuses_to_forget_does_not_stop_the_work(client: SyncPrefectClient) -> None:
    @flow
    def undeployed() -> State[str]:  # the server has no deployment to look for, and says that it is an error
        return run_and_say(lambda: "done")

    with tags(SCHEDULED_TAG):
        state = undeployed(return_state=True)
    assert state.is_completed() and state.message == "done"


def test_a_pause_leaves_no_run_to_catch_up(client: SyncPrefectClient, deployment_id: UUID) -> None:
    wait_for(lambda: scheduled(client, deployment_id))
    client.pause_deployment(deployment_id)
    assert all(run.state_name == "Late" for run in scheduled(client, deployment_id)), "the next run forgets those"
    client.resume_deployment(deployment_id)
    again = wait_for(lambda: scheduled(client, deployment_id))
    assert all(run.expected_start_time > datetime.now(UTC) - timedelta(minutes=1) for run in again)


def test_a_run_that_died_without_a_word_is_set_to_crashed(client: SyncPrefectClient, deployment_id: UUID) -> None:
    @flow
    def of_another_project() -> None: ...

    dead, alive = (client.create_flow_run_from_deployment(deployment_id) for _ in range(2))
    other = client.create_flow_run(of_another_project)
    for run in (dead, alive, other):
        client.set_flow_run_state(run.id, Running(), force=True)
    since = datetime.now(UTC)
    emit_event(SIGN_OF_LIFE, {"prefect.resource.id": f"prefect.flow-run.{alive.id}"})
    wait_for(lambda: alive.id in signs_of_life(client, since))
    crashed = set_crashed(since)
    assert dead.name in crashed
    found = client.read_flow_run(dead.id).state
    assert found and found.is_crashed() and "No sign of life" in (found.message or "")
    for run in (alive, other):
        state = client.read_flow_run(run.id).state
        assert state and state.is_running()
        client.set_flow_run_state(run.id, Crashed(), force=True)
