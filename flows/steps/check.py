"""All checks over everything that is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from flows.steps import checks, history, versions, warehouse
from flows.steps.errors import StepError
from flows.steps.lock import hold
from flows.steps.report import FAILED, RunReport, now

if TYPE_CHECKING:
    from flows.settings import Settings


def check(settings: Settings) -> RunReport:
    """Run every check on the published file; the report fails where an error was found or a check cannot run."""
    report = RunReport("check", versions.parser_version())
    report.generation = warehouse.generation_of(settings.published)
    if report.generation is None:
        raise StepError(f"nothing is published yet ({settings.published}): run `bulletins ingest` first")
    with report.stage("check"), duckdb.connect(str(settings.published), read_only=True) as con:
        report.checks = checks.run(con, list(checks.load()), settings.check_bounds)
    broken = [result.name for result in report.checks if result.error]
    if broken or report.failed_checks("error"):
        report.state = FAILED
        report.message = f"checks that cannot run: {', '.join(broken)}" if broken else "structural checks failed"
    report.ended_at = now()
    with hold(settings.lock, wait=True):
        history.record(settings.history, report)
    return report
