"""The lines of a bulletin: which are text, headings, credits or page furniture, and which belong to one paragraph.

Bulletins arrive with paragraphs broken by line, column and page. Nothing here changes the text: every
result is an offset into it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from transforms import lexicon
from transforms.credits import closing_names, dateline, line_names, opening_names
from transforms.lexicon import LexiconError

FURNITURE = "furniture.csv"

_LINE = re.compile(r"\S[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]*")
_SENTENCE_END = re.compile(r"[。！？!?；;…]+[”’」』）)】》\"']*")
_ENDED = frozenset("。！？!?；;…")
_NEVER_FIRST = frozenset("，、。；：！？）”’」』》,;:!?)]")
_COMMA = re.compile("[，,]")
_OPENING, _CLOSING = re.compile("[（(]"), re.compile("[）)]")
_CLOSERS = "”’」』）)】》〉\"'"

_SECTION = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[、）)．.]|第[一二三四五六七八九十]{1,3}[章节部分条]|[（(]?[0-9]{1,2}[、.．）)](?![0-9])"
)
_SUBTITLE = re.compile(r"[—─－–-]{1,}\s*\S")
_FILE_NUMBER = re.compile(r"[（(]?\S{2,14}[〔\[［(（]\s*[0-9]{4}\s*[〕\]］)）]\s*第?\s*[0-9]{1,5}\s*号[)）]?$")
_DATE_ONLY = re.compile(
    r"[（(]?(?:[0-9]{4}\s*[年./-]\s*[0-9]{1,2}\s*[月./-]\s*[0-9]{1,2}\s*日?|[二〇○零一二三四五六七八九十]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
    r"(?P<page>(?:\s*(?:星期|周|礼拜)[一二三四五六日天])?(?:\s*[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?)?)[)）]?$"
)
_FIELDS = re.compile(r"\s{2,}|\u3000|\s*[|｜丨>＞»]+\s*|\s[·•]\s")
_MENU = re.compile(
    r"(?:[^>＞»]{1,25}(?:\s*[>＞»]+\s*)){2,}[^>＞»]{0,60}$|(?:[^|｜丨]{1,20}\s*[|｜丨]\s*){2,}[^|｜丨]{0,40}$"
    r"|(?:\S{1,15}\s+[·•]\s+){2,}\S{1,15}$"
)
_PAGE_MARK = re.compile(
    r"(?:19|20)[0-9]{2}\s*[-年/.]\s*[0-9]{1,2}\s*[-月/.]\s*[0-9]{1,2}(?![0-9])|第\s*[A-Z]?[0-9一二三四五六七八九十]{1,4}\s*[版期]"
    r"|星期[一二三四五六日天]|^[A-Z]?[0-9]{2}(?=\s|版)|(?:主办|主编|编辑|版式|责编)[:：]?\s*"
)
_PROSE = re.compile("[，。；！？]")
_SIGNED = re.compile(
    r"[\u4e00-\u9fff（）、]{3,40}(?:局|委|办|部|队|院|厅|府|会|组|室|中心|公司)\s+"
    r"[0-9]{4}\s*年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日(?:[0-9]{1,2}时)?$"
)
_LABELLED = re.compile(
    r"(?:时间|地点|主题|议题|发布人|主持人?|嘉宾|出席|单位|制表|签发|期数|编号|(?:发布|填报|报送|承办)(?:单位|人))"
    r"\s*[:：]"
)
_MARKDOWN = re.compile(r"#{1,6}\s+(?=\S)")
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n.*?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
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
    kind: Kind = Kind.TEXT
    ended: bool = False
    """Whether it ends as a sentence does."""
    goes_on: bool = False
    """Whether it continues the paragraph of the text line before it."""


@dataclass(slots=True)
class Furniture:
    """Compiled patterns of lexicon/furniture.csv."""

    anyway: re.Pattern[str]
    """Words of a line that is furniture even if it holds a sentence."""
    start: re.Pattern[str]
    inside: re.Pattern[str]
    words: re.Pattern[str]


@cache
def furniture() -> Furniture:
    """The patterns of page furniture. Raises LexiconError naming file and line where one is wrong."""
    patterns: dict[str, list[str]] = {"anyway": [], "start": [], "inside": [], "word": []}
    for line, (place, pattern, _) in lexicon.rows(FURNITURE, ("place", "pattern", "example")):
        if place not in patterns:
            raise LexiconError(f"{FURNITURE}, line {line}: place must be one of {', '.join(patterns)}, not {place!r}")
        try:
            re.compile(pattern)
        except re.error as error:
            raise LexiconError(f"{FURNITURE}, line {line}: {pattern!r} is no regular expression: {error}") from None
        patterns[place].append(pattern)
    word = "|".join(patterns["word"])
    return Furniture(
        anyway=re.compile("|".join(f"(?:{p})" for p in patterns["anyway"])),
        start=re.compile("|".join(f"(?:{p})" for p in patterns["start"])),
        inside=re.compile("|".join(patterns["inside"])),
        words=re.compile(rf"(?:[\s|/、·\[\]【】（）()<>]*(?:{word})(?![一-龥]))+[\s|/、·\[\]【】（）()<>：:]*$"),
    )


def is_furniture(line: str) -> bool:
    """Whether a line belongs to the page and not to what it says: a menu, a page number, an editor's credit."""
    if len(line) > 160:
        return False
    patterns = furniture()
    bare = line.lstrip("（(【[<《·● ")
    if patterns.anyway.search(line):
        return True
    if patterns.start.match(bare) or patterns.inside.search(line):
        return "。" not in line[:-1]
    return patterns.words.match(line) is not None or (_FIELDS.search(line) is not None and _is_bar(line))


