"""What a batch of receipts asks for: which bulletins to read anew, and with what knowledge of them.

A bulletin is told by all its receipts together, whatever order they came in: its name and time are those of the
earliest arrival, its sidecar is the latest that came, and a person's latest word decides whether it is read at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from flows.steps.receipts import DROPPED, MOVED, RECEIVED, RETRY, Pending, Receipt
from transforms.rows import Received


@dataclass(slots=True)
class Plan:
    """One batch: what to read, what to leave out, and what is on record once it is committed."""

    pending: Pending
    to_read: list[Received] = field(default_factory=list)
    dropped: list[tuple[Received, str]] = field(default_factory=list)
    """Bulletins that a person does not want, with the reason given."""

    @property
    def bulletin_ids(self) -> set[str]:
        """All bulletins that the batch tells of."""
        return {receipt.bulletin_id for receipt in self.pending.receipts}

    @property
    def known(self) -> int:
        """Receipts that bring nothing new: the same bytes again, with the same knowledge of them."""
        return len(self.pending.receipts) - len(self.to_read) - len(self.dropped)


def make(pending: Pending, known: Mapping[str, list[Receipt]]) -> Plan:
    """Fold the receipts of a batch into those ``known`` before, by bulletin."""
    plan = Plan(pending)
    arrived: dict[str, list[Receipt]] = defaultdict(list)
    for receipt in pending.receipts:
        arrived[receipt.bulletin_id].append(receipt)
    for bulletin_id, receipts in arrived.items():
        before = known.get(bulletin_id, [])
        now = fold(before + receipts)
        if before and now == fold(before):
            continue
        if now.is_dropped:
            plan.dropped.append((now.received, (now.word and now.word.remark) or "dropped"))
        else:
            plan.to_read.append(now.received)
    return plan


@dataclass(slots=True, frozen=True)
class Told:
    """All receipts of one bulletin together."""

    received: Received
    word: Receipt | None
    """The latest retry or drop, or that it was moved to another source and has not come again since."""

    @property
    def is_dropped(self) -> bool:
        """It is not to be read: a person does not want it, or it is read under another source."""
        return self.word is not None and self.word.kind in (DROPPED, MOVED)


def fold(receipts: Iterable[Receipt]) -> Told:
    """Receipts of one bulletin, in any order, as one."""
    ordered = sorted(receipts, key=lambda receipt: (receipt.received_at, receipt.receipt_id))
    first = next((receipt for receipt in ordered if receipt.kind == RECEIVED), ordered[0])
    described = next((receipt for receipt in reversed(ordered) if receipt.sidecar is not None), None)
    word = next((receipt for receipt in reversed(ordered) if receipt.kind in (RETRY, DROPPED, MOVED)), None)
    if word and word.kind == MOVED and any(one.kind == RECEIVED for one in ordered[ordered.index(word) :]):
        word = None
    received = Received(
        bulletin_id=first.bulletin_id,
        source_code=first.source_code,
        sha256=first.sha256,
        file_path=first.file_path,
        byte_count=first.byte_count,
        received_at=first.received_at.replace(tzinfo=None),
        sidecar_name=described.sidecar_name if described else None,
        sidecar=described.sidecar if described else None,
    )
    return Told(received, word)
