"""Processes of flow runs, for drills that end or freeze them."""

from __future__ import annotations

from pathlib import Path

from tests.up import wait_for


def process_of_run(run_id: str) -> int:
    """Number of the process that a flow run is at work in, as soon as there is one."""
    return int(wait_for(lambda: _find(f"PREFECT__FLOW_RUN_ID={run_id}".encode()), every=0.05))


def _find(variable: bytes) -> int | None:
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if variable in path.read_bytes().split(b"\0"):
                return int(path.parent.name)
        except OSError:  # it has ended meanwhile, or is not ours
            continue
    return None
