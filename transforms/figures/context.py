"""What the stages of reading know about the document around an article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(slots=True)
class Context:
    """One document's setting.

    ``published_on``: day of publication as given with the document, or printed in it; None where unknown.
    ``home_region``: what 我区, 全市 … mean for this source, as the sidecar or the source gives it.
    ``year``: the year that dates without one belong to: of publication, else of a full date or of a known
    campaign anywhere in the document, else None (periods.document_year finds it).
    ``survey``: places and bodies of the article in hand (transforms.figures.survey), so that they are read once.
    """

    published_on: date | None = None
    home_region: str | None = None
    year: int | None = None
    survey: object | None = None
