"""What the scanner returns: one record a numeral."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Token:
    """One numeral of the text; offsets are code points of the original.

    ``role`` None: a quantity that may be a figure; else one of the guide's numeral roles. ``value`` has every
    multiplier applied; it carries no sign of a change (the verb gives it), but a level below zero is negative.
    """

    start: int
    end: int
    value: float | None
    value_max: float | None = None
    unit: str | None = None
    """Canonical unit, or None."""
    unit_text: str = ""
    unit_start: int = -1
    """Where the unit begins; ``end`` without one."""
    unit_kind: str | None = None
    """count, area, time, age, money, measure, rate, or share (三分之二, 三成)."""
    approx: str = "exact"
    role: str | None = None
    reason: str | None = None
    """Why an ``other`` is none of the other roles."""
