"""Changes and ratios: whether a figure is a level, a change or a ratio, its direction, and its basis.

The guide's "Kind and basis" is the contract; tests/corpus/changes.yaml holds the examples.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

FALLS = (
    "缩小|提速|快|下降|减少|降低|下滑|回落|缩短|缩减|压缩|压减|压降|收窄|下跌|锐减|骤降|骤减|递减|净减|少|减|降|跌"
    "|減少|縮短|縮減|壓縮|壓減|收窄|銳減"
)
RISES = (
    "上升|增长|增加|提高|提升|上涨|攀升|增多|净增|递增|回升|升高|扩大|猛增|激增|反弹|延长|多|增|升|涨|高"
    "|增長|上漲|擴大|淨增|延長"
)

# Words between the verb and its number that say nothing of the direction.
APPROXIMATORS = (
    "录得|录|分别|分別|依次|却|(?<![规原法细准])则|虽|竟|连续|保持在|保持|控制在|稳定在|维持在|维持|依然有|仍有|大约|约|將近|将近|接近|近|逾|超过|超過|超|突破|多达|高达|达到|达|達到|達|仅为|仅有|仅|僅|只有|(?<!船)只|不足|不到|至少"
    "|折合|最多|总计|共计|合计|总共|共有|共|總計|共計|合計|了|幅度为|幅度达|幅度|累计|均"
)
_TRAIL = re.compile(rf"(?:{APPROXIMATORS}|人民币|(?<![行作成认])为|為|是|:|：|\s)+$")
_VERB = re.compile(rf"(?:(?P<fall>{FALLS})|(?P<rise>{RISES}))(?P<reached>至|到|为|為|成)?$")
_REACHED = re.compile(rf"(?:(?P<fall>{FALLS})|(?P<rise>{RISES}))了?(?:至|到|为|成)(?:{APPROXIMATORS})*$")
# Level verbs that end like a change verb, and ratios of one thing to another.
_NO_CHANGE = re.compile(
    r"(?:至少|最多|最高|很多|众多|眾多|最少|许多|更多|不少|大多|诸多|挽回损失|落差|新增|身高|海拔高|楼高)$"
)
_RATE_WORD = re.compile(
    r"(?P<word>(?:降|减|跌|减少|下降|降低)幅(?:度)?|(?P<up>(?:增|涨|升)幅(?:度)?|增速|增长率|增長率))[^,，。;；、]{0,8}$"
)

# 低于2019年首季13.4%: below that of another time, by so much.
_AGAINST = re.compile(r"(低于|高于|少于|多于)[^,，]{0,10}(?:年|季|月|同期|前|周)[^,，]{0,4}$")

# The basis of a comparison, most specific first.
_BASIS = re.compile(
    r"(?P<yoy>同比|按年|(?:由|从|從)(?:去年|上年)同期|(?:比|较|較|与|與|同)(?:去年|上年)(?:[^,，。;；0-9]{0,6}同期|上半年|下半年|[前一二三四]+季度|全年)|(?:比|较|與|与|同|較)(?:上一?年度?|去年|上年)(?:末|同期|同月|同季|同周)?(?!底|初|[0-9一二三四五六七八九十春冬夏秋暑国五])"
    r"|(?:比|较|較|与|與|同)同期)"
    r"|(?P<mom>环比|環比|按月|(?:比|较|較)上(?:个|個)?月(?!底|末)|(?:比|较|較)(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月(?:份)?(?![0-9一二三四五六七八九十上中下底末]))"
    r"|(?P<prev>(?:由|从)[^,，。;；0-9]{1,8}?(?:前|初|底|末)的?|(?:低于|高于|少于|多于)[^,，]{0,10}(?:年|季|月|同期|前|周)[^,，]{0,4}|(?:比|较|較|与|與|同)(?!例|重|率|大|多|少|强|值|对|较|好|快|高|低|为|為|长|赛|武|拼|如)"
    r"[^,，。;；、:：]{1,14}?(?:前|后|後|时|時|期间|期間|期|周|日|天|年|季度|批|底|初|末|度|假|节|值|水平|均|战|目标|相比)(?:前?[0-9一二三四五六七八九十]+[天日周月年])?(?:时|期间|日|同期|末|底|相比)?)"
    r"|(?P<coordinated>环、同比|同、环比|環、同比|同、環比)"
)
_SAME_BELOW = re.compile(r"[(（]下同[)）]")


@dataclass(slots=True)
class Change:
    """How a figure moved: ``sign`` +1 or -1; ``reached`` where the number is the level it moved to."""

    sign: int
    reached: bool
    rest: str
    """The words before the verb."""
    verb: str = ""


def strip_approximators(left: str) -> str:
    """``left`` without the trailing words that only qualify the number after them."""
    return _TRAIL.sub("", left)


def find_change(left: str) -> Change | None:
    """The change verb that ends ``left`` (the words of the clause before a number), or None."""
    reached = _REACHED.search(left)
    if reached:
        return Change(-1 if reached["fall"] else 1, True, left[: reached.start()], reached["fall"] or reached["rise"])
    bare = strip_approximators(left)
    match = _VERB.search(bare)
    if (match and not _NO_CHANGE.search(bare[: match.end()])) or (
        match and bare.endswith(("同比高", "同比多", "环比多"))
    ):
        return Change(
            -1 if match["fall"] else 1, bool(match["reached"]), bare[: match.start()], match["fall"] or match["rise"]
        )
    against = _AGAINST.search(left)
    if against:
        return Change(-1 if against.group(1)[0] in "低少" else 1, False, left[: against.start()], against.group(1))
    word = _RATE_WORD.search(bare)
    if word:
        return Change(1 if word["up"] else -1, False, bare[: word.start()])
    return None


def find_bases(gap: str) -> list[tuple[str, str]]:
    """Kind and words of the comparisons between the last figure and this one, in order: ``环比、同比`` gives two."""
    found: list[tuple[str, str]] = []
    for match in _BASIS.finditer(gap):
        kind = match.lastgroup
        if kind == "coordinated":
            pair = ("mom", "yoy") if match.group()[0] == "环" else ("yoy", "mom")
            found += [(each, match.group()) for each in pair]
        elif kind:
            found.append((kind, match.group()))
    return found


_NAMED_YEAR = re.compile(r"(\d{4})年")
_NAMED_MONTH = re.compile(r"(?<!\d)(\d{1,2})月")


def settle_basis(basis: str | None, words: str, start: date | None, end: date | None) -> str | None:
    """The basis once the period is known: against the year before it is yoy, against the month before it mom.

    ``words`` are those of the comparison; 上年末 is yoy for a year-end value only.
    """
    day = end or start
    if day is None or basis is None:
        return basis
    year = _NAMED_YEAR.search(words)
    if basis == "prev" and year and int(year.group(1)) == day.year - 1 and "底" not in words:
        return "yoy"
    month = _NAMED_MONTH.search(words)
    if basis == "prev" and month and not year and int(month.group(1)) % 12 + 1 == day.month and "底" not in words:
        return "mom"
    if basis == "yoy" and words.endswith("末") and end is not None and end.month != 12:
        return "prev"
    return basis


_FILLER = re.compile(
    r"(?:分别|分別|依次|双双|均|相比|同步|全面|大幅|小幅|明显|略有|略|急速|急|骤|不降反|不升反|再|则|却|也|又|再|继续|持续|总体|整体|有所|“双下降”|“双上升”)+$"
)


def strip_bases(text: str) -> str:
    """``text`` without its comparison words and the adverbs that stand with them."""
    bare = _SAME_BELOW.sub("", _BASIS.sub("", text))
    before = None
    while bare != before:
        before = bare
        bare = _FILLER.sub("", bare)
    return bare
