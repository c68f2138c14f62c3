"""The period that each figure covers: the nearest time expression in reach, whole.

A walk over the times and figures of one article: each expression opens a frame (frames), each figure takes the one in
force, unless its own words say otherwise (the earlier level of 由A升至B, a standing description, a day that is over).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date

from transforms.figures import campaign_names, dates
from transforms.figures.context import Context
from transforms.figures.dates import Expression
from transforms.figures.frames import Frame, Frames, within
from transforms.figures.standing import HABIT, Standing
from transforms.records import Article, Figure

_PARAGRAPH = re.compile(
    r"[。！？!?；;：:”）)\n](?:"
    r"(?<=\n)\s{0,12}(?=[（(]?[一二三四五六七八九十]{1,3}[、）)．.])"
    r"|(?<!\n)(?:(?<![”）)])|(?=[ \t\r]{0,8}\n[ \t\r]{0,8}(?:\n|[ \t　]{2})))[ \t　\r]{0,12}\n\s{0,12})"
)
_SECTION = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十]{1,3}[、）)．.]|[一二三四五六七八九十]是|第[一二三四五六七八九十]，"
    r"|[（(]?\d{1,2}[、）)．.](?!\d)|此外|另外|另據|另据)"
)
_LISTED = re.compile(r"\s*(?:[（(]?\d{1,2}[、）)．.](?!\d)|[■◆●▲★□◇○▶])")
_TOPIC = re.compile(
    r"\s*(?:[^，,。；;\n]{1,12}(?:方面|上|看|领域|領域|环节|战线|条线|板块)[，,]|[（(]?[一二三四五六七八九十]{1,3}[、）)．.是])"
)
_BODY = re.compile(
    r"[^，,。；;\n]{0,24}?(?:公安|分局|支队|大队|派出所|警方|边检站|检察院|法院|部门|全[市县区省旗州]|该[局所站队院县市]|辖区)"
)
_GOES_ON = re.compile(
    r"\s*(?:[^，,。\n]{0,8}(?:行动|行動|检查|清查|夜查|巡查)[中里当]?[，,]|此次|本次|这次|当晚|当天|随后|现场|经查|经审|到场"
    r"|途中|接报后|接警后|经过|历经|最终|[^，,。\n]{0,16}?(?:当即|當即|立即|迅速|随即|火速|连夜|闻讯))"
)
_EVENT = re.compile(
    r"行动|夜查|清查|演练|救援|抢险|搜救|火灾|火场|起火|事故|活动|大会|仪式|赛事|比赛|地震|洪水|被困|失联|走失|暴雪|暴雨"
)
_HOUR = re.compile(r"[时時点點:：]")
_DONE = re.compile(
    r"累计|累計|已(?!是|近|过|被|经抵|超)|迄今|至今|居前|居首|同比|环比|較去年|较去年|较上年|比上年|占比|总量|總量|位列|日均|月均"
)
_CUMULATIVE = re.compile(r"累计|累計")
_ADJACENT = re.compile(r"\s*(?:的|为|為|是|有|达|達|仅|僅|只|共|约|約|近|逾|超|超过|均为|[（(）)：:])*\s*")
_RISES_TO = re.compile(
    r"[^，,。；;\d]{0,5}?(?:降|升|增|减|減|缩短|縮短|压缩|壓縮|提高|提升|下降|上升|增加|减少|扩大|延长|跌|涨|压减|缩减|拓展"
    r"|发展|壮大)[^，,。；;\d]{0,2}?(?:至|到|为|為)"
)
_RISES_HINT = re.compile("[至到为為]")
_FROM_LEVEL = re.compile(r"(?:由|从|從|自)[^，,。；;]{0,18}$")
_ENDS = re.compile(r"[。！？!?](?!”)|\n\s*\n")
_BRACKETED = re.compile(r"[^，,。；;（(]{0,6}[（(]\s*截\s*[至止]到?\s*")
_ON = re.compile(r"[^，,。；;]{1,14}(?:于|於)\s*")
_CLOSES = re.compile("[。；]")
_SPACE = re.compile(r"\s+")
_REACH = 60


def document_year(text: str, published_on: date | None) -> int | None:
    """The year that dates without one belong to.

    Of publication; else of a full date or of a month with its year; else of a known campaign; else of any year.
    """
    if published_on is not None:
        return published_on.year
    return dates.dated_year(text) or campaign_names.named_year(text) or dates.any_year(text)


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
    """The figures of one article, each with the frame in force."""

    def __init__(self, text: str, article: Article, figures: list[Figure], context: Context) -> None:
        self.text, self.article, self.figures, self.times = text, article, figures, context.times
        self.breaks = [m.end() for m in _PARAGRAPH.finditer(text, article.body_start, article.end)]
        lead_end = next((b for b in self.breaks if b > article.body_start + 20), article.end)
        self.frames = Frames(text, article, figures, lead_end, context)
        self.standing = Standing(text, article.body_start)
        self._worded: tuple[Frame | None, str | None] = (None, None)
        """The frame given last, with its words: most figures take the one before them."""

    def run(self) -> None:
        times, i = self.times, 0
        for figure in self.figures:
            in_headline = figure.start < self.article.body_start
            reach = self.article.body_start if in_headline else figure.start
            while i < len(times) and times[i].start < reach:
                self.frames.hear(times[i])
                i += 1
            if not in_headline:
                self._figure(figure, times[i] if i < len(times) else None)
            elif self.frames.current is not None:
                self._set(figure, self.frames.current)

    def _figure(self, figure: Figure, following: Expression | None) -> None:
        self._leave(figure)
        frame = self.frames.current
        if not self.frames.heard or (following is not None and self._is_dated_behind(figure, following)):
            frame = self._ahead(figure, following) or frame
        earlier = self._earlier(figure) if figure.kind != "change" else None
        if earlier is not None:
            figure.campaign = None
            self._set(figure, earlier)
        elif frame is not None and not self.standing.holds(figure, frame, is_title=frame is self.frames.title):
            self._set(figure, frame)

    def _set(self, figure: Figure, frame: Frame) -> None:
        first, last = frame.first, frame.last
        # An end before its start is misread (or a slip of the text): the start alone is what the words surely say.
        figure.period_start, figure.period_end = first, None if first and last and last < first else last
        if frame is not self._worded[0]:
            words = "" if frame.kind == "unknown" else _SPACE.sub("", self.text[frame.start : frame.end])
            self._worded = (frame, words or None)
        figure.period_text = self._worded[1]
        begin = max(frame.end, figure.start - 16)
        counted = frame.kind in ("since", "until") or _CUMULATIVE.search(self.text, begin, figure.start)
        figure.is_cumulative = bool(counted)

    # -- frames that are over ----------------------------------------------------------------------------------
    def _leave(self, figure: Figure) -> None:
        """Leave a frame whose reach is over: a day's narration, what a report's paragraph or section narrowed."""
        self.frames.leave_section(figure.start)
        frames, current = self.frames, self.frames.current
        if current is None or current is frames.governing:
            return
        if frames.aside is not None and frames.aside[0] is current:
            if not _CLOSES.search(self.text, max(current.end, figure.start - 2 * _REACH), figure.start):
                return
            current = frames.current = frames.aside[1]
            if current is None or current is frames.governing:
                return
        i = bisect_right(self.breaks, figure.start) - 1
        paragraph = self.breaks[i] if i >= 0 else self.article.body_start
        if current.kind == "day":
            if self._is_over(current, paragraph, figure):
                frames.current = frames.back(current)
        elif current.end <= paragraph:
            held = frames.governing
            narrowed = current.kind != "until" and held is not None and within(current, held)
            if current.kind == "until" and _LISTED.match(self.text, paragraph):
                return  # the 截至 of a lead governs the list that follows
            if (
                frames.title is not None
                or current.kind == "unknown"
                or (narrowed and (_SECTION.match(self.text, paragraph) or _TOPIC.match(self.text, paragraph)))
            ):
                frames.current = held

    def _is_over(self, day: Frame, paragraph: int, figure: Figure) -> bool:
        """Whether the narration of a day's event has ended before a figure."""
        if day.end <= paragraph:
            return not self._goes_on(day, paragraph, figure) or self._sums_up(paragraph, figure)
        sentence = self.text.rfind("。", max(day.end, figure.start - 2 * _REACH), figure.start)
        if sentence < 0 or self.frames.governing is None:
            return False
        back = self.frames.back(day)
        habit = back is not None and back.kind == "days" and HABIT.search(self.text, sentence, figure.start) is not None
        return habit or self._sums_up(sentence, figure)

    def _goes_on(self, day: Frame, paragraph: int, figure: Figure) -> bool:
        """Whether a new paragraph goes on with the event of a day: it says so, takes up its noun, or sets on a scene
        that was told with its hour."""
        text = self.text
        if (self.frames.only_days and self.frames.governing is None) or _GOES_ON.match(text, paragraph):
            return True
        if _HOUR.search(text, day.start, day.end) and not (
            _BODY.match(text, paragraph) or _TOPIC.match(text, paragraph)
        ):
            return True
        stop = text.find("。", day.end, day.end + 160)
        told = set(_EVENT.findall(text, day.end, stop if stop >= 0 else day.end + 160))
        return not told.isdisjoint(_EVENT.findall(text, paragraph, min(figure.start, paragraph + _REACH)))

    def _sums_up(self, begin: int, figure: Figure) -> bool:
        """Whether the sentence of a figure speaks of a state reached or of statistics, not of the day's events."""
        begin = max(begin, self.text.rfind("。", begin, figure.start))
        stop = self.text.find("。", figure.end, figure.end + 80)
        return _DONE.search(self.text, begin, stop if stop >= 0 else figure.end) is not None

    # -- times that are not before -----------------------------------------------------------------------------
    def _is_dated_behind(self, figure: Figure, following: Expression) -> bool:
        """Whether a figure is dated behind it: 120处（截至8月10日）, 18名群众于29日凌晨脱险."""
        if following.start - figure.end > 16:
            return False
        between = self.text[figure.end : following.start]
        if following.kind == "day":
            return _ON.fullmatch(between) is not None
        return following.kind == "until" and _BRACKETED.fullmatch(between) is not None

    def _ahead(self, figure: Figure, following: Expression | None) -> Frame | None:
        """A time after the figure, in its sentence or just behind the quotation that it stands in."""
        if following is None or following.is_compared or following.start - figure.end > _REACH:
            return None
        if following.kind not in ("day", "days", "since", "until", "month"):
            return None
        if _ENDS.search(self.text, figure.end, following.start):
            return None
        return Frame(following.first, following.last, following.kind, following.start, following.end)

    def _earlier(self, figure: Figure) -> Frame | None:
        """The earlier level of 由A升至B, of 较上周的46起 and of 去年同期45起, with the period that its words give."""
        text, time = self.text, self.frames.compared
        rises = (
            _RISES_HINT.search(text, figure.end, figure.end + 16) is not None
            and _RISES_TO.match(text, figure.end, figure.end + 16) is not None
            and _FROM_LEVEL.search(text, max(self.article.start, figure.start - 22), figure.start) is not None
        )
        if time is not None and figure.start - time.end < _REACH:
            gap = text[time.end : figure.start]
            spoken_of = time.kind == "last_same" and not time.is_compared and not re.search("[。；;]", gap)
            if spoken_of or _ADJACENT.fullmatch(gap):
                if rises:
                    self.frames.compared = None
                return self.frames.shifted(time)
        return Frame(None, None, "unknown", figure.start, figure.start) if rises else None
