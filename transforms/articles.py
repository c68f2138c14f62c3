"""Split a document into its articles: headline, dateline, byline, text; page furniture stays outside."""

from __future__ import annotations

import re
from itertools import islice

from transforms.credits import closing_names, dateline, line_names, only_names, opening_names, stamped_names
from transforms.furniture import is_furniture, is_issue, is_masthead
from transforms.layout import paragraphs, sentences
from transforms.lines import Kind, Line, lines
from transforms.records import Article

__all__ = ["paragraphs", "sentences", "split"]

_LAST_BRACKET = re.compile(r"\s*[（(\[【](?P<inner>[^（()）\[\]【】。]{4,60})[)）\]】]$")
_LABELLED_TITLE = re.compile(r"标\s*题\s*[:：]\s*(?P<title>\S.{3,60})")
_BRACKETED_TITLE = re.compile(r"(?:#[^#]{2,20}#\s*)?【(?P<title>[^【】。]{6,40})】\s*(?=\S)")
_RESULT = re.compile(
    r"[0-9０-９][0-9.,万亿]*\s*(?:余|多)?[\u4e00-\u9fff%％]|^[\u4e00-\u9fff]{2,6}[:：]"
    r"|(?:通报|公报|报告|总结|[周月日快简]报|[公通]告|白皮书)(?:[（(][^（()）]*[)）])?$"
)
_GRAMMAR = re.compile("[的了着过对将把被从向于及与和或等其该、；]|以来|期间|目前|截至|分别|累计")
_TIME = re.compile(r"[0-9]{1,4}(?:[至—–-][0-9]{1,2})?[年月日时]|今年|去年|近日|日前")
_OFFICE = re.compile(r"^[\u4e00-\u9fff（）、 \u3000]{3,24}(?:局|院|委员会|政府|办公室|厅|[总支大调查]队|中心|指挥部)$")
_PAGE_NUMBER = re.compile(r"[-—–·\s]*(?:第\s*)?[0-9]{1,4}\s*(?:页|/|共|[0-9]|\s)*[-—–·\s]*")
_COMMA = re.compile("[，,]")
_BESIDE = (Kind.FURNITURE, Kind.NOTE)
_BODY = (Kind.TEXT, Kind.SECTION)
_COLUMN = 10
"""A line of at most so many characters alone above a headline names a column or section (平安龙江)."""
_TITLE = 7
"""Below the issue of a bulletin, a heading of fewer characters names its first section (本周概况)."""
_SUB_HEADING = 13
"""Sub-headings inside a story are shorter than so many characters."""


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
    first_text = next((i for i, one in enumerate(layout) if one.kind in (Kind.TEXT, Kind.SECTION)), None)
    if first_text is None:
        return []
    groups: list[tuple[int, int]] = []
    runs = _heading_runs(layout)
    if not runs or runs[0][0] > first_text:
        groups.append((first_text, first_text))
    above = [run for run in runs if run[0] < first_text]
    if len(above) > 1 and _is_masthead_of_issue(text, layout, above):
        above = above[1:]
    titles = [run for run in above if not _is_above_headline(text, layout, *_headline(text, layout, *run))] or above
    for run in [*titles[:1], *_later_headlines(text, layout, [run for run in runs if run[0] > first_text])]:
        if not groups or any(one.kind in _BODY for one in islice(layout, groups[-1][1], run[0])):
            groups.append(_headline(text, layout, *run))
    return groups


