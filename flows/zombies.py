"""Runs whose process died without a word: the server was down, or nobody listened to their signs of life."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from prefect import runtime
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter
from prefect.client.schemas.objects import FlowRun
from prefect.states import Crashed

TAGS = ["bulletins", "bulletins-alert"]
"""One of them is on every deployment of prefect.yaml, and so on its runs; a server may have others' runs too."""
UNDER_WAY = ["RUNNING", "CANCELLING"]
SIGN_OF_LIFE = "prefect.flow-run.heartbeat"


def set_crashed(since: datetime) -> list[str]:
    """Set our runs to Crashed that began before ``since`` and have given no sign of life after it; their names."""
    under_way = {
        "tags": {"any_": TAGS},
        "state": {"type": {"any_": UNDER_WAY}},
        "start_time": {"before_": since.isoformat()},
    }
    with get_client(sync_client=True) as client:
        found = client.read_flow_runs(flow_run_filter=FlowRunFilter.model_validate(under_way))
        alive = signs_of_life(client, since) if found else set()
        dead = [run for run in found if run.id not in alive and str(run.id) != runtime.flow_run.id]
        return [run.name for run in dead if _set_crashed(client, run, since)]


def _set_crashed(client: SyncPrefectClient, run: FlowRun, since: datetime) -> bool:
    """Whether it was still under way."""
    if client.read_flow_run(run.id).state_type not in UNDER_WAY:
        return False
    message = f"No sign of life from its process since {since:%Y-%m-%d %H:%M} UTC; the next run carries on."
    client.set_flow_run_state(run.id, Crashed(message=message), force=True)
    return True


def signs_of_life(client: SyncPrefectClient, since: datetime) -> set[UUID]:
    """Runs that have given a sign of life since."""
    wanted: dict[str, Any] = {"event": {"name": [SIGN_OF_LIFE]}, "occurred": {"since": since.isoformat()}}
    answer = client.request("POST", "/events/filter", json={"filter": wanted, "limit": 50}).json()
    alive: set[UUID] = set()
    while True:
        alive |= {UUID(event["resource"]["prefect.resource.id"].rpartition(".")[2]) for event in answer["events"]}
        if not (following := answer["next_page"]):
            return alive
        answer = client.request("GET", following).json()
