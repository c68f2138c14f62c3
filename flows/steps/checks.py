"""The checks of ``sql/checks/SEVERITY__name.sql``: each a SELECT that returns the rows that offend.

A row names its ``bulletin_id`` and, where one figure offends, its ``fact_id``. A check of scope ``batch`` can run on
the staged rows of a batch or on the whole warehouse, since both have the same table names; one of scope ``warehouse``
needs all rows and never sets a bulletin aside. A bound that an installation may set stands as ``$name`` in one of scope
``warehouse``. A check that cannot run, or whose bound is not given, is an error, never a pass.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from flows.steps.errors import StepError

FOLDER = Path(__file__).resolve().parents[2] / "sql" / "checks"
SEVERITIES = ("error", "warn", "info")
SCOPES = ("batch", "warehouse")
KEPT_ROWS = 100
"""Offending rows kept for each check and run; the count is of all of them."""

_NAME = re.compile(r"(error|warn|info)__([a-z0-9_]+)\.sql")
_BOUND = re.compile(r"\$([a-z_]+)")
_HEADER = re.compile(r"-- (what|why|scope): (\S.*)")


@dataclass(slots=True, frozen=True)
class Check:
    """One check as its file has it."""

    name: str
    severity: str
    scope: str
    what: str
    why: str
    sql: str


@dataclass(slots=True)
class CheckResult:
    """What one check found."""

    name: str
    severity: str
    scope: str
    what: str
    failure_count: int = 0
    seconds: float = 0.0
    error: str | None = None
    rows: list[dict[str, Any]] = field(default_factory=list)
    """At most ``KEPT_ROWS`` offending rows."""
    bulletin_ids: set[str] = field(default_factory=set)
    """Bulletins that offend (of checks of severity error)."""
    fact_ids: set[str] = field(default_factory=set)
    """Figures that offend (of checks of severity warn)."""

    def add(self, other: CheckResult) -> None:
        """Add what the same check found in another batch."""
        self.failure_count += other.failure_count
        self.seconds += other.seconds
        self.error = self.error or other.error
        self.rows += other.rows[: KEPT_ROWS - len(self.rows)]


@cache
def load(folder: Path = FOLDER) -> tuple[Check, ...]:
    """All checks, errors first. Raises StepError that names the file whose header or name is wrong."""
    found = [_read(path) for path in sorted(folder.glob("*.sql"))]
    return tuple(sorted(found, key=lambda check: (SEVERITIES.index(check.severity), check.name)))


def run(
    con: duckdb.DuckDBPyConnection, checks: list[Check], bounds: Mapping[str, float] | None = None
) -> list[CheckResult]:
    """Run checks on the tables that ``con`` finds under their plain names; ``bounds`` by the names they have in SQL."""
    return [_run(con, check, bounds or {}) for check in checks]


def _run(con: duckdb.DuckDBPyConnection, check: Check, bounds: Mapping[str, float]) -> CheckResult:
    result = CheckResult(check.name, check.severity, check.scope, check.what)
    started = time.perf_counter()
    try:
        used = {name: bounds[name] for name in _BOUND.findall(check.sql) if name in bounds}
        con.execute(f"CREATE OR REPLACE TEMP TABLE failing AS {check.sql}", used)
        result.failure_count = _one(con, "SELECT count(*) FROM failing")
        if result.failure_count:
            _details(con, check, result)
    except duckdb.Error as error:
        result.error = str(error).splitlines()[0]
    result.seconds = time.perf_counter() - started
    return result


def _details(con: duckdb.DuckDBPyConnection, check: Check, result: CheckResult) -> None:
    cursor = con.execute(f"FROM failing ORDER BY ALL LIMIT {KEPT_ROWS}")
    columns = [column[0] for column in cursor.description or ()]
    result.rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    if check.severity == "error":
        result.bulletin_ids = {row[0] for row in con.execute("SELECT DISTINCT bulletin_id FROM failing").fetchall()}
    elif check.severity == "warn" and "fact_id" in columns:
        result.fact_ids = {row[0] for row in con.execute("SELECT DISTINCT fact_id FROM failing").fetchall()}


def to_json(row: dict[str, Any]) -> str:
    """An offending row as JSON."""
    return json.dumps(row, ensure_ascii=False, default=str)


def _one(con: duckdb.DuckDBPyConnection, sql: str) -> Any:
    row = con.execute(sql).fetchone()
    return row[0] if row else None


def _read(path: Path) -> Check:
    match = _NAME.fullmatch(path.name)
    if match is None:
        raise StepError(f"{path}: a check is named error__name.sql, warn__name.sql or info__name.sql")
    text = path.read_text("utf-8")
    header = dict(_HEADER.findall(text))
    missing = [name for name in ("what", "why", "scope") if name not in header]
    if missing:
        raise StepError(f"{path}: the header lacks `-- {missing[0]}: …`")
    if header["scope"] not in SCOPES:
        raise StepError(f"{path}: scope is {header['scope']!r}, it must be batch or warehouse")
    return Check(match[2], match[1], header["scope"], header["what"], header["why"], text.rstrip().rstrip(";"))
