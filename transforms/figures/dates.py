"""Every time expression of a stretch of text, resolved to days.

One compiled pattern finds the pieces (timewords), places of the calendar are read from them (datepoints), and a walk
joins what belongs together: 2021年7月 至 2024年6月; 自10月10日 … 以来; 截至 8月底.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from transforms.figures import timewords as words
from transforms.figures.datepoints import CALENDAR_PIECES, Point, Points, years_away
from transforms.figures.timewords import year_number

CALENDAR = frozenset(("day", "days", "month", "months", "half", "quarter", "year", "years"))


@dataclass(slots=True)
class Expression:
    """One time expression.

    ``kind``: day, days, month, months, quarter, half, year, years; since (open start; ``last`` is set where both
    stand in one expression), until (end only); earlier (what something is compared with: no frame); unknown (a start
    that the calendar does not give: 入夏以来); and those that take their days from the frame around them: same
    (同期), last_same (去年同期), whole_year (全年), year_end, this_month, last_month, this_week, last_week, during
    (期间), holiday (国庆假期), now (目前), campaign (行动开展以来), season and season_since (春运期间, “十四五”以来).
    ``is_compared``: after 较, 比, 与. ``word``: the words, where the kind does not say it all; 会 for
    the day of a meeting.
    """

    start: int
    end: int
    kind: str
    first: date | None = None
    last: date | None = None
    is_compared: bool = False
    word: str = ""


def dated_year(text: str) -> int | None:
    """The latest year of the full dates of ``text``, else of its months with a year."""
    starts = _year_starts(text)
    return _latest(words.FULL_DATE, text, starts) or _latest(words.YEAR_MONTH, text, starts)


def any_year(text: str) -> int | None:
    """The latest year that ``text`` names."""
    return _latest(words.YEAR_ONLY, text, _year_starts(text))


def _year_starts(text: str) -> list[int]:
    return [match.start() for match in words.FOUR_DIGITS.finditer(text)]


def _latest(pattern: re.Pattern[str], text: str, starts: list[int]) -> int | None:
    found = (pattern.match(text, start) for start in starts)
    years = (year_number(match["y"]) for match in found if match)
    return max((y for y in years if 1978 <= y < 2100), default=None)


def find(text: str, start: int, end: int, year: int | None, published_on: date | None) -> list[Expression]:
    """The time expressions of ``text[start:end]`` in order; days that cannot be told are None."""
    return _Walk(text, start, end, year, published_on).run()


class _Walk(Points):
    """The pieces of one article, joined from left to right."""

    def run(self) -> list[Expression]:
        self.found: list[Expression] = []
        i = 0
        while i < len(self.pieces):
            i = self._calendar(i) if self.kinds[i] in CALENDAR_PIECES else self._word(i)
        return self.found

    def _add(self, begin: int, end: int, kind: str, word: str = "", *, is_compared: bool = False) -> None:
        self.found.append(Expression(begin, end, kind, is_compared=is_compared, word=word))

    def _before(self, begin: int, reach: int = 12) -> str:
        return self.text[max(self.start, begin - reach) : begin]

    def _is_compared(self, begin: int, end: int) -> bool:
        against = words.AGAINST.search(self._before(begin)) or words.AGAINST_AFTER.match(self.text, end)
        return against is not None

    # -- places of the calendar --------------------------------------------------------------------------------
    def _calendar(self, i: int) -> int:
        begin = self.pieces[i].start()
        point, after = self.point(i)
        if point is None:
            return after
        point, after = self._span(begin, point, after)
        return self._settle(begin, point, after)

    def _span(self, begin: int, point: Point, after: int) -> tuple[Point, int]:
        """The place with the one that closes its span, where there is one."""
        if after == len(self.pieces) or point.first is None:
            return point, after
        text, following = self.text, self.pieces[after]
        if point.unit == "day" and self.kinds[after] == "word" and words.NEXT_DAY.match(text, point.end):
            return Point(point.first, point.first + timedelta(days=1), "days", following.end()), after + 1
        gap = text[point.end : following.start()] if following.start() - point.end <= 30 else "。"
        if point.unit == "year" and self.kinds[after] == "year" and words.AND.fullmatch(gap):
            second, beyond = self.point(after)
            if second and second.unit == "year" and second.first and second.first.year == point.first.year + 1:
                return Point(point.first, second.last, "years", second.end, True, point.word), beyond
        if self.kinds[after] not in CALENDAR_PIECES or not (
            words.LINK.fullmatch(gap) or self._reaches(begin, gap.strip())
        ):
            return point, after
        second, beyond = self.point(after, point.first)
        if second is None or second.last is None:
            return point, after
        last = second.last
        if last < point.first and not second.said_year:
            last = years_away(last, 1) or last
        coarse = {point.unit, second.unit}
        unit = "years" if coarse == {"year"} else "months" if coarse <= {"month", "months", "quarter"} else "days"
        return Point(point.first, last, unit, second.end, point.said_year, point.word), beyond

    def _reaches(self, begin: int, gap: str) -> bool:
        """Whether the words between close a span: 自1月8日〔恢复客运通关至〕8月10日."""
        if not gap.endswith(("至", "到")) or gap.endswith("截至") or gap[0] == "的" or words.CLAUSE_BREAK.search(gap):
            return False
        return "以来" in gap or "起" in gap or words.FROM_BEFORE.match(self.text, max(0, begin - 1)) is not None

    def _settle(self, begin: int, point: Point, after: int) -> int:
        """What the words around a place of the calendar make of it; the number of the piece after it."""
        text, before, end = self.text, self._before(begin), point.end
        grown_to = text.startswith("的", end) and words.GROWN_TO.search(before) is not None
        if self._tells_nothing(begin, point, before, grown_to):
            return after
        since = self._since(after, end)
        if since and (point.word.endswith("度") or words.RECORD.match(text, since[0])):
            return since[1]
        is_until = words.UNTIL.search(before) is not None
        if not since and not is_until and self._only_dates(begin, point):
            printed = point.unit == "day" and self._is_furniture(begin, end)
            self.seen = (self.seen if printed else None) or point.last
            self.seen_day = point.last if point.unit == "day" and not printed else self.seen_day
            return after
        first, last, kind, compared = point.first, point.last, point.unit, False
        if is_until:
            kind, first = "until", None
        elif (
            grown_to
            or self._is_compared(begin, end)
            or self._follows_compared(begin, kind)
            or (text.startswith("的", end) and words.EARLIER_OF.search(before))
        ):
            kind, compared = "earlier", True
        elif kind in ("year", "month") and words.HOLIDAY.match(text, end):
            kind, first, last = "unknown", None, None
        elif since:
            clause = text[end : since[0]]
            end, after, last = since
            kind = "since"
            if point.unit == "year" and words.OPERATION.search(clause):
                kind, point.word = "campaign", clause
            elif point.unit == "year" and words.IN_SEASON.match(clause):
                kind, first = "unknown", None
        elif opened := self._opens(point, before):
            end, kind, last = opened, "since", None
            while after < len(self.pieces) and self.pieces[after].start() < end:
                after += 1
        elif kind == "last":
            kind, first = "until", None
        elif kind == "first" or (kind == "year" and self._is_running(point)):
            kind, last = "since" if kind == "first" else kind, None
        if not compared:
            self.seen = (last or first or self.seen) if point.unit not in ("year", "years") else self.seen
            self.seen_day = (last or first) if point.unit in ("day", "days") else None
            self.whole_year = first.year if kind == "year" and first and point.word[:1] not in "今本" else None
        word = "会" if kind == "day" and words.MEETING.match(text, end) else point.word
        self.found.append(Expression(begin, end, kind, first, last, compared, word))
        return after

    def _tells_nothing(self, begin: int, point: Point, before: str, grown_to: bool) -> bool:
        """Lunar dates, issues, laws, deadlines, plans and totals of other years."""
        text, end = self.text, point.end
        if words.LUNAR.search(before) or words.ISSUE.match(text, end) or words.IN_FORCE.match(text, end):
            return True
        if words.BEFORE.match(text, end) or (text.startswith("的", end) and words.MEASURED.search(before)):
            return True
        planned = words.PLAN.search(before) or words.TOTAL.search(before)
        return planned is not None and not grown_to and words.UNTIL.search(before) is None

    def _only_dates(self, begin: int, point: Point) -> bool:
        """Whether a place only dates the paper, a press conference, a founding or a person."""
        text, end = self.text, point.end
        if point.unit == "day":
            newline = text.rfind("\n", max(self.start, begin - 24), begin)
            in_dateline = words.DATELINE.match(text, end) and (newline >= 0 or begin - self.start < 24)
            if in_dateline or self._is_furniture(begin, end) or words.REPORT.match(text, end):
                return True
        return point.unit in ("year", "month", "day") and words.BORN.match(text, end) is not None

    def _is_furniture(self, begin: int, end: int) -> bool:
        after = words.FURNITURE_AFTER.match(self.text, end)
        return after is not None and words.FURNITURE_BEFORE.search(self.text, max(0, begin - 8), begin) is not None

    def _follows_compared(self, begin: int, kind: str) -> bool:
        """Whether a place is coordinated with one that is compared with: 较2024年同期及〔2019年首季〕."""
        if kind not in CALENDAR or not self.found or not self.found[-1].is_compared:
            return False
        gap = self.text[self.found[-1].end : begin] if begin - self.found[-1].end < 8 else "。"
        return words.AND.fullmatch(gap) is not None

    def _opens(self, point: Point, before: str) -> int | None:
        """The end of 6月25日起, 4月至今; also of a place after 自 alone."""
        m = words.SO_FAR.match(self.text, point.end)
        if m is None and point.unit not in ("days", "months", "years"):
            m = words.START.match(self.text, point.end)
        if m is not None:
            return m.end()
        single = point.unit in ("day", "month", "first", "last", "year") and point.word[:1] != "今"
        return point.end if single and words.FROM.search(before) else None

    def _is_running(self, point: Point) -> bool:
        """Whether 今年 is not over, so that it has no end yet."""
        year = self.published.year if self.published else None
        return point.word[:1] in "今本" and point.first is not None and point.first.year == year

    # -- 以来 --------------------------------------------------------------------------------------------------
    def _since(self, i: int, end: int) -> tuple[int, int, date | None] | None:
        """An 以来 that closes the clause begun before ``end``: its end, the next piece, and the day it runs to."""
        while i < len(self.pieces):
            m = self.pieces[i]
            if m.start() - end > 60 or self.kinds[i] not in ("since", "season", "hao", "during", "now"):
                return None
            if m.lastgroup in ("since", "sofar"):
                near = m.lastgroup == "since" or m.start() - end < 20
                if not near or words.CLAUSE_BREAK.search(self.text, end, m.start()):
                    return None
                return self._upto(i + 1, m.end()) if m.lastgroup == "since" else (m.end(), i + 1, None)
            i += 1
        return None

    def _upto(self, i: int, end: int) -> tuple[int, int, date | None]:
        """The 至8月20日 directly after an 以来."""
        follows = i < len(self.pieces) and self.kinds[i] in ("month", "day", "year")
        if follows and self.text[end : min(self.pieces[i].start(), end + 8)].strip() in (
            "至",
            "到",
            "截至",
            "截止",
            "，至",
            "，到",
            ",至",
        ):
            point, after = self.point(i)
            if point is not None and point.last is not None:
                return point.end, after, point.last
        return end, i, None

    def _bare_since(self, i: int) -> int:
        """An 以来 without a place of the calendar: of a campaign, else of something that the calendar does not know."""
        m = self.pieces[i]
        if m.lastgroup == "sofar" or words.SOME_DAYS.match(m.group()):
            self._add(m.start(), m.end(), "now", m.group())
            return i + 1
        begin = self._clause(m.start())
        clause = self.text[begin : m.start()]
        if m.lastgroup != "since":
            is_operation = words.OPERATION.search(clause) is not None
            self._add(begin, m.end(), "campaign" if is_operation else "unknown", clause + m.group())
            return i + 1
        if words.EVER.search(clause) or words.RECORD.match(self.text, m.end()):
            return i + 1
        end, after, upto = self._upto(i + 1, m.end())
        from_new_year = self.year is not None and ("年初" in clause or "开年" in clause)
        first = date(self.year, 1, 1) if from_new_year and self.year else None
        self.found.append(Expression(begin, end, "since" if first else "campaign", first, upto, word=clause))
        self.seen = upto or self.seen
        return after

    def _clause(self, end: int) -> int:
        """Where the clause that ends at ``end`` begins, without dateline and byline."""
        begin = max(self.start, end - 60)
        for pattern in (words.CLAUSE_BREAK, words.BEFORE_CLAUSE):
            for cut in pattern.finditer(self.text, begin, end):
                begin = cut.end()
        return begin

    # -- words -------------------------------------------------------------------------------------------------
    def _word(self, i: int) -> int:
        m, kind = self.pieces[i], self.kinds[i]
        begin, end, word = m.start(), m.end(), m.group()
        if kind == "since":
            return self._bare_since(i)
        if kind == "season":
            return self._season(i)
        if kind == "relmonth":
            return self._relative_month(i)
        if kind == "word":
            self._day_word(begin, end, word)
        elif kind == "same":
            self._same(begin, end, word)
        elif kind == "week":
            name = "last_week" if word[0] == "上" else "this_week"
            self._add(begin, end, name, word, is_compared=self._is_compared(begin, end))
        elif kind == "yearpart":
            if "初" not in word and not words.AGAINST.search(self._before(begin)):
                self._add(begin, end, "whole_year" if "全" in word else "year_end", word)
        elif kind == "lately":
            self._add(begin, end, "unknown", word)
        elif kind == "holiday":
            beside = self.found and begin - self.found[-1].end <= 1
            if not beside and not self._is_compared(begin, end):
                self._add(begin, end, "holiday", word)
        elif kind in ("during", "now"):
            self._add(begin, end, kind, word)
        return i + 1

    def _season(self, i: int) -> int:
        m = self.pieces[i]
        since = self._since(i + 1, m.end())
        if since is not None:
            self.found.append(Expression(m.start(), since[0], "season_since", None, since[2], word=m.group()))
            return since[1]
        whole = words.WHOLE_SEASON.match(self.text, m.end())
        if whole is None:
            return i + 1
        self._add(m.start(), whole.end(), "season", m.group())
        return i + 2 if i + 1 < len(self.pieces) and self.pieces[i + 1].start() < whole.end() else i + 1

    def _relative_month(self, i: int) -> int:
        m = self.pieces[i]
        begin, end, head = m.start(), m.end(), m.group()[0]
        if self.following_day(i) is not None and self.published and head not in "当當下":
            month = self.published.replace(day=1)
            self.seen = month - timedelta(days=1) if head == "上" else month
            return i + 1
        if head == "下":
            return i + 1
        since = self._since(i + 1, end) if head != "上" else None
        if since:
            self.found.append(Expression(begin, since[0], "this_month", None, since[2], word="以来"))
            return since[1]
        name = "last_month" if head == "上" else "this_month"
        self._add(begin, end, name, m.group(), is_compared=self._is_compared(begin, end))
        return i + 1

    def _day_word(self, begin: int, end: int, word: str) -> None:
        """当日, 次日, 昨日 …; 20时至次日6时 is no day."""
        before = self._before(begin)
        if before.endswith(("至", "到", "-", "—", "～", "~")):
            return
        if words.AGAINST.search(before):
            self._add(begin, end, "earlier", word, is_compared=True)
            return
        if word[0] in "昨今前":
            if self.published is None or words.REPORT.match(self.text, end):
                return
            day = self.published - timedelta(days={"昨": 1, "前": 2}.get(word[0], 0))
        elif self.seen_day is None:
            return
        else:
            day = self.seen_day + timedelta(days=1) if word[0] in "次翌第" else self.seen_day
        kind, first = ("until", None) if words.UNTIL.search(before) else ("day", day)
        self.found.append(Expression(begin, end, kind, first, day, word=word))

    def _same(self, begin: int, end: int, word: str) -> None:
        """同期, and 去年同期 with the year that it names."""
        if self.text.startswith("的", end) and words.MEASURED.search(self._before(begin)):
            return
        year = word[:-2].strip()
        named = date(year_number(year[:4]), 1, 1) if year and year[0] not in "去上前" else None
        compared = self._is_compared(begin, end)
        kind = "last_same" if year else "same"
        self.found.append(Expression(begin, end, kind, named, is_compared=compared, word=year))
