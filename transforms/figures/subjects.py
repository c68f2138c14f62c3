"""Subjects that are no bodies: a place, a township, a gang, the victims."""

from __future__ import annotations

import re

from transforms.figures.actor_words import words
from transforms.figures.places import Mention
from transforms.figures.survey import Survey
from transforms.figures.turns import is_ignored
from transforms.records import Figure


def is_told_of_others(found: Survey, position: int, floor: int) -> bool:
    """该团伙作案19起, 各县区出动护林员: the subject of the sentence is somebody else, and no body is named after it."""
    last = next(found.bodies_of(position, floor), None)
    text = found.places.text
    return words()["other_subject"].search(text[last.end if last is not None else floor : position]) is not None


def is_of_town(found: Survey, figure: Figure, position: int, floor: int) -> bool:
    """枫桥镇调处纠纷386件: the township itself is the subject, and no body stands between."""
    if figure.region_text is None or figure.region_code is None or len(figure.region_code) <= 6:
        return False
    word = found.simplified(figure.region_text)
    town = start = found.places.text.rfind(word, floor, position)
    for _, mention in found.places.before(town, floor) if town > floor else ():
        if mention.end == town:
            start = mention.chain_start
        break
    if start < 0 or (start > floor and found.places.text[start - 1] not in _OPENS):
        return False
    return not any(body.start >= town for body in found.bodies_before(position))


def is_of_hazard(found: Survey, position: int) -> bool:
    """2．某液化气站：储罐3台超期: a row of a list of hazards tells of the place, until it names who acted there."""
    start = found.places.paragraph(position)
    row = _HAZARD.match(found.places.text, start, position)
    return row is not None and not any(body.is_actor for body in found.bodies_of(position, row.end()))


_HAZARD = re.compile(
    r"[（(]?[0-9]{1,2}[．.、)）]\s*[^，。；：:\n]{0,16}"
    "(?:某[^，。；：:\\n]{1,12}|公司|企业|工厂|市场|小区|[气矿]站|酒店|商场|宾馆|仓库|[煤铁石]矿)[：:]"
)


def bare_place(found: Survey, figure: Figure, position: int, floor: int) -> Mention | None:
    """全市 or a place as the subject itself, no body behind it."""
    places = found.places
    for index, mention in places.before(position, floor):
        if mention.kind == "head" or mention.region is None or mention.chained:
            continue
        following = places.mentions[index + 1] if index + 1 < len(places.mentions) else None
        if following is not None and following.kind == "head" and following.start - mention.end <= 4:
            return None
        ended = "；" in places.text[mention.end : position] or ";" in places.text[mention.end : position]
        if ended and not (mention.kind == "reach" and words()["place_verb"].match(places.text, mention.end)):
            return None
        oblique = places.text[mention.start - 1 : mention.start] in _OBLIQUE or _UNITS.match(places.text, mention.end)
        if oblique or is_ignored(places, mention, figure, position, floor):
            continue
        if mention.kind == "reach" and mention.letter:
            return mention
        same = mention.region.code == (figure.region_code or "")[:6]
        if mention.kind == "place" and same and any(told(places.text, mention) for told in _SUBJECTS):
            return mention
    return None


# 全市71个户籍派出所: they act, and not the place
_UNITS = re.compile("[0-9]+个[^，。；]{0,4}(?:派出所|警务室|警务站|大队|法庭|窗口|服务站|消防站)")
_OBLIQUE = frozenset("在对于占从向为将把由")


def takes_part(text: str, mention: Mention) -> bool:
    """晋江市抓获862名."""
    return bool(words()["subject"].match(text, mention.end))


def _is_whole(text: str, mention: Mention) -> bool:
    """汉源县共投入救援力量2480人: the place itself is the subject, not a body of the sentence before."""
    return text.startswith(("共", "累计", "总共", "合计"), mention.end)


def _heads_row(text: str, mention: Mention) -> bool:
    """港北区  立案41起  劝阻率97%, 东兴口岸：16.4万人次: what the row is of."""
    opens = mention.chain_start == 0 or text[mention.chain_start - 1] in "\n \t\u3000"
    return opens and _ROW.match(text, mention.end) is not None


def _does(text: str, mention: Mention) -> bool:
    """，江城区出动抢险人员2130人: of the place, whoever acted there."""
    opens = mention.chain_start == 0 or text[mention.chain_start - 1] in _OPENS
    return opens and words()["place_verb"].match(text, mention.end) is not None


_OPENS = frozenset("。，,；;：:、日月年】 　\n")
_ROW = re.compile(r"(?:口岸|站|关)?(?:[ \t\u3000]{2,}|\t|[：:])")
_SUBJECTS = (takes_part, _is_whole, _heads_row, _does)
