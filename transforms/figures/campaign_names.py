"""Names of campaigns and operations: the catalogue (lexicon/campaigns.csv) and where a text mentions one.

A name is what stands in quotation marks before 行动, 斗争, 战役 …, or a name of the catalogue, quoted or not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from transforms.figures.datepoints import month_end
from transforms.lexicon import LexiconError, rows

COLUMNS = ("code", "name", "aliases", "start", "end", "parent", "note")
_SPACE = re.compile(r"\s+")
_CODE = re.compile(r"[a-z][a-z0-9-]*")
_DASHES = re.compile(r"[\s\-－‐–—―─·]+")
_SUFFIX = (
    r"(?:(?!违法|犯罪|问题|案件|人员|的|违规)[一-鿿]){0,8}?(?:行动|行動|斗争|鬥爭|战役|戰役|攻势|攻勢|会战"
    r"|专项(?=[，,。、；;]|整治|打击|治理))"
)
_ENDS_LIKE_ONE = re.compile(r"(?:行动|行動|斗争|战役|攻势|会战)(?:[-－–—]*(?:20)?\d\d)?$|20\d\d$")
_CATEGORY = re.compile(r"(?:打击|打擊|整治|涉嫌|涉|查处|严打|侵害|防范)\s*$")
_YEAR = re.compile(r"20\d\d")


@dataclass(slots=True, frozen=True)
class Campaign:
    """One row of the catalogue. ``start`` and ``end`` are None where no day or month is publicly known."""

    code: str
    name: str
    aliases: tuple[str, ...]
    start: date | None
    end: date | None
    year: int | None
    parent: str | None
    note: str


@dataclass(slots=True)
class Mention:
    """A campaign's name in the text; ``name`` is without its quotation marks."""

    start: int
    end: int
    name: str
    is_quoted: bool
    key: str
    """What makes two mentions the same campaign: the catalogue's code family, else the name."""
    campaigns: tuple[Campaign, ...]
    """What the catalogue has under this name, one for each year."""


def _day(cell: str, *, last: bool, where: str) -> date | None:
    """A day from 2022-06-25, a month's first or last day from 2022-06, None from a year alone or from nothing."""
    parts = cell.split("-") if cell else []
    try:
        numbers = [int(p) for p in parts]
        if len(numbers) == 3:
            return date(*numbers)
        if len(numbers) == 2:
            return month_end(*numbers) if last else date(numbers[0], numbers[1], 1)
        if not numbers or (len(numbers) == 1 and 1978 <= numbers[0] < 2100):
            return None
    except ValueError:
        pass
    raise LexiconError(f"{where}: {cell!r} is no date; write 2022-06-25, 2022-06, 2022 or nothing")


def read_catalogue() -> list[Campaign]:
    """The campaigns of lexicon/campaigns.csv; LexiconError names the line where one is wrong."""
    found: list[Campaign] = []
    codes: set[str] = set()
    for line, (code, name, aliases, start, end, parent, note) in rows("campaigns.csv", COLUMNS):
        where = f"campaigns.csv, line {line}"
        if not _CODE.fullmatch(code) or code in codes:
            raise LexiconError(f"{where}: code {code!r} must be new, of a-z, 0-9 and -")
        if len(name) < 2:
            raise LexiconError(f"{where}: {code} needs a name of two characters or more")
        codes.add(code)
        first, last = _day(start, last=False, where=where), _day(end, last=True, where=where)
        if first and last and last < first:
            raise LexiconError(f"{where}: {code} ends before it starts")
        year = int(start[:4]) if start else None
        names = tuple(a for a in aliases.split("|") if a)
        found.append(Campaign(code, name, names, first, last, year, parent or None, note))
    for campaign in found:
        if campaign.parent and campaign.parent not in codes:
            raise LexiconError(f"campaigns.csv: parent {campaign.parent!r} of {campaign.code} is no code")
    return found


def _plain(name: str) -> str:
    return _DASHES.sub("", name)


