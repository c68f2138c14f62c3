"""Verifying an installation: the hash of every archived file and of the Parquet files, every receipt's file and
outcome, every row's file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from flows.steps import archive, receipts
from flows.steps.errors import StepError
from flows.steps.ingest import Progress

if TYPE_CHECKING:
    from flows.settings import Settings
    from flows.steps.receipts import Receipt


@dataclass(slots=True)
class Verified:
    """What was looked at and what is wrong."""

    archived_files: int = 0
    receipts: int = 0
    bulletins: int = 0
    pending: int = 0
    """Receipts without an outcome yet; the next ingest takes them up."""
    problems: list[str] = field(default_factory=list)
    """What is wrong, and what to do."""


def verify(settings: Settings, progress: Progress = lambda stage, done, total: None) -> Verified:
    """Look at everything; nothing is changed. Ingest may run meanwhile: what it adds is not looked at."""
    found = Verified()
    outcomes, on_record = _published(settings.published, found)
    arrived = _arrived(settings.receipts, found)
    _archived(settings.archive, found, progress)
    _parquet(settings.parquet, found)
    for receipt in arrived:
        if archive.find(settings.archive, receipt.sha256, receipt.file_path) is None:
            found.problems.append(
                f"{receipt.file_path}: its bytes ({receipt.sha256}) are not in the archive: restore them"
            )
    told = {receipt.bulletin_id for receipt in arrived}
    without = {receipt.bulletin_id for receipt in arrived if receipt.receipt_id in on_record} - outcomes
    found.pending = len(told - outcomes - without)
    found.problems += [
        f"bulletin {bulletin_id} was loaded and has no rows: run `bulletins reparse --apply`"
        for bulletin_id in sorted(without)
    ]
    found.problems += [
        f"bulletin {bulletin_id} has rows but no receipt: restore {settings.receipts}"
        for bulletin_id in sorted(outcomes - told)
    ]
    return found


def all_receipts(folder: Path) -> Iterator[Receipt]:
    """Every receipt, oldest log first."""
    for pending in receipts.pending(folder, {}, files=10_000, bytes_=1 << 60):
        yield from pending.receipts


def _arrived(folder: Path, found: Verified) -> list[Receipt]:
    """Every receipt up to the first that cannot be read."""
    arrived: list[Receipt] = []
    try:
        arrived += all_receipts(folder)
    except StepError as error:
        found.problems.append(str(error))
    found.receipts = len(arrived)
    return arrived


def _published(published: Path, found: Verified) -> tuple[set[str], set[str]]:
    """Ids of the published bulletins, and of the receipts that they were made from."""
    if not published.exists():
        found.problems.append(f"nothing is published ({published}): run `bulletins ingest`")
        return set(), set()
    try:
        with duckdb.connect(str(published), read_only=True) as con:
            bulletins = {row[0] for row in con.execute("SELECT bulletin_id FROM dim_bulletin").fetchall()}
            on_record = {row[0] for row in con.execute("SELECT receipt_id FROM bulletin_receipt").fetchall()}
            for (table,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall():
                # every block of it is read, and its checksum told: a count would not look at the values
                con.execute(f'SELECT bit_xor(hash(COLUMNS(*))) FROM "{table}"').fetchall()
    except duckdb.Error as error:
        why = str(error).splitlines()[0]
        found.problems.append(f"{published} is damaged ({why}): run `bulletins publish --force`")
        return set(), set()
    found.bulletins = len(bulletins)
    return bulletins, on_record


def _parquet(folder: Path, found: Verified) -> None:
    """Compare the Parquet files with their manifest."""
    if not folder.exists():
        return
    copy = folder.resolve()
    while (wrong := _damaged(copy)) and (now := folder.resolve()) != copy:  # another was published meanwhile
        copy = now
    if wrong:
        found.problems.append(f"{folder} is damaged ({', '.join(wrong[:3])}): run `bulletins publish --force`")


def _damaged(copy: Path) -> list[str]:
    """Files of a Parquet copy that are not as its manifest says, or why that cannot be told."""
    try:
        listed = json.loads((copy / "manifest.json").read_bytes())["files"]
        return [name for name, about in listed.items() if archive.digest(copy / name) != about["sha256"]]
    except (OSError, ValueError, KeyError) as error:
        return [str(error)]


def _archived(folder: Path, found: Verified, progress: Progress) -> None:
    """Compare the bytes of every archived file with the hash that is its name."""
    files = sorted(folder.glob("??/*"))
    for number, path in enumerate(files):
        found.archived_files += 1
        sha256 = path.name.partition(".")[0]
        try:
            if archive.digest(path) != sha256:
                found.problems.append(f"{path} has other bytes than were received: restore it from a backup")
        except OSError as error:
            found.problems.append(f"{path} cannot be read ({error.strerror}): restore it from a backup")
        progress("verify", number + 1, len(files))
