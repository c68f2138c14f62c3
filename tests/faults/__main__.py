"""The long form, ``make faults``: prints a table; the exit code is 1 if anything was lost, doubled or half done."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from flows.settings import Settings
from flows.steps.ingest import ingest
from tests.faults import damage, disks, inboxes
from tests.faults.kills import STEPS, duration, kill_after, kill_at, moments, received_bytes, run_ingest, start
from tests.faults.server import server_killed
from tests.steps.homes import FILES, KAILU, SIDECAR, inbox_files, new_home, tables

MANY = FILES | {f"通辽/通报{n}.txt": KAILU.replace("59", str(100 + n)).encode() for n in range(40)}
CONTENTS = {content for content in MANY.values() if content != SIDECAR}

Fault = Callable[[Settings], object]


class Faults:
    """Counts what each kind of fault cost."""

    def __init__(self, folder: Path, only: str) -> None:
        self.folder = folder
        self.only = only
        self.number = 0
        self.is_whole = True
        undisturbed = self.home()
        ingest(undisturbed)
        self.expected = tables(undisturbed.published)

    def home(self) -> Settings:
        """A fresh installation with many files waiting; every second one reads them in processes of their own."""
        self.number += 1
        pool_from = 1 if self.number % 2 else 200
        return new_home(self.folder / str(self.number), MANY).model_copy(
            update={"batch_files": 15, "pool_from_files": pool_from}
        )

    def try_all(self, name: str, faults: list[Fault]) -> None:
        """Disturb one run with each fault, run once more, and compare."""
        if self.only not in name:
            return
        lost = doubled = other = 0
        for fault in faults:
            settings = self.home()
            try:
                fault(settings)
                ingest(settings)
                is_other = tables(settings.published) != self.expected or inbox_files(settings) != []
            except Exception as error:
                print(f"{name}: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
                is_other = True
            lost += len(CONTENTS - received_bytes(settings))
            doubled += receipts_doubled(settings)
            other += is_other
            shutil.rmtree(settings.home)
        self.is_whole &= not (lost or doubled or other)
        print(f"{name:42}{len(faults):>6}{lost:>12}{doubled:>14}{other:>18}", flush=True)


def receipts_doubled(settings: Settings) -> int:
    """Arrivals on record more than once."""
    with duckdb.connect(str(settings.published), read_only=True) as con:
        row = con.execute("SELECT count(*) - count(DISTINCT receipt_id) FROM bulletin_receipt").fetchone()
    return int(row[0]) if row else 0


def three_at_once(settings: Settings) -> None:
    """Three runs start together."""
    for process in [start(run_ingest, settings) for _ in range(3)]:
        process.join()


def kills(seconds: float, number: int, seed: int) -> dict[str, list[Fault]]:
    """A run that takes so many seconds, killed at every step and at random moments."""
    return {
        "killed at a step": [
            partial(kill_at, step=step, when=when, call=call)
            for step in STEPS
            for when in ("before", "after")
            for call in (1, 2)
        ],
        "killed at a random moment": [partial(kill_after, seconds=moment) for moment in moments(seconds, number, seed)],
    }


OTHERS: dict[str, list[Fault]] = {
    "a file vanishes in mid-run": [partial(inboxes.vanishing, after_seconds=tenth / 10) for tenth in range(6)],
    "a file changes in mid-run": [inboxes.changing] * 3,
    "permissions lost in mid-run": [
        partial(inboxes.without_permission, place=place, mode=mode)
        for place, mode in (
            (f"inbox/{inboxes.VICTIM}", 0),
            ("inbox/通辽", 0),
            ("inbox/通辽", 0o500),
            ("inbox", 0o500),
            ("archive", 0o500),
            ("published", 0o500),
            ("warehouse.duckdb", 0o400),
        )
    ],
    "files from the future": [inboxes.from_the_future],
    "clock set back": [inboxes.clock_set_back] * 3,
    "three ingests at once": [three_at_once] * 3,
    "warehouse lost or overwritten": [
        partial(change, name="warehouse.duckdb") for change in (damage.lost, damage.overwritten)
    ],
    "log of the warehouse damaged": [damage.damaged_log] * 3,
    "published file lost or overwritten": [
        partial(change, name="published/bulletins.duckdb") for change in (damage.lost, damage.overwritten)
    ],
    "Parquet lost": [partial(damage.lost, name="published/parquet")],
    "history lost or overwritten": [
        partial(change, name="history.duckdb") for change in (damage.lost, damage.overwritten)
    ],
    "Prefect server killed in mid-run": [
        partial(server_killed, at=at) for at in ("archive/??/*", "quarantine/*/*", "published/.new-*")
    ],
}

FULL_DISKS: dict[str, list[Fault]] = {
    "disk full: archive and receipts": [partial(disks.archive_full, kilobytes=size) for size in (8, 40, 120, 200)],
    "disk full: warehouse": [partial(disks.warehouse_full, spare_kilobytes=spare) for spare in (0, 300, 1000, 2000)],
    "disk full: published file": [partial(disks.publishing_full, kilobytes=size) for size in (1000, 12_500, 14_000)],
    "disk full: history": [partial(disks.history_full, kilobytes=size) for size in (8, 1000)],
}


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    arguments.add_argument("--kills", type=int, default=200, help="kills at random moments (200)")
    arguments.add_argument("--seed", type=int, default=0, help="of the random moments (0)")
    arguments.add_argument("--only", default="", help="faults whose name has this word")
    given = arguments.parse_args()
    print(f"{'fault':42}{'runs':>6}{'bytes lost':>12}{'rows doubled':>14}{'other than whole':>18}")
    with TemporaryDirectory(prefix="bulletins-faults-") as folder:
        faults = Faults(Path(folder), given.only)
        seconds = duration(faults.home()) if given.only in "killed at a random moment" else 0
        for name, ways in (kills(seconds, given.kills, given.seed) | OTHERS).items():
            faults.try_all(name, ways)
        if os.geteuid() == 0:
            for name, ways in FULL_DISKS.items():
                faults.try_all(name, ways)
        else:
            print("full disks are left out: they need the right to mount a small one")
    return 0 if faults.is_whole else 1


if __name__ == "__main__":
    sys.exit(main())
