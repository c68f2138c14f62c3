"""Quantities: a number with its multiplier, the approximation inside it, the end of a range, and its unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from transforms.figures import units
from transforms.figures.numerals import DIGITS, GAP, HAN, MULTIPLIERS, multiplier, parse, scaled


@dataclass(slots=True)
class Quantity:
    """What was read at one place: ``number`` is the bare number as written, offsets are of the text."""

    end: int
    number: str
    number_end: int
    value: float
    value_max: float | None = None
    approx: str = "exact"
    unit: units.Unit | None = None
    unit_text: str = ""
    unit_start: int = -1
    is_share: bool = False
    """A fraction (三分之二) or a share in tenths (三成): no measure word, yet complete."""


_LONGEST = 44  # characters: room for any number to 10^16 in words, with blanks
RATE = units.Unit("%", "rate")
# Every repetition is bounded, so that no run of digits, however long, is read twice over.
_ARABIC = r"(?:\d{1,20}(?:,\d{3}(?!\d)){0,6}(?:\.\d{1,15})?|\.\d{1,15})(?!\d)"
_WIDE_COMMAS = r"\d{1,3}(?:，\d{3}(?!\d)){1,6}(?:\.\d{1,15})?"
# 千 belongs to the unit in 3千克, 亿千瓦时.
_POWER = r"(?:[十百万亿]|千(?!克|米|瓦|卡|伏|焦|帕|赫|字节|比特))"
_TENTHS = "成(?![立为功效果员绩品本交都就长熟形套批群活才人天])"
_FROM = re.compile(r"[从由][^，。、；\d]{0,6}$")
_DIGITS = re.compile(r"\.?\d+")
_FINITE = 300  # digits: more would be infinity
_PLAIN = re.compile(r"\d+(?:[,，]\d{3})*(?:\.\d+)?|\.\d+")
_SPAN = re.compile(r"(.*?)([一二两三四五六七八九])([二两三四五六七八九])([十百千万亿]*)")
_COINS = re.compile(
    r"(?P<jiao>\d|[一二两三四五六七八九])[角毛](?:(?P<fen>\d|[一二两三四五六七八九])分)?"
    r"|零?(?P<cents>[一二三四五六七八九])分"
)
_TIME_PARTS = re.compile(
    rf"(?:零|又)?(?:\d{{1,3}}|[{HAN}]{{1,3}})(?:年|个月|个?(?:小时|星期|工作日)|天|日|夜|分钟?|秒钟?)(?!之"
    rf"|别)(?:半(?![年天]))?"
)
_PER_UNIT = re.compile(r"/(公顷|公斤|千克|平方米|平方公里|立方米|小时|分钟|[人户吨亩升天日月年次米秒克株头])")
_STRETCH_TAIL = re.compile(r"半个?(?:月|年|小时)")


# A character of a Chinese number. 千 opens a unit in 千克, 百 in 百分点; 两 after a digit is the weight.
_CHARACTER = (
    r"(?:[零一二三四五六七八九十万亿廿卅]|(?<![一二三四五六七八九十])两|(?<=一)两(?=[名个人起件次天年处家])"
    r"|百(?!分[之点位比])|千(?!克|瓦|卡|伏|焦|帕"
    r"|赫|字节|比特))"
)
_MIXED = (
    rf"(?:{GAP}{_POWER}(?:[ ]?零?(?:\d{{1,3}},\d{{3}}|\d+(?:\.\d+)?)(?=[ ]?[十百千万亿])|零?\d+(?![.\d年月:])"
    rf"|[零一二两三四五六七八九]){{0,6}}){{0,12}}"
)
_CHINESE = (
    rf"{_CHARACTER}(?:[ ]{{0,2}}{_CHARACTER}){{0,40}}"
    rf"(?:[ ]?点[ ]?[零一二三四五六七八九]{{1,20}}[十百千万亿]{{0,4}})?"
)
_HALF = "半(?=个?(?:小时|钟头|月|年|天|学期|世纪|公斤|斤|吨|公里|公升|升|里|米|加仑))"
_BODY = rf"(?:{_WIDE_COMMAS}|{_ARABIC}(?:[kK](?![A-Za-z])|{_MIXED})|{_CHINESE}|{_HALF})"
_RANGE = (
    rf"(?:(?:{GAP}(?P<u1>[%‰℃]|[\u4e00-\u9fff]{{1,4}}?))?{GAP}(?:至|到|-{{1,2}}|—{{1,2}}|–|~"
    rf"|─){GAP}(?P<hi>{_ARABIC}(?:[kK](?![A-Za-z])"
    rf"|{_MIXED})|{_CHINESE}))?"
)
_PAGE_BELOW = re.compile(r"[—–─-]\s*\n")  # — 2 — and the heading of a section in the next line: 七、
_SHARE = re.compile(
    rf"(?:(?P<whole>{_ARABIC}|{_CHINESE})[ ]{{0,2}}又[ ]{{0,2}})?"
    rf"(?P<n>{_ARABIC}{_MIXED}|[{HAN}](?:[ ]{{0,2}}[{HAN}]){{0,40}}(?:点[{HAN}]{{1,20}})?)"
    rf"(?:[ ]{{0,2}}分[ ]{{0,2}}之[ ]{{0,2}}|(?<=百)分(?=[一二三四五六七八九十百])"
    rf"|(?<=[二三四五六七八九十])分(?=[一二三四五六七八九](?![十百秒钟分厘毫点时次组个名般些定致])))"
    rf"(?P<part>负?(?:{_WIDE_COMMAS}"
    rf"|{_ARABIC}(?:[ ]?[kK]|{_MIXED})|{_CHINESE}))"
)


# 2e5, 1.1^23, 100k, 3/5: rare in bulletins, but a digit run must be read as what it is.
_FORMULA = re.compile(
    r"(?!(?:110|119|120|122)/)(?P<base>\d{0,15}\.\d{1,15}|\d{1,15})(?:[eE](?P<e>[+-]?\d{1,3})"
    r"|\^(?P<power>[+-]{0,2}\d{1,3})"
    r"|[ ]?(?P<metric>M|(?<=\.\d\d\d\d)G)|(?:[ ](?P<top>\d{1,9}))?/(?P<bottom>[1-9]\d{0,8}))(?![A-Za-z0-9/])"
)


@lru_cache(maxsize=2)
def _pattern(with_range: bool) -> re.Pattern[str]:
    unit = units.pattern()
    span = _RANGE if with_range else "(?P<u1>(?!))?(?P<hi>(?!))?"
    return re.compile(
        rf"(?P<n>{_BODY}){span}(?:{GAP}(?P<a1>[余多来几]"
        rf"|有余))?(?:{GAP}(?P<m2>{_POWER}{{1,4}}))?(?:{GAP}(?P<a2>[余多]))?"
        rf"(?:{GAP}(?:(?P<tenths>{_TENTHS}(?:[ ]?(?P<tenth>[一二三四五六七八九]|[1-9](?!\d)|半))?)"
        rf"|(?P<u>个?[多半](?:小时|月|年"
        rf"|天|世纪|学期|钟头)"
        rf"|{unit})))?"
        rf"(?P<half>半(?![年天岛径路数夜个小]))?"
    )


# Most quantities are this plain; the whole grammar costs three times as much. No date, code or address is written so.
_SIMPLE = re.compile(
    r"(\d{1,6}+(?:\.\d{1,6}+)?+)[ ]?([万亿]?)("
    r"(?:人次|辆次|家次|件次|公斤|公里|元|%|[起人名家处件项份条张辆户吨宗])(?=[，。、；,;)）： \n])"
    r"|(?:个百分点|[台场]次|[个场台把支套位])(?=[，。、；]))"
)


def plain(text: str, start: int) -> Quantity | None:
    """A short Arabic number with a common unit and a mark behind it, beginning at ``start``; None for all else."""
    found = _SIMPLE.match(text, start)
    if found is None:
        return None
    number, power, unit = found.groups()
    value = scaled(number, MULTIPLIERS[power] if power else 1)
    return Quantity(found.end(), number, found.end(1), value, None, "exact", units.of(unit), unit, found.start(3))


def read(text: str, start: int) -> Quantity | None:
    """The quantity that begins at ``start`` of a folded text, or None where no number stands there."""
    if text.startswith(("一半", "1半"), start):
        return Quantity(start + 2, "一半", start + 2, 0.5, is_share=True, unit_start=start + 2)
    formula = _FORMULA.match(text, start)
    if formula is not None and (result := _formula(formula)) is not None:
        return Quantity(formula.end(), formula.group(), formula.end(), result, unit_start=formula.end())
    share = _SHARE.match(text, start) if "分" in text[start : start + 24] else None
    if share is not None and (fraction := _fraction(share, text)) is not None:
        return fraction
    found = _pattern(True).match(text, start)
    if found is None:
        return None
    number, _, high, inside, power, inside_too, tenths, tenth, unit, half = found.groups()
    if high is not None and not _is_range(found):
        found = _pattern(False).match(text, start)
        assert found is not None  # the same without the upper end
        number, _, high, inside, power, inside_too, tenths, tenth, unit, half = found.groups()
    factor = multiplier(power) if power else 1
    value = 0.5 if number == "半" else _value(number, factor)
    if value is None:
        return None
    quantity = Quantity(found.end(), number, found.end(1), value)
    if high is not None:
        _set_high(quantity, high, factor)
    elif len(number) > 1 and number[0] > "9" and (pair := _span(number)) is not None:
        quantity.value, quantity.value_max = pair[0] * factor, pair[1] * factor
    elif half:
        quantity.value += 0.5 * (multiplier(number[-1]) if number[-1] in MULTIPLIERS and not unit else 1)
    if inside or inside_too:
        quantity.approx = "about" if "来" in (inside, inside_too) else "over"
    if unit is not None:
        _attach_unit(quantity, unit, found.start("u"))
        _extend(quantity, text)
    elif tenths is not None:
        _attach_tenths(quantity, tenths, tenth, found.start("tenths"))
    else:
        quantity.unit_start = quantity.end
    return quantity


def bare(text: str, start: int) -> Quantity:
    """The digits at ``start`` alone: what is left where no grammar fits (10万零百)."""
    found = _DIGITS.match(text, start)
    assert found is not None  # only called where a digit stands
    value = float(found.group()[:_FINITE])
    return Quantity(found.end(), found.group(), found.end(), value, unit_start=found.end())


def _set_high(quantity: Quantity, high: str, factor: int) -> None:
    """The upper end of a range; a multiplier said once holds for both ends (3至5万)."""
    value = _value(high, factor)
    if value is None:
        return
    shared = multiplier(high[len(high.rstrip("十百千万亿")) :])
    if shared > 1 and quantity.number[-1] not in MULTIPLIERS and quantity.value * shared < value:
        quantity.value *= shared
    quantity.value_max = value


def _is_range(found: re.Match[str]) -> bool:
    """3至5起 and 3起至5起 are; two quantities: 2.5亿年~6500万年 (it falls), 3人赶到5公里外, 从45分钟到28分钟."""
    if _PAGE_BELOW.search(found.group()):
        return False
    if found["u1"] is not None:
        before = found.string[max(0, found.start() - 8) : found.start()]
        if units.of(found["u1"]) is None or (_FROM.search(before) and not found.string.startswith("不等", found.end())):
            return False
    low, high = _value(found["n"], 1), _value(found["hi"], 1)
    if low is None or high is None:
        return False
    shared = multiplier(found["hi"][len(found["hi"].rstrip("十百千万亿")) :])
    return low < high or (found["u1"] is None and low == high and shared > 1)


def _value(number: str, factor: int) -> float | None:
    if len(number) > _LONGEST:
        return None
    if number.isdigit() and number.isascii():
        return float(int(number) * factor)
    if number[-1] in "kK":
        number, factor = number[:-1].rstrip(), factor * 1000
    if _PLAIN.fullmatch(number):
        return scaled(number.replace(",", "").replace("，", ""), factor)
    value = parse(number)
    return None if value is None else value * factor


def _span(number: str) -> tuple[float, float] | None:
    """三四十, 七八, 十七八, 两三百, 三五万: a number that names two neighbours."""
    found = _SPAN.fullmatch(number)
    if found is None:
        return None
    head, low, high, tail = found.groups()
    a, b = DIGITS[low], DIGITS[high]
    if not (b == a + 1 or (a, b) == (3, 5)) or (head and head[-1] not in MULTIPLIERS):
        return None
    if head and not tail:  # 十七八: ones, not tenths of the unit before
        base = parse(head) or 0.0
        return base + a, base + b
    first, second = parse(head + low + tail), parse(head + high + tail)
    return (first, second) if first is not None and second is not None else None


def _fraction(found: re.Match[str], text: str) -> Quantity | None:
    """百分之x and 千分之x are shares in %; n分之m, with or without a whole number before 又, is a plain ratio."""
    base = _value(found["n"] if found["n"][0] not in MULTIPLIERS else "一" + found["n"], 1)
    part = _value(found["part"].lstrip("负"), 1)
    whole = _value(found["whole"], 1) if found["whole"] else 0.0
    if not base or part is None or whole is None or ("之" not in found.group() and base < 100 and part >= base):
        return None  # 三分一 is a third; 五分六 no share
    quantity = Quantity(
        found.end(), found["n"], found.end("n"), whole + part / base, is_share=True, unit_start=found.end()
    )
    if found["n"][0] in "百千万":
        quantity.value, quantity.unit = part * (100 / base), RATE
        quantity.unit_start, quantity.unit_text = found.start("n"), found["n"] + "分之"
    if text[quantity.end : quantity.end + 1] in ("多", "余"):
        quantity.approx, quantity.end = "over", quantity.end + 1
    return quantity


def _formula(found: re.Match[str]) -> float | None:
    base = float(found["base"])
    if found["e"]:
        value = base * 10.0 ** max(-200, min(200, int(found["e"])))
    elif found["power"]:
        sign = -1 if found["power"].count("-") % 2 else 1
        exponent = sign * int(found["power"].lstrip("+-"))
        if not base or abs(exponent) * max(1, len(found["base"])) > 300:
            return None
        value = base**exponent
    elif found["metric"]:
        value = base * {"M": 1e6, "G": 1e9}[found["metric"]]
    elif found["top"]:
        value = base + int(found["top"]) / int(found["bottom"])
    else:
        value = base / int(found["bottom"])
    return value


def _attach_tenths(quantity: Quantity, words: str, tenth: str | None, start: int) -> None:
    """成 is a tenth: 三成 30 %, 七成半 and 七成五 75 %."""
    more = 0 if tenth is None else 5 if tenth == "半" else _value(tenth, 1) or 0
    quantity.value = round(quantity.value * 10 + more, 6)
    if quantity.value_max is not None:
        quantity.value_max *= 10
    quantity.unit, quantity.is_share, quantity.unit_text, quantity.unit_start = RATE, True, words, start


def _attach_unit(quantity: Quantity, words: str, start: int) -> None:
    written = words
    if len(words) > 1 and words[0] in "个多半":
        if "多" in words[:2]:
            quantity.approx, written = "over", words.replace("多", "", 1)
        elif "半" in words[:2]:
            quantity.value, written = quantity.value + 0.5, words.replace("半", "", 1)
    quantity.unit, quantity.unit_text, quantity.unit_start = units.of(written), words, start
    if quantity.unit is not None and quantity.unit.canonical == "打":
        quantity.value, quantity.unit = quantity.value * 12, units.of("个")


def _extend(quantity: Quantity, text: str) -> None:
    """12元5角 is one amount, 两年六个月 and 十天半个月 one stretch of time."""
    kind = quantity.unit.kind if quantity.unit else ""
    if kind in ("count", "measure", "money") and text.startswith("/", quantity.end):
        per = _PER_UNIT.match(text, quantity.end)
        if per is not None and quantity.unit is not None and (unit := units.of(per[1])) is not None:
            quantity.unit = units.Unit(f"{quantity.unit.canonical}/{unit.canonical}", "measure")
            quantity.unit_text, quantity.end = quantity.unit_text + per.group(), per.end()
    elif kind == "money" and quantity.unit_text in ("元", "圆", "块钱"):
        coins = _COINS.match(text, quantity.end)
        if coins:
            for group, worth in (("jiao", 0.1), ("fen", 0.01), ("cents", 0.01)):
                if coins[group]:
                    quantity.value = round(quantity.value + (parse(coins[group]) or 0) * worth, 2)
            quantity.end = coins.end()
    elif kind == "time":
        while (more := _TIME_PARTS.match(text, quantity.end)) is not None:
            quantity.end = more.end()
        tail = _STRETCH_TAIL.match(text, quantity.end)
        if tail:
            quantity.end = tail.end()
