"""Runs that were due while nothing could run them: the first that runs takes up everything, the others are no use."""

from __future__ import annotations

from prefect import get_run_logger, runtime
from prefect.client.orchestration import SyncPrefectClient, get_client

SCHEDULED_TAG = "auto-scheduled"
"""What Prefect tags runs with that a schedule made, and no person or event."""


def forget_missed() -> int:
    """Delete scheduled runs of this deployment that were due before this run and have not begun; returns how many.

    After a month without a worker there are thousands. Runs that a person or an event asked for stay.
    """
    if SCHEDULED_TAG not in (runtime.flow_run.tags or []):
        return 0
    with get_client(sync_client=True) as client:
        forgotten = _delete(client)
    if forgotten:
        get_run_logger().info("%d earlier runs of the schedule were missed: this one does their work", forgotten)
    return forgotten


def _delete(client: SyncPrefectClient) -> int:
    wanted = {
        "operator": "and_",
        "deployment_id": {"any_": [str(runtime.deployment.id)]},
        "state": {"type": {"any_": ["SCHEDULED"]}},
        "tags": {"all_": [SCHEDULED_TAG]},
        "expected_start_time": {"before_": runtime.flow_run.scheduled_start_time.isoformat()},
    }
    forgotten = 0
    while True:  # the server deletes so many at a time
        # no method of the client does this yet
        answer = client.request("POST", "/flow_runs/bulk_delete", json={"flow_runs": wanted})  # type: ignore[arg-type]
        deleted = len(answer.json()["deleted"])
        forgotten += deleted
        if not deleted:
            return forgotten
