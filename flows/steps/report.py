"""What a run did: for people, for artifacts and for the history."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flows.steps.checks import CheckResult

if TYPE_CHECKING:
    from flows.steps.warehouse import Loaded

COMPLETED = "completed"
NOTHING_NEW = "nothing new"
BUSY = "busy"
FAILED = "failed"


def now() -> datetime:
    """The time, UTC, as the database stores it."""
    return datetime.now(UTC).replace(tzinfo=None)


@dataclass(slots=True, frozen=True)
class SetAside:
    """A bulletin in quarantine."""

    bulletin_id: str
    file_path: str
    code: str
    reason: str


@dataclass(slots=True, frozen=True)
class Difference:
    """Rows that a reparse changed."""

    table: str
    change: str
    """added, gone or changed."""
    column: str | None
    """Column whose values differ, where ``change`` is changed."""
    rows: int


@dataclass(slots=True, frozen=True)
class MetricDifference:
    """Figures of one metric that a reparse added, lost and changed."""

    metric_code: str
    name_zh: str
    added: int
    gone: int
    changed: int


@dataclass(slots=True)
class Comparison:
    """How a warehouse or published file differs from another."""

    fields: list[Difference] = field(default_factory=list)
    metrics: list[MetricDifference] = field(default_factory=list)
    share: float = 0.0
    """Rows that were added, are gone or changed, as a share of those before; of the table where it is largest."""


@dataclass(slots=True)
class RunReport:
    """One run."""

    flow: str
    parser_version: str
    run_id: str = field(default_factory=lambda: secrets.token_hex(8))
    started_at: datetime = field(default_factory=now)
    ended_at: datetime = field(default_factory=now)
    state: str = COMPLETED
    """completed, nothing new, busy (another run is at work) or failed."""
    message: str | None = None
    files_received: int = 0
    files_known: int = 0
    """Files that came before, with the same bytes from the same source."""
    bulletins_loaded: int = 0
    articles: int = 0
    figures: int = 0
    numerals: int = 0
    quarantined: list[SetAside] = field(default_factory=list)
    left: dict[str, str] = field(default_factory=dict)
    """Files that were not taken up, and why."""
    checks: list[CheckResult] = field(default_factory=list)
    comparison: Comparison = field(default_factory=Comparison)
    """What a reparse changes."""
    seconds: dict[str, float] = field(default_factory=dict)
    """Time spent in each stage."""
    generation: int | None = None
    published: Path | None = None
    """The published file, where this run made a new one."""

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time of a stage."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - started

    def add_loaded(self, loaded: Loaded) -> None:
        """Add what one batch brought into the warehouse."""
        self.bulletins_loaded += loaded.bulletins
        self.articles += loaded.articles
        self.figures += loaded.figures
        self.numerals += loaded.numerals
        self.quarantined += [SetAside(*one) for one in loaded.set_aside]
        self.add_checks(loaded.checks)

    def add_checks(self, found: list[CheckResult]) -> None:
        """Add the results of one batch to those of the batches before."""
        by_name = {result.name: result for result in self.checks}
        for result in found:
            if result.name in by_name:
                by_name[result.name].add(result)
            else:
                self.checks.append(result)

    def failed_checks(self, severity: str) -> int:
        """Rows that offend checks of this severity."""
        return sum(result.failure_count for result in self.checks if result.severity == severity)