def _later_headlines(text: str, layout: list[Line], runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Which of the headings below the first text begin further stories; the others are sub-headings.

    Sure signs are a signed story before it and an opening as news after it. A page with one such, or with the number
    of an issue in its head, has several stories, and a heading set apart begins the next. Elsewhere it must tell what
    headlines tell, or be the only one that is left.
    """
    if not runs:
        return []
    sure = {run for run in runs if _opens_article(text, layout, run)}
    is_issue_head = (is_issue(text[one.start : one.end]) for one in layout[: runs[0][0]] if one.kind is Kind.FURNITURE)
    several = bool(sure) or any(is_issue_head)
    likely = {run for run in runs if _is_set_apart(text, layout, run) and (several or _tells(text, layout, run))}
    left = [run for run in runs if run not in sure | likely]
    if len(left) == 1 and _stands_alone(text, layout, left[0]):
        likely.add(left[0])
    return [run for run in runs if run in sure | likely]


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


def _headline(text: str, layout: list[Line], first: int, after: int) -> tuple[int, int]:
    """The lines of a run that are the headline: the last that stand together, or those above what is none."""

    def block_end(start: int) -> int:
        ends = (
            i
            for i in range(start + 1, after)
            if layout[i].blank or is_masthead(text[layout[i - 1].start : layout[i - 1].end])
        )
        return next(ends, after)

    end = block_end(first)
    while end < after:
        later_end = block_end(end)
        words = text[layout[end].start : layout[later_end - 1].end]
        is_less = len(words) < _SUB_HEADING or _COMMA.search(words) or _TIME.match(words) or _names_office(words)
        if is_less and not _is_above_headline(text, layout, first, end):
            break
        first, end = end, later_end
    return first, end


def _is_above_headline(text: str, layout: list[Line], first: int, after: int) -> bool:
    """Whether lines name what the page is, and a headline may follow: a column (平安龙江), the office, an issue."""
    words = text[layout[first].start : layout[after - 1].end]
    below = next((one for one in islice(layout, after, None) if one.kind is not Kind.FURNITURE), None)
    is_apart = below is None or below.blank or is_issue(text[layout[after].start : layout[after].end])
    return (len(words) <= _COLUMN and is_apart) or _names_office(words)


def _is_masthead_of_issue(text: str, layout: list[Line], runs: list[tuple[int, int]]) -> bool:
    """Whether the first of several runs is the name of a bulletin, with its issue below, and the next its headline."""
    (_, after), (first, last) = runs[:2]
    below = layout[after]
    words = text[layout[first].start : layout[last - 1].end]
    return is_issue(text[below.start : below.end]) and len(words) >= _TITLE


def _names_office(words: str) -> bool:
    return _OFFICE.search(words) is not None or is_masthead(words)


def _opens_article(text: str, layout: list[Line], run: tuple[int, int]) -> bool:
    """Whether signs beside the heading tell of a new story: the one before is signed, or this one opens as news."""
    first, after = run
    last = first - 1
    while last > 0 and _PAGE_NUMBER.fullmatch(text, layout[last].start, layout[last].end):
        last -= 1
    before = layout[last]
    if before.kind is Kind.FURNITURE:
        return True
    closing = text[max(before.start, before.end - 80) : before.end]
    if before.kind is Kind.CREDIT or closing.endswith(("（完）", "(完)")) or closing_names(closing):
        return any(one.kind is Kind.TEXT for one in layout[max(0, last - 1) : first])
    follower = next((one for one in islice(layout, after, after + 9) if one.kind not in _BESIDE), None)
    if follower is None:
        return False
    if follower.kind is Kind.CREDIT or layout[first].indent < follower.indent:
        return True
    return _opens_as_news(text, follower)


def _opens_as_news(text: str, line: Line) -> bool:
    opening = text[line.start : min(line.end, line.start + 120)]
    return dateline(opening)[0] or bool(opening_names(opening))


def _is_set_apart(text: str, layout: list[Line], run: tuple[int, int]) -> bool:
    """Whether a heading is a paragraph of its own, and too long to name a section."""
    first, after = run
    is_apart = layout[first].blank and after < len(layout) and (layout[after].blank or layout[after].is_item)
    return is_apart and layout[first].end - layout[first].start >= _COLUMN and not _comma_in(text, layout[first])


def _tells(text: str, layout: list[Line], run: tuple[int, int]) -> bool:
    """Whether a heading tells what sub-headings do not: a figure, a place, the kind of a notice."""
    line = text[layout[run[0]].start : layout[run[0]].end]
    return len(line) >= _SUB_HEADING and _RESULT.search(line) is not None


def _stands_alone(text: str, layout: list[Line], run: tuple[int, int]) -> bool:
    """Whether the only heading without other signs is a headline: terse and set apart, or in a page without credits."""
    line = layout[run[0]]
    words = text[line.start : line.end]
    if _is_set_apart(text, layout, run) and len(words) >= _SUB_HEADING - 1 and not _GRAMMAR.search(words):
        return True
    if not line.blank or len(words) < _SUB_HEADING or _comma_in(text, line):
        return False
    return not any(one.kind is Kind.CREDIT or (one.kind is Kind.TEXT and _opens_as_news(text, one)) for one in layout)


def _comma_in(text: str, line: Line) -> bool:
    return _COMMA.search(text, line.start, line.end) is not None


def _article(text: str, layout: list[Line], first: int, body: int, until: int) -> Article | None:
    """The article whose headline is ``layout[first:body]`` and whose text ends before line ``until``."""
    last = until - 1
    while last >= body and layout[last].kind is Kind.FURNITURE:
        last -= 1
    while last > body and layout[last].kind is Kind.SECTION:
        last -= 1
    while last > body and _is_page_remark(text, layout[last - 1], layout[last]):
        last -= 1
    texts = [one for one in layout[body : last + 1] if one.kind is not Kind.FURNITURE]
    if not texts:
        return None
    headline, start, body_start = _headline_of(text, layout, first, body)
    opening = next((one for one in texts if one.kind is Kind.TEXT), texts[0])
    names: list[str] = []
    for one in layout[body : last + 1]:
        line = text[one.start : one.end]
        if one.kind is Kind.CREDIT:
            names += line_names(line) or only_names(line)
        elif one.kind is Kind.FURNITURE and one.start < opening.start:
            names += stamped_names(line)
    names += opening_names(text[opening.start : min(opening.end, opening.start + 120)])
    end = texts[-1]
    if end.kind is not Kind.CREDIT:
        closing = text[max(end.start, end.end - 80) : end.end]
        names += closing_names(closing) or (only_names(closing, is_last=True) if len(texts) > 1 else [])
    return Article(
        headline=headline,
        start=start,
        end=_without_editor(text, end),
        body_start=body_start,
        byline=list(dict.fromkeys(names)),
        dateline=dateline(text[opening.start : opening.start + 60])[1],
    )


def _is_page_remark(text: str, before: Line, line: Line) -> bool:
    """Whether a remark below indented text stands at the margin: it is about the page (本版图片由…提供), or a 注."""
    is_remark = (line.kind is Kind.NOTE and text[line.start] in "（(") or text.startswith(("注：", "注:"), line.start)
    return is_remark and line.indent < before.indent


def _headline_of(text: str, layout: list[Line], first: int, body: int) -> tuple[str, int, int]:
    """The headline of an article, where it begins, and where the text after it does.

    Without a line of its own it may stand behind a label above the text (标题：…), or in brackets at its beginning.
    """
    if body > first:
        return "".join(text[one.start : one.end] for one in layout[first:body]), layout[first].start, layout[body].start
    for one in layout[:first]:
        labelled = _LABELLED_TITLE.match(text, one.start, one.end)
        if labelled:
            return labelled["title"], labelled.start("title"), layout[first].start
    bracketed = _BRACKETED_TITLE.match(text, layout[first].start, layout[first].end)
    if bracketed and not dateline(bracketed[0])[0]:
        return bracketed["title"], bracketed.start(), bracketed.end()
    return "", layout[first].start, layout[first].start


def _without_editor(text: str, line: Line) -> int:
    """Where the last line ends, an editor's credit in brackets behind it left out."""
    found = _LAST_BRACKET.search(text, max(line.start, line.end - 80), line.end)
    return found.start() if found and is_furniture(found["inner"]) else line.end
