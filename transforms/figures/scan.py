"""From text to tokens: an ordered, non-overlapping list of every Arabic digit run and every Chinese numeral that counts.

One regex finds where a numeral may begin; what stands there is then read by the grammar of its kind. Work is done
around numerals only, and every look at the context is bounded, so cost grows with the number of numerals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from transforms import lexicon
from transforms.figures import numerals, roles, units
from transforms.figures.normalise import fold
from transforms.figures.numerals import GAP, HAN


@dataclass(slots=True)
class Token:
    """One numeral of the text; offsets are code points of the original.

    ``role`` None: a quantity that may be a figure; else one of the guide's numeral roles. ``value`` carries no sign
    of a change (the verb gives it), but a level below zero is negative. ``unit_start`` is ``end`` without a unit.
    """

    start: int
    end: int
    value: float | None
    value_max: float | None = None
    unit: str | None = None
    unit_text: str = ""
    unit_start: int = -1
    unit_kind: str | None = None
    approx: str = "exact"
    role: str | None = None
    reason: str | None = None
    is_quoted: bool = False


_START = re.compile(f"[0-9A-Za-z{HAN}半]")
_REACH = 40


def scan(text: str) -> list[Token]:
    """Every numeral of ``text``, in order. Linear in its length."""
    return _Scanner(text).run()


class _Scanner:
    """One pass over one text."""

    __slots__ = ("at", "text", "tokens")

    def __init__(self, text: str) -> None:
        self.text = fold(text)
        self.tokens: list[Token] = []
        self.at = 0

    def run(self) -> list[Token]:
        text, find = self.text, _START.search
        while (begin := find(text, self.at)) is not None:
            start = begin.start()
            c = text[start]
            if c <= "9":
                self.at = self._arabic(start)
            elif c <= "z":
                self.at = self._latin(start)
            else:
                self.at = self._han(start)
        return self.tokens

    def _add(self, token: Token) -> int:
        if token.unit_start < 0:
            token.unit_start = token.end
        self.tokens.append(token)
        return token.end

    def _before(self, start: int, reach: int = _REACH) -> str:
        """The clause before ``start``, no further back than the numeral before it."""
        floor = self.tokens[-1].end if self.tokens else 0
        return self.text[max(floor, start - reach) : start]

    # -- words with letters ------------------------------------------------------------------------------------
    def _latin(self, start: int) -> int:
        found = _LATIN.match(self.text, start)
        assert found is not None  # _START saw a letter
        words = found.group()
        if not any("0" <= c <= "9" for c in words):
            return found.end()
        end = found.start() + len(words.rstrip(".,;:-/"))
        role = "name" if _NAME_LATIN.fullmatch(self.text[start:end]) else "identifier"
        if start and _PLATE.match(self.text, start - 1):
            start -= 1
        return self._add(Token(start, end, None, role=role))

    # -- Arabic digits -----------------------------------------------------------------------------------------
    def _arabic(self, start: int) -> int:
        if (name := self._quoted(start)) is not None:
            return self._add(name)
        special = _special().match(self.text, start)
        if special is not None:
            for group, role in _SPECIAL_ROLES:
                if special.group(group) is not None:
                    token = self._special(special, group, role)
                    if token is not None:
                        return self._add(token)
                    break
        return self._quantity(start)

    def _special(self, found: re.Match[str], group: str, role: str) -> Token | None:
        text, start, end = self.text, found.start(), found.end(group)
        before = text[max(0, start - 12) : start]
        if group == "day":
            if _DAYS_LONG.search(before) or _DAYS_LONG_AFTER.match(text, end):
                return None
        elif group == "agency":
            start = _agency_start(text, start)
        elif group == "year" and int(text[start : start + 4]) > 2100:
            return None
        elif group == "clock" and not _is_clock(before, text[end : end + 4], text[start:end]):
            return None
        elif group == "enumerator" and not _LINE_START.search(before):
            return None
        elif group == "phone" and not (len(found.group()) >= 11 or _PHONE_BEFORE.search(before)):
            return None
        elif group == "ordinal" and before.endswith("第"):
            return None
        return Token(start, end, _first_value(found.group(group)), role=role)

    # -- Chinese numerals --------------------------------------------------------------------------------------
    def _han(self, start: int) -> int:
        text = self.text
        word_end = _setword(text, start)
        if word_end:
            return word_end
        if (name := self._quoted(start)) is not None:
            return self._add(name)
        date = _HAN_DATE.match(text, start)
        if date is not None:
            if date.lastgroup == "clock" and not _is_clock(text[max(0, start - 12) : start], text[date.end() : date.end() + 4], "点"):
                return self._quantity(start)
            return self._add(Token(start, date.end(), _first_value(date.group()), role="time" if date.lastgroup == "clock" else "date"))
        ordinal = _HAN_ORDINAL.match(text, start)
        if ordinal is not None and text[start - 1 : start] not in ("第", ""):
            return self._add(Token(start, ordinal.end(), numerals.parse(ordinal.group(1)), role="ordinal"))
        return self._quantity(start)

    def _quoted(self, start: int) -> Token | None:
        """A coined term in quotation marks is one name; a quotation that is speech or a plain figure is none."""
        text = self.text
        floor = self.tokens[-1].end if self.tokens else 0
        low = max(floor, start - 14)
        opening = max(text.rfind("“", low, start), text.rfind("「", low, start), text.rfind("‘", low, start))
        if opening < 0:
            return None
        closing = _CLOSING.search(text, start, min(len(text), start + 16))
        if closing is None or _SPEECH.search(text, opening + 1, closing.start()):
            return None
        inside = text[opening + 1 : closing.start()]
        if not _is_coined(inside):
            return None
        return Token(opening + 1, closing.start(), None, role="name", is_quoted=True)

    # -- quantities --------------------------------------------------------------------------------------------
    def _quantity(self, start: int) -> int:
        text = self.text
        found = _number().match(text, start)
        if found is None:
            return start + 1
        arabic = text[start] <= "9"
        begin = start
        value, value_max, approx, unit_text, unit_at, end = self._read(found)
        if value is None:
            return start + 1
        unit = units.of(unit_text) if unit_text else None
        kind = unit.kind if unit else ""
        before = self._before(start)
        # signs and words that belong to the number
        sign = _SIGN.search(before)
        if sign:
            begin -= len(sign.group())
            before = before[: sign.start()]
            value = -value if value else value
            value_max = -value_max if value_max else value_max
        head = _HEAD.search(before) if not arabic else None
        if head and _VAGUE.fullmatch(found["n"]) :
            begin -= len(head.group())
            before = before[: head.start()]
            approx = "over"
        ordinal = _ORDINAL.search(before)
        if ordinal:
            begin -= len(ordinal.group())
            return self._add(Token(begin, end, value, value_max, unit.canonical if unit else None, unit_text, unit_at, kind, role="ordinal"))
        after = text[end : end + 16]
        if approx == "exact":
            approx = roles.approx(before[-12:], after)
        token = Token(
            begin, end, value, value_max, unit.canonical if unit else None, unit_text, unit_at if unit else end, kind or None, approx
        )
        if not arabic and not self._han_counts(found, token, before, after):
            return found.end("n")
        self._settle(token, before, after, arabic)
        return self._add(token)

    def _read(self, found: re.Match[str]) -> tuple[float | None, float | None, str, str, int, int]:
        """value, value_max, approximation inside, unit as written, its start, end of all."""
        unit_text, end = found["u"] or "", found.end()
        unit_at = found.start("u") if unit_text else end
        approx = "exact"
        if found["a1"] or found["a2"]:
            approx = "about" if (found["a1"] or found["a2"]) == "来" else "over"
        factor = numerals.multiplier(found["m2"] or "")
        if found["per"]:
            value, kind = _fraction(found)
            return value, None, approx, kind, end, end
        low = found["n"]
        value_max: float | None = None
        span = _HAN_SPAN.search(low)
        if found["hi"]:
            high = found["hi"]
            value_max = numerals.parse(high)
            value = numerals.parse(low)
            if value is None or value_max is None:
                return value, None, approx, unit_text, unit_at, end
            low_multiplier = low.rstrip()[-1:]
            tail = _MULTIPLIER_TAIL.search(high.rstrip())
            if tail and low_multiplier not in "万亿千百" and value < value_max:
                value *= numerals.multiplier(tail.group())
            value *= factor
            value_max *= factor
        elif span and (pair := _span(low)) is not None:
            value, value_max = pair[0] * factor, pair[1] * factor
        else:
            value = numerals.scaled(low.replace(",", "").replace("，", ""), factor) if _PLAIN.fullmatch(low) else numerals.parse(low)
            if value is not None and not _PLAIN.fullmatch(low):
                value *= factor
        if found["half"] and value is not None:
            value += 0.5 * (numerals.multiplier(low[-1]) if low[-1] in numerals.MULTIPLIERS else 1)
        return value, value_max, approx, unit_text, unit_at, end

    def _han_counts(self, found: re.Match[str], token: Token, before: str, after: str) -> bool:
        """Whether a number in Chinese characters is a numeral worth an entry: articles and word parts are not."""
        n = found["n"]
        if found["per"]:
            return True
        if token.unit is None:
            return len(n) >= 3 and token.value is not None and token.value >= 20 and bool(_REAL.search(n)) and not found["a1"]
        if token.unit_kind == "area":
            return False
        if n == "一":
            if token.unit_kind == "time":
                return bool(found["a1"]) or bool(_STRETCH_BEFORE.search(before) or _STRETCH_AFTER.match(after)) or "个" in token.unit_text
            if token.unit_kind in ("rate", "measure"):
                return token.unit_text not in ("分", "度", "方", "里", "两", "转", "米")
            return False
        if n == "两" and token.unit_kind == "count":
            return token.unit_text in _COUNTED_PAIRS
        if n in _BARE_MULTIPLIERS:
            return token.unit_kind != "time" or n == "百"
        return True

    def _settle(self, token: Token, before: str, after: str, arabic: bool) -> None:
        """The role of a quantity: None for a figure."""
        kind = token.unit_kind
        if kind == "age":
            token.role = "age"
        elif kind == "time":
            if not roles.duration_is_figure(before, after):
                token.role = "duration"
                if roles._THRESHOLD_AFTER.match(after) and "徒刑" in after:
                    token.role, token.reason = "other", "threshold"
        elif roles.is_furniture(before):
            token.role, token.reason = "other", "page furniture"
        elif kind is None and token.unit is None and token.unit_text == "" and arabic and not self.text[token.start : token.end].endswith(("%", "成")):
            self._bare(token, before, after)
        elif (reason := roles.not_reported(before, after, kind or "", token.value or 0)) is not None:
            token.role, token.reason = "other", reason

    def _bare(self, token: Token, before: str, after: str) -> None:
        """An Arabic number without a unit."""
        words = self.text[token.start : token.end]
        digits = words.strip("-")
        if roles.is_hotline(digits):
            token.role = "identifier"
            name = roles.HOTLINE_NAME.match(self.text, token.end)
            if name:
                token.role, token.end = "name", name.end()
                token.unit_start = token.end
        elif len(digits) >= 7 and digits.isdigit():
            token.role = "identifier"
        elif _YEARLIKE.fullmatch(digits) and _HAN_CHAR.search(before[-1:]):
            token.role = "name"
        elif _FRACTION.fullmatch(words) or token.value_max is not None:
            token.role, token.reason = "other", "no unit"
        elif not _VALUE_BEFORE.search(before):
            token.role, token.reason = "other", "no unit"


# -- the patterns ----------------------------------------------------------------------------------------------
_LATIN = re.compile(r"(?:https?://|www\.)[!-~]+|[A-Za-z][A-Za-z0-9_.:/?=&%#@+\-]*(?:[*Xx]+\d*)?")
_NAME_LATIN = re.compile(r"(?:PM|O|CO|SO|NO|H|COVID-?|AK|Q|A|C|iPhone|Windows|N)\d{1,2}(?:\.5)?|[A-Za-z]{3,}-?\d{1,4}")
_PLATE = re.compile(r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z]")
_CLOSING = re.compile("[”」’]")
_SPEECH = re.compile(r"[，。；：！？,;:!?“「\n]")
_PLAIN = re.compile(r"\d+(?:[,，]\d{3})*(?:\.\d+)?")
_MULTIPLIER_TAIL = re.compile("[十百千万亿]+$")
_HAN_SPAN = re.compile("[一二两三四五六七八九][二三四五六七八九]")
_SIGN = re.compile(r"(?:零下|负|(?<![\d\w%])-)[ \t]{0,2}$")
_HEAD = re.compile(r"(?:上|成|数|好几|几|近乎)$")
_VAGUE = re.compile("[十百千万亿]+")
_ORDINAL = re.compile(r"第[ \t]{0,2}$")
_BARE_MULTIPLIERS = {"十", "百", "千", "万", "亿", "百万", "千万", "十万", "百亿", "千亿", "万亿", "亿万"}
_REAL = re.compile("[十百千万亿]")
_COUNTED_PAIRS = set("名人起辆台支把件宗例户艘架枚瓶箱袋包栋头匹只家条部")
_STRETCH_BEFORE = re.compile(r"(?:近|过去|为期|满|期限|不到|不足|约|徒刑|拘役|缓刑|历时|时隔|最近|连续|长达|超过|刑期)$")
_STRETCH_AFTER = re.compile(r"[ \t]?(?:内|来|后|多|半|以上|以来|期|左右|以内|前)")
_YEARLIKE = re.compile(r"(?:19|20)\d\d")
_HAN_CHAR = re.compile(r"[\u4e00-\u9fff]")
_FRACTION = re.compile(r"\d+/\d+")
_VALUE_BEFORE = re.compile(
    r"(?:为|达|达到|至|到|共|计|有|[超近逾约]|超过|得分?|指数|比|数|量|总数|名|员|人员|起数|案件|警情|分别为?|下降|上升|增长|减少|增加|[、，])[ \t]{0,3}[:：]?[ \t]{0,3}$"
)
_LINE_START = re.compile(r"(?:^|[\n。；;：:!！?？(（])[ \t]*$")
_DAYS_LONG = re.compile(r"(?:拘留|连续|为期|历时|近|满|长达|仅|共|持续|期限|时限|不足|超过|每|羁押|留置)[ \t]?$")
_DAYS_LONG_AFTER = re.compile(r"[ \t]?(?:以?内|以上|以下|后|行政拘留|拘留|期限|的拘留|有效)")
_PHONE_BEFORE = re.compile(r"(?:电话|热线|致电|拨打|传真|手机|号码|QQ|微信|邮编|联系方式)[^，。\n]{0,6}[:：]?[ \t]*$")


def _is_clock(before: str, after: str, words: str) -> bool:
    """19时, 8点: a time of day, not a count of 点 or hours."""
    if words.endswith("时"):
        return not before.endswith(("小", "学", "课", "工"))
    return bool(re.search(r"(?:早|晚|午|晨|夜|日|天|从|至|到|自|截至|前|后)[ \t]?$", before) or re.match(r"(?:许|钟|半|左右|多|整|[至到前后]|[0-9一二三四五])", after))


def _agency_start(text: str, start: int) -> int:
    """Back over the bracket and the agency code of a document number: 湛安办〔2024〕87号."""
    low = start - 1
    while low > 0 and start - low < 14 and ("\u4e00" <= text[low - 1] <= "\u9fff"):
        low -= 1
    return low


def _is_coined(inside: str) -> bool:
    """百日行动, 昆仑2022, 1+6, 八个强化, 冬安1号: names; 3000元, 110, 下降20%: none."""
    if _FIGURE_ONLY.fullmatch(inside):
        return False
    if re.search(r"[0-9]", inside):
        return bool(re.search(r"(?:19|20)\d\d(?![年.\d])|\+|[0-9][ ]?号|N|[A-Za-z]", inside)) or bool(re.match(r"[\u4e00-\u9fff]{2}(?:110|119|122|120)$", inside)) or bool(_HOTLINE_INSIDE.search(inside))
    return _setword(inside, re.search(f"[{HAN}半]", inside).start()) < len(inside)  # type: ignore[union-attr]


_HOTLINE_INSIDE = re.compile(r"\d{3,6}(?:热线|平台)|\d[-—]?\d*[-—]\d")
_FIGURE_ONLY = re.compile(r"[0-9.,，]+[万亿]?[余多]?[万亿]?(?:[元人次起件%名个家]{1,2})?|[一二两三四五六七八九十百千万亿]+[余多]?(?:元|人|公里|米|吨|%)")


def _first_value(words: str) -> float | None:
    found = re.search(f"\\d+(?:\\.\\d+)?|[{HAN}]+", words)
    return numerals.parse(found.group()) if found else None


def _span(words: str) -> tuple[float, float] | None:
    """三四十, 七八, 十七八, 两三百, 三五万: a number that names two neighbours."""
    found = re.fullmatch(r"(.*?)([一二两三四五六七八九])([二三四五六七八九])([十百千万亿]*)", words)
    if found is None:
        return None
    head, low, high, tail = found.groups()
    a, b = numerals.DIGITS[low], numerals.DIGITS[high]
    if not (b == a + 1 or (a, b) == (3, 5)) or (head and head[-1] not in numerals.MULTIPLIERS):
        return None
    first, second = numerals.parse(head + low + tail), numerals.parse(head + high + tail)
    if head and not tail:  # 十七八: the digits are ones, not tenths
        base = numerals.parse(head) or 0
        first, second = base + a, base + b
    return (first, second) if first is not None and second is not None else None


def _fraction(found: re.Match[str]) -> tuple[float | None, str]:
    """百分之x and 千分之x are shares in %, n分之m a plain number."""
    whole, part = found["n"], numerals.parse(found["part"] or "")
    if part is None:
        return None, ""
    base = numerals.parse(whole)
    if base is None or base == 0:
        return None, ""
    if whole in ("百", "一百"):
        return part, "%"
    if whole in ("千", "一千", "万"):
        return part * 100 / base, "%"
    return part / base, ""


@lru_cache(maxsize=1)
def _number() -> re.Pattern[str]:
    """A number with what belongs to it: n, an upper end, approximation, a further multiplier, unit."""
    arabic = r"\d+(?:[,，]\d{3}(?!\d))*(?:\.\d+)?"
    physical = r"(?!克|米|瓦|卡|伏|焦|帕|赫|字节|比特|分点|分之)"
    mixed = rf"(?:{GAP}[十百千万亿]{physical}(?:{GAP}?零?\d+(?:\.\d+)?[十百千万亿]|\d+(?![.\d年月])|[{HAN}])*)*"
    chinese = rf"[{HAN}]+(?:点[零一二三四五六七八九]+[十百千万亿]*)?"
    body = rf"(?:{arabic}{mixed}|{chinese})"
    to = rf"{GAP}(?:至|到|-{{1,2}}|—{{1,2}}|–|~|─){GAP}"
    unit = units.pattern()
    return re.compile(
        rf"(?P<n>{body})(?:(?P<per>{GAP}分{GAP}之{GAP})(?P<part>{arabic}|{chinese})|"
        rf"(?:(?P<u1>{unit})?{to}(?P<hi>{body}))?"
        rf"(?:{GAP}(?P<a1>[余多来几]|有余))?(?:{GAP}(?P<m2>[十百千万亿]+{physical}))?(?:{GAP}(?P<a2>[余多]))?(?:{GAP}(?P<u>成(?![立为功效果员绩品本交都就长熟形套批群活才天])|{unit}))?(?P<half>半(?![年天岛径路数夜]))?)"
    )


@lru_cache(maxsize=1)
def _special() -> re.Pattern[str]:
    year = r"(?:19|20)\d\d"
    return re.compile(
        rf"(?P<agency>(?<=[〔\[（(【]){year}[ ]?[〕\]）)】][^\s，。；、（(]{{0,14}}?\d+号)"
        rf"|(?P<iso>{year}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d)|(?<!\d){year}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?!\d))"
        rf"|(?P<hms>\d{{1,2}}[:：]\d\d(?:[:：]\d\d)?(?!\d))"
        rf"|(?P<years>{year}[ ]?[-—–~]{{1,2}}[ ]?{year}年?(?!\d))"
        rf"|(?P<months>(?:{year}[ ]?年[ ]?)?\d{{1,2}}(?:月份?)?[ ]?[-—–~至到]{{1,2}}[ ]?\d{{1,2}}[ ]?月(?:份)?(?!\d{{1,2}}日))"
        rf"|(?P<monthlist>\d{{1,2}}(?:、\d{{1,2}}){{1,3}}月份?)"
        rf"|(?P<year>{year}[ ]?年(?:度|末|底|初)?(?:[ ]?(?:第?[一二三四1-4]季度|\d{{1,2}}[ ]?月(?:份|[ ]?\d{{1,2}}[ ]?[日号])?))?)"
        rf"|(?P<monthday>\d{{1,2}}[ ]?月[ ]?\d{{1,2}}[ ]?[日号])"
        rf"|(?P<month>(?:1[0-2]|0?[1-9])[ ]?月(?:份)?)"
        rf"|(?P<season>[1-4]季度)"
        rf"|(?P<day>(?:[12]\d|3[01]|0?[1-9])[ ]?日(?!元|均|本))"
        rf"|(?P<clock>(?:[01]?\d|2[0-4])[ ]?[时点](?!代|速|事|候|段|刻|效|位|名|光|评)(?:[ ]?\d{{1,2}}[ ]?分(?!钟|别|之|局)(?:\d{{1,2}}秒)?|半)?许?)"
        rf"|(?P<phone>1[3-9]\d{{9}}(?!\d)|0\d{{2,3}}[-—]\d{{7,8}}|\d{{3,4}}-\d{{4,8}}(?:-\d+)?|\d{{7,8}}(?![\d万亿元.]))"
        rf"|(?P<long>\d{{9,}}[0-9A-Za-z/\-]*|\d+[*×]{{2,}}\d*[Xx]?)"
        rf"|(?P<train>\d{{1,5}}[ ]?次(?:列车|货车|班列|客车|火车|[”\"]?[，,](?:出境|入境|列车)))"
        rf"|(?P<plus>\d+\+[0-9NXnx](?:\+[0-9NXnx])*)"
        rf"|(?P<house>\d+(?:号(?:楼|院|门|房|仓|库|航站楼|商铺|摊位)|单元|室|幢(?!内))(?:\d+(?:单元|号楼|楼|室|层|号))*)"
        rf"|(?P<road>\d{{3}}(?:国道|省道|县道|线)|\d{{1,3}}号线|\d{{1,3}}路公?交)"
        rf"|(?P<page>\d{{1,2}}版|\d+[-—至]\d+批)"
        rf"|(?P<number>\d+[ ]?号(?!楼))"
        rf"|(?P<born>\d0后)"
        rf"|(?P<enumerator>\d{{1,2}}(?=[.．、](?!\d)|[)）]))"
        rf"|(?P<letters>(?!{units.latin()})\d[\d.]*[A-Za-z][A-Za-z0-9_\-/.]*)"
    )


_SPECIAL_ROLES = (
    ("agency", "identifier"), ("iso", "date"), ("hms", "time"), ("years", "date"), ("months", "date"), ("monthlist", "date"),
    ("year", "date"), ("monthday", "date"), ("month", "date"), ("season", "date"), ("day", "date"), ("clock", "time"),
    ("phone", "identifier"), ("long", "identifier"), ("train", "identifier"), ("plus", "name"), ("house", "address"),
    ("road", "identifier"), ("page", "ordinal"), ("number", "identifier"), ("born", "age"), ("enumerator", "ordinal"),
    ("letters", "identifier"),
)  # fmt: skip

_HAN_DATE = re.compile(
    r"(?P<date>(?:二零|一九)[零一二三四五六七八九]{2}年(?:度)?(?:[一二三四五六七八九十]{1,2}月(?:份|[一二三四五六七八九十廿卅]{1,3}[日号])?)?"
    r"|[一二三四五六七八九十]{1,2}[至到]?[一二三四五六七八九十]{0,2}月(?:份|[一二三四五六七八九十廿卅]{1,3}[日号])?"
    r"|[一二三四1-4]季度|[廿卅]?[一二三四五六七八九十]{1,3}日(?=[上下凌晚至，,在]|夜间))"
    r"|(?P<clock>[一二三四五六七八九十]{1,3}[时点](?!代|速|事|候|段|刻|效|位|名|光|评)(?:[一二三四五六七八九十]{1,3}分(?!钟|别|之|局)|半|许|钟)?)"
)
_HAN_ORDINAL = re.compile(
    rf"([{HAN}]{{1,3}})(?:大队|中队|支队|分队|分场|监区|分局|团场|师市|大(?=胜利|召开|报告|精神|会议|代表|以来|期间|闭幕|开幕|安保)|届|队(?=民警|队员|辅警)|组(?=[东西南北]侧|村民|居民|农户))"
)


@lru_cache(maxsize=1)
def _setwords() -> tuple[frozenset[str], int]:
    words = frozenset(word for _, (word,) in lexicon.rows("setwords.csv", ("word",)))
    return words, max(map(len, words))


def _setword(text: str, at: int) -> int:
    """End of the set word that covers the character at ``at`` (统一, 万无一失), or 0."""
    words, longest = _setwords()
    best = 0
    for start in range(max(0, at - longest + 1), at + 1):
        for end in range(max(start + 2, at + 1), min(len(text), start + longest) + 1):
            if end > best and text[start:end] in words:
                best = end
    return best
