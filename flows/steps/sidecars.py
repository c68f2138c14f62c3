"""Sidecars that come after their file, or change: which bulletins they describe, and the receipts that this makes.

A sidecar may name the source, which is part of a bulletin's key. One that names another source than before moves the
bulletin: it is read under the new source, and what was read under the old one is taken out with that reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from flows.steps import receipts
from flows.steps.plan import fold
from flows.steps.receipts import MOVED, RECEIVED, Receipt
from transforms import metadata
from transforms.documents import Refused

if TYPE_CHECKING:
    from flows.steps.warehouse import Warehouse

UNSORTED = "unsorted"
"""Source of files that lie in no subfolder."""


def folder_source(path: str) -> str:
    """The source of a file by its path below the inbox."""
    folder, slash, _ = path.partition("/")
    return folder if slash else UNSORTED


def named_source(sidecar: bytes | None) -> str | None:
    """The source that a sidecar names. One that cannot be read is refused later, when its bulletin is."""
    try:
        return metadata.sidecar(sidecar).source if sidecar is not None else None
    except Refused:
        return None


def late(house: Warehouse, name: str, content: bytes, path: str) -> list[Receipt] | None:
    """Receipts for a sidecar of the inbox that came alone: ``path`` is that of its file, with or without extension.

    Empty where the bulletins have it already; None where no such file has come.
    """
    described = [known for known in house.received_at([path]) if _is_of_inbox(known)]
    source = named_source(content) or folder_source(path)
    made: list[Receipt] = []
    for known in described:
        told = fold(known)
        if told.received.sidecar == content or (told.word and told.word.kind == MOVED):
            continue
        here = next(one for one in reversed(known) if path in (one.file_path, one.file_path.rpartition(".")[0]))
        described_now = receipts.with_sidecar(here, name, content)
        if source == told.received.source_code or told.is_dropped:
            made.append(described_now)
        else:
            came = replace(described_now, kind=RECEIVED, source_code=source)
            made += [_ended(here, source), came]
    return made if described else None


def moved(house: Warehouse, new: Iterable[Receipt]) -> list[Receipt]:
    """Receipts that end what was read of the ``new`` files while their sidecars said another source, or none."""
    now = {receipt.file_path: receipt for receipt in new if receipt.sidecar is not None}
    ended: list[Receipt] = []
    for known in house.received_at(now) if now else []:
        before = known[-1]
        there = next((now[receipt.file_path] for receipt in known if receipt.file_path in now), None)
        if (
            there is not None
            and there.sha256 == before.sha256
            and there.source_code != before.source_code
            and not fold(known).is_dropped
            and (_is_named(known) or (_is_of_inbox(known) and named_source(there.sidecar) == there.source_code))
        ):
            ended.append(_ended(before, there.source_code))
    return ended


def _ended(receipt: Receipt, source: str) -> Receipt:
    return receipts.again(receipt, MOVED, f"its sidecar says that its source is {source}: it is read as that")


def _is_of_inbox(known: list[Receipt]) -> bool:
    """Whether the source of a bulletin comes of its folder or its sidecar, rather than from whoever named a folder."""
    return folder_source(known[-1].file_path) == known[-1].source_code or _is_named(known)


def _is_named(known: list[Receipt]) -> bool:
    return any(named_source(receipt.sidecar) == receipt.source_code for receipt in known)
