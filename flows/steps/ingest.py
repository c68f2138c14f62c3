"""Ingest: everything that waits, from the inbox to the published file.

The order of effects is what makes it safe to kill at any instruction: claim, archive, receipt, then read, load and
commit, and only then unlink. What has a receipt and no outcome is pending, and the next run finds it.
"""

from __future__ import annotations

import contextlib
import shutil
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from flows.steps import (
    archive,
    corrections,
    history,
    inbox,
    plan,
    publish,
    quarantine,
    readers,
    receipts,
    sidecars,
    versions,
    warehouse,
)
from flows.steps.errors import Busy, StepError
from flows.steps.inbox import Arrival, Intake
from flows.steps.lock import hold
from flows.steps.plan import Plan
from flows.steps.readers import Readers, Reading
from flows.steps.reading import ReadingSetup
from flows.steps.receipts import Receipt
from flows.steps.report import BUSY, FAILED, NOTHING_NEW, RunReport, now
from flows.steps.warehouse import Warehouse
from transforms.rows import Rows
from transforms.sources import SourceDefaults, SourcesError, parse_sources

if TYPE_CHECKING:
    from flows.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])


class AsStep(Protocol):
    """Wraps a step, and leaves its signature as it is."""

    def __call__(self, step: F, /) -> F: ...


class Progress(Protocol):
    """Told what is being done, and how much of how much."""

    def __call__(self, stage: str, done: int, total: int) -> None: ...


def ingest(
    settings: Settings,
    folders: Sequence[Path] = (),
    *,
    source: str | None = None,
    as_step: AsStep = lambda step: step,
    progress: Progress = lambda stage, done, total: None,
) -> RunReport:
    """Take up, read, check, load and publish everything that waits; drains until nothing is left.

    ``folders``: files and folders to copy from instead of emptying the inbox; ``source`` names the source of them all.
    ``as_step`` wraps each step (take_up, read, load, publish), so that a flow can make tasks of them. While another run
    is at work the report says so and nothing is done. Raises StepError with what to do; what was committed stays.
    """
    report = RunReport("ingest", versions.parser_version())
    try:
        with hold(settings.lock):
            try:
                _Run(settings, report, as_step, progress).work(list(folders), source)
            except BaseException as error:
                report.state, report.message = FAILED, str(error) or type(error).__name__
                report.ended_at = now()
                with contextlib.suppress(Exception):  # what stopped the run is what must be told
                    history.record(settings.history, report)
                raise
            report.ended_at = now()
            if report.state != NOTHING_NEW:
                history.record(settings.history, report)
    except Busy as busy:
        report.state, report.message = BUSY, str(busy)
    return report


def load_sources(settings: Settings) -> dict[str, SourceDefaults]:
    """``sources.yaml``; empty where there is none. Raises StepError with file and line."""
    try:
        return parse_sources(settings.sources.read_text("utf-8"), str(settings.sources))
    except FileNotFoundError:
        return {}
    except SourcesError as error:
        raise StepError(str(error)) from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise StepError(f"{settings.sources}:{line}: not UTF-8: save it as UTF-8") from None
    except OSError as error:
        raise StepError(f"{settings.sources} cannot be read: {error.strerror}") from None


@dataclass(slots=True)
class _Batch:
    """A batch that is being read."""

    plan: Plan
    reading: list[Reading]


