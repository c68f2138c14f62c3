"""The flows ``review-export`` and ``review-import``."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from prefect import flow
from prefect.client.schemas.objects import State
from pydantic import Field

from flows.forms import there
from flows.run import run_and_say
from flows.settings import load
from flows.steps import review
from flows.steps.errors import StepError

FOLDER = "review"
"""In the home folder: where new sheets are written, and looked for."""


@flow(name="review-export", timeout_seconds=3600)
def review_export(limit: Annotated[int, Field(ge=1, le=100_000)] = 500) -> State[Any]:
    """Write the figures that most need a person to a new Excel sheet in the folder review of the home folder.

    Args:
        limit: Figures at most.
    """
    settings = load()

    def run() -> str:
        path = settings.home / FOLDER / f"review-{datetime.now():%Y%m%d-%H%M%S}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        return f"{review.export(settings, path, limit)} figures in {path}"

    return run_and_say(run)


@flow(name="review-import", timeout_seconds=3600)
def review_import(sheet: str = "", who: str = "") -> State[Any]:
    """Make corrections of what was changed in a sheet; the next ingest applies them. One wrong row stops all.

    Args:
        sheet: Full path of the edited sheet; empty means the newest one in the folder review of the home folder.
        who: Who made the changes, where the sheet does not say.
    """
    settings = load()

    def run() -> str:
        written = sorted((settings.home / FOLDER).glob("review-*.xlsx"))
        if not sheet and not written:
            raise StepError(f"there is no sheet in {settings.home / FOLDER}: run review-export first")
        made = review.import_(settings, there(sheet) if sheet else written[-1], who or None)
        return f"{made.corrections} corrections of {made.bulletins} bulletins, applied by the next ingest"

    return run_and_say(run)
