"""The flow ``status``."""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State

from flows.run import run_and_say
from flows.settings import load
from flows.status_text import markdown, verdict
from flows.steps.status import status as look


@flow(name="status", timeout_seconds=600)
def status(show_page: bool = True) -> State[Any]:
    """Look at the installation: the last runs, what waits, how fresh each source is, versions, disk, what is wrong.

    Args:
        show_page: Also write the page *status* among the artifacts.
    """
    settings = load()

    def run() -> str:
        found = look(settings)
        if show_page:
            create_markdown_artifact(markdown(settings, found), key="status", description=verdict(found))
        return verdict(found)

    return run_and_say(run)
