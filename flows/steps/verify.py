"""Verifying an installation: every archived file's hash, every receipt's file and outcome, every row's file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from flows.steps import archive, receipts
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
    outcomes = _outcomes(settings.published, found)
    arrived = list(all_receipts(settings.receipts))
    _archived(settings.archive, found, progress)
    found.receipts = len(arrived)
    for receipt in arrived:
        if archive.find(settings.archive, receipt.sha256, receipt.file_path) is None:
            found.problems.append(
                f"{receipt.file_path}: its bytes ({receipt.sha256}) are not in the archive: restore them"
            )
    told = {receipt.bulletin_id: receipt for receipt in arrived}
    found.pending = len(told.keys() - outcomes.keys())
    found.problems += [
        f"bulletin {bulletin_id} has rows but no receipt: restore {settings.receipts}"
        for bulletin_id in sorted(outcomes.keys() - told.keys())
    ]
    return found


def all_receipts(folder: Path) -> Iterator[Receipt]:
    """Every receipt, oldest log first."""
    for pending in receipts.pending(folder, {}, files=10_000, bytes_=1 << 60):
        yield from pending.receipts


def _outcomes(published: Path, found: Verified) -> dict[str, str]:
    """bulletin_id → hash of every published bulletin."""
    if not published.exists():
        found.problems.append(f"nothing is published ({published}): run `bulletins ingest`")
        return {}
    with duckdb.connect(str(published), read_only=True) as con:
        rows = dict(con.execute("SELECT bulletin_id, sha256 FROM dim_bulletin").fetchall())
    found.bulletins = len(rows)
    return rows


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
