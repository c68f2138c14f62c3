"""The state of an installation, for people at a terminal, for the Prefect UI, and for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from flows.console import cell, print_table, printable
from flows.settings import Settings
from flows.steps.status import Status

Row = Sequence[Any]

SOURCES = ("source", "last received", "last published", "loaded", "quarantined")
CHECKS = ("severity", "rows", "cannot run")
RUNS = ("started", "flow", "state", "files", "bulletins", "figures", "quarantined", "seconds", "message", "by stage")


def print_status(settings: Settings, found: Status) -> None:
    """Print it for people."""
    for title, line in _facts(settings, found):
        print(f"{title:11} {line}")
    for title, columns, rows in _tables(found):
        if rows:
            print_table(columns, rows, title=title)
    for problem in found.problems:
        print(f"problem: {printable(problem)}")
    if not found.problems:
        print(ALL_WELL)


def print_status_json(found: Status) -> None:
    """One JSON object, for machines."""
    tables = {
        name: [dict(zip(columns, row, strict=True)) for row in getattr(found, name)]
        for name, columns in (("runs", RUNS), ("checks", CHECKS), ("sources", SOURCES))
    }
    print(json.dumps(asdict(found) | tables, ensure_ascii=False, default=str))


ALL_WELL = "all is well"


def verdict(found: Status) -> str:
    """The state in one line."""
    return "; ".join(found.problems) or ALL_WELL


def markdown(settings: Settings, found: Status) -> str:
    """It as a page of the Prefect UI."""
    lines = [f"# {verdict(found)}", ""]
    lines += [f"- **{title or 'and'}** {line}" for title, line in _facts(settings, found)]
    for title, columns, rows in _tables(found):
        if rows:
            lines += ["", f"## {title}", "", *_markdown_table(columns, rows)]
    return "\n".join(lines)


def _facts(settings: Settings, found: Status) -> Iterator[tuple[str, str]]:
    yield "home", f"{settings.home}, {found.free_mb} MB free"
    pending = ", and receipts to work off" if found.pending_bytes else ""
    yield "waiting", f"{found.waiting_files} files in the inbox{pending}"
    if found.published_at:
        yield "published", f"generation {found.generation} at {found.published_at:%Y-%m-%d %H:%M:%S} UTC"
    else:
        yield "published", "nothing yet: put files into the inbox and run `bulletins ingest`"
    yield "version", found.version
    if older := ", ".join(version for version in found.read_by if version != found.version):
        yield "", f"rows of {older} too: `bulletins reparse` shows what today's rules change"
    yield "failures", f"{found.failed_runs} runs within a day"
    yield "disk", ", ".join(f"{name} {megabytes} MB" for name, megabytes in found.megabytes.items())


def _tables(found: Status) -> Iterator[tuple[str, Sequence[str], list[Row]]]:
    yield "sources", SOURCES, _shown(found.sources)
    yield "checks", CHECKS, _shown(found.checks)
    yield "last runs", RUNS, _shown(found.runs)


def _shown(rows: Sequence[Row]) -> list[Row]:
    return [[f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value for value in row] for row in rows]


def _markdown_table(columns: Sequence[str], rows: Sequence[Row]) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |"
    yield f"| {' | '.join('---' for _ in columns)} |"
    for row in rows:
        yield f"| {' | '.join(cell(value).replace('|', chr(92) + '|') for value in row)} |"
