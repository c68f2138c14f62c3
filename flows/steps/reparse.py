"""Reparse: read archived bulletins again with today's code, see what would change, and swap only when asked.

The new warehouse is built beside the one in use and outside its lock, so that ingest goes on. To apply it, the lock is
taken, what arrived meanwhile is caught up with, and the file is put in place by one rename. Interrupted at any point,
the old one stays in use.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from flows.steps import (
    compare,
    corrections,
    durable,
    history,
    ingest,
    plan,
    publish,
    quarantine,
    readers,
    receipts,
    versions,
)
from flows.steps import warehouse as warehouses
from flows.steps.errors import StepError
from flows.steps.ingest import AsStep, Progress
from flows.steps.lock import hold
from flows.steps.plan import Plan
from flows.steps.readers import Readers
from flows.steps.reading import ReadingSetup
from flows.steps.receipts import Pending
from flows.steps.report import FAILED, RunReport, now
from flows.steps.warehouse import Warehouse
from transforms.rows import Rows

if TYPE_CHECKING:
    from flows.settings import Settings


WITHIN_BOUNDS: Final = "within-bounds"
Apply = bool | Literal["within-bounds"]


@dataclass(slots=True, frozen=True)
class Wanted:
    """Which bulletins to read again; all where nothing is given."""

    source: str | None = None
    since: date | None = None
    """First day of publication."""
    until: date | None = None
    """Last day of publication."""
    bulletin: str | None = None
    """bulletin_id, or the beginning of one."""

    @property
    def is_all(self) -> bool:
        """Nothing is left out."""
        return self == Wanted()


def reparse(
    settings: Settings,
    wanted: Wanted = Wanted(),  # frozen
    *,
    apply: Apply = False,
    as_step: AsStep = lambda step: step,
    progress: Progress = lambda stage, done, total: None,
) -> RunReport:
    """Build anew, compare with what is published and, with ``apply``, put it in use. Raises StepError.

    ``apply`` within bounds: only where no larger share of the rows changes than the setting ``reparse_apply_share``.
    """
    report = RunReport("reparse", versions.parser_version())
    new = settings.warehouse.with_name(f".reparse-{settings.warehouse.name}")
    with hold(settings.lock.with_name("reparse.lock")), _removed(new):
        try:
            _Reparse(settings, report, new, as_step, progress).work(wanted, apply)
        except BaseException as error:
            report.state, report.message = FAILED, str(error) or type(error).__name__
            raise
        finally:
            report.ended_at = now()
            with hold(settings.lock, wait=True):
                history.record(settings.history, report)
    return report


class _Reparse:
    def __init__(self, settings: Settings, report: RunReport, new: Path, as_step: AsStep, progress: Progress) -> None:
        self.settings = settings
        self.report = report
        self.new = new
        self.progress = progress
        self.sources = ingest.load_sources(settings)
        self.corrections = corrections.load(settings.corrections)
        self.setup = ReadingSetup(
            settings.archive,
            self.sources,
            settings.limits,
            settings.reader_seconds,
            settings.reader_memory_mb,
            report.parser_version,
            settings.lexicon,
            self.corrections,
        )
        self.build = as_step(self._build)
        self.compare = as_step(self._compare)
        self.swap = as_step(self._swap)

    def work(self, wanted: Wanted, apply: Apply) -> None:
        self.build(wanted)
        self.compare()
        if apply is True or (
            apply == WITHIN_BOUNDS and self.report.comparison.share <= self.settings.reparse_apply_share
        ):
            self.swap()
        else:
            self.report.message = f"the warehouse in use stays as it is: {self._why_not(apply)}"

    def _why_not(self, apply: Apply) -> str:
        found = self.report.comparison
        if apply == WITHIN_BOUNDS:
            bound = self.settings.reparse_apply_share
            return f"{found.share:.2%} of its rows would change, more than reparse_apply_share ({bound:.2%}) allows"
        return "say apply to put this in use" if found.fields else "nothing would change"

    def _build(self, wanted: Wanted) -> None:
        if not wanted.is_all:
            with hold(self.settings.lock, wait=True):
                if not self.settings.warehouse.exists():
                    raise StepError("there is no warehouse yet: run `bulletins ingest` first")
                with warehouses.open_for_writing(self.settings, self.sources):
                    pass  # closing it brings everything into the file itself
                shutil.copyfile(self.settings.warehouse, self.new)
        with self._opened() as (house, pool):
            if not wanted.is_all:
                self._again(house, pool, wanted)
            else:
                self._catch_up(house, pool)
            house.use_corrections(self.corrections)

    def _again(self, house: Warehouse, pool: Readers, wanted: Wanted) -> None:
        """Read the wanted bulletins of a copy again."""
        ids = house.find(wanted.source, wanted.since, wanted.until, wanted.bulletin)
        if not ids:
            raise StepError("no bulletin is of that source, those days or that id: nothing to read again")
        for start in range(0, len(ids), self.settings.batch_files):
            part = ids[start : start + self.settings.batch_files]
            made = Plan(Pending([], {}))
            for known in house.receipts_of(part).values():
                told = plan.fold(known)
                if not told.is_dropped:
                    made.to_read.append(told.received)
            self._load(house, pool, made)
            self.progress("reparse", start + len(part), len(ids))

    def _catch_up(self, house: Warehouse, pool: Readers) -> None:
        """Read every receipt that the new warehouse has no outcome of."""
        batches = receipts.pending(
            self.settings.receipts,
            house.positions(),
            files=self.settings.batch_files,
            bytes_=self.settings.batch_mb * 1_000_000,
        )
        for pending in batches:
            self._load(
                house, pool, plan.make(pending, house.receipts_of({one.bulletin_id for one in pending.receipts}))
            )
            self.progress("reparse", self.report.bulletins_loaded, self.report.bulletins_loaded)

    def _load(self, house: Warehouse, pool: Readers, made: Plan) -> None:
        report = self.report
        rows = Rows()
        with report.stage("read"):
            for part in pool.start(made.to_read):
                rows.extend(part())
        with report.stage("load"):
            loaded = house.load(made, rows)
        report.add_loaded(loaded)

    def _compare(self) -> None:
        with self.report.stage("compare"):
            self.report.comparison = compare.compare(self.settings.published, self.new)

    def _swap(self) -> None:
        settings, report = self.settings, self.report
        with hold(settings.lock, wait=True):
            ingest.clean(settings)
            with self._opened() as (house, pool):
                self._catch_up(house, pool)
                old = warehouses.generation_of(settings.warehouse) or warehouses.generation_of(settings.published) or 0
                report.generation = house.follow(old)
                waiting = quarantine.waiting(house.con, "warehouse.dim_bulletin")
            durable.replace(self.new, settings.warehouse)
            with report.stage("publish"):
                quarantine.mirror(settings.quarantine, settings.archive, waiting)
                report.published = publish.publish(settings, report.generation)

    @contextmanager
    def _opened(self) -> Iterator[tuple[Warehouse, Readers]]:
        settings = self.settings
        with (
            warehouses.open_for_writing(settings, self.sources, self.new) as house,
            readers.opened(self.setup, settings.workers, settings.pool_from_files) as pool,
        ):
            yield house, pool


@contextmanager
def _removed(path: Path) -> Iterator[None]:
    """Nothing lies at ``path`` before, and nothing is left there after."""
    try:
        for left in (path, path.with_name(path.name + ".wal")):
            left.unlink(missing_ok=True)
        yield
    finally:
        for left in (path, path.with_name(path.name + ".wal")):
            left.unlink(missing_ok=True)
