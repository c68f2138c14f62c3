"""The flow ``review``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.run import rename_run
from flows.settings import load
from flows.steps import review as steps


@flow(name="review", timeout_seconds=3600)
def review(edited_sheet: str = "", who: str = "", limit: int = 500) -> State[Any]:
    """Write the review queue to an Excel sheet in the home folder, or make corrections of an edited one.

    Args:
        edited_sheet: Path of a sheet that was edited; empty to write a new one, review.xlsx in the home folder.
        who: Who made the changes, where the sheet does not say.
        limit: Figures at most in a new sheet.
    """
    settings = load()
    if edited_sheet:
        made = steps.import_(settings, Path(edited_sheet), who or None)
        message = f"{made.corrections} corrections of {made.bulletins} bulletins; the next ingest applies them"
    else:
        path = settings.home / "review.xlsx"
        message = f"{path}: {steps.export(settings, path, limit)} figures"
    get_run_logger().info("%s", message)
    rename_run(message)
    return Completed(message=message)
