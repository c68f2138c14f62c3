"""Which numbers in Chinese characters are numerals of the text: articles (一名群众) and parts of words are none."""

from __future__ import annotations

import re

from transforms.figures.quantities import Quantity
from transforms.figures.tokens import Token

_MULTIPLIER = re.compile("[十百千万亿]")
_PAIRS = frozenset("名人起辆台支把件宗例户艘架枚瓶箱袋包栋头匹只部家番")
_SINGLES = frozenset(
    "人名位起宗例件个家处项次辆场条份张把支枚部台套册户所匹头艘架列栋幢座间盒副本笔批"
    "组轮块株棵颗粒片幅封篇双打顶根袋包瓶箱桶罐捆挺扇款趟遍只桩发剂锭"
    "课"
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
_LONG_ENOUGH = frozenset(("年", "周", "小时", "分钟", "秒", "秒钟", "星期", "昼夜"))
_SPENT_BEFORE = re.compile(r"(?:[了仅守战过用候等]|不到|短短|整整)$")
_NO_ARTICLE = re.compile(r"[\u4e00-\u9fff](?<![每逐这那哪某任同另又头第上下仅唯独专首统在是有为到的了、一])$")
_ENDS = re.compile(r"[，。；、）),;]|[ ]?\n|$")
_PER = re.compile(r"[一-鿿]{0,6}(?:[率量]|[死伤]亡人?数)|GDP|生产总值")
_NONE_BEFORE = re.compile(r"(?:(?<!逐)无|没有|没|未发生|未见|未出现)$")
_STREET = re.compile(r"(?:路(?!视频|监控|信号|公交|车|人)|大?街|大道|广场|桥)[一-鿿、，（(]")
_HALF_BEFORE = re.compile(r"(?:[占近超约逾达到]|不足|不到|完成|超过|过了?)$")
_HARMED = re.compile(r"(?:当场|不幸)?(?:死亡|受伤|遇难|重伤|轻伤|失踪|失联|溺亡|身亡|被困|伤亡)")
_CASUALTY = re.compile(r"[死伤亡]")
_INSTITUTION = re.compile("期间|假期|长假|黄金周|前夕|[中小]学|中(?!国|心|队)|院|环|大(?!于|队|约)")
_SAID = re.compile(r"(?:这|而|却)是|[，。；\n]|$")
_ISOLATED = re.compile(r"(?![、．.）)\u4e00-\u9fffA-Za-z0-9])")


def counts(text: str, token: Token, quantity: Quantity) -> bool:
    """Whether a number in Chinese characters is a numeral worth an entry: articles and parts of words are none."""
    number, kind, end = quantity.number, token.unit_kind, token.end
    before = text[max(0, token.start - 4) : token.start]
    after = text[end : end + 4]
    if number == "一半":
        return bool(_HALF_BEFORE.search(before)) or (before[-1:] == "的" and after.startswith("以上"))
    if number == "一" and _NONE_BEFORE.search(before):
        return False
    if len(number) == 2 and not _MULTIPLIER.search(number) and _STREET.match(text, quantity.number_end):
        return False  # 七一路, 五四大街
    if kind in ("share", "age") or after.startswith(("以上", "以下")):
        return True
    if kind is None:
        return _alone(text, token, quantity, before, after)
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
                or (quantity.unit_text in _LONG_ENOUGH and before[-1:] not in set("每这那某同头有前后翌又再下上"))
                or (quantity.unit_text in ("天", "夜", "晚") and bool(_SPENT_BEFORE.search(before)))
                or bool(_STRETCH_BEFORE.search(before) or _STRETCH_AFTER.match(after))
            )  # fmt: skip
        if kind in ("rate", "measure", "money"):
            return quantity.unit_text not in ("分", "度", "方", "里", "两", "角")
        if kind == "count" and not before[-1:] > "\u4e00" and _ENDS.match(text, end) and before[-1:] not in ("（", "("):
            return True
        if quantity.unit_text == "人" and _HARMED.match(after):
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
            is_counted = not before[-1:] > "\u4e00" or (quantity.unit_text != "次" and _NO_ARTICLE.search(before))
            return quantity.unit_text in _PAIRS or bool(is_counted and _ENDS.match(text, end))
        return (quantity.unit_text in _SINGLES or len(quantity.unit_text) > 1) and not _ABSTRACT_AFTER.match(after)
    if number in ("两", "半") or len(number) == 1:
        return quantity.unit_text not in ("分", "度", "方", "里", "角") and not (
            number in ("两", "半") and quantity.unit_text == "两"
        )
    return True


def _alone(text: str, token: Token, quantity: Quantity, before: str, after: str) -> bool:
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
        has_head = token.start < quantity.unit_start - len(number)
        return quantity.approx == "over" or has_head or (token.approx != "exact" and number != "十")
    if number != "零" and _CASUALTY.match(after) and not after.startswith(("死亡", "亡人", "伤人")):
        return True
    is_exact = token.approx == quantity.approx == "exact" and token.value_max is None
    is_number = len(number) >= 4 or (len(number) >= 2 and (bool(_MULTIPLIER.search(number)) or "点" in number))
    if not is_number or (is_exact and _INSTITUTION.match(after)):
        return False
    if is_exact:
        token.role, token.reason = "other", "no unit"
    return True
