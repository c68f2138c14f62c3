"""What a run shows in the Prefect UI: a summary, and tables of files, figures and failed checks."""

from __future__ import annotations

from typing import Any

import duckdb
from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows.console import cell
from flows.settings import Settings
from flows.steps.report import RunReport
from flows.steps.sql import SQL

MAX_ROWS = 200
"""Rows of a table; the summary says where the rest is."""


FIGURES_OF_RUN = SQL / "reports" / "figures_of_run.sql"


def create(settings: Settings, report: RunReport, message: str) -> None:
    """Create the artifacts of one run; empty tables are left out."""
    tables = {
        "files": [
            *(
                {"file": one.file_path, "outcome": f"quarantine: {one.code}", "why": one.reason}
                for one in report.quarantined
            ),
            *({"file": path, "outcome": "left in the inbox", "why": why} for path, why in report.left.items()),
        ],
        "figures": _figures(settings, report),
        "failed-checks": [
            {"check": f"{found.severity} {found.name}", "what": found.what, **_offence(row)}
            for found in report.checks
            if found.severity != "info"
            for row in found.rows
        ],
        "differences": [
            {"table": one.table, "change": one.change, "column": one.column or "", "rows": one.rows}
            for one in report.comparison.fields
        ],
        "differences-by-metric": [
            {"metric": one.name_zh, "added": one.added, "gone": one.gone, "changed": one.changed}
            for one in report.comparison.metrics
        ],
    }
    for key, rows in tables.items():
        if rows:
            create_table_artifact(
                [{name: cell(value) for name, value in row.items()} for row in rows[:MAX_ROWS]],
                key=f"{report.flow}-{key}",
                description=f"{key.replace('-', ' ')} of run {report.run_id}",
            )
    create_markdown_artifact(_summary(report, message), key=f"{report.flow}-summary", description=message)


def _summary(report: RunReport, message: str) -> str:
    counts = {
        "files received": report.files_received,
        "known already": report.files_known,
        "bulletins loaded": report.bulletins_loaded,
        "articles": report.articles,
        "figures": report.figures,
        "other numerals": report.numerals,
        "quarantined": len(report.quarantined),
        "left in the inbox": len(report.left),
        "failed checks: error": report.failed_checks("error"),
        "failed checks: warn": report.failed_checks("warn"),
    }
    lines = [f"# {report.flow}: {message}", "", "| what | how many |", "| --- | ---: |"]
    lines += [f"| {what} | {count} |" for what, count in counts.items() if count]
    seconds = ", ".join(f"{stage} {spent:.2f}" for stage, spent in report.seconds.items())
    lines += ["", f"Seconds by stage: {seconds or 'none'}.", f"Code and vocabulary: `{report.parser_version}`."]
    if report.published:
        lines.append(f"Published: `{report.published.name}`, generation {report.generation}.")
    if report.quarantined:
        lines += ["", "What waits in quarantine, and what to do: `bulletins quarantine list`."]
    return "\n".join(lines)


def _file(path: str, outcome: str, why: str) -> dict[str, str]:
    return {"file": path, "outcome": outcome, "why": why}


def _offence(row: dict[str, Any]) -> dict[str, Any]:
    """The columns of an offending row that tell a person most."""
    return {name: value for name, value in row.items() if not name.endswith("_id") and value is not None}


def _figures(settings: Settings, report: RunReport) -> list[dict[str, Any]]:
    """Figures of the bulletins that this run received, by metric and region."""
    if not (report.bulletins_loaded and settings.published.exists()):
        return []
    with duckdb.connect(settings.published, read_only=True) as con:
        cursor = con.execute(FIGURES_OF_RUN.read_text("utf-8"), [report.started_at, MAX_ROWS])
        columns = [column[0] for column in cursor.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
