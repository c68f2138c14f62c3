"""Every time expression of a stretch of text, resolved to days.

One compiled pattern finds the pieces (a year, a month, a day, 上半年, 当日, 以来 …); a walk over them joins the
pieces that belong together (2021年7月 至 2024年6月; 自10月10日 … 以来) and takes years and months that are not
written from what is known. Raw text is read as it is: spaces and line breaks inside an expression, full-width
digits and Traditional script.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_CN = {"〇": 0, "○": 0, "零": 0, "O": 0, "Ｏ": 0, "元": 1, "首": 1, "两": 2, "兩": 2}
_CN.update({c: i for i, c in enumerate("一二三四五六七八九", 1)})

_NUM = "(?:[0-9０-９]{1,2}|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?|[一二三四五六七八九])"
_YEAR4 = "(?:[12１２][0-9０-９]{3}|[一二][〇○零OＯ九一二三四五六七八]{3})"
_DASH = r"\s*(?:[至到]|[-－‐–—―─~～〜]{1,2})\s*"
_MONTH = "[月⽉]"

_DIGITS = "0-9０-９"
_NUMERALS = "0-9０-９一二三四五六七八九十廿卅〇○零元"
# Most characters of a text begin no expression: the sets before the alternatives turn them away at once, as does,
# for numerals, the look ahead for a calendar word behind them. Pieces of words end in an empty group that names them.
_TOKEN = re.compile(
    rf"""
    (?=[{_NUMERALS}今去前本当當上下同明翌次第首头頭昨全年连連近过過两兩数數几幾半以至迄期其截目现現眼发日最春暑这這])(?:
    (?=[{_NUMERALS}](?<![{_DIGITS}][{_DIGITS}])[{_NUMERALS}\s至到、,，和及度月⽉年个個余多份\-－‐–—―─~～〜]{{0,16}}[年月⽉日⽇号號季天周週度])(?:
        (?P<samenum>{_YEAR4}\s*年\s*(?:春运|暑运|全)?同期)
      | (?P<year>(?:(?P<y1>{_YEAR4})\s*年?{_DASH})?(?P<y2>{_YEAR4})\s*年(?:\s*度)?(?P<yedge>\s*[底末初](?!端))?)
      | (?P<numquarter>(?:(?P<q1>[一二三1-3１-３]){_DASH}第?)?(?P<q2>[一二三四1-4１-４])\s*[个個]?\s*季\s*度)
      | (?P<month>(?:(?P<m1>{_NUM}|元)\s*(?:{_MONTH}份?)?(?:{_DASH}|[、,，和及](?=[0-9０-９一二三四五六七八九十]{{1,2}}\s*{_MONTH})))?
          (?P<m2>{_NUM}|元)\s*{_MONTH}(?![球饼餅亮经經薪均])
          (?:\s*份)?(?:\s*(?P<part>上旬|中旬|下旬|底|末|初(?![步次中期级級审審]))(?!端))?)
      | (?P<day>(?:(?P<d1>{_NUM})\s*(?:日\s*)?(?:{_DASH}|、))?(?P<d2>{_NUM})\s*[日⽇](?![均常]|夜[奋奮兼不坚堅守以]))
      | (?P<hao>(?P<h2>{_NUM})\s*[号號])
      | (?P<numsince>[0-9０-９一二三四五六七八九十]+[余多]?\s*[个個]?\s*(?:天|[周週]|月|年)[多余]?[来來])
    )
  | [去上前]\s*年(?:度)?\s*(?:春运|暑运|同|全)?同期(?P<same>)
  | 上一年同期(?P<same2>)
  | 同期(?P<same3>)
  | [今去前本当當上同明翌次](?<![以目][今去前本当當上同明翌次])\s*年(?![龄齡纪紀轻輕级級审審检檢关關货貨味夜])
      \s*度?(?P<redge>\s*[底末初](?!端))?(?P<rel>)
  | [上下]\s*半\s*年(?P<half>)
  | 前(?P<qf>[一二三四两兩1-4１-４])\s*[个個]?\s*季\s*度(?P<frontquarter>)
  | 第\s*(?:(?P<oq1>[一二三1-3１-３]){_DASH}第?)?(?P<oq2>[一二三四1-4１-４])\s*[个個]?\s*季\s*度(?P<ordquarter>)
  | 第(?P<hq>[一二三四])季(?![度节節])(?P<hkquarter>)
  | 首(?P<hf>[二两兩三])季度?(?P<hkfront>)
  | 首\s*[个個]?季度?(?P<firstquarter>)
  | [前头頭首](?<![之以目].)(?P<an>{_NUM}|[两兩])\s*[个個]?\s*{_MONTH}(?!以)(?P<ahead>)
  | 首[个個]?月(?P<firstmonth>)
  | [当當][日天晚夜](?!报)(?P<word>)
  | [同次翌昨今前][日天晚夜晨](?<!同[晚夜晨])(?<![次翌前][晚夜晨])(?!后|来)(?P<word2>)
  | 第二天(?P<word3>)
  | [本这這当當上下][个個]?月(?!球|亮|饼)(?:份|底|末)?(?P<relmonth>)
  | [本上这這][个個]?[周週]末?(?!边|邊|围|圍|年|期|密|到|全|知|转|轉|折)(?P<week>)
  | (?<![完成占过過超])全\s*年(?!龄|齡|目标|目標|任务|任務|计划|計劃|预算|預算|指标|预期|总量|水平|无休)(?P<yearpart>)
  | 年\s*[末底初](?!端)(?P<yearpart2>)
  | 以[来來](?![信访訪电電人往宾賓自])(?P<since>)
  | (?:[连連][日⽇]|近年|近[日期]|[两兩数數几幾半][余多]?\s*[个個]?\s*(?:天|[周週]|月|年)[多余]?)[来來](?P<somesince>)
  | (?:[至迄]今(?![年日天晚晨月])|至目前)(?P<sofar>)
  | (?:近|过去|過去)(?:[一二两兩三四五六七八九十数數几幾]+|[0-9０-９]+)[余多]?[个個]?(?:年|月|周|週|天)[来來间間]?(?=[，,])(?P<lately>)
  | [期其][间間](?P<during>)
  | 截\s*[至止到]+\s*(?:目前|当前|當前|现在|現在|发稿[时前]?)(?P<now>)
  | (?:目前|当前|當前|现在|現在|眼下|发稿[时前]?|近日|日前(?!往)|近期|最近)(?P<now2>)
  | [春暑]运(?P<season>)
  | 十[二三四五]五(?P<plan>)
    )
    """,
    re.VERBOSE,
)
_KIND = {
    "samenum": "same", "same2": "same", "same3": "same", "numquarter": "quarter", "frontquarter": "quarter",
    "ordquarter": "quarter", "firstquarter": "quarter", "hkquarter": "quarter", "hkfront": "quarter", "firstmonth": "ahead", "word2": "word", "word3": "word",
    "yearpart2": "yearpart", "numsince": "since", "somesince": "since", "sofar": "since", "now2": "now", "plan": "season",
    "lately": "lately",
}  # fmt: skip
"""What several spellings of one kind of piece are called."""

_TIME = re.compile(
    rf"\s*(?:凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|晚间|晚間|夜间|夜間|深夜|夜里|晚|夜)?"
    rf"(?:\s*(?:{_NUM}|[零〇])\s*(?:[时時点點]|[:：])(?:\s*{_NUM}\s*分?)?(?:[许許]|半)?)?\s*"
)
_LINK = re.compile(r"\s*(?:起|以[来來]|开始|開始)?[,，]?\s*(?:直|延续)?(?:[至到]|[-－‐–—―─~～〜]{1,2})\s*")
_NEXT_DAY = re.compile(r"\s*(?:至|到|[-－—～~]{1,2})\s*(?:次日|翌日|第二天)")
_UNTIL = re.compile(r"截\s*[至止到]\s*到?\s*(?:[（(]\s*)?$")
_FROM = re.compile(r"(?:[自从從]|始于)\s*$")
_FROM_ANY = re.compile(r"[自从從]")
_EARLIER_OF = re.compile(r"[由从從自]\s*$")
_AGAINST = re.compile(r"(?:较|較|比|同|与|與|和|跟|对比|對比|相比|相比于|相較|相较|对照|對照)\s*$")
_AGAINST_AFTER = re.compile(r"\s*(?:同期)?\s*(?:相比|比较|比較|持平)")
_START = re.compile(r"\s*(?:份|日|初)?\s*(?:起(?![诉訴飞飛获獲底火草动動伏到点]|至今)|开始(?=[,，])|以后|以後|之后|之後|后(?=[,，]))")
_SO_FAR = re.compile(r"\s*(?:起|以来|以來|开始)?\s*(?:[至迄]今(?![年日天晚晨月])|至目前|到目前|到现在)")
_BEFORE = re.compile(r"\s*(?:份)?(?:之前|以前|前夕|前(?![往来來后後期三进進身方行述列]))")
_HOLIDAY = re.compile(
    r"\s*(?:全国)?[“\"]?(?:春节|国庆|中秋|元旦|五一|端午|清明|暑假|寒假|暑期|两会|高考|中考|防火期|汛期|“双节”)(?!前|后[,，])"
)
_MEASURED = re.compile(r"(?:是|为|為|占|佔|恢复至|恢复到|恢復至|相当于|达到|达|超过|超)\s*$")
_AND = re.compile(r"\s*(?:及|和|与|與|、|以及|或)\s*(?:较|較|比|同|与|與)?\s*")
_CALENDAR = frozenset(("day", "days", "month", "months", "half", "quarter", "year", "years"))
_GROWN_TO = re.compile(r"[至到]\s*$")
_TOTAL = re.compile(r"(?:超|超过|超過|相当于|相當於|[高低多少好优優][于於]|达到|接近|占|佔|完成)\s*$")
_LUNAR = re.compile(r"(?:农历|農曆|阴历|旧历)\s*$")
_ISSUE = re.compile(r"\s*第\s*[0-9０-９一二三四五六七八九十]+\s*(?:期|号|號|次会议)")
_IN_FORCE = re.compile(r"\s*起?(?:正式)?(?:施行|实施|執行|执行|生效)")
_PLAN = re.compile(r"(?:将|將|拟|擬|预计|預計|计划|計劃|力争|力爭|确保|確保|争取|爭取|限期|需|应|须|到|有效期至|定|继|早在|建|始建|追溯到|追溯至)\s*[于於在]?\s*$")
_DATELINE = re.compile(r"\s*(?:讯|訊|电|電|消息|报道|報道|報導)(?![信动動诈詐话話力子网網])")
_BORN = re.compile(
    r"\s*(?:[^\s，,。;；、:：]{0,6}?(?:成立|组建|組建|建成|创建|創建|设立|設立|建立|建所|建站|投入使用|启用|投用|修订|颁布|施行|生效)"
    r"(?=[，,。、；;）)的于至])|[^\s，,。;；、:：]{0,4}?(?:出生|入警|从警|入伍|参军|退休|毕业|参加工作|刑满)|曾|因)"
)
_REPORT = re.compile(
    r"[^。!！?？;；\n]{0,36}?(?:发布会|發布會|發佈會|通气会|通報會|通报会|见面会|新闻通报|获悉|獲悉|了解到|公布|公佈|对外通报"
    r"|发布(?![预預警提通公信典])|發佈|发表|通报(?![表批])|通報|介绍|部署会|推进会|调度会|例会|局长会|处长会|代表大会|会议(?:上|召开|通过)"
    r"|(?:召开|召開|举行|舉行|举办)[^。;；\n]{0,20}?(?:会议|會議|工作会|部署会|推进会|调度会|例会|座谈会|研判会|总结会|表彰会|现场会|视频会))"
)
_RECORD = re.compile(r"[^，,。；;]{0,14}?(?:最[高大多低强強早晚严嚴长長好小少快]|首次|首例|首个|新高|新低|纪录|紀錄|记录|之最|历史同期)")
_OPERATION = re.compile(r"行动|行動|斗争|战役|专项|攻坚|整治")
_EVER = re.compile(r"(?:长期|一直|长久|历史|有史|建国|一贯|历来)$")
_COUNTED = re.compile(r"(?:近|连续|連續|为期|為期|连|續|续|满|滿|第|长达|用时|历时|歷時|每|后|提前|再过|不到|超过|约|余|多|数)\s*$")
_FURNITURE_AFTER = re.compile(r"[ \t　]*(?:\n|\r|$|[ \t　]{2}|[0-2]?\d[:：]\d\d|上一版|下一版|第\d|星期|\[|【|来源)")
_FURNITURE_BEFORE = re.compile(r"(?:^|\n|\s{2}|时间[:：]?\s*|日期[:：]?\s*|来源[:：]\S*\s+)$")
_CLAUSE_BREAK = re.compile(r"[,，。;；!！?？\n]")
_SENTENCE_BREAK = re.compile(r"[。;；!！?？]|\n\s*\n")
_BRACKET = re.compile(r"[（(]\s*$")
_FULL_DATE = re.compile(
    rf"(?<!到)(?P<y>{_YEAR4})\s*(?:年\s*(?P<m>{_NUM})\s*月\s*(?P<d>{_NUM})\s*日|[-/.](?P<m2>\d\d?)[-/.](?P<d2>\d\d?)(?!\d))"
)
_YEAR_MONTH = re.compile(rf"(?<!到)(?P<y>{_YEAR4})\s*年\s*{_NUM}(?:{_DASH}{_NUM})?\s*月")
_YEAR_ONLY = re.compile(rf"(?<![到第号號])(?P<y>{_YEAR4})\s*年(?!远景|遠景|前)")


@dataclass(slots=True)
class Expression:
    """One time expression.

    ``kind``: day, days, month, months, quarter, half, year, years; since (open start, ``last`` set where both
    stand in one expression), until (end only); earlier (what something is compared with: no frame); unknown (a start
    that the calendar does not give: 入夏以来); and the ones that take their days from the frame around them:
    same (同期), last_same (去年同期), whole_year (全年), year_end, this_month, this_week, last_week, last_month,
    during, now, campaign (行动开展以来), and season and season_since with the name in ``word`` (春运期间, “十四五”以来).
    ``is_compared``: after 较, 比, 与.
    """

    start: int
    end: int
    kind: str
    first: date | None = None
    last: date | None = None
    is_compared: bool = False
    word: str = ""


def number(text: str) -> int:
    """The value of a numeral below 100 in Arabic, full-width or Chinese digits."""
    if text.isdecimal():
        return int(text)
    if text[0] in "廿卅":
        return (20 if text[0] == "廿" else 30) + (_CN[text[1]] if len(text) > 1 else 0)
    if "十" in text:
        tens, ones = text.split("十")
        return (_CN[tens] if tens else 1) * 10 + (_CN[ones] if ones else 0)
    return _CN[text]


def year_number(text: str) -> int:
    """The value of a year of four digits, Arabic or Chinese."""
    return int(text) if text.isdecimal() else int("".join(str(_CN[c]) for c in text))


def month_end(year: int, month: int) -> date:
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


def day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def years_away(day: date | None, years: int) -> date | None:
    """The same day ``years`` later (or earlier); the last of February where it has none."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def dated_year(text: str) -> int | None:
    """The latest year of the full dates of ``text``, else of its months with a year."""
    return _latest(_FULL_DATE, text) or _latest(_YEAR_MONTH, text)