def _is_bar(line: str) -> bool:
    """Whether a line is a row of fields, as the head of a page is (羌塘警苑   2024年10月18日   第4版)."""
    if len(line) > 120 or _PROSE.search(line) or _SIGNED.match(line):
        return False
    return _MENU.match(line) is not None or (len(_FIELDS.split(line)) > 1 and _PAGE_MARK.search(line) is not None)


def is_date_line(line: str) -> bool:
    """Whether a line is a full date and nothing else, as under a signature or above a page."""
    return _DATE_ONLY.match(line) is not None


def _sentence_ended(line: str) -> bool:
    last = line[-1]
    if last in _ENDED:
        return True
    if last not in _CLOSERS:
        return False
    bare = line.rstrip(_CLOSERS)
    return (bool(bare) and bare[-1] in _ENDED) or bool(closing_names(line)) or line.endswith(("（完）", "(完)"))


def _is_heading(line: str, following: str, before: Kind | None, is_wrapped: bool) -> bool:
    """Whether a short line that ends no sentence stands as a headline or sub-heading.

    ``is_wrapped``: an empty line stands before it, and further lines of text right below it.
    """
    if len(line) > 60 or "。" in line or "；" in line or _PIECE_END.search(line):
        return False
    if line.count("“") != line.count("”") or len(_OPENING.findall(line)) != len(_CLOSING.findall(line)):
        return False
    if not following or _RUNS_ON.match(following) or dateline(line)[0] or opening_names(line):
        return False
    if is_wrapped and len(line) >= 20 and before is not None:
        return False
    commas = len(_COMMA.findall(line))
    if before is Kind.HEADING:
        return commas < 2 and not _OPENER.match(line)
    return before is not Kind.TEXT or (commas < 2 and not _OPENER.match(line))


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
    _set_furniture_apart(found, words, _FRONT_MATTER.match(text))
    _classify(found, words)
    return found