class _Run:
    """One run, from the lock to the report."""

    def __init__(self, settings: Settings, report: RunReport, as_step: AsStep, progress: Progress) -> None:
        self.settings = settings
        self.report = report
        self.progress = progress
        self.take_up = as_step(self._take_up)
        self.read = as_step(self._read)
        self.load = as_step(self._load)
        self.publish = as_step(self._publish)
        self.under_way: deque[_Batch] = deque()
        self.reached: dict[str, int] = {}
        """Position in the logs up to which batches are under way."""
        self.to_release: dict[str, Arrival] = {}
        """Files of the inbox by receipt_id, until their outcome is committed."""

    def work(self, folders: list[Path], source: str | None) -> None:
        settings, report = self.settings, self.report
        sources = load_sources(settings)
        clean(settings)
        corrected = corrections.load(settings.corrections)
        setup = ReadingSetup(
            settings.archive,
            sources,
            settings.limits,
            settings.reader_seconds,
            settings.reader_memory_mb,
            report.parser_version,
            settings.lexicon,
            corrected,
        )
        with warehouse.open_for_writing(settings, sources) as house:
            with readers.opened(setup, settings.workers, settings.pool_from_files) as pool:
                self._drain(house, pool, folders, source)
            house.use_corrections(corrected)
            if house.remapped:
                report.message = f"catalogue changed: {house.remapped:,} figures re-mapped"
            report.generation = house.generation
            is_current = publish.is_current(settings, report.generation)
            waiting = [] if is_current else quarantine.waiting(house.con, "warehouse.dim_bulletin")
        if not is_current:
            self.publish(waiting, report.generation)
        elif not report.files_received:
            report.state = NOTHING_NEW

    def _drain(self, house: Warehouse, pool: Readers, folders: list[Path], source: str | None) -> None:
        self.reached = house.positions()
        self._start(house, pool)
        self._finish(house)
        known = _Known(house)
        intake = Intake(self.settings.inbox, folders, source, self.settings.settle_seconds, known, self.report.left)
        may_wait = True
        while True:
            taken = 0
            for arrivals in _batches(intake.arrivals(), self.settings.batch_files):
                taken += self.take_up(house, known, arrivals)
                self._start(house, pool)
            self._finish(house)
            taken += self._take_up_sidecars(house, pool, intake)
            if taken:
                continue
            if not (intake.unsettled and may_wait):
                return
            time.sleep(self.settings.settle_seconds)
            may_wait = False

    def _start(self, house: Warehouse, pool: Readers) -> None:
        """Begin to read what is pending; a batch is loaded while the next one is read."""
        batches = receipts.pending(
            self.settings.receipts,
            self.reached,
            files=self.settings.batch_files,
            bytes_=self.settings.batch_mb * 1_000_000,
        )
        for pending in batches:
            self.reached |= pending.positions
            ids = {receipt.bulletin_id for receipt in pending.receipts}
            if any(not ids.isdisjoint(batch.plan.bulletin_ids) for batch in self.under_way):
                self._finish(house)
            made = plan.make(pending, house.receipts_of(ids))
            self.under_way.append(_Batch(made, pool.start(made.to_read)))
            while len(self.under_way) > 1:
                self._finish_one(house)

    def _finish(self, house: Warehouse) -> None:
        while self.under_way:
            self._finish_one(house)

    def _finish_one(self, house: Warehouse) -> None:
        batch = self.under_way.popleft()
        rows = self.read(batch.reading)
        self.load(house, batch.plan, rows)
        committed = [receipt.receipt_id for receipt in batch.plan.pending.receipts]
        inbox.release([self.to_release.pop(one) for one in committed if one in self.to_release], self.report.left)

    def _take_up(self, house: Warehouse, known: _Known, arrivals: list[Arrival]) -> int:
        """Archive a batch of files and write their receipts; returns how many were new."""
        with self.report.stage("take up"):
            new = inbox.take_up(self.settings.archive, self.settings.receipts, arrivals, house, self.report.left)
            known.add(new)
            written = {receipt.receipt_id for receipt in new}
            claimed = [arrival for arrival in arrivals if arrival.is_claimed and arrival.receipt_id]
            self.to_release |= {arrival.receipt_id: arrival for arrival in claimed if arrival.receipt_id in written}
            inbox.release([arrival for arrival in claimed if arrival.receipt_id not in written], self.report.left)
        self.report.files_received += len(new)
        return len(new)

    def _take_up_sidecars(self, house: Warehouse, pool: Readers, intake: Intake) -> int:
        """Sidecars that came after their file: a receipt each, their bulletins read again, then they are done with."""
        new: list[Receipt] = []
        done: list[tuple[Path, str, bytes]] = []
        for path, base in intake.late_sidecars():
            shown = str(Path(base).parent / path.name)
            try:
                content = path.read_bytes()
            except OSError as error:
                self.report.left[shown] = f"cannot be read: {error.strerror}"
                continue
            told = sidecars.late(house, path.name, content, base)
            if told is None:
                self.report.left[shown] = "describes a file that has not come yet"
                continue
            new += told
            done.append((path, shown, content))
        receipts.append(self.settings.receipts, new)
        self._start(house, pool)
        self._finish(house)
        for path, shown, content in done:
            try:
                if path.read_bytes() == content:
                    path.unlink()
            except OSError as error:
                self.report.left[shown] = f"cannot be removed from the inbox: {error.strerror}"
        taken = sum(receipt.kind != receipts.MOVED for receipt in new)
        self.report.files_received += taken
        return taken

    def _read(self, reading: list[Reading]) -> Rows:
        with self.report.stage("read"):
            rows = Rows()
            for part in reading:
                rows.extend(part())
        return rows

    def _load(self, house: Warehouse, made: Plan, rows: Rows) -> None:
        report = self.report
        with report.stage("load"):
            loaded = house.load(made, rows)
        report.files_known += made.known
        report.add_loaded(loaded)
        done = report.bulletins_loaded + len(report.quarantined) + report.files_known
        self.progress("load", done, max(report.files_received, done))

    def _publish(self, waiting: list[quarantine.Waiting], generation: int) -> None:
        report = self.report
        with report.stage("publish"):
            quarantine.mirror(self.settings.quarantine, self.settings.archive, waiting)
            report.published = publish.publish(self.settings, generation)


class _Known:
    """The last receipt of every file by source and path, looked up when it is first needed."""

    def __init__(self, house: Warehouse) -> None:
        self._house = house
        self._files: dict[tuple[str, str], tuple[int, int, bytes | None]] | None = None

    def __call__(self, source: str, file_path: str) -> tuple[int, int, bytes | None] | None:
        if self._files is None:
            self._files = self._house.known_files()
        return self._files.get((source, file_path))

    def add(self, new: Iterable[Receipt]) -> None:
        """Remember files that were just taken up."""
        if self._files is not None:
            for receipt in new:
                state = (receipt.byte_count, receipt.modified_ns, receipt.sidecar)
                self._files[receipt.source_code, receipt.file_path] = state


def clean(settings: Settings) -> None:
    """Remove what an interrupted run left half done. The caller holds the lock."""
    archive.clean(settings.archive)
    receipts.mend(settings.receipts)
    publish.clean(settings)
    shutil.rmtree(settings.work, ignore_errors=True)
    settings.work.mkdir(parents=True, exist_ok=True)
    if not settings.inbox.exists():
        settings.inbox.mkdir(parents=True)


def _batches(arrivals: Iterator[Arrival], size: int) -> Iterator[list[Arrival]]:
    while batch := list(islice(arrivals, size)):
        yield batch
