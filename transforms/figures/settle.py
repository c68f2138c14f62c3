"""The role of a quantity: a figure, or what the words around it make of it."""

from __future__ import annotations

import re

from transforms.figures import names, roles, units
from transforms.figures.quantities import Quantity
from transforms.figures.tokens import Token


def _clause(text: str, start: int) -> str:
    """The words before, back to the last full stop or semicolon, at most forty characters."""
    words = text[max(0, start - 40) : start]
    for stop in _STOPS:
        if stop in words:
            words = words[words.rfind(stop) + 1 :]
    return words


_STOPS = ("。", "；", ";", "\n\n")


def settle(text: str, token: Token, quantity: Quantity, tokens: list[Token], *, is_arabic: bool) -> None:
    """The role of a quantity: stays None for a figure."""
    kind = token.unit_kind
    value = abs(token.value or 0)
    after = text[token.end : token.end + 12]
    if kind == "age":
        token.role = "age"
        return
    clause = _clause(text, token.start)
    if is_arabic and (_TABLE_BEFORE.search(clause) or _is_rank(text, token, quantity, tokens)):
        token.role, token.end, token.unit, token.unit_kind = "ordinal", quantity.number_end, None, None
        token.unit_start, token.unit_text = token.end, ""
        return
    if token.unit_text in _DEGREES and _is_coordinate(text, token, clause, tokens):
        token.role, token.reason = "other", _COORDINATES
        return
    if kind == "time" and token.unit_text == "个月" and _FRONT.search(clause):
        token.role, token.start = "date", token.start - 1  # 前4个月
        return
    if kind == "time":
        if _PRISON_AFTER.match(after):
            token.role, token.reason = "other", "threshold"
        elif not roles.duration_is_figure(clause, after, value, token.unit or ""):
            token.role = "duration"
        return
    if is_arabic and (
        roles.is_furniture(clause[-16:])
        or (after[:1] in _COUNTER_FIRST and _COUNTER_AFTER.match(after))
        or (token.unit_text == "页" and clause.endswith("共"))
    ):
        token.role, token.reason = "other", "page furniture"
    elif kind is None and clause[-1:] in _SYMBOLS:
        token.unit, token.unit_kind = _SYMBOLS[clause[-1]], "money"
    elif kind is None and is_arabic:
        _bare(text, token, quantity, clause, after)
        if tokens and token.start < tokens[-1].end:  # what was taken in before it belongs to another
            token.start = tokens[-1].end
    elif (reason := roles.not_reported(clause, after, kind or "", value)) is not None:
        token.role, token.reason = "other", reason
    elif tokens and tokens[-1].reason == "target or rule" and roles.still_target(text[tokens[-1].end : token.start]):
        token.role, token.reason = "other", "target or rule"
    elif token.unit_text == "座" and _SEATS_AFTER.match(after):
        token.role, token.reason = "other", "rated capacity"
    elif token.unit_text == "层" and _STOREY_BEFORE.search(clause):
        token.role = "address"
    elif (token.unit_text in ("组", "队", "社") and _IN_VILLAGE.search(clause)) or (
        token.unit_text == "级" and _GRADE_AFTER.match(after)
    ):
        token.role = "ordinal"
    elif token.unit_text in ("台", "余台") and (_VEHICLE_BEFORE.search(clause) or _VEHICLE_AFTER.match(after)):
        token.unit = "辆"
    elif token.unit_text in ("公里", "千米", "米") and _STAKE.match(after) and _ROAD.search(clause):
        token.role = "address"
    elif token.unit == "元" and (currency := _CURRENCY_BEFORE.search(clause)) is not None:
        named = units.of(currency[1])
        token.unit = named.canonical if named else token.unit
    elif token.unit_text == "例" and _PATIENTS.search(clause):
        token.unit = "例"


def _is_coordinate(text: str, token: Token, clause: str, tokens: list[Token]) -> bool:
    """Whether a number is part of a place on the globe: 北纬39度45分."""
    goes_on = bool(tokens) and tokens[-1].reason == _COORDINATES and not text[tokens[-1].end : token.start].strip()
    return goes_on or _GLOBE.search(clause) is not None


_COORDINATES = "coordinates"
_DEGREES = frozenset(("度", "°", "分", "秒", "′", "″"))
_GLOBE = re.compile(r"(?:[北南][纬緯]|[东東西][经經])[ ]?$")
_TABLE_BEFORE = re.compile(r"(?:^|[\n （(])(?:附?[表图件]|附件|专栏)[ ]?$")


