"""The flow ``maintenance``."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State
from pydantic import Field

from flows.run import SERVER_ERRORS, run_and_say
from flows.settings import load
from flows.steps.maintenance import tidy
from flows.zombies import set_crashed


@flow(name="maintenance", timeout_seconds=6 * 3600)
def maintenance(silent_minutes: Annotated[int, Field(ge=5)] = 15) -> State[Any]:
    """Remove what is left of interrupted runs and what is kept no longer; set runs that died without a word to Crashed.

    Args:
        silent_minutes: A run counts as dead when it has given no sign of life for so long.
    """

    def run() -> str:
        dead: list[str] = []
        try:
            dead = set_crashed(datetime.now(UTC) - timedelta(minutes=silent_minutes))
        except SERVER_ERRORS as error:
            get_run_logger().warning("dead runs cannot be looked for: %s", error)
        for name in dead:
            get_run_logger().warning("%s gave no sign of life: set to Crashed", name)
        went = tidy(load())
        counts = {
            "dead runs set to Crashed": len(dead),
            "old releases removed": went.releases,
            "old rows of checks removed": went.history_rows,
            "damaged files removed": went.damaged_files,
        }
        return ", ".join(f"{count} {what}" for what, count in counts.items() if count) or "nothing to tidy up"

    return run_and_say(run)
