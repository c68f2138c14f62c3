"""Places of the calendar (7月18日, 上半年, 去年12月底) read from the pieces of a text, with the years and months that
are not written taken from what is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from transforms.figures import timewords as words
from transforms.figures.timewords import number, year_number

CALENDAR_PIECES = frozenset(("year", "rel", "half", "quarter", "ahead", "month", "day"))


@dataclass(slots=True)
class Point:
    """One place of the calendar.

    ``unit``: day, days, month, months, quarter, half, year, years; first and last for the edge of a month or a year
    (年初, 月底), whose two days are then the same. Days are None where the year cannot be told.
    """

    first: date | None
    last: date | None
    unit: str
    end: int
    said_year: bool = False
    """Whether its year is written."""
    word: str = ""
    """A year as written."""


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def years_away(day: date | None, years: int) -> date | None:
    """The same day ``years`` later (or earlier); the last of February where it has none."""
    if day is None:
        return None
    return day_of(day.year + years, day.month, day.day) or date(day.year + years, 2, 28)


class Points:
    """The pieces of a stretch of text, and what the walk over them has learned about years and months so far.

    ``year`` and ``published`` are those of the document, None where unknown.
    """

    def __init__(self, text: str, start: int, end: int, year: int | None, published: date | None) -> None:
        self.text, self.start, self.year, self.published = text, start, year, published
        self.pieces = list(words.PIECE.finditer(text, start, end))
        self.kinds = [words.KIND.get(m.lastgroup or "", m.lastgroup or "") for m in self.pieces]
        self.seen: date | None = None
        """The last day or month that was named, for days and months that follow it bare."""
        self.seen_day: date | None = None
        """The last that was named to the day, for 当日 and 次日."""
        self.whole_year: int | None = None
        """The year, when the expression before was a whole year."""

    def point(self, i: int, hint: date | None = None) -> tuple[Point | None, int]:
        """The place that begins with piece ``i``, and the number of the piece after it.

        ``hint`` is the first day of the span that the place closes (7月18日至27日).
        """
        kind = self.kinds[i]
        if kind in ("year", "rel"):
            return self._of_year(i, hint)
        if kind == "day":
            return self._bare_day(i, hint)
        return self._part(i, None, hint)

    def following_day(self, i: int) -> re.Match[str] | None:
        """The day that stands directly after piece ``i``."""
        if i + 1 < len(self.pieces) and self.kinds[i + 1] in ("day", "hao"):
            day = self.pieces[i + 1]
            if not self.text[self.pieces[i].end() : day.start()].strip():
                return day
        return None

    def _of_year(self, i: int, hint: date | None) -> tuple[Point | None, int]:
        """A year, alone or with the part of it that follows (今年上半年, 2022年12月底)."""
        m = self.pieces[i]
        at, word = m.end(), m.group()
        year = year_number(m["y2"]) if m["y2"] else self._relative_year(word, hint)
        if m["yedge"] or m["redge"]:
            return self._edge(year, early="初" in word, at=at), i + 1
        first_year = year_number(m["y1"]) if m["y1"] else year
        if first_year == year and i + 1 < len(self.pieces):
            following = self.kinds[i + 1]
            gap = self.text[at : self.pieces[i + 1].start()].strip(" \t\n\r　的")
            if not gap and following == "yearpart":
                part = self.pieces[i + 1]
                if "全" not in part.group():
                    return self._edge(year, early="初" in part.group(), at=part.end()), i + 2
                return self._whole(year, year, part.end(), word), i + 2
            if not gap and following in ("half", "quarter", "ahead", "month"):
                point, after = self._part(i + 1, year, hint)
                if point is not None:
                    point.said_year = True
                return point, after
        return self._whole(first_year, year, at, word), i + 1

    def _whole(self, first_year: int | None, year: int | None, at: int, word: str) -> Point:
        if year is None or first_year is None:
            return Point(None, None, "year", at, True)
        unit = "year" if first_year == year else "years"
        return Point(date(first_year, 1, 1), date(year, 12, 31), unit, at, True, word)

    def _edge(self, year: int | None, *, early: bool, at: int) -> Point:
        day = None if year is None else date(year, 1, 1) if early else date(year, 12, 31)
        return Point(day, day, "first" if early else "last", at, True)

    def _relative_year(self, word: str, hint: date | None) -> int | None:
        head = word.lstrip()[0]
        if head in "今本去前":
            return self.year - {"去": 1, "前": 2}.get(head, 0) if self.year else None
        base = hint.year if hint else self.whole_year or (self.seen.year if self.seen else self.year)
        if base is None:
            return None
        return base + {"上": -1, "明": 1, "翌": 1, "次": 1}.get(head, 0)

    def _part(self, i: int, year: int | None, hint: date | None) -> tuple[Point | None, int]:
        """A half year, quarters, months, with or without their year."""
        kind = self.kinds[i]
        if kind == "month":
            return self._month(i, year, hint)
        if kind not in ("half", "quarter", "ahead"):
            return None, i + 1
        first, last = _months(self.pieces[i], kind)
        year = year or (hint.year if hint else self._bare_year(first, 1, last))
        unit, at = "months" if kind == "ahead" else kind, self.pieces[i].end()
        if year is None:
            return Point(None, None, unit, at), i + 1
        if self.text.startswith(("末", "底"), at):
            return Point(month_end(year, last), month_end(year, last), "last", at + 1), i + 1
        return Point(date(year, first, 1), month_end(year, last), unit, at), i + 1

    def _month(self, i: int, year: int | None, hint: date | None) -> tuple[Point | None, int]:
        """Months (1至6月), a part of one (6月下旬), or the day in one (8月12日晚, 8月12日至14日)."""
        m = self.pieces[i]
        last_month = number(m["m2"])
        first_month = number(m["m1"]) if m["m1"] else last_month
        if not (1 <= first_month <= 12 and 1 <= last_month <= 12):
            return None, i + 1
        day = self.following_day(i) if not m["part"] else None
        numbers = [number(n) for n in (day["d1"], day["d2"], day["h2"]) if n] if day else []
        after = i + 2 if day else i + 1
        if year is None:
            bare = self._bare_year(first_month, numbers[0] if day else 1, last_month if m["m1"] else 0)
            year = hint.year if hint else bare
        if day is not None:
            at = self._after_time_of_day(day.end())
            unit = "day" if len(numbers) == 1 else "days"
            if year is None:
                return Point(None, None, unit, at), after
            first, last = day_of(year, last_month, numbers[0]), day_of(year, last_month, numbers[-1])
            return (Point(first, last, unit, at) if first and last else None), after
        unit = "month" if first_month == last_month else "months"
        if year is None:
            return Point(None, None, unit, m.end()), after
        first = date(year - 1 if first_month > last_month else year, first_month, 1)
        return _part_of_month(first, month_end(year, last_month), unit, m["part"], m.end()), after

    def _bare_day(self, i: int, hint: date | None) -> tuple[Point | None, int]:
        """A day without its month: of the month named last, or the one after or before it, as publication allows."""
        m = self.pieces[i]
        base = hint or self.seen or self.published
        if base is None or m.group() == "一日" or words.COUNTED.search(self.text, max(0, m.start() - 4), m.start()):
            return None, i + 1
        begin, end = number(m["d1"] or m["d2"]), number(m["d2"])
        month = base.replace(day=1)
        if self.published is not None and hint is None:
            following = month_end(month.year, month.month) + timedelta(days=1)
            here = day_of(month.year, month.month, begin)
            if here and here > self.published:
                month = (month - timedelta(days=1)).replace(day=1)
            elif self.seen and self.seen.day > 24 and 0 < begin < 8 and following.replace(day=begin) <= self.published:
                month = following
        first, last = day_of(month.year, month.month, begin), day_of(month.year, month.month, end)
        if first is None or last is None or last < first:
            return None, i + 1
        return Point(first, last, "day" if first == last else "days", self._after_time_of_day(m.end())), i + 1

    def _after_time_of_day(self, end: int) -> int:
        """The end of the hour that follows a day (12日22时许)."""
        m = words.TIME_OF_DAY.match(self.text, end)
        return m.end() if m and m.group().strip() else end

    def _bare_year(self, month: int, day: int, last_month: int = 0) -> int | None:
        """The year of a month (and day) without one: that of a whole year just named, else the latest that lies
        before publication; without publication the one nearest to the day named last."""
        if self.whole_year is not None:
            return self.whole_year
        if self.published is not None:
            first = day_of(self.published.year, month, min(day, 28))
            over = day_of(self.published.year, last_month, 28) if last_month else None
            early = first is not None and first > self.published + timedelta(days=1)
            unfinished = over is not None and (over - self.published).days > 31
            return self.published.year - (1 if early or unfinished else 0)
        if self.seen is None:
            return self.year
        away = month - self.seen.month
        if away > 6:
            return self.seen.year - 1
        return self.seen.year + (1 if away < -6 and self.seen.year < (self.year or 0) else 0)


def _months(m: re.Match[str], kind: str) -> tuple[int, int]:
    """First and last month of a half year, of quarters or of 前5月."""
    if kind == "half":
        return (1, 6) if m.group().startswith("上") else (7, 12)
    if kind == "ahead":
        return 1, min(12, max(1, number(m["an"]) if m["an"] else 1))
    front = m["qf"] or m["hf"]
    if front:
        return 1, number(front) * 3
    last = m["q2"] or m["oq2"] or m["hq"] or "一"
    first = m["q1"] or m["oq1"] or last
    return number(first) * 3 - 2, number(last) * 3


def _part_of_month(first: date, last: date, unit: str, part: str | None, at: int) -> Point:
    if part == "上旬":
        return Point(last.replace(day=1), last.replace(day=10), "days", at)
    if part == "上中旬":
        return Point(last.replace(day=1), last.replace(day=20), "days", at)
    if part == "中旬":
        return Point(last.replace(day=11), last.replace(day=20), "days", at)
    if part == "中下旬":
        return Point(last.replace(day=11), last, "days", at)
    if part == "下旬":
        return Point(last.replace(day=21), last, "days", at)
    if part in ("底", "末"):
        return Point(last, last, "last", at)
    if part == "初":
        return Point(last.replace(day=1), last.replace(day=1), "first", at)
    return Point(first, last, unit, at)
