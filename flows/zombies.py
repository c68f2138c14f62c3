"""Runs whose process died without a word: the server was down, or nobody listened to their signs of life."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from prefect import get_run_logger, runtime
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter
from prefect.client.schemas.objects import FlowRun
from prefect.states import Crashed

SIGN_OF_LIFE = "prefect.flow-run.heartbeat"


def set_crashed(silent_minutes: int) -> list[str]:
    """Set every run to Crashed that began, and gave its last sign of life, longer ago than that; their names."""
    since = datetime.now(UTC) - timedelta(minutes=silent_minutes)
    under_way = {"state": {"type": {"any_": ["RUNNING", "CANCELLING"]}}, "start_time": {"before_": since.isoformat()}}
    with get_client(sync_client=True) as client:
        found = client.read_flow_runs(flow_run_filter=FlowRunFilter.model_validate(under_way))
        alive = _alive(client, since) if found else set()
        dead = [run for run in found if run.id not in alive and str(run.id) != runtime.flow_run.id]
        for run in dead:
            _set_crashed(client, run, silent_minutes)
    return [run.name for run in dead]


def _set_crashed(client: SyncPrefectClient, run: FlowRun, silent_minutes: int) -> None:
    get_run_logger().warning("%s: no sign of life for %d minutes: set to Crashed", run.name, silent_minutes)
    message = f"No sign of life from its process for {silent_minutes} minutes; the next run carries on."
    client.set_flow_run_state(run.id, Crashed(message=message), force=True)


def _alive(client: SyncPrefectClient, since: datetime) -> set[UUID]:
    """Runs that have given a sign of life since."""
    wanted: dict[str, Any] = {"event": {"name": [SIGN_OF_LIFE]}, "occurred": {"since": since.isoformat()}}
    answer = client.request("POST", "/events/filter", json={"filter": wanted, "limit": 50}).json()
    alive: set[UUID] = set()
    while True:
        alive |= {UUID(event["resource"]["prefect.resource.id"].rpartition(".")[2]) for event in answer["events"]}
        if not (following := answer["next_page"]):
            return alive
        answer = client.request("GET", following).json()
