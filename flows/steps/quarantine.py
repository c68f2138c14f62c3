"""``quarantine/REASON/FILE`` with ``FILE.json`` beside it: what waits for a person, and what to do about it.

The folder is a view of the bulletins that the warehouse has as quarantined: it is brought in line with them after every
run, so that nothing in it is ever the only copy.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from flows.steps import archive, receipts
from flows.steps.errors import UnknownName
from flows.steps.lock import hold
from flows.steps.receipts import Receipt

if TYPE_CHECKING:
    from flows.settings import Settings
    from flows.steps.warehouse import Warehouse

_NAME_BYTES = 200


@dataclass(slots=True, frozen=True)
class Waiting:
    """One bulletin in quarantine."""

    bulletin_id: str
    file_path: str
    code: str
    reason: str
    since: datetime
    sha256: str
    byte_count: int

    def about(self) -> dict[str, Any]:
        """What the JSON beside the file says."""
        return {
            "bulletin_id": self.bulletin_id,
            "what": self.file_path,
            "why": self.reason,
            "reason": self.code,
            "since": f"{self.since:%Y-%m-%dT%H:%M:%SZ}",
            "what_to_do": f"mend the cause, then `bulletins quarantine retry {self.bulletin_id}`; "
            f"if it is not wanted, `bulletins quarantine drop {self.bulletin_id}`",
            "sha256": self.sha256,
            "bytes": self.byte_count,
        }


def waiting(con: duckdb.DuckDBPyConnection, table: str = "dim_bulletin") -> list[Waiting]:
    """Everything in quarantine, by reason and file."""
    rows = con.execute(
        f"SELECT bulletin_id, file_path, status_code, status_reason, received_at, sha256, byte_count FROM {table}"
        " WHERE status = 'quarantined' ORDER BY status_code, file_path, bulletin_id"
    ).fetchall()
    return [Waiting(*row) for row in rows]


def mirror(folder: Path, archive_folder: Path, entries: Iterable[Waiting]) -> None:
    """Bring the folder in line with ``entries``."""
    wanted: dict[Path, Waiting] = {}
    for entry in entries:
        place = folder / entry.code / _file_name(entry)
        if place in wanted:
            place = place.with_name(f"{entry.bulletin_id}-{place.name}")
        wanted[place] = entry
    for path in _present(folder):
        if path not in wanted and path.with_name(path.name.removesuffix(".json")) not in wanted:
            path.unlink()
    for place, entry in wanted.items():
        _put(place, entry, archive_folder)
    for reason in sorted(folder.glob("*/")):
        if not any(reason.iterdir()):
            reason.rmdir()


def speak(settings: Settings, bulletin_id: str, kind: str, remark: str | None = None) -> str:
    """Note a person's word, ``retry`` or ``dropped``, as a receipt for the next ingest. Returns the file's path."""
    from flows.steps import warehouse

    with hold(settings.lock, wait=True), warehouse.open_for_writing(settings, {}) as house:
        receipt = _last_receipt(house, bulletin_id)
        receipts.append(settings.receipts, [receipts.again(receipt, kind, remark)])
        return receipt.file_path


def _last_receipt(house: Warehouse, bulletin_id: str) -> Receipt:
    matches = [
        entry for entry in waiting(house.con, "warehouse.dim_bulletin") if entry.bulletin_id.startswith(bulletin_id)
    ]
    if len(matches) != 1:
        how_many = "no bulletin" if not matches else f"{len(matches)} bulletins"
        raise UnknownName(f"{how_many} in quarantine with id {bulletin_id}: `bulletins quarantine list` shows them")
    return house.receipts_of([matches[0].bulletin_id])[matches[0].bulletin_id][-1]


def _put(place: Path, entry: Waiting, archive_folder: Path) -> None:
    beside = place.with_name(place.name + ".json")
    content = json.dumps(entry.about(), ensure_ascii=False, indent=2) + "\n"
    source = archive.find(archive_folder, entry.sha256, place.name)
    place.parent.mkdir(parents=True, exist_ok=True)
    if source is not None and not (place.exists() and place.stat().st_size == entry.byte_count):
        shutil.copyfile(source, place)
    if not (beside.exists() and beside.read_text("utf-8") == content):
        beside.write_text(content, "utf-8")


def _present(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*/*") if path.is_file()]


def _file_name(entry: Waiting) -> str:
    """Its own name, cut where a longer one would not leave room for the ending."""
    name = Path(entry.file_path).name
    if len(name.encode()) <= _NAME_BYTES:
        return name
    stem = name.encode()[: _NAME_BYTES - 30].decode(errors="ignore")
    return f"{stem}-{entry.bulletin_id}{Path(name).suffix[:10]}"
