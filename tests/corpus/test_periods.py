"""Times, periods and campaigns against the corpora beside this file: what is expected first, then the phrasings.

Figures stand in braces: {12起} is a level, {+5%} and {-5%} a change, {=5%} a ratio; only they are compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from transforms.figures import campaigns, dates, periods
from transforms.figures.context import Context
from transforms.records import Article, Figure

HERE = Path(__file__).parent
MARK = re.compile(r"\{([+\-=]?)([^{}]+)\}")
KINDS = {"": "level", "+": "change", "-": "change", "=": "ratio"}


def load(name: str) -> Iterator[Any]:
    """One parameter for each phrasing: the group, the expected value, the text."""
    for number, group in enumerate(yaml.safe_load((HERE / name).read_text("utf-8"))):
        for expected, texts in group["cases"].items():
            for text in texts:
                yield pytest.param(group, str(expected), text, id=f"{number}:{expected}:{text[:40]}")


def read(group: dict[str, Any], marked: str) -> list[Figure]:
    """The figures in braces, with campaign and period filled."""
    figures: list[Figure] = []
    text, at = group.get("before", ""), 0
    for m in MARK.finditer(marked):
        text += marked[at : m.start()]
        start, at = len(text), m.end()
        text += m[2]
        kind = KINDS[m[1]]
        figures.append(
            Figure(
                start=start, end=len(text), text=m[2], value=1.0, value_max=None, unit=None, unit_text="",
                approx="exact", kind=kind, basis=None, action=None, object=None, region=None, region_code=None,
                region_text=None, org=None, org_text=None, period_start=None, period_end=None, period_text=None,
                campaign=None, part_of=None, repeats=None, is_cumulative=False, sentence="", sentence_start=0,
                article=0, confidence=1.0,
            )
        )  # fmt: skip
    text += marked[at:]
    headline = group.get("headline", "")
    if headline:
        shift = len(headline) + 1
        text = f"{headline}\n{text}"
        for figure in figures:
            figure.start += shift
            figure.end += shift
    article = Article(headline=headline, start=0, end=len(text), body_start=len(headline))
    published = group.get("published")
    context = Context(published, None, group.get("year") or periods.document_year(text, published))
    campaigns.fill(text, article, figures, context)
    periods.fill(text, article, figures, context)
    return figures


def span(first: date | None, last: date | None) -> str:
    return f"{first or ''}..{last or ''}"


@pytest.mark.parametrize(("group", "expected", "text"), load("dates.yaml"))
def test_dates(group: dict[str, Any], expected: str, text: str) -> None:
    published = group["published"]
    found = [e for e in dates.find(text, 0, len(text), published.year, published) if e.first or e.last or e.kind == "since"]
    if expected == "none":
        assert [(text[e.start : e.end], e.kind) for e in found] == []
        return
    days, _, kind = expected.partition(" ")
    assert [span(e.first, e.last) for e in found] == [days]
    assert not kind or found[0].kind == kind


@pytest.mark.parametrize(("group", "expected", "text"), load("periods.yaml"))
def test_periods(group: dict[str, Any], expected: str, text: str) -> None:
    figures = read(group, text)
    assert figures, "no figure in braces"
    wanted = expected.split(" ")
    have = [span(f.period_start, f.period_end) for f in figures]
    assert have == (wanted * len(have) if len(wanted) == 1 else wanted)


@pytest.mark.parametrize(("group", "expected", "text"), load("campaigns.yaml"))
def test_campaigns(group: dict[str, Any], expected: str, text: str) -> None:
    figures = read(group, text)
    assert figures, "no figure in braces"
    wanted = [None if name == "none" else name for name in expected.split(" | ")]
    have = [f.campaign for f in figures]
    assert have == (wanted * len(have) if len(wanted) == 1 else wanted)
