"""Units: how they are written, their canonical form and their kind (lexicon/units.csv)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from transforms import lexicon

KINDS = {"count", "area", "time", "age", "money", "measure", "rate"}
COLUMNS = ("written", "unit", "kind", "not_before", "only_before")

# Any composition of carriers and 次 is a measure word of its own: 人次, 台次, 架艘列辆次.
_TIMES = r"[人枪辆架件户家台列艘班场处批车船项起份条站只头节餐桌卡枚艇箱亩种本册笔对]{1,6}次(?![日数年])"


@dataclass(slots=True, frozen=True)
class Unit:
    """``canonical``: as stored in the warehouse; ``kind``: one of KINDS."""

    canonical: str
    kind: str


@lru_cache(maxsize=1)
def _lexicon() -> tuple[dict[str, Unit], dict[str, str]]:
    """Written form to unit, and to the regex of what may follow it."""
    found: dict[str, Unit] = {}
    guards: dict[str, str] = {}
    for line, (written, canonical, kind, not_before, only_before) in lexicon.rows("units.csv", COLUMNS):
        if kind not in KINDS:
            raise lexicon.LexiconError(f"units.csv, line {line}: kind {kind!r} is none of {', '.join(sorted(KINDS))}")
        if written in found:
            raise lexicon.LexiconError(f"units.csv, line {line}: {written!r} is listed twice")
        found[written] = Unit(canonical, kind)
        guards[written] = _guard(written, not_before, only_before)
    return found, guards


def of(written: str) -> Unit | None:
    """The unit of a written form, blanks and line breaks inside it ignored; None for no unit."""
    table = _lexicon()[0]
    known = table.get(written)
    if known is None:
        words = "".join(written.split())
        known = table.get(words)
        if known is None and words.endswith("次"):
            return Unit(words, "count")
    return known


@lru_cache(maxsize=1)
def pattern() -> str:
    """A regex of every unit, longest first, grouped by the first character so that a miss costs little."""
    table, guards = _lexicon()
    by_first: dict[str, list[str]] = {}
    for written in table:
        by_first.setdefault(written[0], []).append(written)
    branches = []
    for first, forms in by_first.items():
        tails = [_tail(form) + guards[form] for form in sorted(forms, key=len, reverse=True)]
        branches.append(re.escape(first) + (f"(?:{'|'.join(tails)})" if len(tails) > 1 else tails[0]))
    return f"(?:{_TIMES}|{'|'.join(branches)})"


@lru_cache(maxsize=1)
def latin() -> str:
    """A regex of an Arabic number with a unit in Latin letters (2.5kg, 186mg/100ml), to tell it from a code (4S)."""
    forms = sorted((w for w in _lexicon()[0] if w[0].isascii() and w[0].isalpha()), key=len, reverse=True)
    units = "|".join(map(re.escape, forms))
    return rf"\d[\d.,]{{0,20}}(?:(?:{units}|[kKM]|[eE][+-]?\d+)(?![A-Za-z0-9])|(?<=\.\d\d\d\d)G)"


def _guard(written: str, not_before: str, only_before: str) -> str:
    """Lookaheads that keep a unit from being the head of another word (12台风, 3支付, 发现)."""
    guard = r"(?![A-Za-z0-9])" if written[-1].isascii() and written[-1].isalnum() else ""
    if not_before:
        guard += f"(?!{'|'.join(map(re.escape, not_before.split()))})"
    if only_before:
        ends = (w if w in (r"\n", "$") else re.escape(w) for w in only_before.split())
        guard += f"(?=[ ,;)]|{'|'.join(ends)}|$)"
    return guard


def _tail(written: str) -> str:
    """All but the first character; a longer unit may be cut by a blank or a line break (个百⏎分点)."""
    if len(written) < 3 or written.isascii():
        return re.escape(written[1:])
    return "".join(r"(?:\r?\n|[ ]{0,3})" + re.escape(c) for c in written[1:])
