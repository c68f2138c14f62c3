"""Changes and ratios: whether a figure is a level, a change or a ratio, its direction, and its basis.

The guide's "Kind and basis" is the contract; tests/corpus/changes.yaml holds the examples. Text is folded: Simplified
script, ASCII digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from transforms.figures.vocabulary import alternation, last_characters

_FALLS, _RISES = alternation("fall"), alternation("rise")
# Words between a verb and its number that say nothing of the direction.
_APPROXIMATE = (
    # 签约12家, 下达9份, but 接送达300人次
    r"(?:(?!(?<=[签预节])约|(?<=[抵到下传])达|(?<=(?<![接运发护推报投派播])送)达)"
    rf"(?:(?<![日月年周人户])均|(?<![记目名笔附收摘])录|{alternation('approximator')}|(?<![规原法细准])则|(?<!船)只"
    r"|(?<![行作成认])为|是|:|：|—|\s))"
)
_TRAIL = re.compile(rf"{_APPROXIMATE}+$")
_TRAIL_LAST = last_characters("approximator") | set("均录则只为是:：— \n\r\t\u3000")

_VERB = re.compile(rf"(?:(?P<fall>{_FALLS})|(?P<rise>{_RISES}))(?P<reached>至|到|成)?$")
_VERB_LAST = last_characters("fall") | last_characters("rise") | set("至到成")
_REACHED = re.compile(rf"(?:(?P<fall>{_FALLS})|(?P<rise>{_RISES}))了?(?:至|到|为|成){_APPROXIMATE}*$")
_REACHED_HINT = re.compile("[至到为成]")
# Words of a level that end like a change verb.
_NO_CHANGE = re.compile(r"(?:至少|最多|最高|很多|众多|最少|许多|更多|不少|大多|诸多|最低|落差|新增|身高|海拔高|楼高)$")
_SINGLE_ADDED = ("同比高", "同比多", "环比多")
_RATE_WORD = re.compile(
    r"(?:(?:降|减|跌|减少|下降|降低)幅度?|(?P<up>(?:增|涨|升)幅度?|增速|(?<!自然)增长率))[^,，。;；、]{0,8}$"
)
_RATE_HINT = re.compile("幅|增速|增长率")
# 低于2019年首季13.4%: below that of another time, by so much.
_AGAINST = re.compile(r"(低于|高于|少于|多于)[^,，]{0,10}(?:年|季|月|同期|前|周|平均|均值)[^,，]{0,4}$")
# 同比多返还31万元, 较去年同期少发4起.
_MORE = re.compile(
    r"(?:[同环]比|按[年月]|同期|上年|去年|上[月周]|上[一个][月周]|前一?[日天]|昨[日天])([多少])(?![了于])[一-鿿]{1,3}$"
)

_THAN = "(?:比|较|与|同)"
# The basis of a comparison, most specific first.
_BASIS = re.compile(
    rf"(?P<yoy>同比|按年|(?:由|从)(?:去年|上年)同期"
    rf"|{_THAN}(?:去年|上年)(?:[^,，。;；0-9]{{0,6}}同期|上半年|下半年|[前一二三四]+季度|全年)"
    rf"|{_THAN}(?:上一?年度?|去年)(?:末|同期|同月|同季|同周)?(?!底|初|[0-9一二三四五六七八九十春冬夏秋暑国五])|{_THAN}同期)"
    rf"|(?P<mom>环比|按月|{_THAN}上个?月(?!底|末)"
    rf"|[比较](?:[0-9]{{1,2}}|[一二三四五六七八九十]{{1,2}})月份?(?![0-9一二三四五六七八九十底末]|[上中下]旬))"
    rf"|(?P<prev>(?:由|从)[^,，。;；0-9]{{1,8}}?(?:前|初|底|末)的?"
    rf"|(?:低于|高于|少于|多于)[^,，]{{0,10}}(?:年|季|月|同期|前|周|平均|均值)[^,，]{{0,4}}"
    rf"|{_THAN}(?!例|重|率|大|多|少|强|值|对|较|好|快|高|低|为|长|赛|武|拼|如)[^,，。;；、:：]{{1,14}}?"
    rf"(?:前|后|时|期间|期|周|日|天|年|季度|批|底|初|末|度|假|节|值|水平|均|战|目标|阶段|轮|次|相比)"
    rf"(?:前?[0-9一二三四五六七八九十]+[天日周月年])?(?:时|期间|日|同期|末|底|相比)?)"
    r"|(?P<coordinated>环、?同比|同、?环比)"
)
_BASIS_HINT = re.compile("[比按由从较与同低高少多环]")
_SAME_BELOW = re.compile(r"[(（]下同[)）]")
_FILLER = re.compile(
    r"(?:分别|依次|双双|(?<![日月年周人户])均|相比|同步|全面|大幅|小幅|明显|略有|略|急速|急|骤|不降反|不升反|再|(?<![规原法细准])则|却|也|又|继续|持续|总体|整体|有所"
    r"|“双下降”|“双上升”)+$"
)
_FILLER_LAST = frozenset("别次双均比步面幅显有略速急骤反再则却也又续体所”")


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
    return _TRAIL.sub("", left) if left and left[-1] in _TRAIL_LAST else left


def find_change(left: str, bare: str | None = None) -> Change | None:
    """The change verb that ends ``left`` (the words of the clause before a number), or None.

    ``bare`` is ``left`` without its approximators, where the caller has it already.
    """
    if _REACHED_HINT.search(left) and (reached := _REACHED.search(left)):
        return Change(-1 if reached["fall"] else 1, True, left[: reached.start()], reached["fall"] or reached["rise"])
    if bare is None:
        bare = strip_approximators(left)
    match = _VERB.search(bare) if bare and bare[-1] in _VERB_LAST else None
    if match and (not _NO_CHANGE.search(bare) or bare.endswith(_SINGLE_ADDED)):
        verb = match["fall"] or match["rise"]
        return Change(-1 if match["fall"] else 1, bool(match["reached"]), bare[: match.start()], verb)
    if ("多" in bare or "少" in bare) and (more := _MORE.search(bare)):
        return Change(1 if more.group(1) == "多" else -1, False, bare[: more.start(1)], more.group()[-2:])
    if "于" in left and (against := _AGAINST.search(left)):
        return Change(-1 if against.group(1)[0] in "低少" else 1, False, left[: against.start()], against.group(1))
    if _RATE_HINT.search(bare) and (word := _RATE_WORD.search(bare)):
        return Change(1 if word["up"] else -1, False, bare[: word.start()])
    return None


def find_bases(gap: str) -> list[tuple[str, str]]:
    """Kind and words (squeezed) of the comparisons between the last figure and this one: ``环比、同比`` gives two."""
    found: list[tuple[str, str]] = []
    if not _BASIS_HINT.search(gap):
        return found
    for match in _BASIS.finditer("".join(gap.split())):
        kind = match.lastgroup
        if kind == "coordinated":
            pair = ("mom", "yoy") if match.group()[0] == "环" else ("yoy", "mom")
            found += [(each, match.group()) for each in pair]
        elif kind:
            found.append((kind, match.group()))
    return found


def strip_bases(text: str) -> str:
    """``text`` without its comparison words and the adverbs that stand with them."""
    if _BASIS_HINT.search(text):
        text = _BASIS.sub("", text)
        if "下同" in text:
            text = _SAME_BELOW.sub("", text)
    while text and text[-1] in _FILLER_LAST:
        shorter = _FILLER.sub("", text)
        if shorter == text:
            break
        text = shorter
    return text


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
