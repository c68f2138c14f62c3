"""Backup and restore of all that cannot be made again: archive, receipts, history, and what analysts own.

The warehouse, the published file and its Parquet are not copied: restoring makes them anew from the archive, and that
is the proof that the backup is whole. A second backup into the same folder copies only what is new.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.steps import archive, durable, history
from flows.steps.errors import StepError
from flows.steps.ingest import Progress, ingest
from flows.steps.report import RunReport
from flows.steps.verify import all_receipts

if TYPE_CHECKING:
    from flows.settings import Settings

MANIFEST = "manifest.json"
_OWNED = ("sources.yaml", "bulletins.toml")
_OWNED_FOLDERS = ("corrections", "lexicon")


@dataclass(slots=True)
class Backup:
    """What a backup holds."""

    folder: Path
    files: int
    copied: int
    """Files that were not there before."""
    byte_count: int


def backup(settings: Settings, folder: Path, progress: Progress = lambda stage, done, total: None) -> Backup:
    """Copy into ``folder``. Consistent while an ingest runs: receipts are copied first, then the files they name."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MANIFEST).unlink(missing_ok=True)
    wanted = {}
    for log in sorted(settings.receipts.glob("*.jsonl")):
        wanted[f"receipts/{log.name}"] = log
    for name in _OWNED:
        path = settings.sources if name == "sources.yaml" else settings.home / name
        if path.exists():
            wanted[name] = path
    for name in _OWNED_FOLDERS:
        root: Path = getattr(settings, name)
        wanted |= {f"{name}/{path.relative_to(root)}": path for path in root.rglob("*") if path.is_file()}
    sums: dict[str, dict[str, Any]] = {}
    for name, path in wanted.items():
        sums[name] = _copy(path, folder / name)
    if settings.history.exists():
        with history.at_rest(settings.history):
            sums["history.duckdb"] = _copy(settings.history, folder / "history.duckdb")
    copied = _copy_archive(settings, folder, sums, progress)
    durable.sync_all(folder)
    about = {"made_at": datetime.now(UTC).isoformat(timespec="seconds"), "files": sums}
    durable.write(folder / MANIFEST, json.dumps(about, ensure_ascii=False, indent=1).encode("utf-8", "surrogateescape"))
    return Backup(folder, len(sums), copied, sum(one["bytes"] for one in sums.values()))


def restore(settings: Settings, folder: Path, progress: Progress = lambda stage, done, total: None) -> RunReport:
    """Bring a backup into an empty home, every file checked, and make the warehouse anew. Raises StepError."""
    if settings.warehouse.exists() or any(settings.archive.glob("??/*")):
        raise StepError(f"{settings.home} is in use: restore into an empty home (set BULLETINS_HOME)")
    files = check(folder, progress)
    for number, name in enumerate(files):
        target = _target(settings, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / name, target)
        if name.startswith("archive/"):
            target.chmod(0o444)
        progress("restore", number + 1, len(files))
    durable.sync_all(settings.home)
    return ingest(settings, progress=progress)


def check(folder: Path, progress: Progress = lambda stage, done, total: None) -> list[str]:
    """Files of a backup, each with the bytes that were written. Raises StepError with the first that has others."""
    try:
        files: dict[str, dict[str, Any]] = json.loads((folder / MANIFEST).read_bytes())["files"]
    except FileNotFoundError:
        raise StepError(f"{folder} has no {MANIFEST}: it is no backup, or one that was not finished") from None
    except (ValueError, KeyError):
        raise StepError(f"{folder / MANIFEST} is damaged: use another backup") from None
    for number, (name, known) in enumerate(files.items()):
        path = folder / name
        if not path.is_file():
            raise StepError(f"{path} is missing: use another backup")
        if archive.digest(path) != known["sha256"]:
            raise StepError(f"{path} has other bytes than were written: use another backup")
        progress("check", number + 1, len(files))
    return list(files)


def _copy_archive(settings: Settings, folder: Path, sums: dict[str, dict[str, Any]], progress: Progress) -> int:
    """Copy the files that the copied receipts name; returns how many were not there yet."""
    names = sorted({(receipt.sha256, receipt.file_path) for receipt in all_receipts(folder / "receipts")})
    copied = 0
    for number, (sha256, file_path) in enumerate(names):
        path = archive.find(settings.archive, sha256, file_path)
        if path is None:
            raise StepError(f"{file_path}: its bytes ({sha256}) are not in the archive: run `bulletins verify`")
        name = f"archive/{path.relative_to(settings.archive)}"
        target = folder / name
        if not (target.exists() and target.stat().st_size == path.stat().st_size):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            copied += 1
        sums[name] = {"sha256": sha256, "bytes": target.stat().st_size}
        progress("backup", number + 1, len(names))
    return copied


def _copy(path: Path, target: Path) -> dict[str, Any]:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, target)
    return {"sha256": archive.digest(target), "bytes": target.stat().st_size}


def _target(settings: Settings, name: str) -> Path:
    first, _, rest = name.partition("/")
    if first == "history.duckdb":
        return settings.history
    if first == "sources.yaml":
        return settings.sources
    if first in ("archive", "receipts", *_OWNED_FOLDERS):
        root: Path = getattr(settings, first)
        return root / rest
    return settings.home / name
