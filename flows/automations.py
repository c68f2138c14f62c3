"""Apply ``automations.yaml`` to a Prefect server: by name, as often as you like."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import yaml
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.events.schemas.automations import AutomationCore
from prefect.exceptions import ObjectNotFound

from flows.deployments import PROJECT
from flows.ports import ServerError

AUTOMATIONS_YAML = PROJECT / "automations.yaml"
PREFIX = "bulletins: "
"""Automations whose name begins so are ours: one that no longer stands in the file is removed."""


def apply(path: Path = AUTOMATIONS_YAML) -> dict[str, str]:
    """What was done with each automation: created, changed, unchanged or removed."""
    with get_client(sync_client=True) as client:
        wanted = [_automation(client, entry) for entry in yaml.safe_load(path.read_text("utf-8"))]
        present = {found.name: found for found in client.read_automations() if found.name.startswith(PREFIX)}
        done: dict[str, str] = {}
        for automation in wanted:
            found = present.pop(automation.name, None)
            if found is None:
                client.create_automation(automation)
                done[automation.name] = "created"
            elif _content(found) != _content(automation):
                client.update_automation(found.id, automation)
                done[automation.name] = "changed"
            else:
                done[automation.name] = "unchanged"
        for name, found in present.items():
            client.delete_automation(found.id)
            done[name] = "removed"
    return done


def _automation(client: SyncPrefectClient, entry: dict[str, Any]) -> AutomationCore:
    """An automation as written, with the names of deployments looked up."""
    actions = [dict(action) for action in entry["actions"]]
    for action in actions:
        if name := action.pop("deployment", None):
            action |= {"source": "selected", "deployment_id": _deployment_id(client, name)}
    return AutomationCore.model_validate(entry | {"actions": actions})


def _deployment_id(client: SyncPrefectClient, name: str) -> UUID:
    try:
        return client.read_deployment_by_name(name).id
    except ObjectNotFound:
        raise ServerError(
            f"{client.api_url}: there is no deployment {name} yet: run `prefect deploy --all` (or `bulletins up`) first"
        ) from None
    except httpx.ConnectError:
        raise ServerError(f"no Prefect server answers at {client.api_url}: start it, or set PREFECT_API_URL") from None


def _content(automation: AutomationCore) -> dict[str, Any]:
    return {
        name: getattr(automation, name)
        for name in ("description", "enabled", "trigger", "actions", "actions_on_trigger", "actions_on_resolve")
    }
