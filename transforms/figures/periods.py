"""The period that each figure covers: the nearest time expression in reach, whole.

A walk over the times and figures of one article keeps two frames. ``current`` is what the last expression said;
``governing`` is the wider one of the report (行动开展以来, 上半年, the year of a communiqué's title), to which a
figure returns when a single day's narration is over.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from transforms.figures import campaigns, dates
from transforms.figures.context import Context
from transforms.figures.datepoints import month_end, years_away
from transforms.figures.dates import Expression
from transforms.lexicon import LexiconError, rows
from transforms.records import Article, Figure

_PARAGRAPH = re.compile(
    r"(?:[。！？!?；;：]|[”）)](?=[ \t\r]*\n[ \t\r]*(?:\n|[ \t　]{2})))[ \t　\r]*\n\s*"
    r"|\n\s*(?=[（(]?[一二三四五六七八九十]{1,3}[、）)．])"
)
_SECTION = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十]{1,3}[、）)．.]|[一二三四五六七八九十]是|第[一二三四五六七八九十]，|[（(]?\d{1,2}[、）)．.](?!\d)|此外|另外|另據|另据)")
_REPORT_TITLE = re.compile(r"公报|公報|通报|通報|报告|報告|总结|總結|年报|月报|季报|周报|日报|週報|情况|情況|简报|简析|快报|统计|统计|分析|数据|概况|盘点")
_DAILY = re.compile(r"日报|每日|日通报|快报|日況|日况")
_ADJACENT = re.compile(r"\s*(?:的|为|為|是|有|达|達|仅|僅|只|共|约|約|近|逾|超|超过|均为|[（(：:])*\s*")
_RISES_TO = re.compile(
    r"[^，,。；;\d]{0,5}?(?:降|升|增|减|減|缩短|縮短|压缩|壓縮|提高|提升|下降|上升|增加|减少|扩大|延长|跌|涨|压减|缩减|拓展|发展|壮大)[^，,。；;\d]{0,2}?(?:至|到|为|為)"
)
_FROM_LEVEL = re.compile(r"(?:由|从|從|自)[^，,。；;]{0,18}$")
_STANDING = re.compile(
    r"现有|現有|(?:现在|如今)[^，,。；;]{0,14}有|现共有|下辖|辖区总?面积|总面积|占地面积|辖区人口|常住人口|户籍人口|总人口|海拔|相距|相隔|隔着|全长|总长"
    r"|距(?!离)[^，,。；;]{0,14}$|距离[^，,。；;]{1,14}$"
    r"|(?:边境线|边界线|国境线|海岸线|界江|界河|辖区|管段|公路|铁路)[^，,。；;]{0,4}[长長]"
    r"|(?:管控|管辖|管护|守护|负责|担负)[^，,。；;]{0,8}(?:边境|边界|国境|辖区|海岸|线路|路段|管段|区域|水域|铁路|公路|里程)[^，,。；;]{0,6}$|(?:共有|拥有|配有|设有|建有)(?=[^，,。；;]{0,14}$)"
)
_ONLY = re.compile(r"(?:只有|仅有|共有)\s*$")
_FORCE = re.compile(r"\s*(?:在编)?(?:民警|辅警|队员|警力|干警|民辅警|消防员)(?=[，,。、；;])")
_HABIT = re.compile(r"每[天日查次趟晚月年走跑班当到]|平均[^，,。；;]{0,6}$|常年|常常|平时|往往|通常|一趟|日常")
_DONE = re.compile(
    r"累计|累計|已(?!是|近|过|被|经抵|超)|迄今|至今|居前|居首|同比|环比|較去年|较去年|较上年|比上年|占比|总量|總量|位列|日均|月均"
)
_BODY = re.compile(
    r"[^，,。；;\n]{0,24}?(?:公安|分局|支队|大队|派出所|警方|边检站|检察院|法院|部门|全[市县区省旗州]|该[局所站队院县市]|辖区)"
)
_TOPIC = re.compile(r"\s*(?:[^，,。；;\n]{1,12}(?:方面|上|看)[，,]|[（(]?[一二三四五六七八九十]{1,3}[、）)．.]|[一二三四五六七八九十]是)")
_SETTLES = re.compile(r"行动|行動|斗争|战役|活动|活動|专项|專項|工作(?:[开開启啟]|部署|推进|以)|攻坚|整治|会战")
_OPENS = re.compile(r"[^。\n]{0,30}?(?:开展|部署|启动|組織|组织)[^。，,\n]{0,24}?(?:行动|行動|斗争|战役|整治|攻坚)")
_GOES_ON = re.compile(r"\s*(?:[^，,。\n]{0,8}(?:行动|行動|检查|清查|夜查|巡查)[中里当]?[，,]|此次|本次|这次|当晚|当天|随后|现场|经查|经审|到场|途中|接报后|接警后)")
_SEASONAL = re.compile(
    r"春节|国庆|中秋|元旦|五一|“五一”|“十一”|端午|清明|假期|长假|暑假|寒假|暑期|疫情|汛期|两会|“两会”|高考|中考|开学|防火期|旅游旺季|冬奥|亚运|大运|世博|进博"
    r"|节日|双节|节假日|小长假|黄金周|服役|任职|在校|上学|住院|羁押|服刑"
)
_EVENT = re.compile(r"行动|夜查|清查|演练|救援|抢险|搜救|火灾|火场|起火|事故|活动|大会|仪式|赛事|比赛|地震|洪水|被困|失联|走失|暴雪|暴雨")
_OPENS_SENTENCE = re.compile(r"[。；;！？\n：:]\s*(?:[而在其中]{1,2}[，,]?)?$")
_STOP = re.compile(r"[。；;！？]")
_HOUR = re.compile(r"[时時点點:：]")
_CUMULATIVE = re.compile(r"累计|累計")
_SPACE = re.compile(r"\s+")


_FRAMES = frozenset(
    ("days", "month", "months", "half", "quarter", "year", "years", "since", "until", "campaign", "whole_year")
)
_REPORTED = frozenset(("month", "months", "half", "quarter", "year", "years"))


@dataclass(slots=True, frozen=True)
class Frame:
    """What figures that follow an expression take: its days, its kind and its place in the text."""

    first: date | None
    last: date | None
    kind: str
    start: int
    end: int


def document_year(text: str, published_on: date | None) -> int | None:
    """The year that dates without one belong to.

    Of publication; else of a full date or of a month with its year; else of a known campaign; else of any year.
    """
    if published_on is not None:
        return published_on.year
    return dates.dated_year(text) or campaigns.named_year(text) or dates.any_year(text)


@cache
def _seasons() -> dict[str, list[tuple[date, date]]]:
    """First and last days of each 春运, 暑运 and five-year plan; LexiconError names the line where one is wrong."""
    found: dict[str, list[tuple[date, date]]] = {}
    for line, (name, start, end) in rows("seasons.csv", ("name", "start", "end")):
        try:
            first, last = date.fromisoformat(start), date.fromisoformat(end)
        except ValueError:
            raise LexiconError(f"seasons.csv, line {line}: write days as 2023-01-07") from None
        if last < first:
            raise LexiconError(f"seasons.csv, line {line}: {name} ends before it starts")
        found.setdefault(name, []).append((first, last))
    return found


def fill(text: str, article: Article, figures: list[Figure], context: Context) -> None:
    """Set the period of the figures of one article (ordered by start); campaigns.fill has run before."""
    if figures:
        _Walk(text, article, figures, context).run()
        _headline(article, figures)


def _headline(article: Article, figures: list[Figure]) -> None:
    """Figures of the headline take the period of the one that they repeat; without one and without a time of their
    own, that of the first in the body."""
    by_start = {f.start: f for f in figures}
    body = next((f for f in figures if f.start >= article.body_start), None)
    for figure in figures:
        if figure.start >= article.body_start:
            break
        source = by_start.get(figure.repeats) if figure.repeats is not None else None
        if source is None and figure.period_text is None:
            source = body
        if source is not None and source is not figure:
            figure.period_start, figure.period_end = source.period_start, source.period_end
            figure.period_text, figure.is_cumulative = source.period_text, source.is_cumulative


class _Walk:
    """The frames of one article, expression by expression."""

    def __init__(self, text: str, article: Article, figures: list[Figure], context: Context) -> None:
        self.text, self.article, self.figures, self.context = text, article, figures, context
        self.times = context.times
        self.figure_starts = [f.start for f in figures]
        self.starts = [t.start for t in self.times]
        self.current: Frame | None = None
        self.governing: Frame | None = None
        self.title: Frame | None = None
        self.heard = False
        """Whether any expression of the body has been read."""
        self.outer: Frame | None = None
        """What was current before a single day."""
        self.earlier: Expression | None = None
        self.learned: dict[str, date] = {}
        """Starts of campaigns that this article itself gives, by campaign key; "" for the one spoken of last."""
        self.breaks = [m.end() for m in _PARAGRAPH.finditer(text, article.body_start, article.end)]
        self.lead_end = next((b for b in self.breaks if b > article.body_start + 20), article.end)
        headline = text[article.start : article.body_start]
        self.is_report = _REPORT_TITLE.search(headline) is not None
        self.only_days = not any(
            t.kind in _FRAMES and not t.is_compared and t.start >= article.body_start for t in self.times
        )
        """Whether the body names single days alone, so that it tells of one event."""
        self.is_daily = _DAILY.search(headline) is not None
        self.standing_end = -1
        self.stands_on = False
        """Whether what follows in the sentence is described as well."""

    def run(self) -> None:
        times, i, n = self.times, 0, len(self.times)
        while i < n and times[i].start < self.article.body_start:
            self._hear(times[i], in_headline=True)
            i += 1
        head, self.heard = self.current, False
        for figure in self.figures:
            if figure.start < self.article.body_start:
                if head is not None:
                    self._set(figure, head)
                continue
            while i < n and times[i].start < figure.start:
                self._hear(times[i])
                i += 1
            self._figure(figure, times[i] if i < n else None)

    # -- expressions -------------------------------------------------------------------------------------------
    def _hear(self, time: Expression, in_headline: bool = False) -> None:
        if time.is_compared or time.kind in ("earlier", "last_same"):
            self.earlier = time
            return
        self.earlier = None
        frame = self._frame(time)
        if frame is None:
            return
        if self._is_measure(frame):
            self.earlier = time
            return
        if in_headline:
            if frame.kind == "day" or frame.kind == "year" and not self._is_past(frame):
                return
            self.current = self.governing = frame
            if self.is_report:
                self.title = frame
            return
        self.heard = True
        if frame.kind == "day" and self.current is not None and self.current.kind != "day":
            self.outer = self.current
        self.current = frame
        if self._governs(frame):
            self.governing = frame
            if self.is_report and frame.kind in _REPORTED and time.end <= self.lead_end:
                self.title = frame

    def _is_measure(self, frame: Frame) -> bool:
        """Whether an earlier time within a sentence is only what its change is measured against (…2019年首季水平)."""
        held = self.current
        if frame.kind not in _REPORTED or held is None or not (held.first and frame.last and frame.last < held.first):
            return False
        i = bisect_right(self.figure_starts, frame.end)
        if i == len(self.figures) or self.figures[i].kind != "change":
            return False
        return _OPENS_SENTENCE.search(self.text, max(0, frame.start - 4), frame.start) is None and not (
            _STOP.search(self.text, frame.end, self.figures[i].start)
        )

    def _is_past(self, frame: Frame) -> bool:
        """Whether the year of a title is over (or nearly), so that the title tells what it reports on."""
        published = self.context.published_on
        return published is None or (frame.last or published) < published + timedelta(days=31)

    def _governs(self, frame: Frame) -> bool:
        held = self.governing
        if frame.kind == "day":
            return held is None and self.is_daily
        if frame.kind == "unknown":
            return held is None
        if frame.kind in ("days", "until"):
            return held is None
        if self.title is not None:
            return False
        if held is None:
            return True
        if frame.kind == "month" or frame.last is not None and held.kind == frame.kind == "since":
            return not _within(frame, held)
        return True

    def _frame(self, time: Expression) -> Frame | None:
        """The frame that an expression opens; None where it says nothing of its own."""
        kind, first, last = time.kind, time.first, time.last
        if kind == "year" and time.word.strip() in ("今年", "本年") and self._is_this_year():
            return None
        if kind in ("day", "days", "month", "months", "half", "quarter", "year", "years", "until"):
            if kind in ("days", "day", "months") and time.first and _OPENS.match(self.text, time.end):
                self.learned[""] = time.first
            return Frame(first, last, kind, time.start, time.end)
        if kind == "since":
            self._learn(time)
            return Frame(first, last, "since", time.start, time.end)
        if kind == "unknown" and self.governing is not None and self.governing.kind == "years":
            return None
        if kind == "unknown":
            return self.title or Frame(None, None, "unknown", time.start, time.end)
        if kind == "campaign":
            return self._campaign(time)
        if kind == "during":
            return self._during(time)
        if kind in ("season", "season_since"):
            return self._season(time)
        if kind == "same":
            return self._back(self.current) if self.current and self.current.kind == "day" else None
        if kind == "now":
            return self._now(time)
        return self._relative(time)

    def _is_this_year(self) -> bool:
        """Whether the frame in force lies in the year of publication, so that a bare 今年 adds nothing."""
        day = (self.current.last or self.current.first) if self.current else None
        return day is not None and day.year == self.context.year

    def _learn(self, time: Expression) -> None:
        """Remember the start that the text gives for the campaign that it names around it."""
        if time.first is None:
            return
        around = self.text[max(self.article.start, time.start - 14) : time.end]
        if not _SETTLES.search(around):
            return
        self.learned[""] = time.first
        for mention in self.context.mentions:
            if time.start - 24 <= mention.start < time.end and mention.key:
                self.learned[mention.key] = time.first

    def _campaign(self, time: Expression) -> Frame:
        """行动开展以来: since the campaign's start, as the text or the catalogue has it."""
        spoken: campaigns.Mention | None = None
        named = False
        for mention in self.context.mentions:
            if mention.start >= time.end:
                break
            spoken, named = mention, mention.start >= time.start
        first: date | None = None
        if named or _SETTLES.search(time.word):
            if spoken is not None and spoken.key:
                first = self.learned.get(spoken.key) or self._start(spoken)
            if first is None and not named:
                first = self.learned.get("")
                if first is None and self.governing is not None and self.governing.kind == "since" and spoken is None:
                    first = self.governing.first
        if first is None and not named:
            first = self._told(time)
        kind = "since" if first or time.last or named else "unknown"
        return Frame(first, time.last, kind, time.start, time.end)

    def _told(self, time: Expression) -> date | None:
        """The day that the text itself gave for what an 以来 counts from (1月8日恢复客运通关 … 通关以来)."""
        event = time.word.rstrip("后後以来來")[-2:]
        if len(event) < 2:
            return None
        at = bisect_right(self.starts, time.start) - 1
        for before in reversed(self.times[max(0, at - 8) : max(0, at)]):
            if before.first and before.kind in ("day", "days", "since") and event in self.text[max(0, before.end - 12) : before.end + 16]:
                return before.first
        return None

    def _known(self, mention: campaigns.Mention) -> campaigns.Campaign | None:
        return campaigns.at_time(mention.campaigns, self.context.year, self.context.published_on)

    def _start(self, mention: campaigns.Mention) -> date | None:
        known = self._known(mention)
        return known.start if known else None

    def _during(self, time: Expression) -> Frame | None:
        """期间 after a campaign's name: the campaign; after a season: not told; else the frame that is spoken of."""
        before = self.text[max(self.article.start, time.start - 12) : time.start]
        clause = re.split(r"[，,。；;\n]", before)[-1]
        for mention in self.context.mentions:
            if 0 <= time.start - mention.end <= 8 and "，" not in self.text[mention.end : time.start]:
                known = self._known(mention)
                first = self.learned.get(mention.key) or (known.start if known else None)
                last = known.end if known else None
                if first is None:
                    return None
                published = self.context.published_on
                over = last is not None and (published is None or published > last)
                return Frame(first, last if over else None, "days" if over else "since", time.start, time.end)
        current = self.current
        if current is not None and current.end <= time.start and not re.search(r"[，,。；;\n]", self.text[current.end : time.start]):
            return None
        if _SEASONAL.search(clause) and not self._spoken_of(clause):
            return self.title or Frame(None, None, "unknown", time.start, time.end)
        if current is not None and current.kind == "day":
            return self._back(current)
        return None

    def _spoken_of(self, clause: str) -> bool:
        """Whether the season was dated by the expression that governs (降雪期间 after 1月25日至26日降雪期间)."""
        held = self.current
        return held is not None and clause.strip()[-2:] in self.text[held.end : held.end + 20]

    def _back(self, day: Frame) -> Frame | None:
        """Where a narration returns to: the span or the 截至 around its day, else the governing frame."""
        outer = self.outer
        if outer is not None and outer.kind in ("days", "until") and day.first and outer.end <= day.start:
            first, last = outer.first, outer.last
            if last and (first is None or first <= day.first) and day.first <= last:
                return outer
        return self.governing

    def _season(self, time: Expression) -> Frame:
        """春运期间, “十四五”以来, with the days of lexicon/seasons.csv."""
        published = self.context.published_on
        dated = [s for s in _seasons().get(time.word, ()) if len(_seasons()[time.word]) == 1 or s[1].year == self.context.year]
        if not dated:
            return Frame(None, time.last, "unknown", time.start, time.end)
        first, last = dated[0]
        over = time.kind == "season" and (published is None or published > last)
        return Frame(first, last if over else time.last, "days" if over else "since", time.start, time.end)

    def _now(self, time: Expression) -> Frame | None:
        """目前 says nothing of its own: back from a day, a span or an 截至 to the frame that governs."""
        word = self.text[time.start : time.end]
        current, held = self.current, self.governing
        if current is None or held is current:
            return None
        if word in ("近日", "日前", "近期", "最近"):
            return (held or Frame(None, None, "unknown", time.start, time.end)) if current.kind == "day" else None
        if held is None or not re.search(r"目前|当前|當前|眼下", word):
            return None
        if current.kind == "day":
            return self._back(current)
        return held if current.kind in ("days", "until") else None

    def _relative(self, time: Expression) -> Frame | None:
        """全年, 年末, 本月, 本周 …: days from the frame around, else from publication."""
        kind, published = time.kind, self.context.published_on
        held = self.title or self.governing or self.current
        known = (held.last or held.first) if held else None
        if kind in ("whole_year", "year_end"):
            year = known.year if known else self.context.year
            if year and known is None and published and published.month <= 4:
                year -= 1
            if year is None:
                return None
            if kind == "year_end":
                return Frame(None, date(year, 12, 31), "until", time.start, time.end)
            return Frame(date(year, 1, 1), date(year, 12, 31), "year", time.start, time.end)
        if kind in ("this_month", "last_month"):
            base = self._month_base(time)
            if base is None:
                return None
            if kind == "last_month":
                base = date(base.year, base.month, 1) - timedelta(days=1)
            if time.word == "以来":
                return Frame(date(base.year, base.month, 1), time.last, "since", time.start, time.end)
            return Frame(date(base.year, base.month, 1), month_end(base.year, base.month), "month", time.start, time.end)
        week = self._week(time)
        return Frame(*week, "days", time.start, time.end) if week else None

    def _month_base(self, time: Expression) -> date | None:
        for frame in (self.current, self.title) if time.word[:1] in "当當" else (self.title, self.current):
            day = (frame.last or frame.first) if frame else None
            if day is not None and (time.word[:1] in "当當" or self.context.published_on is None or frame is self.title):
                return day
        return self.context.published_on

    def _week(self, time: Expression) -> tuple[date, date] | None:
        title = self.title
        if title is not None and title.kind == "days" and title.first and title.last:
            first, last = title.first, title.last
        elif self.context.published_on is not None:
            first = self.context.published_on - timedelta(days=self.context.published_on.weekday())
            last = first + timedelta(days=6)
        else:
            return None
        if time.kind == "last_week":
            first, last = first - timedelta(days=7), last - timedelta(days=7)
        return (last - timedelta(days=1), last) if time.word.endswith("末") else (first, last)

    # -- figures -----------------------------------------------------------------------------------------------
    def _figure(self, figure: Figure, following: Expression | None) -> None:
        self._return(figure)
        frame = self.current
        if not self.heard:
            frame = self._ahead(figure, following) or frame
        if figure.kind != "change":
            earlier = self._earlier(figure)
            if earlier is not None:
                self._set(figure, earlier)
                figure.campaign = None
                return
        if self._is_standing(figure, frame):
            return
        if frame is not None:
            self._set(figure, frame)

    def _set(self, figure: Figure, frame: Frame) -> None:
        figure.period_start, figure.period_end = frame.first, frame.last
        if frame.kind != "unknown":
            figure.period_text = _SPACE.sub("", self.text[frame.start : frame.end])[-40:] or None
        before = self.text[max(frame.end, figure.start - 16) : figure.start]
        figure.is_cumulative = frame.kind in ("since", "until") or _CUMULATIVE.search(before) is not None

    def _return(self, figure: Figure) -> None:
        """Leave a narration that is over: back to the governing frame."""
        current = self.current
        if current is None or current is self.governing:
            return
        at = bisect_right(self.breaks, figure.start) - 1
        paragraph = self.breaks[at] if at >= 0 else self.article.body_start
        if current.kind == "day":
            if current.end <= paragraph:
                scene = self._is_scene(current) and not _BODY.match(self.text, paragraph)
                goes_on = scene and not _TOPIC.match(self.text, paragraph)
                goes_on = goes_on or self._is_same_event(current, paragraph, figure)
                over = not goes_on or self._is_over(paragraph, figure)
            else:
                sentence = self.text.rfind("。", max(current.end, figure.start - 120), figure.start)
                over = sentence >= 0 and self.governing is not None and self._is_over(sentence, figure)
                if sentence >= 0 and not over and (back := self._back(current)) is not None and back.kind == "days":
                    over = back is not self.governing and _HABIT.search(self.text, sentence, figure.start) is not None
            if over:
                self.current = self._back(current)
        elif current.end <= paragraph:
            narrowed = current.kind != "until" and self.governing is not None and _within(current, self.governing)
            if self.title is not None or narrowed and _SECTION.match(self.text, paragraph):
                self.current = self.governing

    def _is_same_event(self, day: Frame, paragraph: int, figure: Figure) -> bool:
        """Whether a new paragraph goes on with the event of a day: it says so, or takes up its noun."""
        text = self.text
        if self.only_days and self.governing is None or _GOES_ON.match(text, paragraph):
            return True
        stop = text.find("。", day.end, day.end + 160)
        told = set(_EVENT.findall(text, day.end, stop if stop >= 0 else day.end + 160))
        again = _EVENT.findall(text, paragraph, min(figure.start, paragraph + 60)) if told else ()
        return not told.isdisjoint(again)

    def _is_scene(self, day: Frame) -> bool:
        """Whether a day is told with its hour, so that the paragraphs after it go on with the same scene."""
        return _HOUR.search(self.text, day.start, day.end) is not None

    def _is_over(self, begin: int, figure: Figure) -> bool:
        """Whether the sentence of a figure speaks of a state reached or of statistics, not of the day's events."""
        begin = max(begin, self.text.rfind("。", begin, figure.start))
        stop = self.text.find("。", figure.end, figure.end + 80)
        return _DONE.search(self.text, begin, stop if stop >= 0 else figure.end) is not None

    def _ahead(self, figure: Figure, following: Expression | None) -> Frame | None:
        """A time after the figure, in its sentence or just behind the quotation that it stands in."""
        if following is None or following.start - figure.end > 60 or following.is_compared:
            return None
        between = self.text[figure.end : following.start]
        if re.search(r"[。！？!?](?!”)|\n\s*\n", between) or following.kind not in ("day", "days", "since", "until", "month"):
            return None
        return Frame(following.first, following.last, following.kind, following.start, following.end)

    def _earlier(self, figure: Figure) -> Frame | None:
        """The earlier level of 由A升至B, of 较上周的46起 and of 去年同期45起, with the period that its words give."""
        text = self.text
        rises = _RISES_TO.match(text, figure.end, figure.end + 16) is not None and _FROM_LEVEL.search(
            text, max(self.article.start, figure.start - 22), figure.start
        )
        time = self.earlier
        if time is not None:
            gap = text[time.end : figure.start]
            own = _ADJACENT.fullmatch(gap) is not None or (
                not time.is_compared and time.kind == "last_same" and len(gap) < 60 and not re.search("[。；;]", gap)
            )
            if own:
                if rises:
                    self.earlier = None
                return self._shifted(time)
        return Frame(None, None, "unknown", figure.start, figure.start) if rises else None

    def _shifted(self, time: Expression) -> Frame:
        """The days of what is compared with."""
        frame = self.current
        first, last = (frame.first, frame.last) if frame else (None, None)
        if time.kind == "last_same":
            if time.first is not None and (first or last):
                away = time.first.year - (last or first).year  # type: ignore[union-attr]
            else:
                away = -2 if time.word.startswith("前") else -1
            return Frame(years_away(first, away), years_away(last, away), "earlier", time.start, time.end)
        if time.kind == "last_week" and frame and first and last and frame.kind == "days":
            return Frame(first - timedelta(days=7), last - timedelta(days=7), "earlier", time.start, time.end)
        if time.kind == "last_month" and (first or last):
            before = date((first or last).year, (first or last).month, 1) - timedelta(days=1)  # type: ignore[union-attr]
            return Frame(before.replace(day=1), before, "earlier", time.start, time.end)
        if time.kind == "same":
            return Frame(first, last, "earlier", time.start, time.end)
        return Frame(time.first, time.last, "earlier", time.start, time.end)

    def _is_standing(self, figure: Figure, frame: Frame | None) -> bool:
        """Whether a figure describes what is so at any time: 距旗所在地130余公里, 现有队员10名."""
        text = self.text
        begin = max(self.article.body_start, figure.start - 80)
        if frame is not None:
            begin = max(begin, frame.end) if frame.end <= figure.start else begin
            if frame.kind == "until" and not text.rfind("。", frame.end, figure.start) >= 0:
                return False
        for mark in "。；;！\n":
            cut = text.rfind(mark, begin, figure.start)
            begin = cut + 1 if cut >= 0 and mark != "\n" else begin
        clause = max(text.rfind("，", begin, figure.start), text.rfind(",", begin, figure.start)) + 1
        clause = max(clause, begin)
        if figure.kind == "change":
            return self.standing_end >= begin
        if (m := _STANDING.search(text, clause, figure.start)) or (
            _ONLY.search(text, clause, figure.start) and _FORCE.match(text, figure.end)
        ):
            self.standing_end = figure.end
            self.stands_on = m is None or m.group()[0] not in "距相隔"
            return True
        if self.standing_end >= begin and (self.stands_on or text[self.standing_end : figure.start].strip()[:1] == "、"):
            self.standing_end = figure.end
            return True
        self.standing_end = -1
        if frame is not None and frame.kind == "day":
            return _HABIT.search(text, begin, figure.end) is not None
        return False


def _within(inner: Frame, outer: Frame) -> bool:
    """Whether ``inner`` lies inside ``outer``; an end that is not said is open."""
    first, last = inner.first or inner.last, inner.last or inner.first
    if first is None or last is None or (outer.first is None and outer.last is None):
        return False
    return (outer.first is None or outer.first <= first) and (outer.last is None or last <= outer.last)
