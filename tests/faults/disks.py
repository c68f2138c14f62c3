"""Disks that fill up in mid-run; then there is a larger one, with what was on the small one."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.settings import Settings
from flows.steps.ingest import ingest
from tests.faults.kills import with_luck


@contextmanager
def small_disk(kilobytes: int) -> Iterator[Path]:
    """A file system of its own, so small that it fills up; needs the right to mount one."""
    with TemporaryDirectory() as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", folder], check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "-l", folder], check=True)


def archive_full(settings: Settings, kilobytes: int) -> None:
    """The disk of archive and receipts fills up."""
    with small_disk(kilobytes) as disk:
        full = {"archive": disk / "archive", "receipts": disk / "archive" / "receipts"}
        with_luck(lambda: ingest(settings.model_copy(update=full)))
        shutil.copytree(disk / "archive", settings.archive, dirs_exist_ok=True)


def warehouse_full(settings: Settings, spare_kilobytes: int) -> None:
    """The disk of the warehouse fills up: so much is free beside an empty one."""
    with small_disk(settings.warehouse.stat().st_size // 1024 + spare_kilobytes) as disk:
        small = disk / settings.warehouse.name
        shutil.copyfile(settings.warehouse, small)
        with_luck(lambda: ingest(settings.model_copy(update={"warehouse": small})))
        for path in disk.iterdir():  # its log too
            shutil.copyfile(path, settings.home / path.name)


def publishing_full(settings: Settings, kilobytes: int) -> None:
    """The disk of the published file fills up."""
    with small_disk(kilobytes) as disk:
        full = {"published": disk / "bulletins.duckdb", "parquet": disk / "parquet", "releases": disk / "releases"}
        with_luck(lambda: ingest(settings.model_copy(update=full)))


def history_full(settings: Settings, kilobytes: int) -> None:
    """The disk of the history fills up."""
    with small_disk(kilobytes) as disk:
        with_luck(lambda: ingest(settings.model_copy(update={"history": disk / "history.duckdb"})))
