"""What the stages of reading know about the document around an article."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transforms.figures.campaign_names import Mention
    from transforms.figures.dates import Expression


@dataclass(slots=True)
class Context:
    """One document's setting.

    ``published_on``: day of publication as given with the document, or printed in it; None where unknown.
    ``home_region``: what 我区, 全市 … mean for this source, as the sidecar or the source gives it.
    ``year``: the year that dates without one belong to: of publication, else of a full date or of a known
    campaign anywhere in the document, else None (periods.document_year finds it).
    ``times``, ``mentions``: time expressions and campaigns of the article in hand (campaigns.fill sets them,
    periods.fill uses them).
    """

    published_on: date | None = None
    home_region: str | None = None
    year: int | None = None
    survey: object = None
    """The places and bodies of the article at hand (survey.survey keeps them here)."""
    times: list[Expression] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
