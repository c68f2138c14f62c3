"""Regions and organisations against their corpora: short texts, the figure in question marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from transforms.figures import organisations, regions
from transforms.figures.context import Context
from transforms.records import Article, Figure

HERE = Path(__file__).parent
MARK = re.compile(r"[⟦⟨](.*?)[⟧⟩]")
END = re.compile("[。！？\n]")


def cases(name: str) -> Iterator[Any]:
    for entry in yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8")):
        for number, text in enumerate(entry["texts"]):
            yield pytest.param(
                entry, text, id=f"{entry[name[:-1] if name == 'regions' else 'org']}-{number}-{text[:24]}"
            )


def figure(text: str, start: int, words: str, body_start: int, entry: dict[str, Any]) -> Figure:
    before = text[max(body_start, start - 12) : start]
    is_rate = "%" in words or "百分点" in words
    is_change = is_rate and re.search("下降|上升|增长|提高|减少|高于", before)
    floor = max([body_start, *(m.end() for m in END.finditer(text, 0, start))])
    ending = END.search(text, start)
    return Figure(
        start=start, end=start + len(words), text=words, value=1.0, value_max=None, unit=None, unit_text="",
        approx="exact", kind="change" if is_change else "ratio" if is_rate else "level", basis=None,
        action=entry.get("action"), object=entry.get("object"), region=None, region_code=None, region_text=None,
        org=None, org_text=None, period_start=None, period_end=None, period_text=None, campaign=None,
        part_of=None, repeats=None, is_cumulative=False,
        sentence=text[floor : ending.end() if ending else len(text)], sentence_start=floor, article=0, confidence=1.0,
    )  # fmt: skip


def read(entry: dict[str, Any], source: str) -> Figure:
    """The figure in ⟦ ⟧ with its region and body filled in."""
    headline, _, body = source.rpartition("||\n")
    text, position = f"{headline}\n" if headline else "", 0
    body_start, figures, wanted = len(text), [], 0
    for mark in MARK.finditer(body):
        text += body[position : mark.start()]
        position = mark.end()
        if mark.group().startswith("⟦"):
            wanted = len(figures)
        figures.append((len(text), mark[1]))
        text += mark[1]
    text += body[position:]
    records = [figure(text, start, words, body_start, entry) for start, words in figures]
    for earlier, later in pairwise(records):
        if "其中" in text[earlier.end : later.start]:
            later.part_of = earlier.start
    article, context = Article(headline, 0, len(text), body_start), Context(home_region=entry.get("home"))
    regions.fill(text, article, records, context)
    organisations.fill(text, article, records, context)
    return records[wanted]


@pytest.mark.parametrize(("entry", "text"), cases("regions"))
def test_region(entry: dict[str, Any], text: str) -> None:
    found = read(entry, text)
    assert found.region == entry["region"]
    named = regions.lookup(entry["region"]) if entry["region"] else None
    assert found.region_code == (named.code if named else None)


@pytest.mark.parametrize(("entry", "text"), cases("organisations"))
def test_organisation(entry: dict[str, Any], text: str) -> None:
    assert read(entry, text).org in (entry["org"] or [None])
