"""The log of what arrived: ``archive/receipts/DAY.jsonl``, append-only, one JSON object a line.

Together with the archive it is all that the warehouse is made from. The warehouse remembers how many bytes of each log
it has worked off (``receipt_position``); what lies behind them is pending. So finding nothing new costs one listing of
the logs, and a lost warehouse finds everything pending.
"""

from __future__ import annotations

import base64
import errno
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from flows.steps import durable
from flows.steps.errors import StepError
from transforms.rows import key

RECEIVED = "received"
SIDECAR = "sidecar"
RETRY = "retry"
DROPPED = "dropped"
MOVED = "moved"


@dataclass(slots=True, frozen=True)
class Receipt:
    """One event of one bulletin: an arrival, a late sidecar, a person's word to retry or to drop it, or that its
    sidecar moved it to another source."""

    receipt_id: str
    kind: str
    source_code: str
    sha256: str
    file_path: str
    """Below the inbox, or below the folder that was named."""
    byte_count: int
    modified_ns: int
    received_at: datetime
    sidecar_name: str | None = None
    sidecar: bytes | None = None
    remark: str | None = None

    @property
    def bulletin_id(self) -> str:
        """Key of the document: one source, one content."""
        return key(self.source_code, self.sha256)


@dataclass(slots=True, frozen=True)
class Pending:
    """Receipts without an outcome, and how far the logs are worked off once they have one."""

    receipts: list[Receipt]
    positions: dict[str, int]


def append(folder: Path, receipts: list[Receipt]) -> None:
    """Add receipts to today's log; when it returns they are on the disk."""
    if not receipts:
        return
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / f"{datetime.now(UTC):%Y-%m-%d}.jsonl"
    is_new = not log.exists()
    lines = b"".join(_line(receipt) for receipt in receipts)
    with log.open("ab", buffering=0) as file:
        before = file.tell()
        try:
            if file.write(lines) != len(lines):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(log))
            os.fsync(file.fileno())
        except OSError:
            file.truncate(before)
            raise
    if is_new:
        durable.sync_folder(folder)


def mend(folder: Path) -> None:
    """Cut off a line that a crash left half written: its file is still where it was claimed. Needs the lock."""
    for name, size in sizes(folder).items():
        with (folder / name).open("rb+") as file:
            file.seek(max(size - 1, 0))
            if size and file.read(1) != b"\n":
                file.seek(0)
                file.truncate(file.read().rfind(b"\n") + 1)


def sizes(folder: Path) -> dict[str, int]:
    """Bytes in each log."""
    if not folder.is_dir():
        return {}
    with os.scandir(folder) as entries:
        return {entry.name: entry.stat().st_size for entry in entries if entry.name.endswith(".jsonl")}


def pending(folder: Path, positions: dict[str, int], *, files: int, bytes_: int) -> Iterator[Pending]:
    """What lies behind ``positions``, oldest log first, in batches of at most ``files`` files or ``bytes_`` bytes."""
    receipts: list[Receipt] = []
    reached: dict[str, int] = {}
    volume = 0
    for name, size in sorted(sizes(folder).items()):
        position = positions.get(name, 0)
        if size < position:
            raise StepError(
                f"{folder / name} is shorter than when it was last read ({size} bytes, {position} before): "
                "restore it from a backup, or run `bulletins reparse` to make the warehouse anew from what is there"
            )
        if size == position:
            continue
        for receipt, position in _read(folder / name, position):  # noqa: B020
            receipts.append(receipt)
            reached[name] = position
            volume += receipt.byte_count
            if len(receipts) >= files or volume >= bytes_:
                yield Pending(receipts, dict(reached))
                receipts, volume = [], 0
    if receipts:
        yield Pending(receipts, dict(reached))


def again(receipt: Receipt, kind: str, remark: str | None = None) -> Receipt:
    """A word about a bulletin, as a receipt of its own."""
    now = datetime.now(UTC)
    return replace(
        receipt,
        receipt_id=key(receipt.receipt_id, kind, now.isoformat()),
        kind=kind,
        received_at=now,
        sidecar_name=None,
        sidecar=None,
        remark=remark,
    )


def with_sidecar(receipt: Receipt, name: str, content: bytes) -> Receipt:
    """A sidecar that came after its file, as a receipt of its own."""
    late = again(receipt, SIDECAR)
    return replace(late, sidecar_name=name, sidecar=content)


def _read(log: Path, position: int) -> Iterable[tuple[Receipt, int]]:
    with log.open("rb") as file:
        file.seek(position)
        for line in file:
            if not line.endswith(b"\n"):
                return
            position += len(line)
            try:
                yield _parse(line), position
            except (ValueError, KeyError, TypeError) as error:
                raise StepError(f"{log}: the line before byte {position} is no receipt ({error}): restore it") from None


def _line(receipt: Receipt) -> bytes:
    record = {
        "receipt_id": receipt.receipt_id,
        "kind": receipt.kind,
        "source": receipt.source_code,
        "sha256": receipt.sha256,
        "path": receipt.file_path,
        "bytes": receipt.byte_count,
        "modified_ns": receipt.modified_ns,
        "received_at": receipt.received_at.isoformat(),
    }
    if receipt.sidecar is not None:
        record |= {"sidecar_name": receipt.sidecar_name, "sidecar": base64.b64encode(receipt.sidecar).decode("ascii")}
    if receipt.remark is not None:
        record["remark"] = receipt.remark
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogateescape") + b"\n"


def _parse(line: bytes) -> Receipt:
    record = json.loads(line.decode("utf-8", "surrogateescape"))
    sidecar = record.get("sidecar")
    return Receipt(
        receipt_id=record["receipt_id"],
        kind=record["kind"],
        source_code=record["source"],
        sha256=record["sha256"],
        file_path=record["path"],
        byte_count=record["bytes"],
        modified_ns=record["modified_ns"],
        received_at=datetime.fromisoformat(record["received_at"]),
        sidecar_name=record.get("sidecar_name"),
        sidecar=None if sidecar is None else base64.b64decode(sidecar),
        remark=record.get("remark"),
    )
