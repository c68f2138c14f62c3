"""What Prefect is told of besides the runs themselves; automations.yaml turns these events into alerts."""

from __future__ import annotations

import shutil

from prefect.events import emit_event

from flows.settings import Settings
from flows.steps.report import RunReport

SET_ASIDE_BY_CHECK = "check-"
"""Begin of the code of a bulletin in quarantine that a structural check set aside."""


def emit_findings(settings: Settings, report: RunReport) -> None:
    """Emit what the checks of a run found that somebody has to know of, and that the disk is nearly full."""
    rows = {found.name: found.rows for found in report.checks}
    for row in rows.get("source_overdue", []):
        _emit(
            "bulletins.source.silent",
            str(row["source_code"]),
            f"{row['source_code']} is silent",
            f"Last published on {row['last_published_on']}, {row['days_since']} days ago; its cadence is"
            f" {row['cadence_days']} days. Ask the source, or change cadence_days in sources.yaml.",
        )
    for row in rows.get("refused_share", []):
        _emit(
            "bulletins.quarantine.exceeded",
            str(row["source_code"]),
            f"{row['source_code']}: {row['refused']} of {row['files']} files refused",
            "Has it changed its format? `bulletins quarantine list` says why each was refused.",
        )
    emit_set_aside(report)
    emit_disk(settings)


def emit_set_aside(report: RunReport) -> None:
    """Emit that structural checks set bulletins aside in this run."""
    aside = [one for one in report.quarantined if one.code.startswith(SET_ASIDE_BY_CHECK)]
    if aside:
        _emit(
            "bulletins.check.failed",
            "structure",
            f"{len(aside)} bulletins set aside by a structural check",
            "\n".join(f"{one.file_path}: {one.reason}" for one in aside[:10]),
        )


def emit_disk(settings: Settings) -> None:
    """Emit that less space is free than the settings ask for."""
    free_mb = shutil.disk_usage(settings.home).free // 1_000_000
    if free_mb < settings.disk_free_mb:
        _emit(
            "bulletins.disk.low",
            "disk",
            f"only {free_mb} MB free",
            f"{settings.home} is on a disk with {free_mb} MB free; at least {settings.disk_free_mb} MB are wanted.",
        )


def _emit(event: str, resource: str, subject: str, text: str) -> None:
    emit_event(
        event=event,
        resource={"prefect.resource.id": f"bulletins.{resource}", "prefect.resource.name": resource},
        payload={"subject": subject, "text": text},
    )
