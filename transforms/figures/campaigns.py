"""Named campaigns and operations: which one a figure was counted in.

A name is what stands in quotation marks before 行动, 斗争, 战役 …, or a name of ``lexicon/campaigns.csv``. A campaign
of the headline or the lead holds for the article until a time that began before it; one that is named in passing
holds for its sentence, or for its part of a list between semicolons.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cache

from transforms.figures import datepoints, dates
from transforms.figures.context import Context
from transforms.figures.dates import Expression
from transforms.lexicon import LexiconError, rows
from transforms.records import Article, Figure

COLUMNS = ("code", "name", "aliases", "start", "end", "parent", "note")
_SPACE = re.compile(r"\s+")
_CODE = re.compile(r"[a-z][a-z0-9-]*")
_DASHES = re.compile(r"[\s\-－‐–—―─·]+")
_SUFFIX = (
    r"(?:(?:(?!违法|犯罪|问题|案件|人员|的|违规)[一-鿿]){0,8}?(?:行动|行動|斗争|鬥爭|战役|戰役|攻势|攻勢|会战)|专项(?=[，,。、；;]|整治|打击|治理))"
)
_ENDS_LIKE_ONE = re.compile(r"(?:行动|行動|斗争|战役|攻势|会战)(?:[-－–—]*(?:20)?\d\d)?$|20\d\d$")
_CATEGORY = re.compile(r"(?:打击|打擊|整治|涉嫌|涉|查处|严打|侵害|防范)\s*$")
_SENTENCE = re.compile(r"[。！？!?]|\n\s*\n|(?<=[。！？”）)])\s*\n")
_HOLDS = re.compile(r"[^，,。；;]{0,16}?(?:以来|以來|期间|期間|中(?=[，,])|以来至|[启啟]动|开展以)")
_JOINED = re.compile(r"[^，,。；;]{0,24}(?:开展|組織|组织|部署|推进|参加|参与|实施|投入)[^，,。；;]{0,6}$")
_ANAPHOR = re.compile(r"(?:行动|行動|斗争|战役|攻势)[^，,。；;“”]{0,4}$")


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
    """A campaign's name in the text, without its quotation marks."""

    start: int
    end: int
    name: str
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
            return datepoints.month_end(*numbers) if last else date(numbers[0], numbers[1], 1)
        if len(numbers) == 1 and 1978 <= numbers[0] < 2100 or not numbers:
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
    spaced = "|".join(r"\s*".join(map(re.escape, n)) for n in bare)
    firsts = "".join(sorted({n[0] for n in bare}))
    return re.compile(
        rf"(?=[“「『\"2{firsts}])(?:[“「『\"](?P<quoted>[^“”「」『』\"\n，。；]{{2,18}})[”」』\"](?P<suffix>{_SUFFIX})?"
        rf"|20\d\d(?<=[一-鿿]{{2}}20..)(?=\s*(?:专项|行动))(?P<yearly>)|(?P<bare>{spaced}))"
    )


def find(text: str, start: int, end: int) -> list[Mention]:
    """The campaigns that ``text[start:end]`` names, in order."""
    found: list[Mention] = []
    for m in _pattern().finditer(text, start, end):
        begin = m.start() - 2 if m["yearly"] is not None else m.start()
        quoted = m["quoted"]
        name = _SPACE.sub("", quoted or text[begin : m.end()])
        known = _by_name().get(_plain(name), ())
        if quoted:
            like_one = _ENDS_LIKE_ONE.search(name) is not None
            if not (like_one or m["suffix"] or (known and len(name) > 4)):
                continue
            counted = name[0] in "一两二三四五六七八九" and not (m["suffix"] or "").startswith(("行动", "专项行动"))
            if not known and (counted or name.endswith("式") or _CATEGORY.search(text, max(start, m.start() - 3), m.start())):
                continue
        family = min((c.name for c in known), default=_plain(name))
        found.append(Mention(begin, m.end(), name, family, known))
    return found


def at_time(campaigns: tuple[Campaign, ...], year: int | None, published_on: date | None) -> Campaign | None:
    """The one of the same name that a text of that time can mean: the latest begun, no more than a year over."""
    best: Campaign | None = None
    for campaign in campaigns:
        begun = campaign.start or (date(campaign.year, 1, 1) if campaign.year else None)
        if begun is None:
            best = best or campaign
            continue
        over = campaign.end or date(begun.year + 1 if campaign.end is None and campaign.start else begun.year, 12, 31)
        if published_on is not None:
            fits = begun <= published_on and (campaign.end is None or (published_on - over).days <= 400)
        else:
            fits = year is None or begun.year <= year <= over.year + 1 or (campaign.end is None and begun.year <= year)
        if fits and (best is None or (best.year or 0) <= (campaign.year or 0)):
            best = campaign
    return best


def named_year(text: str) -> int | None:
    """The year of the first campaign in ``text`` that has one, by its name or by the catalogue."""
    for mention in find(text, 0, len(text)):
        if digits := re.search(r"20\d\d", mention.name):
            return int(digits.group())
        years = {c.year for c in mention.campaigns if c.year}
        if len(years) == 1 and all(c.end for c in mention.campaigns):
            return years.pop()
    return None


def fill(text: str, article: Article, figures: list[Figure], context: Context) -> None:
    """Set ``campaign`` of the figures of one article, and the article's times and mentions in ``context``."""
    context.times = dates.find(text, article.start, article.end, context.year, context.published_on)
    context.mentions = find(text, article.start, article.end)
    if not context.mentions:
        return
    _Scope(text, article, figures, context).run()
    _headline(article, figures)


