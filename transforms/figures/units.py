"""Units: how they are written, their canonical form and their kind (lexicon/units.csv)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from transforms import lexicon

KINDS = {"count", "area", "time", "age", "money", "measure", "rate"}

# Any composition of carriers and 次 is a measure word of its own: 人次, 台次, 架艘列辆次.
_TIMES = r"[人辆架件户家台列艘班场处批车船项起份条站只头节餐桌卡枚艇]{1,6}次(?![日数列])"


@dataclass(slots=True, frozen=True)
class Unit:
    """``canonical``: as stored in the warehouse; ``kind``: one of KINDS."""

    canonical: str
    kind: str


@lru_cache(maxsize=1)
def table() -> dict[str, Unit]:
    """Written form to unit. Raises LexiconError on an unknown kind or a form listed twice."""
    found: dict[str, Unit] = {}
    for line, (written, canonical, kind) in lexicon.rows("units.csv", ("written", "unit", "kind")):
        if kind not in KINDS:
            raise lexicon.LexiconError(f"units.csv, line {line}: kind {kind!r} is none of {', '.join(sorted(KINDS))}")
        if written in found:
            raise lexicon.LexiconError(f"units.csv, line {line}: {written!r} is listed twice")
        found[written] = Unit(canonical, kind)
    return found


def of(written: str) -> Unit | None:
    """The unit of a written form, blanks and line breaks inside it ignored; None for no unit."""
    words = re.sub(r"\s+", "", written)
    known = table().get(words)
    if known is None and words.endswith("次"):
        return Unit(words, "count")
    return known


@lru_cache(maxsize=1)
def pattern() -> str:
    """A regex of every unit, longest first, grouped by the first character so that a miss costs little."""
    by_first: dict[str, list[str]] = {}
    for written in table():
        by_first.setdefault(written[0], []).append(written)
    branches = []
    for first, forms in by_first.items():
        tails = [_broken(form) for form in sorted((f[1:] for f in forms), key=len, reverse=True)]
        guard = r"(?![A-Za-z])" if first.isascii() and first.isalpha() else ""
        branches.append(f"{re.escape(first)}(?:{'|'.join(tails)}){guard}" if tails != [""] else f"{re.escape(first)}{guard}")
    return f"(?:{_TIMES}|{'|'.join(branches)})"


@lru_cache(maxsize=1)
def latin() -> str:
    """A regex of an Arabic number with a unit in Latin letters (2.5kg, 186mg/100ml), to tell it from a code (4S)."""
    forms = sorted((w for w in table() if w[0].isascii() and w[0].isalpha()), key=len, reverse=True)
    return rf"\d[\d.,]*(?:{'|'.join(map(re.escape, forms))})(?![A-Za-z0-9])"


def _broken(tail: str) -> str:
    """A tail that a line break may cut in two: 个百⏎分点."""
    if len(tail) < 2 or tail.isascii():
        return re.escape(tail)
    return r"(?:\r?\n|[ ]{0,3})".join(map(re.escape, tail))