def any_year(text: str) -> int | None:
    """The latest year that ``text`` names."""
    return _latest(_YEAR_ONLY, text)


def _latest(pattern: re.Pattern[str], text: str) -> int | None:
    years = [y for m in pattern.finditer(text) if 1978 <= (y := year_number(m["y"])) < 2100]
    return max(years, default=None)


@dataclass(slots=True)
class _Point:
    """One calendar place: its first and last day, and how fine it is."""

    first: date | None
    last: date | None
    unit: str
    end: int
    said_year: bool
    word: str = ""


class _Walk:
    """The pieces of one article, joined from left to right."""

    def __init__(self, text: str, start: int, end: int, year: int | None, published: date | None) -> None:
        self.text = text
        self.start = start
        self.stop = end
        self.year = year
        self.published = published
        self.tokens = list(_TOKEN.finditer(text, start, end))
        self.kinds = [_KIND.get(m.lastgroup or "", m.lastgroup or "") for m in self.tokens]
        self.seen: date | None = None
        """The last day or month that was named, for days and months that follow it bare."""
        self.whole_year: int | None = None
        """The year, when the expression before was a whole year."""
        self.found: list[Expression] = []

    # -- years and months that are not written ---------------------------------------------------------------
    def bare_year(self, month: int, day: int, last_month: int = 0) -> int | None:
        """The year of a month (and day) without one: the latest that lies before publication."""
        if self.whole_year is not None:
            return self.whole_year
        if self.published is not None:
            first = day_of(self.published.year, month, min(day, 28))
            over = day_of(self.published.year, last_month, 28) if last_month else None
            early = first is not None and first > self.published + timedelta(days=1)
            unfinished = over is not None and (over - self.published).days > 31
            return self.published.year - (1 if early or unfinished else 0)
        if self.seen is not None:
            away = month - self.seen.month
            return self.seen.year + (1 if away < -6 and self.seen.year < (self.year or 0) else -1 if away > 6 else 0)
        return self.year

    def relative_year(self, word: str, hint: int | None = None) -> int | None:
        frame = self.seen.year if self.seen else self.year
        head = word.strip()[0]
        if head in "今本":
            return self.year
        if head == "去":
            return self.year - 1 if self.year else None
        if head == "前":
            return self.year - 2 if self.year else None
        base = hint or self.whole_year or frame
        if base is None:
            return None
        return base + {"上": -1, "当": 0, "當": 0, "同": 0, "明": 1, "翌": 1, "次": 1}[head]

    # -- one point ---------------------------------------------------------------------------------------------
    def point(self, i: int, year_hint: int | None = None, month_hint: int | None = None) -> tuple[_Point | None, int]:
        """The point that begins with piece ``i`` and the number of the piece after it."""
        tokens, text = self.tokens, self.text
        year: int | None = None
        first_year: int | None = None
        said = False
        m = tokens[i]
        kind = self.kinds[i]
        at = m.end()
        if kind in ("year", "rel"):
            said = True
            if kind == "year":
                year = year_number(m["y2"])
                first_year = year_number(m["y1"]) if m["y1"] else None
            else:
                year = self.relative_year(m.group(), year_hint)
            if first_year is None and not (m["yedge"] or m["redge"]) and i + 1 < len(tokens):
                gap = text[at : tokens[i + 1].start()].strip(" \t\n\r　的")
                following = self.kinds[i + 1]
                if not gap and following in ("half", "quarter", "ahead", "month", "yearpart"):
                    i += 1
                    m, kind, at = tokens[i], following, tokens[i].end()
            if kind in ("year", "rel"):
                if year is None:
                    return _Point(None, None, "year", at, said), i + 1
                if m["yedge"] or m["redge"]:
                    edge = date(year, 1, 1) if "初" in m.group() else date(year, 12, 31)
                    return _Point(edge, edge, "edge", at, said), i + 1
                unit = "years" if first_year is not None and first_year != year else "year"
                return _Point(date(first_year or year, 1, 1), date(year, 12, 31), unit, at, said, m.group()), i + 1
        if kind == "yearpart":
            if year is None:
                return None, i + 1
            word = m.group()
            if "全" in word:
                return _Point(date(year, 1, 1), date(year, 12, 31), "year", at, said), i + 1
            edge = date(year, 1, 1) if "初" in word else date(year, 12, 31)
            return _Point(edge, edge, "edge", at, said), i + 1
        if kind in ("half", "quarter", "ahead"):
            first_month, last_month = self._months(m, kind)
            if year is None:
                year = year_hint or self.bare_year(first_month, 1, last_month)
            unit = {"half": "half", "quarter": "quarter", "ahead": "months"}[kind]
            if year is None:
                return _Point(None, None, unit, at, said), i + 1
            return _Point(date(year, first_month, 1), month_end(year, last_month), unit, at, said), i + 1
        if kind == "month":
            return self._month(i, year, said, year_hint)
        if kind == "day":
            return self._day(i, year_hint, month_hint)
        return None, i + 1

    def _months(self, m: re.Match[str], kind: str) -> tuple[int, int]:
        """First and last month of a half year, of quarters or of 前5月."""
        if kind == "half":
            return (1, 6) if m.group().startswith("上") else (7, 12)
        if kind == "ahead":
            return 1, min(12, max(1, number(m["an"]) if m["an"] else 1))
        if m["qf"] or m["hf"]:
            return 1, number(m["qf"] or m["hf"]) * 3
        last = m["q2"] or m["oq2"] or m["hq"]
        quarter = number(last) if last else 1
        first = m["q1"] or m["oq1"]
        return (number(first) if first else quarter) * 3 - 2, quarter * 3

    def _month(self, i: int, year: int | None, said: bool, year_hint: int | None) -> tuple[_Point | None, int]:
        m = self.tokens[i]
        at = m.end()
        last_month = number(m["m2"])
        first_month = number(m["m1"]) if m["m1"] else last_month
        if not (1 <= first_month <= 12 and 1 <= last_month <= 12):
            return None, i + 1
        part = m["part"]
        day = self._following_day(i) if not part else None
        day_number = number(day["d1"] or day["d2"] or day["h2"]) if day else 1
        if year is None:
            year = year_hint or self.bare_year(first_month, day_number, last_month if m["m1"] else 0)
        if year is None:
            unit = ("days" if day["d1"] else "day") if day else "months" if m["m1"] else "month"
            return _Point(None, None, unit, day.end() if day else at, said), i + (2 if day else 1)
        first_year = year - 1 if first_month > last_month else year
        if day is not None:
            at = _TIME.match(self.text, day.end()).end() if self.text[day.end() : day.end() + 1] else day.end()  # type: ignore[union-attr]
            first = day_of(year, last_month, day_number)
            last = day_of(year, last_month, number(day["d2"])) if day["d2"] else first
            if first is None or last is None:
                return None, i + 2
            unit = "day" if first == last else "days"
            return _Point(first, last, unit, self._trim(day.end(), at), said), i + 2
        first, last = date(first_year, first_month, 1), month_end(year, last_month)
        unit = "month" if first_month == last_month else "months"
        if part == "上旬":
            last, unit = date(year, last_month, 10), "days"
        elif part == "中旬":
            first, last, unit = date(year, last_month, 11), date(year, last_month, 20), "days"
        elif part == "下旬":
            first, unit = date(year, last_month, 21), "days"
        elif part in ("底", "末"):
            first, unit = last, "edge"
        elif part == "初":
            last, unit = first, "edge"
        return _Point(first, last, unit, at, said), i + 1

    def _trim(self, end: int, at: int) -> int:
        """The end of a time of day, without the spaces after it."""
        while at > end and self.text[at - 1].isspace():
            at -= 1
        return at

    def _following_day(self, i: int) -> re.Match[str] | None:
        if i + 1 >= len(self.tokens):
            return None
        day = self.tokens[i + 1]
        if self.kinds[i + 1] not in ("day", "hao") or self.text[self.tokens[i].end() : day.start()].strip():
            return None
        return day

    def _day(self, i: int, year_hint: int | None, month_hint: int | None) -> tuple[_Point | None, int]:
        m = self.tokens[i]
        base = date(year_hint, month_hint, 1) if year_hint and month_hint else self.seen or self.published
        if base is None or m.group() == "一日" or _COUNTED.search(self.text, max(0, m.start() - 4), m.start()):
            return None, i + 1
        day_number = number(m["d1"] or m["d2"])
        year, month = base.year, base.month
        first, last = day_of(year, month, day_number), day_of(year, month, number(m["d2"]))
        if self.published is not None and not month_hint and first and first > self.published:
            before = date(year, month, 1) - timedelta(days=1)
            first = day_of(before.year, before.month, day_number)
            last = day_of(before.year, before.month, number(m["d2"]))
        elif self.published is not None and not month_hint and self.seen and self.seen.day > 24 and day_number < 8:
            next_month = month_end(year, month) + timedelta(days=day_number)
            if next_month <= self.published:
                first, last = next_month, next_month + timedelta(days=number(m["d2"]) - day_number)
        if first is None or last is None or last < first:
            return None, i + 1
        tail = _TIME.match(self.text, m.end())
        at = self._trim(m.end(), tail.end()) if tail else m.end()
        return _Point(first, last, "day" if first == last else "days", at, False), i + 1

    # -- whole expressions -------------------------------------------------------------------------------------
    def run(self) -> list[Expression]:
        i, n = 0, len(self.tokens)
        while i < n:
            m, kind = self.tokens[i], self.kinds[i]
            if kind in ("year", "rel", "half", "quarter", "ahead", "month", "day"):
                i = self._calendar(i)
            elif kind == "yearpart" and m.start() > self.start and self.text[m.start() - 1] in "每近多":
                i += 1
            else:
                i = self._word(i)
        return self.found

    def _calendar(self, i: int) -> int:
        text = self.text
        begin = self.tokens[i].start()
        point, after = self.point(i)
        if point is None:
            return after
        second: _Point | None = None
        if after < len(self.tokens):
            nxt = self.tokens[after]
            gap = text[point.end : nxt.start()]
            if len(gap) <= 30 and self.kinds[after] in ("year", "rel", "month", "day", "half", "quarter"):
                opened = _FROM_ANY.match(text, begin - 1) if begin > self.start else None
                linked = _LINK.fullmatch(gap) is not None
                reached = not linked and gap.rstrip().endswith(("至", "到")) and not _CLAUSE_BREAK.search(gap.strip()) and (
                    opened is not None or "以来" in gap or "起" in gap
                ) and not gap.rstrip().endswith("截至") and not gap.startswith("的")
                if linked or reached:
                    first = point.first
                    hint = (first.year, first.month) if first else (None, None)
                    second, after2 = self.point(after, *hint)
                    if second is not None and second.last is not None and first is not None:
                        if second.last < first and not second.said_year:
                            second.last = years_away(second.last, 1)
                        after = after2
                    else:
                        second = None
            elif point.unit == "day" and point.first and _NEXT_DAY.match(text, point.end):
                next_day = point.first + timedelta(days=1)
                second, after = _Point(next_day, next_day, "day", nxt.end(), False), after + 1
        end = second.end if second else point.end
        first, last, unit = point.first, point.last, point.unit
        if second is not None:
            last = second.last
            fine = "day" in point.unit or "day" in second.unit or "edge" in (point.unit, second.unit)
            unit = "days" if fine else "years" if point.unit == second.unit == "year" else "months"
        return self._settle(i, after, begin, end, first, last, unit, point.word)

    def _settle(
        self, i: int, after: int, begin: int, end: int, first: date | None, last: date | None, unit: str, word: str
    ) -> int:
        """What the words around a calendar place make of it."""
        text = self.text
        before = text[max(self.start, begin - 8) : begin]
        kind, compared = unit, False
        if unit == "day" and _DATELINE.match(text, end) and self._is_dateline(begin, end):
            self.seen = last or self.seen
            return after
        if _LUNAR.search(before) or _ISSUE.match(text, end) or _IN_FORCE.match(text, end):
            return after
        if text.startswith("的", end):
            if _MEASURED.search(before):
                return after
            compared = _GROWN_TO.search(before) is not None
        if not compared and (_PLAN.search(before) or _TOTAL.search(before)) and not _UNTIL.search(before):
            return after
        m_before = _BEFORE.match(text, end)
        if m_before and unit != "since":
            return after
        if unit == "day" and first and _FURNITURE_AFTER.match(text, end) and _FURNITURE_BEFORE.search(
            text, max(0, begin - 8), begin
        ):
            self.seen = self.seen or first
            return after
        if unit in ("year", "month") and _HOLIDAY.match(text, end) and not _AGAINST.search(before):
            unit, first, last = "unknown", None, None
            kind = unit
        since_end = self._since(after, end)
        if since_end and (word.rstrip().endswith("度") or _RECORD.match(text, since_end[0])):
            return since_end[1]
        if not since_end and not _UNTIL.search(before) and (
            unit == "day" and _REPORT.match(text, end) or unit in ("year", "month", "day") and _BORN.match(text, end)
        ):
            self.seen = last or self.seen
            return after
        if _UNTIL.search(before):
            kind, first = "until", None
        elif compared or _AGAINST.search(before) or text.startswith("的", end) and _EARLIER_OF.search(before) or _AGAINST_AFTER.match(text, end):
            kind, compared = "earlier", True
        elif since_end is not None:
            end, after, upto = since_end
            kind, last = "since", upto
        elif (m := _SO_FAR.match(text, end)) is not None:
            kind, last, end = "since", None, m.end()
            after = self._skip(after, end)
        elif (m := _START.match(text, end)) is not None and unit not in ("days", "months", "years"):
            kind, last, end = "since", None, m.end()
        elif _FROM.search(before) and unit in ("day", "month", "edge", "year") and word[:1] != "今":
            kind, last = "since", None
        elif unit == "edge":
            kind, first = ("until", None) if first != date(first.year, 1, 1) and first and first.day != 1 else ("since", first)  # type: ignore[union-attr]
            last = last if kind == "until" else None
        elif unit == "year" and word[:1] in "今本" and self.published and first and first.year == self.published.year:
            last = None
        if kind in _CALENDAR and self.found and self.found[-1].is_compared and _AND.fullmatch(text[self.found[-1].end : begin]):
            kind, compared = "earlier", True
        shown = last or first
        if not compared:
            self.seen = shown if shown and unit not in ("year", "years") else self.seen
            self.whole_year = first.year if kind == "year" and first and word[:1] not in "今本" else None
        self.found.append(Expression(begin, end, kind, first, last, compared, word))
        return after

    def _is_dateline(self, begin: int, end: int) -> bool:
        """Whether a day before 讯 or 电 stands in a dateline: near the head of a line or within 【】."""
        line = max(self.text.rfind("\n", self.start, begin), self.start - 1)
        return begin - line < 24

    def _skip(self, i: int, end: int) -> int:
        while i < len(self.tokens) and self.tokens[i].start() < end:
            i += 1
        return i

    def _since(self, i: int, end: int) -> tuple[int, int, date | None] | None:
        """An 以来 that closes the clause of a calendar place: its end, the next piece, and the day it runs to."""
        while i < len(self.tokens):
            m = self.tokens[i]
            if m.start() - end > 60 or self.kinds[i] not in ("since", "season", "hao", "during", "now"):
                return None
            if m.lastgroup == "sofar" and not _CLAUSE_BREAK.search(self.text, end, m.start()) and m.start() - end < 20:
                return m.end(), i + 1, None
            if m.lastgroup == "since":
                if _CLAUSE_BREAK.search(self.text, end, m.start()):
                    return None
                return self._upto(i + 1, m.end())
            i += 1
        return None

    def _upto(self, i: int, end: int) -> tuple[int, int, date | None]:
        """The 至8月20日 directly after an 以来."""
        if i < len(self.tokens) and self.kinds[i] in ("month", "day", "year"):
            gap = self.text[end : self.tokens[i].start()].strip()
            if gap in ("至", "到", "截至", "截止"):
                point, after = self.point(i)
                if point is not None and point.last is not None:
                    return point.end, after, point.last
        return end, i, None

    def _word(self, i: int) -> int:
        m = self.tokens[i]
        kind, word = self.kinds[i], m.group()
        text, begin, end = self.text, m.start(), m.end()
        before = text[max(self.start, begin - 4) : begin]
        if kind == "word":
            self._day_word(begin, end, word, before)
        elif kind == "same":
            self._same(m, before)
        elif kind == "since":
            return self._bare_since(i)
        elif kind == "relmonth":
            compared = bool(_AGAINST.search(before)) or bool(_AGAINST_AFTER.match(text, end))
            if self._following_day(i) is not None and self.published:
                this = self.published.replace(day=1)
                self.seen = this - timedelta(days=1) if word[0] == "上" else self.seen if word[0] in "当當" else this
                return i + 1
            name = "last_month" if word[0] == "上" else "" if word[0] == "下" else "this_month"
            since = self._since(i + 1, end) if name == "this_month" else None
            if since:
                self.found.append(Expression(begin, since[0], name, None, since[2], word="以来"))
                return since[1]
            if name:
                self.found.append(Expression(begin, end, name, is_compared=compared, word=word))
        elif kind == "week":
            compared = bool(_AGAINST.search(before)) or bool(_AGAINST_AFTER.match(text, end))
            name = "last_week" if word[0] == "上" else "this_week"
            self.found.append(Expression(begin, end, name, is_compared=compared, word=word))
        elif kind == "yearpart":
            if _AGAINST.search(before) or "初" in word and not self._since(i + 1, end):
                return i + 1
            self.found.append(Expression(begin, end, "whole_year" if "全" in word else "year_end", word=word))
        elif kind == "season":
            since = self._since(i + 1, end)
            if since is not None:
                self.found.append(Expression(begin, since[0], "season_since", None, since[2], word=word))
                return since[1]
            if i + 1 < len(self.tokens) and self.kinds[i + 1] == "during" and self.tokens[i + 1].start() <= end + 1:
                self.found.append(Expression(begin, self.tokens[i + 1].end(), "season", word=word))
                return i + 2
        elif kind == "lately":
            self.found.append(Expression(begin, end, "unknown", word=word))
        elif kind == "during":
            self.found.append(Expression(begin, end, "during", word=word))
        elif kind == "now":
            self.found.append(Expression(begin, end, "now", word=word))
        return i + 1

    def _day_word(self, begin: int, end: int, word: str, before: str) -> None:
        if before.endswith(("至", "到", "-", "—", "～", "~")):
            return
        head = word[0]
        if head in "昨今前":
            days = {"昨": -1, "今": 0, "前": -2}[head]
            day = self.published + timedelta(days=days) if self.published else None
            if _REPORT.match(self.text, end):
                return
        elif self.seen is None:
            return
        else:
            day = self.seen + timedelta(days=1) if head in "次翌第" else self.seen
        if _UNTIL.search(before):
            self.found.append(Expression(begin, end, "until", None, day, word=word))
            return
        self.found.append(Expression(begin, end, "day", day, day, word=word))

    def _same(self, m: re.Match[str], before: str) -> None:
        if self.text.startswith("的", m.end()) and _MEASURED.search(before):
            return
        compared = bool(_AGAINST.search(before)) or bool(_AGAINST_AFTER.match(self.text, m.end()))
        year = m.group()[:-2].strip()
        if not year:
            self.found.append(Expression(m.start(), m.end(), "same", is_compared=compared))
            return
        away = None if not year[0].isdigit() else date(year_number(year[:4]), 1, 1)
        self.found.append(Expression(m.start(), m.end(), "last_same", first=away, is_compared=compared, word=year))

    def _bare_since(self, i: int) -> int:
        """An 以来 without a calendar place: of a campaign, else of something that the calendar does not know."""
        m = self.tokens[i]
        word = m.group()
        if m.lastgroup == "sofar" or word.startswith(("连", "近日", "近期")) or re.match(r"[两兩三四五六七八九十数几\d]+[余多]?天", word):
            self.found.append(Expression(m.start(), m.end(), "now", word=word))
            return i + 1
        begin = max(self.start, m.start() - 60)
        for cut in _CLAUSE_BREAK.finditer(self.text, begin, m.start()):
            begin = cut.end()
        clause = self.text[begin : m.start()]
        if not word.startswith("以"):
            kind = "campaign" if _OPERATION.search(clause) else "unknown"
            self.found.append(Expression(m.start(), m.end(), kind, word=clause))
            return i + 1
        if _EVER.search(clause) or _RECORD.match(self.text, m.end()):
            return i + 1
        end, after, upto = self._upto(i + 1, m.end())
        if "年初" in clause or "开年" in clause:
            first = date(self.year, 1, 1) if self.year else None
            self.found.append(Expression(begin, end, "since", first, upto, word=clause))
        else:
            self.found.append(Expression(begin, end, "campaign", None, upto, word=clause))
        if upto:
            self.seen = upto
        return after


def find(text: str, start: int, end: int, year: int | None, published_on: date | None) -> list[Expression]:
    """The time expressions of ``text[start:end]`` in order; days that cannot be told are None."""
    return _Walk(text, start, end, year, published_on).run()
