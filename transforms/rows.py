"""Records in the shape of the warehouse: one column list for each column of each table of ``sql/schema``.

A worker reads a chunk of bulletins into one ``Rows`` and sends it whole; the writer hands its columns to the database.
Keys are the first 64 bits of a hash of the natural key, as hex text, so that a rebuild gives the same keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from transforms import stories
from transforms.records import Article, Figure, Numeral

if TYPE_CHECKING:
    from transforms.bulletin import Bulletin
    from transforms.corrections import Outcome

Columns = dict[str, list[Any]]

COLUMNS: dict[str, tuple[str, ...]] = {
    "dim_bulletin": (
        "bulletin_id", "source_id", "sha256", "file_name", "file_path", "media_type", "encoding", "byte_count",
        "char_count", "received_at", "published_on", "published_from", "title", "url", "home_region", "status",
        "status_code", "status_reason", "article_count", "figure_count", "numeral_count", "supersedes_id", "is_current",
        "parser_version",
    ),
    "bulletin_text": ("bulletin_id", "text"),
    "dim_article": (
        "article_id", "bulletin_id", "article_number", "headline", "dateline", "byline", "body", "char_start",
        "char_end", "body_start", "body_hash", "minhash", "story_id", "is_first_telling",
    ),
    "fact_metric": (
        "fact_id", "bulletin_id", "article_id", "source_id", "metric_id", "region_id", "organisation_id",
        "campaign_id", "unit_id", "value", "value_max", "approx", "kind", "basis", "figure_text", "action_text",
        "object_text", "region_text", "org_text", "unit_text", "period_text", "period_start_on", "period_end_on",
        "published_on", "as_of_on", "is_end_assumed", "is_cumulative", "part_of_id", "repeats_id", "place_text",
        "char_start", "char_end", "sentence", "sentence_start", "confidence", "is_suspect", "is_corrected",
        "corrected_by_id", "is_current", "is_counted", "parser_version",
    ),
    "bulletin_correction": (
        "bulletin_id", "place", "verb", "quote", "fact_id", "failure", "reason", "corrected_by", "corrected_on",
    ),
    "fact_numeral": (
        "numeral_id", "bulletin_id", "article_id", "place_text", "char_start", "char_end", "numeral_text", "role",
        "value", "value_max", "reason", "is_open",
    ),
}  # fmt: skip

NAMES = ("source", "metric", "region", "organisation", "campaign", "unit")
"""Dimensions that a bulletin refers to by name."""

_SPACE = re.compile(r"\s+")


def key(*parts: object) -> str:
    """Key of a natural key: 16 hex digits."""
    return blake2b("\x1f".join(map(str, parts)).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()


@dataclass(slots=True, frozen=True)
class Received:
    """What is known of a bulletin before it is read."""

    bulletin_id: str
    source_code: str
    sha256: str
    file_path: str
    byte_count: int
    received_at: datetime
    """UTC."""
    sidecar_name: str | None = None
    sidecar: bytes | None = None

    @property
    def file_name(self) -> str:
        """Last part of the path."""
        return self.file_path.rpartition("/")[2]


class Rows:
    """Columns of every table that a bulletin fills, and the names of the dimensions it refers to."""

    __slots__ = ("names", "tables")

    def __init__(self) -> None:
        self.tables: dict[str, Columns] = {
            table: {column: [] for column in columns} for table, columns in COLUMNS.items()
        }
        self.names: dict[str, dict[str, Any]] = {dimension: {} for dimension in NAMES}

    def __len__(self) -> int:
        return len(self.tables["dim_bulletin"]["bulletin_id"])

    def extend(self, other: Rows) -> None:
        """Add the rows of ``other``."""
        for table, columns in other.tables.items():
            for name, values in columns.items():
                self.tables[table][name].extend(values)
        for dimension, names in other.names.items():
            self.names[dimension].update(names)

    def add(
        self, received: Received, bulletin: Bulletin, parser_version: str, outcomes: Sequence[Outcome] = ()
    ) -> None:
        """Add a bulletin that was read, with its articles, figures and numerals.

        ``outcomes``: what became of the corrections that were applied to it.
        """
        document = bulletin.document
        unread = f"not read of it: {bulletin.skipped}" if bulletin.skipped else None
        self._bulletin(received, parser_version, bulletin=bulletin, reason=unread)
        self._append("bulletin_text", (received.bulletin_id, document.text))
        articles = [self._article(received.bulletin_id, i, a, document.text) for i, a in enumerate(document.articles)]
        place_of = bulletin.place_of
        source_id = key("source", received.source_code)
        facts = {
            figure.start: key(received.bulletin_id, place_of(figure.start), figure.start) for figure in document.figures
        }
        for figure in document.figures:
            head = (facts[figure.start], received.bulletin_id, _item(articles, figure.article), source_id)
            self._figure(head, figure, document.published_on, facts, place_of(figure.start), parser_version)
        self._corrections(received.bulletin_id, outcomes, facts)
        for numeral in document.numerals:
            self._numeral(received.bulletin_id, _item(articles, numeral.article), numeral, place_of(numeral.start))

    def set_aside(
        self, received: Received, code: str, reason: str, parser_version: str, status: str = "quarantined"
    ) -> None:
        """Add a bulletin that has no rows: ``code`` names the reason in short, ``reason`` says it in words."""
        self._bulletin(received, parser_version, status=status, code=code, reason=reason)

    def _append(self, table: str, values: Iterable[Any]) -> None:
        for column, value in zip(self.tables[table].values(), values, strict=True):
            column.append(value)

    def _name(self, dimension: str, name: str | None, about: Any = None) -> str | None:
        if not name:
            return None
        names = self.names[dimension]
        if name not in names:
            names[name] = about
        return key(dimension, name)

    def _bulletin(
        self,
        received: Received,
        parser_version: str,
        *,
        bulletin: Bulletin | None = None,
        status: str = "loaded",
        code: str | None = None,
        reason: str | None = None,
    ) -> None:
        document = bulletin.document if bulletin else None
        self._append(
            "dim_bulletin",
            (
                received.bulletin_id,
                self._name("source", received.source_code),
                received.sha256,
                received.file_name,
                received.file_path,
                bulletin.media_type if bulletin else None,
                bulletin.encoding if bulletin else None,
                received.byte_count,
                len(document.text) if document else None,
                received.received_at,
                document.published_on if document else None,
                document.published_from if document else None,
                bulletin.title if bulletin else None,
                bulletin.url if bulletin else None,
                document.home_region if document else None,
                status,
                code,
                reason,
                len(document.articles) if document else 0,
                len(document.figures) if document else 0,
                len(document.numerals) if document else 0,
                None,
                True,
                parser_version,
            ),
        )

    def _article(self, bulletin_id: str, index: int, article: Article, text: str) -> str:
        article_id = key(bulletin_id, article.start)
        body = text[article.body_start : article.end]
        self._append(
            "dim_article",
            (
                article_id,
                bulletin_id,
                index + 1,
                article.headline,
                article.dateline,
                "|".join(article.byline) or None,
                body,
                article.start,
                article.end,
                article.body_start,
                key(_SPACE.sub("", body)),
                stories.minhash(body),
                None,
                None,
            ),
        )
        return article_id

    def _figure(
        self,
        head: tuple[str, str, str | None, str],
        figure: Figure,
        published_on: date | None,
        facts: dict[int, str],
        place: str,
        parser_version: str,
    ) -> None:
        self._append(
            "fact_metric",
            (
                *head,
                self._name("metric", figure.metric),
                self._name("region", figure.region, figure.region_code),
                self._name("organisation", figure.org),
                self._name("campaign", figure.campaign),
                self._name("unit", figure.unit),
                figure.value,
                figure.value_max,
                figure.approx,
                figure.kind,
                figure.basis,
                figure.text,
                figure.action,
                figure.object,
                figure.region_text,
                figure.org_text,
                figure.unit_text,
                figure.period_text,
                figure.period_start,
                figure.period_end,
                published_on,
                figure.period_end or published_on,
                figure.period_end is None and published_on is not None,
                figure.is_cumulative,
                None if figure.part_of is None else facts.get(figure.part_of, "unknown"),
                None if figure.repeats is None else facts.get(figure.repeats, "unknown"),
                place,
                figure.start,
                figure.end,
                figure.sentence.rstrip(),
                figure.sentence_start,
                figure.confidence,
                False,
                False,
                None,
                True,
                figure.repeats is None,
                parser_version,
            ),
        )

    def _corrections(self, bulletin_id: str, outcomes: Sequence[Outcome], facts: dict[int, str]) -> None:
        for outcome in outcomes:
            made = outcome.correction
            fact_id = None if outcome.figure_start is None else facts.get(outcome.figure_start)
            self._append(
                "bulletin_correction",
                (
                    bulletin_id,
                    made.place,
                    made.verb,
                    made.quote,
                    fact_id,
                    outcome.failure,
                    made.reason,
                    made.who,
                    made.when,
                ),
            )
            if fact_id is not None:
                table = self.tables["fact_metric"]
                table["is_corrected"][table["fact_id"].index(fact_id)] = True

    def _numeral(self, bulletin_id: str, article_id: str | None, numeral: Numeral, place: str) -> None:
        self._append(
            "fact_numeral",
            (
                key(bulletin_id, place, numeral.start),
                bulletin_id,
                article_id,
                place,
                numeral.start,
                numeral.end,
                numeral.text,
                numeral.role,
                numeral.value,
                numeral.value_max,
                numeral.reason,
                numeral.role == "other" and numeral.reason is None,
            ),
        )


def _item(ids: list[str], index: int) -> str | None:
    return ids[index] if 0 <= index < len(ids) else None