@cache
def _by_name() -> dict[str, tuple[Campaign, ...]]:
    index: dict[str, tuple[Campaign, ...]] = {}
    for campaign in read_catalogue():
        for name in {campaign.name, *campaign.aliases}:
            index[_plain(name)] = (*index.get(_plain(name), ()), campaign)
    return index


@cache
def _pattern() -> re.Pattern[str]:
    bare = sorted(
        (n for n in _by_name() if _ENDS_LIKE_ONE.search(n) and len(n) > 3 and "“" not in n), key=len, reverse=True
    )
    by_first: dict[str, list[str]] = {}
    for name in bare:
        by_first.setdefault(name[0], []).append("".join(r"\s*" + re.escape(c) for c in name[1:]))
    names = "|".join(f"(?<={first})(?:{'|'.join(rests)})" for first, rests in by_first.items())
    firsts, seconds = "".join(sorted(by_first)), "".join(sorted({name[1] for name in bare}))
    # A pattern that takes a character of a set first is searched for many times faster than one that looks ahead.
    return re.compile(
        rf"[“「『\"2{firsts}](?:"
        rf"(?<=[“「『\"])(?P<quoted>[^“”「」『』\"，。；]{{2,18}})[”」』\"](?P<suffix>{_SUFFIX})?"
        rf"|(?<=2)0\d\d(?<=[一-鿿]{{2}}20..)(?=\s*(?:专项|行动))(?P<yearly>)"
        rf"|(?=\s*[{re.escape(seconds)}])(?:{names}))"
    )


def find(text: str, start: int, end: int) -> list[Mention]:
    """The campaigns that ``text[start:end]`` names, in order."""
    found: list[Mention] = []
    for m in _pattern().finditer(text, start, end):
        begin = m.start() - 2 if m["yearly"] is not None else m.start()
        name = _SPACE.sub("", m["quoted"] or text[begin : m.end()])
        known = _by_name().get(_plain(name), ())
        if m["quoted"] and not _names_one(name, m["suffix"] or "", text[max(start, begin - 3) : begin], bool(known)):
            continue
        key = min((c.name for c in known), default=_plain(name))
        found.append(Mention(begin, m.end(), name, m["quoted"] is not None, key, known))
    return found


def _names_one(name: str, suffix: str, before: str, is_known: bool) -> bool:
    """Whether a quotation names a campaign, not a kind of crime or a way of working (打击“黄赌”…, “拉网式”清查行动)."""
    if not (suffix or _ENDS_LIKE_ONE.search(name) or (is_known and len(name) > 4)):
        return False
    if is_known:
        return True
    is_count = name[0] in "一两二三四五六七八九" and not suffix.startswith(("行动", "专项行动"))
    return not (is_count or name.endswith("式") or _CATEGORY.search(before))


def at_time(campaigns: tuple[Campaign, ...], year: int | None, published_on: date | None) -> Campaign | None:
    """The one of the same name that a text of that time can mean: the latest begun, no more than a year over."""
    best: Campaign | None = None
    for campaign in campaigns:
        begun = campaign.start or (date(campaign.year, 1, 1) if campaign.year else None)
        if begun is None:
            best = best or campaign
            continue
        over = campaign.end or date(begun.year, 12, 31)
        if published_on is None and year is None:
            fits = len(campaigns) == 1
        elif published_on is not None:
            fits = begun <= published_on and (campaign.end is None or (published_on - over).days <= 400)
        else:
            fits = begun.year <= (year or 0) and (campaign.end is None or (year or 0) <= over.year + 1)
        if fits and (best is None or (best.year or 0) <= (campaign.year or 0)):
            best = campaign
    return best


def named_year(text: str) -> int | None:
    """The year of the first campaign in ``text`` that has one, by its name or by the catalogue."""
    for mention in find(text, 0, len(text)):
        if digits := _YEAR.search(mention.name):
            return int(digits.group())
        years = {c.year for c in mention.campaigns if c.year}
        if len(years) == 1 and all(c.end for c in mention.campaigns):
            return years.pop()
    return None
