"""The flow ``verify``."""

from __future__ import annotations

from typing import Any

from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State

from flows.run import log_progress, run_and_say
from flows.settings import load
from flows.steps.errors import StepError
from flows.steps.verify import verify as look


@flow(name="verify", timeout_seconds=12 * 3600)
def verify(shown_problems: int = 20) -> State[Any]:
    """Check every archived file's hash, every receipt's file and outcome; the run fails if something is wrong.

    Args:
        shown_problems: Log at most so many problems.
    """

    def run() -> str:
        found = look(load(), log_progress())
        for problem in found.problems[:shown_problems]:
            get_run_logger().error("%s", problem)
        message = f"{found.archived_files} files, {found.receipts} receipts, {len(found.problems)} problems"
        if found.problems:
            raise StepError(f"{message}: {found.problems[0]}")
        return message

    return run_and_say(run)
