"""Page furniture: what belongs to the page of a newspaper or a site, and not to what it says.

The patterns are data (lexicon/furniture.csv): ``start`` and ``inside`` of a line without a full stop, ``tail`` (at the
start) and ``anyway`` of any line, and ``word`` for lines made of nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from transforms import lexicon
from transforms.lexicon import LexiconError

FILE = "furniture.csv"

_FIELDS = re.compile(r"\s{2,}|\u3000|\s*[|｜丨>＞»›→]+\s*|\s[·•/]\s")
_MENU = re.compile(
    r"(?:[^\s0-9]{2,12}(?: {2,}|\u3000+)){3,}[^\s0-9]{2,12}$|"
    r"(?:[^>＞»›→]{1,25}(?:\s*[>＞»›→]+\s*)){2,}[^>＞»›→]{0,60}$|[一-龥]{2,10}\s*[>＞»›]\s*[一-龥]{2,10}$|(?:[^|｜丨]{1,20}\s*[|｜丨]\s*){2,}[^|｜丨]{0,40}$"
    r"|(?:\S{1,15}\s+[·•/]\s+){2,}\S{1,15}$"
)
_PAGE_MARK = re.compile(
    r"(?:19|20)[0-9]{2}\s*[-年/.]\s*[0-9]{1,2}\s*[-月/.]\s*[0-9]{1,2}(?![0-9])|第\s*[A-Z]?[0-9０-９一二三四五六七八九十]{1,4}\s*版"
    r"|(?<=\s)[A-Z][0-9]{1,2}\s*版|星期[一二三四五六日天]|^[A-Z]?[0-9]{2}(?=\s|版)|(?:主办|主编|编辑|版式|责编)[:：]?\s*"
)
_NAMES = re.compile(r"[\s、]+")
_ISSUE = re.compile(r"第\s*[0-9一二三四五六七八九十]{1,4}\s*(?:期|号(?=\s|$))")
_NOTICE = re.compile(r"(?:通报|公告|通告|周报|月报|快报|公报|简报)(?:\s|$|[|｜丨])")
_OFFICE = re.compile(
    r"(?!走[近进]|记|访|探访|聚焦|致敬|来自|点赞)(?:[一-龥]{1,11}?[省市县区州旗盟]|国家|国务院|公安部|最高人民|中国|中共)[一-龥、]{0,24}"
    r"(?:局|委|办|部|队|院|厅|府|会|室|中心|所|站|处)$|[一-龥]{0,14}(?:指挥部|领导小组|专班|联席会议|行动)(?:办公室|办)$"
)
_PROSE = re.compile("[，。；！？]")
_OFFICE_AND_DAY = re.compile(
    r"[\u4e00-\u9fff（）、]{3,40}(?:局|委|办|部|队|院|厅|府|会|组|室|中心|公司)\s+"
    r"[0-9]{4}\s*年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日(?:\s*[0-9]{1,2}时(?:[0-9]{1,2}分)?)?$"
)
_DAY = (
    r"(?:[0-9]{4}\s*[年./-]\s*[0-9]{1,2}\s*[月./-]\s*[0-9]{1,2}\s*日?"
    r"|[二〇○零一二三四五六七八九十]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
)
_DAY_ONLY = re.compile(
    rf"[（(]?{_DAY}(?:\s*(?:星期|周|礼拜)[一二三四五六日天])?(?:\s*[0-9]{{1,2}}[:：][0-9]{{2}}(?:[:：][0-9]{{2}})?)?[)）]?$"
)


@dataclass(slots=True)
class Patterns:
    """Compiled patterns of lexicon/furniture.csv."""

    tail: re.Pattern[str]
    anyway: re.Pattern[str]
    start: re.Pattern[str]
    inside: re.Pattern[str]
    words: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """The patterns of page furniture. Raises LexiconError naming file and line where one is wrong."""
    found: dict[str, list[str]] = {"tail": [], "anyway": [], "start": [], "inside": [], "word": []}
    for line, (place, pattern, _) in lexicon.rows(FILE, ("place", "pattern", "example"), key=2):
        if place not in found:
            raise LexiconError(f"{FILE}, line {line}: place must be one of {', '.join(found)}, not {place!r}")
        try:
            re.compile(pattern)
        except re.error as error:
            raise LexiconError(f"{FILE}, line {line}: {pattern!r} is no regular expression: {error}") from None
        found[place].append(pattern)
    word = "|".join(found["word"])
    return Patterns(
        tail=re.compile("|".join(found["tail"])),
        anyway=re.compile("|".join(f"(?:{p})" for p in found["anyway"])),
        start=re.compile("|".join(f"(?:{p})" for p in found["start"])),
        inside=re.compile("|".join(found["inside"])),
        words=re.compile(rf"(?:[\s|/、·\[\]【】（）()<>]*(?:{word})(?![一-龥]))+[\s|/、·\[\]【】（）()<>：:]*$"),
    )


def is_furniture(line: str) -> bool:
    """Whether a line belongs to the page and not to what it says: a menu, a page number, an editor's credit."""
    if len(line) > 160:
        return False
    known = patterns()
    bare = line.lstrip("（(【[<《·● ")
    if known.tail.match(line) or known.anyway.search(line):
        return True
    if known.start.match(bare) or known.inside.search(line):
        return "。" not in line[:-1]
    return known.words.match(line) is not None or (_FIELDS.search(line) is not None and _is_bar(line))


def _is_bar(line: str) -> bool:
    """Whether a line is a row of fields, as the head of a page is (羌塘警苑   2024年10月18日   第4版)."""
    if len(line) > 120 or _PROSE.search(line) or is_signature(line):
        return False
    fields = len(_FIELDS.split(line))
    return (
        _MENU.match(line) is not None
        or (fields > 1 and _PAGE_MARK.search(line) is not None and not _NOTICE.search(line))
        or (fields > 2 and _ISSUE.search(line) is not None)
    )


def is_issue(line: str) -> bool:
    """Whether a line gives the number of an issue."""
    return len(line) <= 60 and _ISSUE.search(line) is not None


def is_offices(line: str) -> bool:
    """Whether a line is nothing but names of offices: 市统计局  国家统计局某某调查队."""
    return len(line) <= 60 and all(_OFFICE.match(name) for name in _NAMES.split(line.strip("（() ）")))


def is_masthead(line: str) -> bool:
    """Whether a line may head a page as well as an article: a name with its issue or day (反诈简报　第12期)."""
    is_short = len(line) <= 60 and not _PROSE.search(line)
    return is_short and len(_FIELDS.split(line)) > 1 and bool(_ISSUE.search(line) or _PAGE_MARK.search(line))


def is_date_line(line: str) -> bool:
    """Whether a line is a full date and nothing else, as under a signature or above a page."""
    return _DAY_ONLY.match(line) is not None


def is_signature(line: str) -> bool:
    """Whether a line is the name of an office and a day, as at the foot of a notice."""
    return _OFFICE_AND_DAY.match(line) is not None
