"""What the flows share: steps as tasks, log lines, and the way a run ends in the UI."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from typing import Any, TypeVar

import httpx
from prefect import get_run_logger, runtime, task
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State, TaskRun
from prefect.exceptions import PrefectException
from prefect.states import Completed, Failed
from prefect.tasks import Task, exponential_backoff

from flows import artifacts
from flows.missed import forget_missed
from flows.settings import Settings
from flows.steps import versions
from flows.steps.errors import StepError
from flows.steps.ingest import Progress
from flows.steps.report import BUSY, FAILED, NOTHING_NEW, RunReport
from flows.umask import keep_from_others
from flows.without_pandas import leave_pandas_out

SERVER_ERRORS = (httpx.HTTPError, PrefectException)
"""What talking to the Prefect server raises: the data work does not end for it."""

if os.environ.get("PREFECT__FLOW_RUN_ID"):  # a process that was started for one run
    leave_pandas_out()
    keep_from_others()

F = TypeVar("F", bound=Callable[..., Any])

LASTING = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM}
"""Errors of reading and writing that another try does not mend."""


def step_as_task(settings: Settings) -> Callable[[F], F]:
    """Wrap a step in a task that is tried again after an error of reading or writing, and after no other."""

    def wrap(step: F) -> F:
        wrapped: Any = task(
            name=step.__name__.strip("_").replace("_", " "),
            retries=settings.io_retries,
            retry_delay_seconds=exponential_backoff(settings.io_retry_seconds),
            retry_condition_fn=_may_pass,
            cache_policy=NO_CACHE,
            persist_result=False,
        )(step)
        return wrapped  # type: ignore[no-any-return]  # called as the step is

    return wrap


def _may_pass(_: Task[..., Any], __: TaskRun, state: State[Any]) -> bool:
    error = state.result(raise_on_failure=False)
    return isinstance(error, OSError) and error.errno not in LASTING


def log_progress() -> Progress:
    """Progress as log lines: the begin of each stage, then every tenth part of it."""
    logger = get_run_logger()
    told: dict[str, int] = {}

    def show(stage: str, done: int, total: int) -> None:
        tenth = 10 * done // max(total, 1)
        if told.get(stage) != tenth:
            told[stage] = tenth
            logger.info("%s: %d of %d", stage, done, total)

    return show


def run_and_conclude(settings: Settings, run: Callable[[], RunReport]) -> State[Any]:
    """Run the steps; what a person can mend fails the run with a sentence as its message."""
    _begin()
    try:
        report = run()
    except StepError as error:
        get_run_logger().error("%s", error)
        return Failed(message=str(error))
    return conclude(settings, report)


def _begin() -> None:
    """What every run does first: the work of runs that were missed is its own, and who deployed it is told."""
    try:
        forget_missed()
    except SERVER_ERRORS as error:
        get_run_logger().warning("earlier runs that were missed cannot be looked for: %s", error)
    deployed, current = runtime.deployment.version, versions.parser_version()
    if deployed and deployed != current:
        get_run_logger().warning(
            "deployed by version %s, run by version %s: run `prefect deploy --all`, or start `bulletins up` again",
            deployed,
            current,
        )


def run_and_say(run: Callable[[], str]) -> State[Any]:
    """The same for work that has no report: what ``run`` returns is the run's message, and its name."""
    _begin()
    try:
        message = run()
    except StepError as error:
        get_run_logger().error("%s", error)
        return Failed(message=str(error))
    get_run_logger().info("%s", message)
    rename_run(message)
    return Completed(message=message)


def conclude(settings: Settings, report: RunReport) -> State[Any]:
    """Show what a run did: log, artifacts, events, the run's name, and a state with a message."""
    logger = get_run_logger()
    message = report_message(report)
    for one in report.quarantined:
        logger.warning("quarantine: %s: %s", one.file_path, one.reason)
    for path, why in report.left.items():
        logger.info("left in the inbox: %s %s", path, why)
    logger.info("%s, in %.2f s", message, (report.ended_at - report.started_at).total_seconds())
    try:
        if report.state not in (NOTHING_NEW, BUSY):
            artifacts.create(settings, report, message)
        rename_run(message)
    except SERVER_ERRORS as error:
        logger.warning("the data is loaded and published; what the run did cannot be shown here: %s", error)
    return Failed(message=message) if report.state == FAILED else Completed(message=message)


def report_message(report: RunReport) -> str:
    """What a run did in one line: ``12 bulletins, 311 figures, 2 quarantined``."""
    if report.state in (NOTHING_NEW, BUSY):
        return report.message or report.state
    counts = {
        "bulletins": report.bulletins_loaded,
        "figures": report.figures,
        "quarantined": len(report.quarantined),
        "structural errors": report.failed_checks("error"),
        "warnings": report.failed_checks("warn") if report.flow == "check" else 0,
        "differences": sum(one.rows for one in report.comparison.fields),
    }
    said = [f"{count} {what}" for what, count in counts.items() if count]
    if report.published and not report.bulletins_loaded:
        said.append(f"published generation {report.generation}")
    return ", ".join([report.message, *said] if report.message else said) or "nothing found"


def rename_run(message: str) -> None:
    """Name the run after what it did, so that a list of runs can be read; in a run only."""
    if (run_id := runtime.flow_run.id) is not None:
        started = runtime.flow_run.scheduled_start_time.astimezone().strftime("%m-%d %H:%M:%S")
        with get_client(sync_client=True) as client:
            client.update_flow_run(run_id, name=f"{message} ({started})")
