"""From text to tokens: every Arabic digit run and every Chinese numeral that counts, in order, none overlapping.

One regex finds where a numeral may begin; what stands there is read by its kind: a coined term (``names``), a form
that types itself (``typed``), else a quantity (``quantities``) whose role the words around it decide (``roles``).
Every look at the context is bounded, so the cost grows with the number of numerals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from transforms.figures import names, quantities, roles, typed, units
from transforms.figures.normalise import fold
from transforms.figures.numerals import HAN
from transforms.figures.quantities import Quantity


@dataclass(slots=True)
class Token:
    """One numeral of the text; offsets are code points of the original.

    ``role`` None: a quantity that may be a figure; else one of the guide's numeral roles. ``value`` has every
    multiplier applied; it carries no sign of a change (the verb gives it), but a level below zero is negative.
    """

    start: int
    end: int
    value: float | None
    value_max: float | None = None
    unit: str | None = None
    """Canonical unit, or None."""
    unit_text: str = ""
    unit_start: int = -1
    """Where the unit begins; ``end`` without one."""
    unit_kind: str | None = None
    """count, area, time, age, money, measure, rate, or share (三分之二, 三成)."""
    approx: str = "exact"
    role: str | None = None
    reason: str | None = None
    """Why an ``other`` is none of the other roles."""


def scan(text: str) -> list[Token]:
    """Every numeral of ``text``, in order. Linear in its length."""
    folded = fold(text)
    tokens: list[Token] = []
    at = 0
    while (begin := _START.search(folded, at)) is not None:
        start = begin.start()
        c = folded[start]
        if c <= "9":
            at = _arabic(folded, start, tokens)
        elif c <= "z":
            at = _latin(folded, start, tokens)
        else:
            at = _chinese(folded, start, tokens)
    _share_units(folded, tokens)
    return _join_bounds(folded, tokens)


_START = re.compile(f"[0-9A-Za-z{HAN}半]")


def _latin(text: str, start: int, tokens: list[Token]) -> int:
    start, end, role = typed.latin(text, start)
    if role is not None:
        if (name := names.quoted(text, start, _floor(tokens))) is not None:
            start, end, role = *name, "name"
        tokens.append(Token(start, end, None, unit_start=end, role=role))
    return end


def _arabic(text: str, start: int, tokens: list[Token]) -> int:
    if (name := names.quoted(text, start, _floor(tokens))) is not None:
        return _append(tokens, *name, "name", None)
    if text[start - 1 : start] == "." and start - 1 >= _floor(tokens) and not _WORD_END.match(text, start - 2):
        start -= 1  # .5
    known = typed.arabic(text, start)
    if known is not None and known[0] >= _floor(tokens):
        return _append(tokens, *known)
    quantity = quantities.read(text, start) or quantities.bare(text, start)
    token = _token(text, start, quantity, tokens)
    if token.role is None:
        _settle(text, token, quantity, tokens, is_arabic=True)
    tokens.append(token)
    return token.end


def _chinese(text: str, start: int, tokens: list[Token]) -> int:
    if (name := names.quoted(text, start, _floor(tokens))) is not None:
        return _append(tokens, *name, "name", None)
    if (word := names.set_word(text, start)) is not None:
        if word[2] == "name" and word[0] >= _floor(tokens):
            return _append(tokens, word[0], word[1], "name", None)
        return word[1]
    known = typed.chinese(text, start)
    if known is not None and known[0] >= _floor(tokens):
        return _append(tokens, *known)
    quantity = quantities.read(text, start)
    if quantity is None:
        return start + 1
    token = _token(text, start, quantity, tokens)
    if token.role is None:
        if not _counts(text, token, quantity):
            return max(start + 1, quantity.number_end)
        _settle(text, token, quantity, tokens, is_arabic=False)
    tokens.append(token)
    return token.end


def _append(tokens: list[Token], start: int, end: int, role: str, value: float | None) -> int:
    tokens.append(Token(start, end, value, unit_start=end, role=role))
    return end


def _floor(tokens: list[Token]) -> int:
    return tokens[-1].end if tokens else 0


_WORD_END = re.compile(r"[\w)）]")


# -- quantities ------------------------------------------------------------------------------------------------
_SIGN = re.compile(r"(?:零下|负|-)[ \t]{0,2}$")
_ORDINAL = re.compile(r"第(?:[ \t]{0,2}|\r?\n)$")
_VAGUE_HEAD = re.compile(r"(?:上|成|数|好几|几)$")
_PAST_HEAD = re.compile(r"(?<![突打侦查通经])[过破]$")
_VAGUE = re.compile("[十百千万亿]+")
_RANK = re.compile(r"(?:前|位[列居]|排名|名列|[位居]全[国省市区县][^，。]{0,4})[ ]?$")


def _token(text: str, start: int, quantity: Quantity, tokens: list[Token]) -> Token:
    """The quantity with the words that belong to its span (零下, 第, 数十) and its approximation."""
    before = text[max(_floor(tokens), start - 14) : start]
    end, value, value_max, approx = quantity.end, quantity.value, quantity.value_max, quantity.approx
    unit, role = quantity.unit, None
    if before:
        last = before[-1]
        if (
            last in "下负- "
            and (sign := _SIGN.search(before)) is not None
            and _is_sign(text, start, sign.group(), unit)
        ):
            start -= len(sign.group())
            value = -value if value else value
            value_max = None if value_max is None else -value_max
        elif (
            last in "上成数几"
            and _VAGUE.fullmatch(quantity.number)
            and (head := _VAGUE_HEAD.search(before)) is not None
        ):
            start -= len(head.group())
            approx = "over"
        elif last in "第 \t\n" and (ordinal := _ORDINAL.search(before)) is not None:
            start -= len(ordinal.group())
            role = "ordinal"
        elif (
            unit is not None
            and unit.canonical == "人"
            and value <= 100
            and quantity.unit_text != "人"
            and _RANK.search(before)
        ):
            role = "ordinal"
        if last in "过破" and approx == "exact" and quantity.number[0] in "百千万亿" and _PAST_HEAD.search(before):
            approx = "over"
    kind = "share" if quantity.is_share else unit.kind if unit else None
    if approx == "exact":
        approx = roles.approx(text[max(_floor(tokens), start - 16) : start], text[end : end + 8], kind or "")
    return Token(
        start, end, value, value_max, unit.canonical if unit else None, quantity.unit_text,
        quantity.unit_start if quantity.unit_start >= 0 else end, kind, approx, role,
    )  # fmt: skip


def _is_sign(text: str, start: int, written: str, unit: units.Unit | None) -> bool:
    """零下 and 负 always; a hyphen not inside a code, and after a Chinese word only before a unit (同比-5.3%)."""
    at = start - len(written)
    if written[0] != "-":
        return True
    before = text[at - 1] if at else " "
    return (
        not (before.isascii() and before.isalnum())
        and before not in "%号"
        and (unit is not None or not before > "\u4e00")
    )


def _clause(text: str, start: int) -> str:
    """The words before, back to the last full stop or semicolon, at most forty characters."""
    words = text[max(0, start - 40) : start]
    return words[max(words.rfind("。"), words.rfind("；"), words.rfind(";"), words.rfind("\n\n")) + 1 :]


def _settle(text: str, token: Token, quantity: Quantity, tokens: list[Token], *, is_arabic: bool) -> None:
    """The role of a quantity: stays None for a figure."""
    kind = token.unit_kind
    value = abs(token.value or 0)
    after = text[token.end : token.end + 12]
    if kind == "age":
        token.role = "age"
        return
    clause = _clause(text, token.start)
    if kind == "time":
        if _IN_VILLAGE.search(clause):
            token.role = "ordinal"
        elif _PRISON_AFTER.match(after):
            token.role, token.reason = "other", "threshold"
        elif not roles.duration_is_figure(clause, after, value, token.unit or ""):
            token.role = "duration"
        return
    if is_arabic and roles.is_furniture(clause[-16:]):
        token.role, token.reason = "other", "page furniture"
    elif kind is None and is_arabic:
        _bare(text, token, quantity, clause, after)
    elif (reason := roles.not_reported(clause, after, kind or "", value)) is not None:
        token.role, token.reason = "other", reason
    elif tokens and tokens[-1].reason == "target or rule" and roles.still_target(text[tokens[-1].end : token.start]):
        token.role, token.reason = "other", "target or rule"
    elif (token.unit_text in ("组", "队", "社") and _IN_VILLAGE.search(clause)) or (
        token.unit_text == "级" and _GRADE_AFTER.match(after)
    ):
        token.role = "ordinal"
    elif token.unit_text in ("台", "余台") and (_VEHICLE_BEFORE.search(clause) or _VEHICLE_AFTER.match(after)):
        token.unit = "辆"
    elif token.unit_text in ("公里", "千米", "米") and _STAKE.match(after) and _ROAD.search(clause):
        token.role = "address"
    elif token.unit_text == "例" and _PATIENTS.search(clause):
        token.unit = "例"


_STAKE = re.compile(r"[ ]?(?:\+[ ]?\d+[ ]?米?)?[ ]?(?:处|路段)")
_ROAD = re.compile(r"(?:高速(?:公路)?|国道|省道|公路|线|方向|\d公里\+)[ ]?$")
_PATIENTS = re.compile(r"病例?|确诊|感染|无症状|患者|疫苗|手术")
_IN_VILLAGE = re.compile(r"(?:村|嘎查|社区|屯)[ ]?$")
_PRISON_AFTER = re.compile(r"[ ]?(?:以上|以下)[^，。；]{0,8}徒刑")
_GRADE_AFTER = re.compile(r"(?:应急|响应|预警|医院|警[长督司监]|高级)")
_VEHICLE_BEFORE = re.compile(r"车辆?[ ]?(?:共|约|近|达|超|逾)*[ ]?$")
_VEHICLE_AFTER = re.compile(r"[ ]?[“\"「]?[^，。、；\d]{0,5}车(?!载|间|床|站|库|牌|门|用)")

_YEARLIKE = re.compile(r"(?:19|20)\d\d")
_NUMBERED = re.compile(
    r"(?:尾号|编号|代码|代号|账号|学号|警号|工号|证号|型号|牌号|货号|批号|房号|卡号|单号|序号|邮编|案号|文号"
    r"|号)(?:为|是|:|：)?[ ]?[A-Z]{0,3}$"
)
_PAGE_BEFORE = re.compile(r"版[ ]?[:：][ ]?$")
_LINE_START = re.compile(r"(?:^|\n)[ ]*$")
_WEEKDAY = re.compile(r"星期[一二三四五六日天][ ]*$")
_COPYRIGHT = re.compile(r"(?:©|[Cc]opyright|\([Cc]\)|版权所有)[ ]*$")
_COUNTED_BEFORE = re.compile(r"[\u4e00-\u9fff:：、，,和及与（(][ \t]{0,3}(?:\r?\n)?$")
_NOTHING_AFTER = re.compile(r"[ \t]*(?:\r?\n|$)|[”」]|[ \t]+[^，。；、 \t]")


def _bare(text: str, token: Token, quantity: Quantity, clause: str, after: str) -> None:
    """An Arabic number without a unit: a telephone or other number, a year in a name, else a count."""
    words = text[token.start : token.end]
    digits = quantity.number
    if (found := roles.hotline(words, text, token.end)) is not None:
        token.role, token.end = found
        token.unit_start = token.end
    elif _NUMBERED.search(clause) or (len(digits) >= 7 and digits.isdigit() and after[:1] not in "，。；、"):
        token.role = "identifier"
    elif _PAGE_BEFORE.search(clause) or (words[0] == "0" and len(words) == 2 and _LINE_START.search(clause)):
        token.role = "ordinal"
    elif len(words) <= 2 and _WEEKDAY.search(clause):
        token.role = "ordinal"  # a page number in the head of a newspaper page
    elif after.startswith("强"):
        token.role, token.reason = "other", "rank"
    elif (clause.endswith("双") and digits in ("11", "12")) or (digits == "618" and after[:1] > "\u4e00"):
        token.role = "name"
    elif _YEARLIKE.fullmatch(words) and _COPYRIGHT.search(clause):
        token.role = "date"
    elif (_YEARLIKE.fullmatch(words) and clause and clause[-1] > "\u4e00" and not _AMOUNT.search(clause)) or (
        quantity.value_max is not None and clause[-1:] in ("“", "「")
    ):
        token.role = "name"
    elif (
        not _COUNTED_BEFORE.search(clause)
        or (_NOTHING_AFTER.match(after) and not _AMOUNT.search(clause))
        or token.value == 0
    ):
        token.role, token.reason = "other", "no unit"
    elif (reason := roles.not_reported(clause, after, "count", abs(token.value or 0))) is not None:
        token.role, token.reason = "other", reason


_AMOUNT = re.compile(
    r"(?:为|[大小高低多少]于|等于|至少|至多|最多|最少|达|达到|至|到|共|计|有|超|近|逾|约|分|指数|比|数|量|分别"
    r"|[数率比值量额分]|下降|上升|增长|减少|增加"
    r"|[数量人员件起案]:?)[ \t]{0,3}[:：]?[ \t]{0,3}$"
)


# -- Chinese numbers that are articles, not counts ---------------------------------------------------------------
_PAIRS = frozenset("名人起辆台支把件宗例户艘架枚瓶箱袋包栋头匹只部家番")
_SINGLES = frozenset(
    [
        "人",
        "名",
        "位",
        "起",
        "宗",
        "例",
        "件",
        "个",
        "家",
        "处",
        "项",
        "次",
        "辆",
        "场",
        "条",
        "份",
        "张",
        "把",
        "支",
        "枚",
        "部",
        "台",
        "套",
        "册",
        "户",
        "所",
        "匹",
        "头",
        "艘",
        "架",
        "列",
        "栋",
        "幢",
        "座",
        "间",
        "盒",
        "副",
        "本",
        "笔",
        "批",
        "组",
        "轮",
        "块",
        "株",
        "棵",
        "颗",
        "粒",
        "片",
        "幅",
        "封",
        "篇",
        "双",
        "打",
        "顶",
        "根",
        "袋",
        "包",
        "瓶",
        "箱",
        "桶",
        "罐",
        "捆",
        "挺",
        "扇",
        "款",
        "趟",
        "遍",
        "只",
        "桩",
        "名次",
        "发",
        "人次",
        "户次",
        "家次",
        "辆次",
        "台次",
        "架次",
        "艘次",
        "列次",
        "班次",
        "场次",
        "件次",
        "处次",
        "批次",
        "小组",
        "课时",
        "剂",
        "锭",
    ]
)
_LONE_MULTIPLIERS = frozenset(["十", "百", "千", "万", "亿", "百万", "千万", "十万", "百亿", "千亿", "万亿"])
_ABSTRACT_AFTER = re.compile(
    r"方面|代表|意识|自信|维护|全面|一[^\d]|不[^，。]|必须|确保|环节|阶段|层面|字|老|故事|严禁|坚持|强化|到位|重点"
    r"|关键|板块|维度|角度|领域"
)
_STRETCH_BEFORE = re.compile(
    r"(?:近|过去|为期|满|期限|不到|不足|约|徒刑|拘役|缓刑|管制|历时|时隔|最近|连续|长达|超过|刑期|累计|将近|整整"
    r"|接近|大半|小)$"
)
_STRETCH_AFTER = re.compile(r"[ \t]?(?:内|来|后|多|半|以上|以来|期|左右|以内|前|的?时间|之久)")
_NO_ARTICLE = re.compile(r"[\u4e00-\u9fff](?<![每逐这那哪某任同另又头第上下仅唯独专首统在是有为到的了、一])$")
_ENDS = re.compile(r"[，。；、）),;]|[ ]?\n|$")
_PER = re.compile(r"[一-鿿]{0,6}率|GDP|生产总值")
_CASUALTY = re.compile(r"[死伤亡]")
_INSTITUTION = re.compile("[中小]学|中(?!国|心|队)|院|环|大(?!于|队|约)")
_SAID = re.compile(r"(?:这|而|却)是|[，。；\n]|$")
_ISOLATED = re.compile(r"(?![、．.）)\u4e00-\u9fffA-Za-z0-9])")


def _counts(text: str, token: Token, quantity: Quantity) -> bool:
    """Whether a number in Chinese characters is a numeral worth an entry: articles and parts of words are none."""
    number, kind, end = quantity.number, token.unit_kind, token.end
    before = text[max(0, token.start - 4) : token.start]
    after = text[end : end + 4]
    if kind == "share":
        return True
    if kind is None:
        return _counts_alone(text, token, quantity, before, after)
    if kind == "area" or (kind == "count" and after.startswith("级")):
        return False
    if number in _LONE_MULTIPLIERS and _PER.match(text, end):
        return False
    if number == "一":
        if kind == "time":
            return (
                quantity.approx == "over"
                or quantity.unit_text.startswith("个")
                or end - quantity.unit_start > len(quantity.unit_text)
                or (quantity.unit_text == "年" and before[-1:] not in set("每这那某同头有前后翌又再"))
                or bool(_STRETCH_BEFORE.search(before) or _STRETCH_AFTER.match(after))
            )  # fmt: skip
        if kind in ("rate", "measure", "money"):
            return quantity.unit_text not in ("分", "度", "方", "里", "两", "角")
        if kind == "count" and not before[-1:] > "\u4e00" and _ENDS.match(text, end) and before[-1:] not in ("（", "("):
            return True
        return (
            token.value_max is not None
            or (quantity.unit_text == "番" and before[-2:].strip("了").endswith("翻"))
            or (quantity.unit_text in _PAIRS and bool(_NO_ARTICLE.search(before)) and bool(_ENDS.match(text, end)))
        )
    if kind == "time":
        if number == "半" and quantity.unit_text == "年":
            return bool(_STRETCH_BEFORE.search(before) or _STRETCH_AFTER.match(after))
        return number not in ("千", "万", "亿") and not (number == "百" and quantity.unit_text in ("年", "日"))
    if len(number) == 1 and number not in _LONE_MULTIPLIERS and kind == "count":
        if number == "两":
            return quantity.unit_text in _PAIRS or (not before[-1:] > "\u4e00" and bool(_ENDS.match(text, end)))
        return quantity.unit_text in _SINGLES and not _ABSTRACT_AFTER.match(after)
    if number in ("两", "半") or len(number) == 1:
        return quantity.unit_text not in ("分", "度", "方", "里", "角") and not (
            number in ("两", "半") and quantity.unit_text == "两"
        )
    return True


def _counts_alone(text: str, token: Token, quantity: Quantity, before: str, after: str) -> bool:
    """A Chinese number without a unit: a share in half, a vague many, casualties, or a number that stands alone."""
    number = quantity.number
    isolated = not before[-1:] > "\u4e00" and _ISOLATED.match(after) is not None and before[-1:] not in ("（", "(")
    if isolated and number.strip("万亿") and number not in ("千", "百"):
        token.role, token.reason = "other", "no unit"
        return True
    if before.endswith("是") and _SAID.match(after) and number not in ("万", "亿"):
        token.role, token.reason = "other", "no unit"
        return True
    if number in _LONE_MULTIPLIERS:
        if (
            quantity.approx == "over"
            or token.start < quantity.unit_start - len(number)
            or (token.approx != "exact" and number != "十")
        ):
            return True
    elif number != "零" and _CASUALTY.match(after) and not after.startswith(("死亡", "亡人", "伤人")):
        return True
    elif (
        len(number) >= 2
        and (_VAGUE.search(number) or len(number) >= 4 or "点" in number)
        and not number.startswith("点")
    ):
        if not _INSTITUTION.match(after) or token.approx != "exact" or quantity.approx != "exact":
            token.role, token.reason = "other", "no unit"
            if quantity.approx != "exact" or token.value_max is not None or token.approx != "exact":
                token.role = token.reason = None
            return True
    return False


# -- units shared by a list -------------------------------------------------------------------------------------
_LINK = re.compile(r"(?:[ ]?(?:、|和|及|与|以及|，|,)[ ]?)")


def _share_units(text: str, tokens: list[Token]) -> None:
    """0.03个、0.2个和1.7个百分点, 分别为3、5和7起: the last of the list says the unit of all."""
    for left, right in zip(reversed(tokens[:-1]), reversed(tokens[1:]), strict=True):
        if (
            right.role is not None
            or right.unit is None
            or right.start - left.end > 4
            or not _LINK.fullmatch(text, left.end, right.start)
        ):
            continue
        if left.unit == "个" and right.unit == "个百分点":
            left.unit, left.unit_kind = right.unit, right.unit_kind
        elif (
            left.unit is None
            and left.unit_kind is None
            and (left.role is None or left.reason == "no unit")
            and text[left.end] != "，"
        ):
            left.unit, left.unit_kind, left.role, left.reason = right.unit, right.unit_kind, None, None


# -- lower and upper bound in words -----------------------------------------------------------------------------
_AT_LEAST = r"(?:大于(?:等于|或等于|或者等于)?|不小于|高于|不低于|超过|至少|最少|不少于)"
_AT_MOST = r"(?:小于(?:等于|或等于|或者等于)?|不大于|少于|低于|不高于|不超过|至多|最多|不多于)"
_LOW_BEFORE, _HIGH_BEFORE = re.compile(_AT_LEAST + "$"), re.compile(_AT_MOST + "$")
_THEN_HIGH = re.compile(rf"[，,]?(?:并且?|且|又|而)?{_AT_MOST}")
_THEN_LOW = re.compile(rf"[，,]?(?:并且?|且|又|而)?{_AT_LEAST}")
_ABOVE, _BELOW = re.compile("(?:及?以上|以上[（(]含[)）])[，,、]?[ ]{0,2}"), re.compile("(?:及?以下|以内)")
_BETWEEN, _BETWEEN_END = re.compile("[ ]?[与和][ ]?"), re.compile("之?间")


def _join_bounds(text: str, tokens: list[Token]) -> list[Token]:
    """大于10小于20, 200元以上500元以下, 10000与20000之间: two bounds of one range are one token."""
    joined: list[Token] = []
    for token in tokens:
        left = joined[-1] if joined else None
        if left is not None and token.start - left.end <= 8 and _bounds(text, left, token):
            low, high = sorted((left.value or 0, token.value or 0))
            joined[-1] = Token(
                left.start, token.end, low, high, token.unit or left.unit, token.unit_text, token.unit_start,
                token.unit_kind or left.unit_kind, "exact", left.role or token.role, left.reason or token.reason,
            )  # fmt: skip
        else:
            joined.append(token)
    return joined


def _bounds(text: str, left: Token, right: Token) -> bool:
    low, high = left.value, right.value
    if (
        low is None
        or high is None
        or left.value_max is not None
        or right.value_max is not None
        or left.role in _TYPED
        or right.role in _TYPED
    ):
        return False
    between = text[left.end : right.start]
    before = text[max(0, left.start - 6) : left.start]
    if low < high:
        return bool(
            (_LOW_BEFORE.search(before) and _THEN_HIGH.fullmatch(between))
            or (_ABOVE.fullmatch(between) and _BELOW.match(text, right.end))
            or (_BETWEEN.fullmatch(between) and _BETWEEN_END.match(text, right.end))
        )
    return low > high and bool(_HIGH_BEFORE.search(before) and _THEN_LOW.fullmatch(between))


_TYPED = frozenset(("date", "time", "ordinal", "identifier", "name", "address"))