def _is_rank(text: str, token: Token, quantity: Quantity, tokens: list[Token]) -> bool:
    """Whether a number goes on with the ranks of a list that stands in one line: 1 甲分局 38起  2 乙分局 27起."""
    if text[quantity.number_end : quantity.number_end + 1] not in _BLANKS or len(quantity.number) > 2:
        return False
    if text[token.start - 1 : token.start] not in _BLANKS:
        return False
    for other in reversed(tokens[-4:]):
        if "\n" in text[other.end : token.start]:
            return False
        if other.role == "ordinal":
            return other.value == quantity.value - 1
    return False


_BLANKS = frozenset(" \t\u3000")
_FRONT = re.compile(r"(?<![提以之目])[前首头]$")
_SYMBOLS = {"¥": "元", "$": "美元", "€": "欧元", "£": "英镑"}
_COUNTER_FIRST = frozenset("次人浏阅点")
_COUNTER_AFTER = re.compile(r"[次人]?(?:浏览|阅读|点击)[ \t]*(?:\r?\n|$|[【\[]|字号)")
_CURRENCY_BEFORE = re.compile(
    r"(新台币|台币|港币|港元|澳门币|澳门元|美元|美金|欧元|日元|英镑|韩元|泰铢)(?:约|逾|近|超|超过|共|合计)*[ ]?$"
)
_SEATS_AFTER = re.compile(r"[的型]?[^，。、；\d]{0,5}(?:车(?![站库间位])|巴)")
_STOREY_BEFORE = re.compile(r"(?:[楼座栋幢负在于从至]|地下)[ ]?$")
_STAKE = re.compile(r"[ ]?(?:\+[ ]?\d+[ ]?米?)?[ ]?(?:处|路段)")
_ROAD = re.compile(r"(?:高速(?:公路)?|国道|省道|公路|线|方向|\d公里\+)[ ]?$")
_PATIENTS = re.compile(r"病例?|确诊|感染|无症状|患者|疫苗|手术")
_IN_VILLAGE = re.compile(r"(?:村|嘎查|社区|屯)[ ]?$")
_PRISON_AFTER = re.compile(r"[ ]?(?:以上|以下)[^，。；]{0,8}徒刑")
_GRADE_AFTER = re.compile(r"(?:应急|响应|预警|医院|警[长督司监]|高级)")
_VEHICLE_BEFORE = re.compile(r"(?:车辆?|摩托|摩的|电摩|皮卡)[ ]?(?:共|约|近|达|超|逾)*[ ]?$")
_VEHICLE_AFTER = re.compile(r"[ ]?[“\"「]?[^，。、；\d]{0,5}车(?!载|间|床|站|库|牌|门|用)")

_YEARLIKE = re.compile(r"(?:19|20)\d\d")
_NUMBERED = re.compile(
    r"(?:尾号|编号|代码|代号|账号|学号|警号|工号|证号|型号|牌号|货号|批号|房号|卡号|单号|邮编|案号|文号"
    r"|(?<!序)号)(?:为|是|:|：)?[ ]?[A-Z]{0,3}$"
)
_OPERATION_AFTER = re.compile(r"(?:系列|集中|打击|整治|治安)*(?:专项|行动)")
_TWO_WORDS = re.compile(r"[\u4e00-\u9fff]{2}$")
_LATIN_BEFORE = re.compile(r"[A-Za-z][ -]?$")
_PAGE_BEFORE = re.compile(r"版[ ]?[:：][ ]?$")
_LINE_START = re.compile(r"(?:^|\n)[ ]*$")
_LINE_HEAD = re.compile(r"(?:^|\n|\f)[ \t]*(?P<dash>[-—–·]{1,3}[ ]?)?$")
_APART_BEFORE = re.compile(r"(?:^|\n[ \t]*\r?\n|\f)[ \t]*$")
_LINE_END = re.compile(r"[ ]?[-—–·]{0,3}[ \t]*(?:\r?\n|$)")
_ROW_AFTER = re.compile(r"[ \t]+[\u4e00-\u9fff]")
_PAGE_HEAD = re.compile(r"星期|[日晚时早晨]报|都市报|周刊|责编|编辑|要闻|综合|\d{4}[年.\-/]\d{1,2}")
_SENTENCE = re.compile(r"[，。；,;]|\.s?html?")
_WEEKDAY = re.compile(r"星期[一二三四五六日天][ ]*$")
_COPYRIGHT = re.compile(r"(?:©|[Cc]opyright|\([Cc]\)|版权所有)[ ]*$")
_COUNTED_BEFORE = re.compile(r"[\u4e00-\u9fff:：、，,和及与（(][ \t]{0,3}(?:\r?\n)?$")
_NOTHING_AFTER = re.compile(r"[ \t]*(?:\r?\n|$)|[”」]|[ \t]+[^，。；、 \t]")


