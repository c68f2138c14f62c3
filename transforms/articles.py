"""Split a document into its articles: headline, dateline, byline, text; page furniture stays outside."""

from __future__ import annotations

import re

from transforms.credits import closing_names, dateline, line_names, opening_names
from transforms.layout import Kind, Line, is_furniture, lines, paragraphs, sentences
from transforms.records import Article

__all__ = ["paragraphs", "sentences", "split"]

_LAST_BRACKET = re.compile(r"\s*[（(\[【](?P<inner>[^（()）\[\]【】。]{4,60})[)）\]】]$")
_COLUMN = 8
"""A line of at most so many characters alone above a headline names a column or section (平安龙江)."""


def split(text: str) -> list[Article]:
    """The articles of ``text`` in order. Text without any headline is one article with an empty headline."""
    layout = lines(text)
    starts = _headline_groups(text, layout)
    articles: list[Article] = []
    for place, (first, last) in enumerate(starts):
        until = starts[place + 1][0] if place + 1 < len(starts) else len(layout)
        article = _article(text, layout, first, last, until)
        if article is not None:
            articles.append(article)
    return articles


def _headline_groups(text: str, layout: list[Line]) -> list[tuple[int, int]]:
    """Index of the first line of each article, and of the first line after its headline."""
    runs = _heading_runs(layout)
    first_text = next((i for i, one in enumerate(layout) if one.kind in (Kind.TEXT, Kind.SECTION)), None)
    if first_text is None:
        return []
    groups: list[tuple[int, int]] = []
    if not runs or runs[0][0] > first_text:
        groups.append((first_text, first_text))
    later = [run for run in runs if run[0] > first_text]
    strong = {run: _opens_article(text, layout, run) for run in later}
    signed = any(strong.values()) or len(later) > 1
    for run in runs:
        if run[0] < first_text or strong[run] or (not signed and _stands_alone(layout, run)):
            groups.append((_without_column(layout, *run), run[1]))
    return groups


def _heading_runs(layout: list[Line]) -> list[tuple[int, int]]:
    """Maximal runs of heading lines, as (first, after the last) indices."""
    runs: list[tuple[int, int]] = []
    i = 0
    while i < len(layout):
        if layout[i].kind is not Kind.HEADING:
            i += 1
            continue
        first = i
        while i < len(layout) and layout[i].kind is Kind.HEADING:
            i += 1
        runs.append((first, i))
    return runs


def _without_column(layout: list[Line], first: int, after: int) -> int:
    """Skip the name of a column or section above the headline proper."""
    while first + 1 < after and layout[first + 1].blank and layout[first].end - layout[first].start <= _COLUMN:
        first += 1
    return first


def _opens_article(text: str, layout: list[Line], run: tuple[int, int]) -> bool:
    """Whether signs beside the heading tell of a new story: the one before is signed, or this one opens as news."""
    first, after = run
    before = layout[first - 1]
    if before.kind in (Kind.FURNITURE, Kind.CREDIT):
        return True
    closing = text[max(before.start, before.end - 80) : before.end]
    if closing.endswith(("（完）", "(完)")) or closing_names(closing):
        return True
    if after >= len(layout):
        return False
    follower = layout[after]
    if follower.kind is Kind.CREDIT:
        return True
    opening = text[follower.start : min(follower.end, follower.start + 120)]
    return dateline(opening)[0] or bool(opening_names(opening))


def _stands_alone(layout: list[Line], run: tuple[int, int]) -> bool:
    """Whether an unsigned heading is long enough, and set apart enough, to be a headline and no sub-heading."""
    one = layout[run[0]]
    return one.blank and one.end - one.start >= 13


def _article(text: str, layout: list[Line], first: int, body: int, until: int) -> Article | None:
    """The article whose headline is ``layout[first:body]`` and whose text ends before line ``until``."""
    last = until - 1
    while last >= body and layout[last].kind is Kind.FURNITURE:
        last -= 1
    texts = [one for one in layout[body : last + 1] if one.kind is not Kind.FURNITURE]
    if not texts:
        return None
    headline = "".join(text[one.start : one.end] for one in layout[first:body])
    opening = next((one for one in texts if one.kind is Kind.TEXT), texts[0])
    names: list[str] = []
    for one in texts:
        if one.kind is Kind.CREDIT:
            names += line_names(text[one.start : one.end]) or []
    names += opening_names(text[opening.start : min(opening.end, opening.start + 120)])
    end = texts[-1]
    if end.kind is not Kind.CREDIT:
        names += closing_names(text[max(end.start, end.end - 80) : end.end])
    return Article(
        headline=headline,
        start=layout[first].start,
        end=_without_editor(text, end),
        body_start=layout[body].start,
        byline=list(dict.fromkeys(names)),
        dateline=dateline(text[opening.start : opening.start + 60])[1],
    )


def _without_editor(text: str, line: Line) -> int:
    """Where the last line ends, an editor's credit in brackets behind it left out."""
    found = _LAST_BRACKET.search(text, max(line.start, line.end - 80), line.end)
    return found.start() if found and is_furniture(found["inner"]) else line.end