def _headline(article: Article, figures: list[Figure]) -> None:
    """Figures of the headline take the campaign of the one that they repeat, else of the first in the body."""
    by_start = {f.start: f for f in figures}
    body = next((f for f in figures if f.start >= article.body_start), None)
    for figure in figures:
        if figure.start >= article.body_start:
            break
        source = by_start.get(figure.repeats) if figure.repeats is not None else body
        if source is not None and source.start >= article.body_start:
            figure.campaign = source.campaign


class _Scope:
    """The walk over mentions, times and figures of one article."""

    def __init__(self, text: str, article: Article, figures: list[Figure], context: Context) -> None:
        self.text, self.article, self.figures, self.context = text, article, figures, context
        self.fullest = _fullest(context.mentions)
        self.lead: Mention | None = None
        """Holds until a time that began before it."""
        self.lead_sentence_end = 0
        self.lead_time: tuple[date | None, date | None] | None = None
        self.off = False
        self.local: Mention | None = None
        self.local_end = 0
        self.time: tuple[date | None, date | None] | None = None
        self.starts = [f.start for f in figures]
        self.first_body = next((f.start for f in figures if f.start >= article.body_start), article.end)

    def run(self) -> None:
        events: list[tuple[int, int, Mention | Expression]] = sorted(
            [*((m.start, 0, m) for m in self.context.mentions), *((e.start, 1, e) for e in self.context.times)],
            key=lambda event: event[:2],
        )
        i, text = 0, self.text
        several: Mention | None = None
        for figure in self.figures:
            while i < len(events) and events[i][0] < figure.start:
                event = events[i][2]
                if isinstance(event, Mention):
                    several = self._mention(event, several)
                else:
                    self._time(event)
                i += 1
            ahead = events[i][2] if i < len(events) else None
            if isinstance(ahead, Mention) and ahead.start - figure.end < 32 and _JOINED.match(text, figure.end, ahead.start):
                figure.campaign = self._shown(ahead)
                continue
            name = self._name(figure.start)
            if name is not None:
                figure.campaign = name

    def _name(self, at: int) -> str | None:
        if self.local is not None and at < self.local_end:
            return self._shown(self.local)
        return self._shown(self.lead) if self.lead is not None and not self.off else None

    def _shown(self, mention: Mention) -> str | None:
        return self.fullest[mention.key] if mention.key else None

    def _figure_between(self, a: int, b: int) -> bool:
        i = bisect_right(self.starts, a)
        return i < len(self.starts) and self.starts[i] < b

    def _mention(self, mention: Mention, before: Mention | None) -> Mention:
        text = self.text
        stop = _SENTENCE.search(text, mention.end, self.article.end)
        sentence_end = stop.start() if stop else self.article.end
        in_headline = mention.start < self.article.body_start
        together = (
            before is not None
            and before.key != mention.key
            and before.end >= self.article.body_start
            and not self._figure_between(before.end, mention.start)
            and not _SENTENCE.search(text, before.end, mention.start)
        )
        if together and before is not None:
            mention = Mention(before.start, mention.end, "", "", ())
        leads = in_headline or mention.start < self.first_body
        own_time = _HOLDS.match(text, mention.end) is not None
        if leads or own_time:
            same = self.lead is not None and self.lead.key == mention.key
            self.lead, self.off, self.local = mention, False, None
            self.lead_sentence_end = sentence_end
            if not same:
                self.lead_time = None if own_time else self.time
            return mention
        item_start = max(text.rfind("；", 0, mention.start), text.rfind(";", 0, mention.start))
        sentence_start = max(text.rfind("。", 0, mention.start), text.rfind("\n", 0, mention.start))
        self.local, self.local_end = mention, sentence_end
        if item_start > sentence_start:
            ends = [p for p in (text.find("；", mention.end, sentence_end), text.find(";", mention.end, sentence_end)) if p > 0]
            self.local_end = min(ends, default=sentence_end)
        return mention

    def _time(self, time: Expression) -> None:
        if time.is_compared or time.kind == "earlier":
            return
        if time.kind in ("campaign", "during"):
            if _ANAPHOR.search(self.text, max(self.article.start, time.start - 8), time.end):
                self.lead, self.off = self.lead or self.local, False
            return
        days = (time.first, time.last)
        if self.lead is None or time.start < self.lead_sentence_end or days == self.lead_time:
            self.time = days
            return
        self.time = days
        if self._is_wider(time):
            self.off = True

    def _is_wider(self, time: Expression) -> bool:
        """Whether a time began before the campaign, so that its figures are not the campaign's alone."""
        if time.first is None or self.lead is None:
            return False
        known = at_time(self.lead.campaigns, self.context.year, self.context.published_on)
        begun = (known.start if known else None) or (self.lead_time or (None, None))[0]
        if begun is not None:
            return time.first < begun
        return time.kind in ("half", "quarter", "year", "years") or (
            time.kind in ("since", "months") and (time.first.month, time.first.day) == (1, 1)
        )


def _fullest(mentions: list[Mention]) -> dict[str, str]:
    """The name that a campaign goes by in the article: as quoted, else the longest written."""
    names: dict[str, str] = {}
    for mention in mentions:
        held = names.get(mention.key, "")
        if len(mention.name) > len(held):
            names[mention.key] = mention.name
    return names
