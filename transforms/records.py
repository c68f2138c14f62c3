"""The records that reading a bulletin returns: slotted dataclasses, in the shape of the gold annotations.

Offsets are code points into the decoded text (byte order mark removed, line ends kept), ``start``
inclusive, ``end`` exclusive. ``tests/gold/GUIDE.md`` gives the exact meaning of every field.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(slots=True)
class Article:
    """One article of a document: from the first character of its headline to the last of its text."""

    headline: str
    start: int
    end: int
    body_start: int
    """Where the text after the headline begins."""
    byline: list[str] = field(default_factory=list)
    dateline: str | None = None


@dataclass(slots=True)
class Figure:
    """One reported quantity: one row of ``fact_metric``. The stages of reading fill what has a default."""

    start: int
    end: int
    text: str
    value: float
    """In the base unit, multiplier applied; signed for a change (a fall is negative)."""
    value_max: float | None
    """Upper end of a range, else None."""
    unit: str | None
    """Canonical unit (lexicon/units.csv); None where the text gives none."""
    unit_text: str
    """The unit as written, without number and multiplier; may be empty."""
    approx: str
    """exact, about, over or under."""
    kind: str = "level"
    """level, change or ratio."""
    basis: str | None = None
    """What a change is against: yoy, mom or prev; None where nothing says or not a change."""
    action: str | None = None
    object: str | None = None
    region: str | None = None
    """Full official name below the province (通辽市开鲁县), a province's own name, or 全国."""
    region_code: str | None = None
    """Official code of ``region`` (lexicon/regions), None where unknown; 全国 is 000000."""
    region_text: str | None = None
    """The words that named the region, as read; None where it was inferred from the source."""
    org: str | None = None
    org_text: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    """Inclusive days; an end that is not said is None."""
    period_text: str | None = None
    campaign: str | None = None
    part_of: int | None = None
    """``start`` of the figure that this one is a part of."""
    repeats: int | None = None
    """``start`` of the figure of the same article that this one restates (headlines, restated totals)."""
    is_cumulative: bool = False
    """Counted from the start of its period on (累计, 以来, 截至), so rows of two dates overlap."""
    sentence: str = ""
    sentence_start: int = 0
    article: int = -1
    """Index into ``Document.articles``; -1 outside all of them."""
    confidence: float = 1.0
    """0 to 1: how sure the rules are of the whole row (calibrated on the gold)."""
    metric: str | None = None
    """Catalogue code (transforms/metrics.py), or a stable automatic one."""


@dataclass(slots=True)
class Numeral:
    """One numeral that is no figure: one row of ``fact_numeral``."""

    start: int
    end: int
    text: str
    role: str
    """date, time, duration, ordinal, identifier, name, age, address or other."""
    value: float | None
    value_max: float | None = None
    reason: str | None = None
    """Why an ``other`` is none of the rest (a threshold, a target, page furniture …); None is an open row."""
    article: int = -1


@dataclass(slots=True)
class Document:
    """What one bulletin says."""

    doc: str
    """File name without its extension."""
    path: str
    text: str
    published_on: date | None
    published_from: str | None
    """How the date is known: sidecar, text, file name, campaign … ; None where it is not."""
    home_region: str | None
    articles: list[Article]
    figures: list[Figure]
    numerals: list[Numeral]
