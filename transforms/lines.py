"""The lines of a bulletin: which are text, headings, credits or furniture, and which go on from the line before.

Bulletins arrive with paragraphs broken by line, column and page; headlines have no marks. What a line is shows in
itself, in its neighbours, and in the layout of the whole.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from transforms.credits import closing_names, dateline, line_names, only_names, opening_names
from transforms.furniture import is_date_line, is_furniture, is_offices, is_signature
from transforms.items import is_bullet, is_item, is_row, is_row_among, is_whole, opens_list

_LINE = re.compile(r"\S[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]*")
_ENDED = frozenset("。！？!?；;…")
_NEVER_FIRST = frozenset("，、。；：！？）”’」』》,;:!?)]")
_COMMA = re.compile("[，,]")
_OPENING, _CLOSING = re.compile("[（(]"), re.compile("[）)]")
_CLOSERS = "”’」』）)】》〉\"'□■◆◇●▲△★☆"

_SECTION = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[、）)．.]|第[一二三四五六七八九十]{1,3}[章节部分条]|[（(]?[0-9]{1,2}[、.．）)](?![0-9])"
)
_PART = re.compile(r"(?:PART|Part|NO|No)[\s.]*[0-9]{1,2}(?![0-9])|0[1-9](?:\s+[^\s0-9]|$)")
_LABEL_ONLY = re.compile(r"【[^【】]{2,12}】(?:\s*[（(][^（()）]{2,24}[)）])?$")
_SUBTITLE = re.compile(r"[—─－–-]{1,}\s*\S")
_FILE_NUMBER = re.compile(r"[（(]?\S{2,14}[〔\[［(（]\s*[0-9]{4}\s*[〕\]］)）]\s*第?\s*[0-9]{1,5}\s*号[)）]?$")
_LABELLED = re.compile(
    r"(?:时间|地点|主题|议题|发布人|主持人?|嘉宾|出席|单位|制表|签发|期数|编号|(?:发布|填报|报送|承办)(?:单位|人))"
    r"\s*[:：]"
)
_MARKDOWN = re.compile(r"#{1,6}\s+(?=\S)")
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n.*?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_TITLE_END = re.compile(
    r"(?:通报|公报|报告|总结|情况|[周月日快简年季专战]报|[公通]告|公示|白皮书|清单|进展|动态|统计|数据|概况|分析|综述|要点|通知|意见|方案)"
    r"(?:\s*[（(][^（()）]*[)）])?$"
)
_LINKS = re.compile(r"[【\[<《]?(?:相关|推荐|延伸|热门|更多|精彩)")

# What a piece of a broken sentence shows and a headline does not.
_PIECE_END = re.compile(r"[0-9０-９，、：；,;:的和与及跟或在对将把为以被向从于“‘（(《〈「『/]$|等$|分别$|以上$|其中$")
_RUNS_ON = re.compile(
    r"[，、。；：！？）”’」』》,;:!?)]|(?:余|多|万|亿)?(?:人次|名|起|件|余|个|辆|元|吨|人|家|处|次|趟|份)(?=[，。；、（(,;])"
)
_OPENER = re.compile(
    r"近日|日前|目前|截至|截止|其中|同时|此外|另外|随后|连日来|下一步|据|经查|记者|期间|会议|他|她|针对|根据|按照|为了|当[日晚天]"
    r"|(?:[0-9]{1,2}月|今年|去年|本[周月年]|[上下]半年|[一二三四]季度|全年)[^，,：:]{0,12}[，,]|[^，,：:]{2,10}(?:期间|以来|中|后|方面)[，,]"
)


class Kind(IntEnum):
    """What one line is."""

    TEXT = 0
    HEADING = 1
    SECTION = 2
    CREDIT = 3
    FURNITURE = 4
    NOTE = 5
    """A sub-title, file number, date or addressee between headline and text, or a signature below it."""


@dataclass(slots=True)
class Line:
    start: int
    end: int
    indent: int
    blank: bool
    """Whether an empty line or a page break stands before it."""
    is_item: bool = False
    """Whether it is a row of a table, a bullet or a labelled value: no heading, whatever its length."""
    kind: Kind = Kind.TEXT
    ended: bool = False
    """Whether it ends as a sentence does."""
    goes_on: bool = False
    """Whether it continues the paragraph of the text line before it."""


@dataclass(slots=True)
class _Around:
    """What stands around a line."""

    before: Kind | None
    """Kind of the line before it, furniture left out; None at the beginning."""
    above: str
    """That line."""
    following: str
    """The line after it; empty at the end."""
    is_open: bool
    """The text before it stops inside a sentence."""
    is_piece: bool
    """It begins a paragraph that the next line continues."""
    is_apart: bool
    """An empty line stands before it and behind it."""
    is_wrapped: bool
    """An empty line stands before it, and several lines of text right below it."""


@lru_cache(maxsize=1)  # splitting a document and cutting its sentences look at the same lines
def lines(text: str) -> list[Line]:
    """The lines of ``text`` that are not blank, in order, each with its kind; not to be changed."""
    found: list[Line] = []
    words: list[str] = []
    at = 0
    for match in _LINE.finditer(text):
        line = match.group().rstrip()
        begin = match.start()
        gap = text[at:begin]
        breaks = gap.count("\n") or gap.count("\r")
        broke = max(gap.rfind("\n"), gap.rfind("\r"), gap.rfind("\f"))
        at = begin + len(line)
        found.append(Line(begin, at, len(gap) - broke - 1, breaks > 1 or "\f" in gap))
        words.append(line)
    _set_items(found, words)
    _set_furniture_apart(found, words, _FRONT_MATTER.match(text))
    _classify(found, words)
    return found


def _set_items(found: list[Line], words: list[str]) -> None:
    """Mark rows, bullets and labelled values; those that are whole end as a sentence does."""
    last = len(words) - 1
    for i, one in enumerate(found):
        line = words[i]
        one.ended = line[-1] == "。" or _sentence_ended(line) or (i < last and opens_list(line, words[i + 1]))
        if one.ended or (len(line) > 120 and "\t" not in line):
            continue
        before = "" if one.blank or i == 0 else words[i - 1]
        following = "" if i == last or found[i + 1].blank else words[i + 1]
        if is_row(line) or is_row_among(line, before, following):
            one.is_item = one.ended = True
        elif is_item(line, before, following):
            one.is_item, one.ended = True, is_whole(line, following)


def _set_furniture_apart(found: list[Line], words: list[str], front: re.Match[str] | None) -> None:
    """Mark front matter, page furniture and lists of links."""
    front_end = front.end() if front else 0
    in_links = after_text = False
    was_ended = True
    for one, line in zip(found, words, strict=True):
        is_page_number = len(line) <= 3 and line.isdecimal() and was_ended
        was_ended = one.ended
        if one.start < front_end or is_page_number or ((line[-1] != "。" or "：" in line[:4]) and is_furniture(line)):
            one.kind = Kind.FURNITURE
            in_links = in_links or (after_text and _LINKS.match(line) is not None)
        elif in_links and not one.ended and len(line) <= 40:
            one.kind = Kind.FURNITURE
        else:
            in_links = False
            after_text = after_text or one.ended


def _sentence_ended(line: str) -> bool:
    last = line[-1]
    if last in _ENDED or (last in ".．" and len(line) > 1 and "\u4e00" <= line[-2] <= "\u9fff"):
        return True
    if last not in _CLOSERS:
        return False
    bare = line.rstrip(_CLOSERS)
    return (bool(bare) and bare[-1] in _ENDED) or bool(closing_names(line)) or line.endswith(("（完）", "(完)"))


def _text_indent(found: list[Line]) -> int:
    """The indent that begins a paragraph here; 0 where none does, or where every line has it."""
    counts = Counter(one.indent for one in found if one.kind is not Kind.FURNITURE)
    indent, lines_with = max(((n, c) for n, c in counts.items() if n), key=lambda pair: pair[1], default=(0, 0))
    return indent if 2 <= lines_with < counts.total() else 0


def _classify(found: list[Line], words: list[str]) -> None:
    """Tell headings, credits and notes from text, and continued lines from new paragraphs."""
    indent = _text_indent(found)
    real = [i for i, one in enumerate(found) if one.kind is not Kind.FURNITURE]
    before: Line | None = None
    for at, i in enumerate(real):
        one, line = found[i], words[i]
        after = real[at + 1] if at + 1 < len(real) else None
        after_text = before is not None and before.kind is Kind.TEXT
        starts = indent > 0 and one.indent == indent
        is_open = after_text and before is not None and not (before.ended or starts or one.is_item)
        if one.is_item:
            above = before is None or before.kind in (Kind.NOTE, Kind.HEADING)
            one.kind = Kind.NOTE if above and _LABELLED.match(line) else Kind.TEXT
        elif len(line) <= 80:
            around = _Around(
                before=before.kind if before is not None else None,
                above=words[real[at - 1]] if at else "",
                following="" if after is None else words[after],
                is_open=is_open,
                is_piece=starts and after is not None and found[after].indent != indent,
                is_apart=one.blank and after is not None and found[after].blank,
                is_wrapped=one.blank and after is not None and _is_wrapped(found, after),
            )
            if _goes_on_sub_title(one, line, around):
                one.kind = Kind.NOTE  # a long sub-title goes on
            else:
                one.kind = _short_kind(line, around)
            if one.kind is Kind.HEADING and _MARKDOWN.match(line):
                one.start += len(line) - len(line.lstrip("# \t"))
        if one.kind is Kind.TEXT:
            one.goes_on = is_open or (after_text and line[0] in _NEVER_FIRST)
        before = one


def _goes_on_sub_title(one: Line, line: str, around: _Around) -> bool:
    is_below = around.before is Kind.NOTE and not (one.blank or one.ended)
    return is_below and _SUBTITLE.match(around.above) is not None and line_names(line) is None


def _is_wrapped(found: list[Line], after: int) -> bool:
    """Whether the line at ``after`` is one of several wrapped lines of text, rather than the second of a headline."""
    line = found[after]
    return not line.blank and (line.ended or after + 1 >= len(found) or not found[after + 1].blank)


def _short_kind(line: str, around: _Around) -> Kind:
    """The kind of a line of at most 80 characters."""
    goes_on = around.is_open and not dateline(around.following)[0]
    if goes_on and line[0] not in "（(□■":
        return Kind.TEXT
    if line_names(line) is not None or (around.before is Kind.HEADING and only_names(line)):
        return Kind.CREDIT
    if is_date_line(line) or is_signature(line) or _FILE_NUMBER.match(line):
        return Kind.NOTE
    if _MARKDOWN.match(line):
        return Kind.HEADING if line[1] != "#" else Kind.SECTION
    if goes_on:
        return Kind.TEXT
    if _LABEL_ONLY.match(line) and around.before in (Kind.TEXT, Kind.SECTION):
        return Kind.SECTION
    if _SECTION.match(line) or (around.before is not None and _PART.match(line)):
        return Kind.SECTION if line[-1] not in _ENDED and "。" not in line and len(line) <= 40 else Kind.TEXT
    if around.before is not None and is_bullet(line) and not _opens_news(around.following):
        return Kind.SECTION if line[-1] not in _ENDED and len(line) <= 40 else Kind.TEXT
    if line[-1] in "。；;、" or around.is_piece:
        return Kind.TEXT
    if _is_note(line, around):
        return Kind.NOTE
    return Kind.HEADING if _is_heading(line, around) else Kind.TEXT


def _opens_news(line: str) -> bool:
    return dateline(line)[0] or bool(opening_names(line))


def _is_note(line: str, around: _Around) -> bool:
    """Whether a line is a sub-title, a label or an addressee above the text, or a signature or remark below it."""
    in_brackets = line[0] in "（(" and line[-1] in ")）"
    if around.before is Kind.TEXT:
        return is_date_line(around.following) or in_brackets
    if around.before is Kind.HEADING and (in_brackets or _issues(line, around)):
        return True
    is_address = line[-1] in "：:" and "，" not in line
    return is_address or _SUBTITLE.match(line) is not None or _LABELLED.match(line) is not None


def _issues(line: str, around: _Around) -> bool:
    """Whether a line below a title names the offices that issue the document."""
    is_titled = _TITLE_END.search(around.above) is not None or is_date_line(around.following)
    return is_titled and is_offices(line) and not is_offices(around.above)


def _is_heading(line: str, around: _Around) -> bool:
    """Whether a short line that ends no sentence stands as a headline or sub-heading."""
    is_first = around.before in (None, Kind.NOTE)
    if (len(line) > 60 and not is_first) or "。" in line or "；" in line:
        return False
    is_second = around.before is Kind.HEADING and len(line) <= 30 and not _COMMA.search(line)
    if around.before is not None and not is_second and (line[-1] == "…" or _PIECE_END.search(line)):
        return False
    if line.count("“") != line.count("”") or len(_OPENING.findall(line)) != len(_CLOSING.findall(line)):
        return False
    if not around.following or _RUNS_ON.match(around.following) or _opens_news(line):
        return False
    if around.before is Kind.TEXT and is_row(around.following):
        return False
    if around.is_wrapped and len(line) >= 20 and around.before is not None:
        return False
    if around.before not in (Kind.HEADING, Kind.TEXT):
        return True
    if around.before is Kind.HEADING and around.is_apart and len(around.above) <= 8 and len(line) <= 30:
        return True  # below the name of a column
    return len(_COMMA.findall(line)) < 2 and not _OPENER.match(line)
