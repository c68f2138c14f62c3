"""The deployments of ``prefect.yaml``, for serving them from one process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from prefect.client.schemas.objects import ConcurrencyLimitConfig
from prefect.deployments.runner import RunnerDeployment
from prefect.events import DeploymentTriggerTypes
from prefect.schedules import Schedule
from pydantic import TypeAdapter

from flows.steps import versions

PROJECT = Path(__file__).resolve().parent.parent
PREFECT_YAML = PROJECT / "prefect.yaml"

_trigger = TypeAdapter[Any](DeploymentTriggerTypes)


def read_deployments(path: Path = PREFECT_YAML) -> list[dict[str, Any]]:
    """The deployments as written in ``prefect.yaml``, in their order."""
    entries: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))["deployments"]
    return entries


def code_version() -> dict[str, str]:
    """A step of ``prefect.yaml``: the version of this code, under which it is deployed."""
    return {"version": versions.parser_version()}


def served_deployments(path: Path = PREFECT_YAML) -> list[RunnerDeployment]:
    """The same deployments in the form that ``prefect.serve`` takes. The current folder must be the project's."""
    return [_served(entry) for entry in read_deployments(path)]


def _served(entry: dict[str, Any]) -> RunnerDeployment:
    return RunnerDeployment.from_entrypoint(
        entrypoint=entry["entrypoint"],
        name=entry["name"],
        version=code_version()["version"],
        description=entry["description"],
        tags=entry["tags"],
        parameters=entry.get("parameters") or {},
        schedules=[Schedule(**schedule) for schedule in entry.get("schedules", [])],
        concurrency_limit=ConcurrencyLimitConfig(**entry["concurrency_limit"]),
        triggers=[_trigger.validate_python(trigger) for trigger in entry.get("triggers", [])],
    )
