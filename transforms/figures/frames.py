"""Frames: what an article's time expressions say about the figures that follow them.

``current`` is what the last expression said; ``governing`` is the wider frame of the report (行动开展以来, 上半年), to
which figures return when a single day's narration is over; ``title`` is that of a communiqué's or a report's headline.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from transforms.figures.campaign_names import Campaign, Mention, at_time
from transforms.figures.context import Context
from transforms.figures.datepoints import month_end, years_away
from transforms.figures.dates import CALENDAR, Expression
from transforms.lexicon import LexiconError, rows
from transforms.records import Article, Figure

_REPORT_TITLE = re.compile(
    r"公报|公報|通报|通報|报告|報告|总结|總結|年报|月报|季报|周报|日报|週報|情况|情況|简报|简析|快报|统计|分析|数据|概况|盘点|综述|回顾|动态|战报|进展|公示|播报|态势|形势|研判|旬报|周讯"
)
_DAILY_TITLE = re.compile(r"日报|每日|日通报|快报|日況|日况")
_SETTLES = re.compile(r"行动|行動|斗争|战役|活动|活動|专项|專項|工作(?:[开開启啟]|部署|推进|以)|攻坚|整治|会战")
_OPENS = re.compile(
    r"[^。\n]{0,30}?(?:开展(?!第)|部署|启动|組織|组织(?!第))[^。，,\n]{0,24}?"
    r"(?:(?<!统一)(?<!清查)(?<!巡查)(?<!夜查)(?<!集中)(?:行动|行動)|斗争|战役|整治(?!行动)|攻坚)"
)
_SEASONAL = re.compile(
    r"春节|国庆|中秋|元旦|五一|“五一”|“十一”|端午|清明|假期|长假|暑假|寒假|暑期|疫情|汛期|两会|“两会”|高考|中考|开学|防火期"
    r"|旅游旺季|去冬今春|今冬明春|冬春|冬奥|亚运|大运|世博|进博|节日|双节|节假日|小长假|黄金周|服役|任职|在校|上学|住院|羁押|服刑"
)
_OVER = re.compile(r"[^，,。；;]{0,12}(?:收官|结束|落幕|收兵)")
_PEAK = re.compile(r"(?:当[天日])?(?:单日|[^，,。；;\d]{0,8}(?:最高|最大|峰值|高峰|创))")
_HEAD = re.compile(
    r"\n[ \t\u3000]*(?:[一二三四五六七八九十]{1,3}、|【[^【】\n]{2,12}】|第[一二三四五六七八九十]{1,2}部分)"
)
_AMONG = re.compile(r"其中[，,：:]?\s*$")
_HOLIDAY = re.compile(r"(?:节日|節日|假期|假日|长假|長假|双节|黄金周)$")
_RECENTLY = frozenset(("近日", "日前", "近期", "最近", "连日来", "連日來", "近日来", "近期来"))
_STATE = re.compile(r"目前|当前|當前|眼下")
_OPENS_SENTENCE = re.compile(r"[。；;！？\n：:]\s*(?:[而在其中]{1,2}[，,]?)?$")
_STOP = re.compile(r"[。；;！？]")
_BREAK = re.compile(r"[，,。；;\n]")
_SPANS = frozenset(("month", "months", "half", "quarter", "year", "years"))
_NOT_DAYS = _SPANS | {"days", "since", "until", "campaign", "whole_year"}


@dataclass(slots=True, frozen=True)
class Frame:
    """What figures take: days (None where not said), the kind of expression, and its place in the text.

    ``kind``: the calendar's units, since, until, earlier, and unknown for a time that the calendar does not give.
    """

    first: date | None
    last: date | None
    kind: str
    start: int
    end: int


def within(inner: Frame, outer: Frame) -> bool:
    """Whether ``inner`` lies inside ``outer``; an end that is not said is open."""
    first, last = inner.first or inner.last, inner.last or inner.first
    if first is None or last is None or (outer.first is None and outer.last is None):
        return False
    return (outer.first is None or outer.first <= first) and (outer.last is None or last <= outer.last)


@cache
def seasons() -> dict[str, list[tuple[date, date]]]:
    """First and last days of each 春运, 暑运 and five-year plan; LexiconError names the line where one is wrong."""
    found: dict[str, list[tuple[date, date]]] = {}
    for line, (name, start, end) in rows("seasons.csv", ("name", "start", "end"), key=2):
        try:
            first, last = date.fromisoformat(start), date.fromisoformat(end)
        except ValueError:
            raise LexiconError(f"seasons.csv, line {line}: write days as 2023-01-07") from None
        if last < first:
            raise LexiconError(f"seasons.csv, line {line}: {name} ends before it starts")
        found.setdefault(name, []).append((first, last))
    return found


class Frames:
    """The frames of one article, expression by expression."""

    def __init__(self, text: str, article: Article, figures: list[Figure], lead_end: int, context: Context) -> None:
        self.text, self.article, self.figures, self.context = text, article, figures, context
        self.times = context.times
        self.lead_end = lead_end
        self.current: Frame | None = None
        self.governing: Frame | None = None
        self.title: Frame | None = None
        self.heard = False
        """Whether any expression of the body has been read."""
        self.compared: Expression | None = None
        """What a figure directly behind it would belong to: 去年同期的45起."""
        headline = text[article.start : article.body_start]
        self.only_days = not any(
            t.kind in _NOT_DAYS and not t.is_compared and t.start >= article.body_start for t in self.times
        )
        """Whether the body names single days alone, so that it tells of one event."""
        self._is_report = _REPORT_TITLE.search(headline) is not None
        self._is_daily = _DAILY_TITLE.search(headline) is not None
        self.aside: tuple[Frame, Frame | None] | None = None
        """A time in a breakdown (其中12月 …), of a meeting or a peak (3日单日达2万人次), which its sentence
        ends, and what was before."""
        self._closed: date | None = None
        """The end of the campaign where the article tells it: 截至2月29日行动收官."""
        self._outer: Frame | None = None
        """What was current before a single day."""
        self._learned: dict[str, date] = {}
        """Starts of campaigns that the article itself gives, by campaign key; "" for the one spoken of last."""
        self._time_starts = [t.start for t in self.times]
        self._figure_starts = [f.start for f in figures]
        self._heads = [m.start() for m in _HEAD.finditer(text, article.body_start - 1, article.end)]
        self._local: Frame | None = None
        """The governing frame, where it was heard in a section behind figures without one: it ends with it."""
        self._mention_starts = [m.start for m in context.mentions]

    def hear(self, time: Expression) -> None:
        """Take the next expression of the article."""
        if time.kind == "until" and _OVER.match(self.text, time.end):
            self._closed = time.last
        self.compared = None
        if time.is_compared or time.kind in ("earlier", "last_same"):
            self.compared = time
            return
        frame = self._frame(time)
        if frame is None:
            return
        if time.start < self.article.body_start:
            self._hear_title(frame)
        elif self._is_measure(frame):
            self.compared = time
        else:
            self._enter(frame, is_meeting=time.word == "会")

    def leave_section(self, position: int) -> None:
        """Leave what the section before said of itself alone, where a new one begins before ``position``."""
        current = self.current
        if current is None or not self._heads or not self.head_between(current.end, position):
            return
        if current is self._local:
            self.current = self.governing = self._local = None

    def head_between(self, start: int, end: int) -> bool:
        """Whether a headed section begins between two positions."""
        i = bisect_left(self._heads, start)
        return i < len(self._heads) and self._heads[i] < end

    def back(self, day: Frame) -> Frame | None:
        """Where a narration returns to: the span or the 截至 around its day, else the governing frame."""
        outer = self._outer
        if outer is not None and outer.kind in ("days", "until") and outer.end <= day.start and within(day, outer):
            return outer
        return self.governing

    # -- entering a frame --------------------------------------------------------------------------------------
    def _hear_title(self, frame: Frame) -> None:
        is_dull = frame.kind == "day" and not self._is_daily
        if is_dull or (frame.kind == "year" and not self._is_past(frame)):
            return
        self.current = self.governing = frame
        if self._is_report or frame.kind == "days":
            self.title = frame

    def _enter(self, frame: Frame, *, is_meeting: bool) -> None:
        self.heard = True
        if frame.kind == "day" and self.current is not None and self.current.kind != "day":
            self._outer = self.current
        peak = frame.kind == "day" and self.governing is not None and _PEAK.match(self.text, frame.end)
        if is_meeting or peak or _AMONG.search(self.text, max(0, frame.start - 5), frame.start):
            self.aside = (frame, self.current)
            self.current = frame
            return
        self.current = frame
        if self._governs(frame):
            if self.governing is None and self._is_behind_figures(frame):
                self._local = frame
            self.governing = frame
            is_subtitle = frame.kind == "days" and self._is_below_headline(frame)
            if is_subtitle or (self._is_report and frame.kind in _SPANS and frame.end <= self.lead_end):
                self.title = frame

    def _is_below_headline(self, frame: Frame) -> bool:
        """Whether a frame stands in brackets right below the headline: （6月3日—9日）."""
        begin = self.article.body_start
        return self.article.start < begin < frame.start <= begin + 2 and self.text[begin] in "（("

    def _is_behind_figures(self, frame: Frame) -> bool:
        """Whether figures of the body stand before a frame, and a section's head after its first."""
        i = bisect_left(self._figure_starts, self.article.body_start)
        first = self._figure_starts[i] if i < len(self.figures) else frame.start
        return first < frame.start and bool(self._heads) and self._heads[0] < frame.start

    def _governs(self, frame: Frame) -> bool:
        held = self.governing
        if frame.kind == "day":
            return held is None and self._is_daily
        if held is None:
            return True
        if frame.kind in ("unknown", "days", "until") or self.title is not None:
            return False
        narrows = frame.kind == "month" or (frame.last is not None and held.kind == frame.kind == "since")
        return not (narrows and within(frame, held))

    def _is_past(self, frame: Frame) -> bool:
        """Whether the year of a title is over (or nearly), so that the title tells what it reports on."""
        published = self.context.published_on
        return published is None or (frame.last or published) < published + timedelta(days=31)

    def _is_measure(self, frame: Frame) -> bool:
        """Whether an earlier time within a sentence is what its change is measured against (仍低于2019年首季水平)."""
        held = self.current
        if frame.kind not in _SPANS or held is None or not (held.first and frame.last and frame.last < held.first):
            return False
        i = bisect_left(self._figure_starts, frame.end)
        if i == len(self.figures) or self.figures[i].kind != "change":
            return False
        opens = _OPENS_SENTENCE.search(self.text, max(0, frame.start - 4), frame.start)
        return opens is None and not _STOP.search(self.text, frame.end, min(self.figures[i].start, frame.end + 80))

    # -- what an expression says -------------------------------------------------------------------------------
    def _frame(self, time: Expression) -> Frame | None:
        """The frame that an expression opens; None where it says nothing of its own."""
        kind = time.kind
        if kind == "year" and time.word.strip() in ("今年", "本年") and self._is_this_year():
            return None
        if kind in CALENDAR or kind in ("since", "until"):
            self._learn(time)
            return Frame(time.first, time.last, kind, time.start, time.end)
        if kind == "holiday":
            held = self.governing
            dated = held is not None and held.kind == "days" and time.word[:2] in self.text[held.end : held.end + 12]
            return held if dated else self.title or self._unknown(time)
        if kind == "unknown":
            reach = self.governing.kind if self.governing else ""
            if reach == "years" or (reach == "year" and "一年" in time.word):
                return None
            return self.title or self._unknown(time)
        if kind == "campaign":
            return self._campaign(time)
        if kind == "during":
            return self._during(time)
        if kind in ("season", "season_since"):
            return self._season(time)
        if kind == "same":
            return self.back(self.current) if self.current and self.current.kind == "day" else None
        if kind == "now":
            return self._now(time)
        return self._relative(time)

    def _unknown(self, time: Expression) -> Frame:
        return Frame(None, time.last, "unknown", time.start, time.end)

    def _is_this_year(self) -> bool:
        """Whether the frame in force lies in the year of publication, so that a bare 今年 adds nothing."""
        day = (self.current.last or self.current.first) if self.current else None
        return day is not None and day.year == self.context.year

    def _learn(self, time: Expression) -> None:
        """Remember the start that the text gives for a campaign that it names around it."""
        if time.first is None:
            return
        if time.kind in ("day", "days", "months"):
            if _OPENS.match(self.text, time.end):
                self._learned[""] = time.first
        elif time.kind == "since" and _SETTLES.search(self.text, max(self.article.start, time.start - 14), time.end):
            self._learned[""] = time.first
            mentions = self.context.mentions
            first = bisect_left(self._mention_starts, time.start - 24)
            for mention in mentions[first : bisect_left(self._mention_starts, time.end)]:
                self._learned[mention.key] = time.first

    def _campaign(self, time: Expression) -> Frame:
        """行动开展以来: since the campaign's start, as the text or the catalogue has it."""
        i = bisect_left(self._mention_starts, time.end) - 1
        spoken = self.context.mentions[i] if i >= 0 else None
        named = spoken is not None and spoken.start >= time.start
        first: date | None = None
        if named or _SETTLES.search(time.word):
            if spoken is not None and spoken.key:
                known = self._known(spoken)
                first = self._learned.get(spoken.key) or (known.start if known else None)
            if first is None and not named:
                first = self._learned.get("")
                held = self.governing
                if first is None and spoken is None and held is not None and held.kind == "since":
                    first = held.first
        elif not named:
            first = self._told(time)
        first = first or time.first
        kind = "since" if first or time.last or named else "unknown"
        return Frame(first, time.last, kind, time.start, time.end)

    def _told(self, time: Expression) -> date | None:
        """The day that the text itself gave for what an 以来 counts from (1月8日恢复客运通关 … 通关以来)."""
        event = time.word.rstrip("后後")[-2:]
        at = bisect_right(self._time_starts, time.start) - 1
        for told in reversed(self.times[max(0, at - 8) : max(0, at)]):
            around = self.text[max(0, told.end - 12) : told.end + 16]
            if told.first and told.kind in ("day", "days", "since") and len(event) == 2 and event in around:
                return told.first
        return None

    def _known(self, mention: Mention) -> Campaign | None:
        return at_time(mention.campaigns, self.context.year, self.context.published_on)

    def _during(self, time: Expression) -> Frame | None:
        """期间 after a campaign's name: the campaign; after a season: not told; else the frame that is spoken of."""
        begin = max(self.article.start, time.start - 12)
        clause = _BREAK.split(self.text[begin : time.start])[-1]
        i = bisect_left(self._mention_starts, time.start) - 1
        mention = self.context.mentions[i] if i >= 0 else None
        if (
            mention is not None
            and time.start - mention.end <= 8
            and not _BREAK.search(self.text, mention.end, time.start)
        ):
            known = self._known(mention)
            first = self._learned.get(mention.key) or (known.start if known else None)
            return self._whole(first, known.end if known else None, time) if first else None
        current = self.current
        beside = current is not None and 0 <= time.start - current.end < 40
        if beside and current is not None and not _BREAK.search(self.text, current.end, time.start):
            return None
        if _HOLIDAY.search(clause) and current is not None and (current.kind == "days" or self._held_days(current)):
            return self.back(current) if current.kind == "day" else None
        if _SEASONAL.search(clause):
            name = clause.strip()[-2:]
            told = self.text[current.end : min(current.end + 20, time.start - len(name))] if current else ""
            named_before = name in told
            return None if named_before else self.title or self._unknown(time)
        if current is None or current.kind not in ("day", "days"):
            return None
        if current.kind == "day":
            return self.back(current)
        # 行动期间 below a few days of it: the whole of it, to the end that was told
        held = self.governing
        whole = held is not None and held.kind == "since" and within(current, held) and _SETTLES.search(clause)
        return Frame(held.first, held.last or self._closed, "since", time.start, time.end) if held and whole else None

    def _held_days(self, day: Frame) -> bool:
        back = self.back(day)
        return day.kind == "day" and back is not None and back.kind == "days"

    def _whole(self, first: date, last: date | None, time: Expression) -> Frame:
        """The whole of a campaign or a season when it is over at publication, else since its start."""
        published = self.context.published_on
        over = last is not None and (published is None or published > last)
        return Frame(first, last if over else None, "days" if over else "since", time.start, time.end)

    def _season(self, time: Expression) -> Frame:
        """春运期间, “十四五”以来, with the days of lexicon/seasons.csv."""
        named = seasons().get(time.word, [])
        dated = named if len(named) == 1 else [s for s in named if s[1].year == self.context.year]
        if not dated:
            return self._unknown(time)
        first, last = dated[0]
        if time.kind == "season":
            return self._whole(first, last, time)
        return Frame(first, time.last, "since", time.start, time.end)

    def _now(self, time: Expression) -> Frame | None:
        """目前 says nothing of its own: back from a day, a span or an 截至 to the frame that governs."""
        current, held = self.current, self.governing
        if current is not None and held is not self.title and self.head_between(current.end, time.start):
            published = self.context.published_on
            if current.last is not None and published is not None and current.last < published:
                return self._unknown(time)  # a section on the state of today does not speak of a span that is over
        if current is None or current is held:
            return None
        if time.word in _RECENTLY:
            over = current.kind == "day" or (held is not None and current.kind == "days")
            return (held or self._unknown(time)) if over else None
        if held is None or not _STATE.search(time.word):
            return None
        if current.kind == "day":
            return self.back(current)
        return held if current.kind in ("days", "until") else None

    def _relative(self, time: Expression) -> Frame | None:
        """全年, 年末, 本月, 本周 …: days from the frame around, else from publication."""
        if time.kind in ("whole_year", "year_end"):
            return self._year(time)
        if time.kind in ("this_week", "last_week"):
            week = self._week(time)
            return Frame(*week, "days", time.start, time.end) if week else None
        month = self._month(time)
        if month is None:
            return None
        if time.word == "以来":
            return Frame(month, time.last, "since", time.start, time.end)
        return Frame(month, month_end(month.year, month.month), "month", time.start, time.end)

    def _year(self, time: Expression) -> Frame | None:
        held, published = self.title or self.governing or self.current, self.context.published_on
        known = (held.last or held.first) if held else None
        year = known.year if known else self.context.year
        if year is None:
            return None
        if known is None and published is not None and published.month <= 4:
            year -= 1
        if time.kind == "year_end":
            return Frame(None, date(year, 12, 31), "until", time.start, time.end)
        return Frame(date(year, 1, 1), date(year, 12, 31), "year", time.start, time.end)

    def _month(self, time: Expression) -> date | None:
        """The first day of 当月 (that of the frame), of 本月 (that of the title, else of publication), of 上月."""
        published = self.context.published_on
        if time.word[:1] in "当當":
            frames = (self.current, self.title)
        else:
            frames = (self.title, None if published else self.current)
        days = [day for frame in frames if frame is not None and (day := frame.last or frame.first)]
        base = days[0] if days else published
        if base is None:
            return None
        month = base.replace(day=1)
        return (month - timedelta(days=1)).replace(day=1) if time.kind == "last_month" else month

    def _week(self, time: Expression) -> tuple[date, date] | None:
        title, published = self.title or self.governing, self.context.published_on
        if title is not None and title.kind == "days" and title.first and title.last:
            if title is not self.title and title.last - title.first > timedelta(days=7):
                return None
            first, last = title.first, title.last
            is_over = published is not None and last < published - timedelta(days=published.weekday())
            if time.kind == "last_week" and is_over:  # 上周 in a report on the week before
                return first, last
        elif published is not None:
            first = published - timedelta(days=published.weekday())
            last = first + timedelta(days=6)
        else:
            return None
        if time.kind == "last_week":
            first, last = first - timedelta(days=7), last - timedelta(days=7)
        return (last - timedelta(days=1), last) if time.word.endswith("末") else (first, last)

    # -- what is compared with ---------------------------------------------------------------------------------
    def shifted(self, time: Expression) -> Frame:
        """The days of what is compared with: 去年同期 is the current frame a year earlier."""
        frame = self.current
        first, last = (frame.first, frame.last) if frame else (None, None)
        day = last or first
        if time.kind == "last_same":
            away = -2 if time.word.startswith("前") else -1
            if time.first is not None and day is not None:
                away = time.first.year - day.year
            first, last = years_away(first, away), years_away(last, away)
        elif time.kind == "last_week" and first and last:
            first, last = first - timedelta(days=7), last - timedelta(days=7)
        elif time.kind == "last_month" and day is not None:
            last = day.replace(day=1) - timedelta(days=1)
            first = last.replace(day=1)
        elif time.kind != "same":
            first, last = time.first, time.last
        return Frame(first, last, "earlier", time.start, time.end)