def _set_furniture_apart(found: list[Line], words: list[str], front: re.Match[str] | None) -> None:
    """Mark front matter, page furniture and lists of links; note which lines end as sentences do."""
    front_end = front.end() if front else 0
    in_links = after_text = False
    for one, line in zip(found, words, strict=True):
        one.ended = line[-1] == "。" or _sentence_ended(line) or "\t" in line
        if one.start < front_end or (line[-1] != "。" and is_furniture(line)):
            one.kind = Kind.FURNITURE
            in_links = in_links or (after_text and _LINKS.match(line) is not None)
        elif in_links and not one.ended and len(line) <= 40:
            one.kind = Kind.FURNITURE
        else:
            in_links = False
            after_text = after_text or one.ended


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
        j = real[at + 1] if at + 1 < len(real) else None
        one, line = found[i], words[i]
        after_text = before is not None and before.kind is Kind.TEXT
        is_open = after_text and before is not None and not before.ended
        starts = indent > 0 and one.indent == indent
        if len(line) <= 80 and "\t" not in line:
            following = words[j] if j is not None else ""
            after = found[j] if j is not None else None
            is_piece = starts and after is not None and after.indent != indent
            is_wrapped = one.blank and after is not None and not after.blank and _goes_on_wrapped(found, after, j)
            kind = before.kind if before is not None else None
            if kind is Kind.NOTE and not one.blank and not one.ended and _SUBTITLE.match(words[real[at - 1]]):
                one.kind, before = Kind.NOTE, one
                continue
            one.kind = _short_kind(line, following, kind, is_open and not starts, is_piece, is_wrapped)
            if one.kind is Kind.HEADING and line[0] == "#":
                one.start += len(line) - len(line.lstrip("# \t"))
        if one.kind is Kind.TEXT:
            one.goes_on = (is_open and not starts) or (after_text and line[0] in _NEVER_FIRST)
        before = one


def _goes_on_wrapped(found: list[Line], after: Line, at: int | None) -> bool:
    """Whether the line below is one of several wrapped lines of text, rather than the second of a headline."""
    return after.ended or at is None or at + 1 >= len(found) or not found[at + 1].blank


def _short_kind(
    line: str, following: str, before: Kind | None, is_open: bool, is_piece: bool, is_wrapped: bool
) -> Kind:
    """The kind of a line of at most 80 characters.

    ``is_open``: the text before it stops inside a sentence. ``is_piece``: it begins a paragraph that the next line
    continues. ``is_wrapped``: an empty line stands before it, and further lines of text right below it.
    """
    if is_open and line[0] not in "（(□■" and not dateline(following)[0]:
        return Kind.TEXT
    if line_names(line) is not None:
        return Kind.CREDIT
    if _DATE_ONLY.match(line) or _FILE_NUMBER.match(line) or _SIGNED.match(line):
        return Kind.NOTE
    if line[0] == "#" and _MARKDOWN.match(line):
        return Kind.HEADING if line[1] != "#" else Kind.SECTION
    if is_open and not dateline(following)[0]:
        return Kind.TEXT
    if _SECTION.match(line):
        return Kind.SECTION if line[-1] not in _ENDED and "。" not in line and len(line) <= 40 else Kind.TEXT
    if line[-1] in "。；;…" or is_piece:
        return Kind.TEXT
    if before is not Kind.TEXT and (
        _SUBTITLE.match(line) or _LABELLED.match(line) or (line[-1] in "：:" and "，" not in line)
    ):
        return Kind.NOTE
    if before is Kind.TEXT and (_DATE_ONLY.match(following) or (line[0] in "（(" and line[-1] in ")）")):
        return Kind.NOTE
    return Kind.HEADING if _is_heading(line, following, before, is_wrapped) else Kind.TEXT


def paragraphs(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of the paragraphs of ``text[start:end]``, a broken one as a single span with its line breaks inside."""
    end = len(text) if end is None else end
    layout = lines(text)
    spans: list[tuple[int, int]] = []
    last_text = -1
    for index in range(bisect_right(layout, start, key=_end_of), len(layout)):
        one = layout[index]
        if one.start >= end:
            break
        if one.goes_on and last_text >= 0:
            del spans[last_text + 1 :]
            spans[last_text] = (spans[last_text][0], min(one.end, end))
        else:
            spans.append((max(one.start, start), min(one.end, end)))
            if one.kind is Kind.TEXT:
                last_text = len(spans) - 1
    return spans


def _end_of(line: Line) -> int:
    return line.end


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of the sentences of ``text[start:end]``; they end at 。！？；… and where a paragraph ends."""
    spans: list[tuple[int, int]] = []
    for begin, stop in paragraphs(text, start, end):
        at = begin
        for match in _SENTENCE_END.finditer(text, begin, stop):
            spans.append((at, match.end()))
            at = match.end()
            while at < stop and text[at].isspace():
                at += 1
        if at < stop:
            spans.append((at, stop))
    return spans
