"""The long form, ``make faults``: prints a table; the exit code is 1 if anything was lost, doubled or half done."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from flows.settings import Settings
from flows.steps.ingest import ingest
from tests.faults.kills import STEPS, duration, kill_after, kill_at, moments, received_bytes, run_ingest, start
from tests.steps.homes import FILES, KAILU, SIDECAR, inbox_files, new_home, tables

MANY = FILES | {f"通辽/通报{n}.txt": KAILU.replace("59", str(100 + n)).encode() for n in range(40)}
CONTENTS = {content for content in MANY.values() if content != SIDECAR}


class Faults:
    """Counts what each kind of fault cost."""

    def __init__(self, folder: Path, only: str) -> None:
        self.folder = folder
        self.only = only
        self.number = 0
        self.rows: list[tuple[str, int, int, int, int]] = []
        undisturbed = self.home()
        ingest(undisturbed)
        self.expected = tables(undisturbed.published)

    def home(self) -> Settings:
        """A fresh installation with many files waiting."""
        self.number += 1
        return new_home(self.folder / str(self.number), MANY).model_copy(update={"batch_files": 15})

    def try_all(self, name: str, faults: list[Callable[[Settings], object]]) -> None:
        """Disturb one run with each fault, run once more, and compare."""
        if self.only not in name:
            return
        lost = doubled = other = 0
        for fault in faults:
            settings = self.home()
            fault(settings)
            ingest(settings)
            lost += len(CONTENTS - received_bytes(settings))
            doubled += receipts_doubled(settings)
            other += tables(settings.published) != self.expected or inbox_files(settings) != []
            shutil.rmtree(settings.home)
        self.rows.append((name, len(faults), lost, doubled, other))
        print(f"{name:36}{len(faults):>6}{lost:>12}{doubled:>14}{other:>17}", flush=True)


def receipts_doubled(settings: Settings) -> int:
    """Arrivals on record more than once."""
    with duckdb.connect(str(settings.published), read_only=True) as con:
        row = con.execute("SELECT count(*) - count(DISTINCT receipt_id) FROM bulletin_receipt").fetchone()
    return int(row[0]) if row else 0


def vanishing(settings: Settings) -> None:
    """A file is taken away and put back while a run goes on."""
    victim, aside = settings.inbox / "无源.txt", settings.home / "aside"
    process = start(run_ingest, settings)
    with_luck(lambda: victim.rename(aside))
    process.join()
    with_luck(lambda: aside.rename(victim))


def changing(settings: Settings) -> None:
    """A file is written to while a run goes on, and gets its content back before the next."""
    victim = settings.inbox / "无源.txt"
    writer = subprocess.Popen(
        [sys.executable, "-c", "import sys, time\nwhile True: open(sys.argv[1], 'ab').write(b' ')", str(victim)]
    )
    time.sleep(0.1)
    ingest(settings.model_copy(update={"settle_seconds": 0.5}))
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    with_luck(lambda: victim.write_bytes(FILES["无源.txt"]))


def three_at_once(settings: Settings) -> None:
    """Three runs start together."""
    for process in [start(run_ingest, settings) for _ in range(3)]:
        process.join()


def without_warehouse(settings: Settings) -> None:
    """The warehouse is lost between two runs."""
    ingest(settings)
    settings.warehouse.unlink()


def with_damaged_warehouse(settings: Settings) -> None:
    """The warehouse is overwritten with noise."""
    ingest(settings)
    settings.warehouse.write_bytes(os.urandom(300_000))


def with_damaged_log(settings: Settings) -> None:
    """A run is killed in its commit, and the log that it leaves is cut in the middle."""
    kill_at(settings, "flows.steps.warehouse.Warehouse._commit", "after")
    log = settings.warehouse.with_name(settings.warehouse.name + ".wal")
    if log.exists():
        log.write_bytes(log.read_bytes()[: log.stat().st_size // 2])


def without_published(settings: Settings) -> None:
    """The published file is lost."""
    ingest(settings)
    settings.published.unlink()


def clock_set_back(settings: Settings) -> None:
    """The files come from the future."""
    for path in settings.inbox.rglob("*.txt"):
        os.utime(path, (time.time() + 100_000,) * 2)


@contextmanager
def small_disk(kilobytes: int) -> Iterator[Path]:
    """A file system of its own, so small that it fills up; needs the right to mount one."""
    with TemporaryDirectory() as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", folder], check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "-l", folder], check=True)


def archive_full(settings: Settings) -> None:
    """The disk of the archive fills up; then there is a larger one, with what was on the small one."""
    with small_disk(120) as disk:
        full = {"archive": disk / "archive", "receipts": disk / "archive" / "receipts"}
        with_luck(lambda: ingest(settings.model_copy(update=full)))
        shutil.copytree(disk / "archive", settings.archive, dirs_exist_ok=True)


def publishing_full(settings: Settings) -> None:
    """The disk of the published file fills up."""
    with small_disk(1000) as disk:
        full = {"published": disk / "bulletins.duckdb", "parquet": disk / "parquet"}
        with_luck(lambda: ingest(settings.model_copy(update=full)))


def with_luck(action: Callable[[], Any]) -> None:
    """Do it if it can be done: a fault may find its victim gone."""
    try:
        action()
    except Exception as error:
        if not isinstance(error, OSError) and type(error).__module__ not in ("flows.steps.errors", "_duckdb", "duckdb"):
            raise


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--kills", type=int, default=200, help="kills at random moments")
    arguments.add_argument("--only", default="", help="faults whose name has this word")
    given = arguments.parse_args()
    print(f"{'fault':36}{'runs':>6}{'bytes lost':>12}{'rows doubled':>14}{'other than whole':>17}")
    with TemporaryDirectory(prefix="bulletins-faults-") as folder:
        faults = Faults(Path(folder), given.only)
        seconds = duration(faults.home())
        at_steps = [
            lambda settings, step=step, when=when, call=call: kill_at(settings, step, when, call)
            for step in STEPS
            for when in ("before", "after")
            for call in (1, 2)
        ]
        faults.try_all("killed at a step", at_steps)
        at_moments = [
            lambda settings, moment=moment: kill_after(settings, moment) for moment in moments(seconds, given.kills)
        ]
        faults.try_all("killed at a random moment", at_moments)
        for fault in (vanishing, changing, three_at_once, without_warehouse, with_damaged_warehouse, with_damaged_log):
            faults.try_all(fault.__name__.replace("_", " "), [fault] * 3)
        for fault in (without_published, clock_set_back):
            faults.try_all(fault.__name__.replace("_", " "), [fault])
        if os.geteuid() == 0:
            faults.try_all("disk of the archive full", [archive_full])
            faults.try_all("disk of the published file full", [publishing_full])
        else:
            print("disk full: left out, it needs the right to mount a small disk")
    return 1 if any(lost or doubled or other for _, _, lost, doubled, other in faults.rows) else 0


if __name__ == "__main__":
    sys.exit(main())
