"""A run's report for people at a terminal."""

from __future__ import annotations

import json
from dataclasses import asdict

from flows.console import print_table, printable
from flows.settings import Settings
from flows.steps.checks import SEVERITIES
from flows.steps.report import BUSY, NOTHING_NEW, Comparison, RunReport

SHOWN_METRICS = 20


def print_report(settings: Settings, report: RunReport) -> None:
    """What was taken up and what came of it: files, articles, figures, checks by severity, the published file."""
    if report.state in (NOTHING_NEW, BUSY):
        print(f"{report.flow}: {report.message or report.state}")
    else:
        seconds = (report.ended_at - report.started_at).total_seconds()
        counts = {
            "files": report.files_received,
            "bulletins": report.bulletins_loaded,
            "articles": report.articles,
            "figures": report.figures,
            "other numerals": report.numerals,
            "quarantined": len(report.quarantined),
            "known already": report.files_known,
        }
        said = ", ".join(f"{count} {what}" for what, count in counts.items()) if report.flow != "publish" else "done"
        print(f"{report.flow}: {said} in {seconds:.1f} s")
        if report.checks:
            found = ", ".join(f"{severity} {report.failed_checks(severity)}" for severity in SEVERITIES)
            print(f"checks: {len(report.checks)} run, rows found: {found}")
    for one in report.quarantined:
        print(f"quarantined: {printable(one.file_path)} ({one.code}): {printable(one.reason)}")
    for path, why in report.left.items():
        print(f"left: {printable(path)} {printable(why)}")
    if report.message and report.state not in (NOTHING_NEW, BUSY):
        print(f"{report.flow}: {report.message}")
    print_comparison(report.comparison)
    if settings.published.exists():
        print(f"published: {settings.published}")


def print_comparison(found: Comparison) -> None:
    """Rows that differ by table and column, then figures by metric: the first ``SHOWN_METRICS``."""
    if found.fields:
        rows = [[one.table, one.change, one.column, one.rows] for one in found.fields]
        print_table(["table", "change", "column", "rows"], rows)
    if found.metrics:
        shown = [[one.name_zh, one.added, one.gone, one.changed] for one in found.metrics[:SHOWN_METRICS]]
        print_table(["metric", "added", "gone", "changed"], shown)
        if len(found.metrics) > SHOWN_METRICS:
            print(f"and {len(found.metrics) - SHOWN_METRICS} metrics more")


def print_checks(report: RunReport, rows: int) -> None:
    """Checks that found something, and the first ``rows`` offending sentences or rows of each."""
    found = [result for result in report.checks if result.failure_count or result.error]
    print_table(
        ["severity", "check", "rows", "what it looks for"],
        [[result.severity, result.name, result.failure_count, result.error or result.what] for result in found],
    )
    for result in found:
        for row in result.rows[:rows] if result.severity != "info" else []:
            shown = ", ".join(f"{name} {value}" for name, value in row.items() if value is not None)
            print(f"  {result.severity} {result.name}: {printable(shown)}")


def print_comparison_json(old: str, new: str, found: Comparison) -> None:
    """One JSON object, for machines."""
    print(json.dumps({"old": old, "new": new, **asdict(found)}, ensure_ascii=False))


def print_checks_json(report: RunReport) -> None:
    """One JSON object a check, for machines."""
    for result in report.checks:
        shown = {
            "check": result.name,
            "severity": result.severity,
            "scope": result.scope,
            "what": result.what,
            "rows": result.failure_count,
            "error": result.error,
            "first_rows": result.rows,
        }
        print(json.dumps(shown, ensure_ascii=False, default=str))