def _is_page_or_row(text: str, token: Token) -> bool:
    """A number alone on its line, or at its head before a blank and a word: a page, or a row of a table."""
    before = text[max(0, token.start - 8) : token.start]
    after = text[token.end : token.end + 8]
    head = _LINE_HEAD.search(before)
    if head is None:
        return _in_page_head(text, token)
    if _LINE_END.match(after) is not None:  # cells of a table follow line by line, pages stand apart
        return head["dash"] is not None or _APART_BEFORE.search(before) is not None
    return head["dash"] is None and _ROW_AFTER.match(after) is not None


def _in_page_head(text: str, token: Token) -> bool:
    """A number set apart by blanks in the head of a newspaper page: 2022年11月18日 星期五 5 边关警事."""
    left = text[max(0, token.start - 50) : token.start].rpartition("\n")[2]
    right = text[token.end : token.end + 30].partition("\n")[0]
    if not left.endswith((" ", "\t")) or right[:1] not in (" ", "\t", "\r", ""):
        return False
    line = left + right
    return _PAGE_HEAD.search(line) is not None and _SENTENCE.search(line) is None


def _bare(text: str, token: Token, quantity: Quantity, clause: str, after: str) -> None:
    """An Arabic number without a unit: a telephone or other number, a year in a name, else a count."""
    words = text[token.start : token.end]
    digits = quantity.number
    if (found := roles.hotline(words, text, token.end)) is not None:
        token.role, token.end = found
        token.unit_start = token.end
    elif clause.endswith(("序号", "排名")):
        token.role = "ordinal"
    elif len(digits) > 1 and (ship := names.SHIP.search(clause[-8:])) is not None:
        token.start, token.role = token.start - len(ship.group()), "identifier"
    elif _NUMBERED.search(clause) or (len(digits) >= 7 and digits.isdigit() and after[:1] not in "，。；、"):
        token.role = "identifier"
    elif _LATIN_BEFORE.search(clause) and not _COPYRIGHT.search(clause):
        token.role = "identifier"  # ISO 9001, GB 7258
    elif (
        _PAGE_BEFORE.search(clause)
        or (words[0] == "0" and len(words) == 2 and _LINE_START.search(clause))
        or (len(words) <= 3 and (_WEEKDAY.search(clause) or _is_page_or_row(text, token)))
    ):
        token.role = "ordinal"
    elif _YEARLIKE.fullmatch(words) and clause[-1:] in ("(", "（") and after[:1] in (")", "）"):
        token.role = "identifier"
    elif after.startswith("强"):
        token.role, token.reason = "other", "rank"
    elif clause.endswith("双") and digits in ("11", "12"):
        token.start, token.role = token.start - 1, "name"
    elif digits == "618" and after[:1] > "\u4e00":
        token.role = "name"
    elif _YEARLIKE.fullmatch(words) and _COPYRIGHT.search(clause):
        token.role = "date"
    elif _YEARLIKE.fullmatch(words) and not _AMOUNT.search(clause) and (clause[-1:] > "一" or after[:1] > "一"):
        token.role = "name"
        if _OPERATION_AFTER.match(after) and _TWO_WORDS.search(clause):
            token.start -= 2  # 净网2024专项行动: operations are called by two characters and a year
    elif (
        not _COUNTED_BEFORE.search(clause)
        or (_NOTHING_AFTER.match(after) and not _AMOUNT.search(clause))
        or (token.value == 0 and not _AMOUNT.search(clause))
    ):
        token.role, token.reason = "other", "no unit"
    elif (reason := roles.not_reported(clause, after, "count", abs(token.value or 0))) is not None:
        token.role, token.reason = "other", reason


_AMOUNT = re.compile(
    r"(?:为|[大小高低多少]于|等于|至少|至多|最多|最少|达|达到|至|到|共|计|有|超|近|逾|约|分|指数|比|数|量|分别"
    r"|[数率比值量额分]|下降|上升|增长|减少|增加"
    r"|[数量人员件起案]:?)[ \t]{0,3}[:：]?[ \t]{0,3}$"
)
