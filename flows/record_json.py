"""A read document as JSON, in the shape of the gold annotations (tests/gold/GUIDE.md)."""

from __future__ import annotations

from datetime import date
from typing import Any

from transforms.records import Article, Document, Figure, Numeral


def document_json(document: Document) -> dict[str, Any]:
    """One document: single values where the gold lists spellings, dates as ISO text, offsets in code points."""
    return {
        "doc": document.doc,
        "path": document.path,
        "published_on": _iso(document.published_on),
        "home_region": document.home_region,
        "articles": [_article(article) for article in document.articles],
        "figures": [_figure(figure) for figure in document.figures],
        "numerals": [_numeral(numeral) for numeral in document.numerals],
    }


def _article(article: Article) -> dict[str, Any]:
    return {
        "headline": article.headline,
        "start": article.start,
        "end": article.end,
        "byline": article.byline,
        "dateline": article.dateline,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "start": figure.start,
        "end": figure.end,
        "text": figure.text,
        "value": figure.value,
        "value_max": figure.value_max,
        "unit": figure.unit,
        "approx": figure.approx,
        "kind": figure.kind,
        "basis": figure.basis,
        "action": figure.action,
        "object": figure.object,
        "region": figure.region,
        "org": figure.org,
        "period_start": _iso(figure.period_start),
        "period_end": _iso(figure.period_end),
        "campaign": figure.campaign,
        "part_of": figure.part_of,
        "metric": figure.metric,
        "sentence": figure.sentence,
        "sentence_start": figure.sentence_start,
        "article": figure.article,
        "confidence": figure.confidence,
    }


def _numeral(numeral: Numeral) -> dict[str, Any]:
    return {
        "start": numeral.start,
        "end": numeral.end,
        "text": numeral.text,
        "role": numeral.role,
        "value": numeral.value,
        "value_max": numeral.value_max,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
