"""Action and object of levels: 检查药店 68 家,集贸市场 5 处; 23 起命案全部告破; 对 18 个乱点挂牌督办."""

from __future__ import annotations

import re

from transforms.figures import phrases, verbs
from transforms.figures.behind import read_right
from transforms.figures.breakdowns import Breakdown
from transforms.figures.carried import carried
from transforms.figures.changes import strip_bases
from transforms.figures.cutting import Clause
from transforms.figures.nouns import (
    clean_noun,
    is_adverbial,
    is_body,
    is_metric,
    is_thing,
    metric_subject,
)
from transforms.figures.phrases import Reading, read_left
from transforms.figures.verbless import HARM, set_without_verb
from transforms.figures.walk import FROM, Walk

_PERSONS = frozenset(["人", "人次", "户"])
_HARM_SHORT = re.compile("(?:^|[共致故中])([亡死伤])$")
_HARM_LONG = {"亡": "死亡", "死": "死亡", "伤": "受伤"}
_FALLS_TO = re.compile(r"[降升增减缩压][^,，]{0,4}(?:至|到|为)")
_PER = ("亿元", "万元", "百万吨", "万车", "道路交通万车")
"""亿元地区生产总值生产安全事故死亡0.021人: a rate that is called after what it is taken of."""
_LONGEST_OBJECT = 24


def set_level(walk: Walk, index: int, group: Breakdown) -> None:
    """Set action and object of figure ``index``, a level."""
    clause = walk.clauses[index]
    figure = clause.figure
    previous = walk.previous(index)
    if clause.change and clause.change.reached:
        _set_reached(walk, index)
        return
    source = FROM.search(clause.left)
    if source and source.start() > 1 and is_metric(clause.left[: source.start()]):
        figure.object = metric_subject(clause.left[: source.start()])
        return
    if source and _FALLS_TO.search(walk.text, figure.end, figure.end + 12):
        noun = clean_noun(clause.left[: source.start()])
        reading = read_left(noun, figure.unit)
        figure.action, figure.object = reading.action or None, reading.object or metric_subject(noun) or None
        return
    is_item = clause.sep in ("list", "adjacent") or bool(clause.marker)
    is_item = is_item or (bool(group.marker) and verbs.is_event_noun(clause.left))
    reading = read_left(clause.plain, figure.unit, is_item=is_item, may_guess=not _is_label(clause))
    if figure.unit == "人" and (short := _HARM_SHORT.search(clause.bare)):
        figure.action = _HARM_LONG[short[1]]
        figure.object = f"{figure.action}人数"  # 亡1人、伤13人
    elif reading.action:
        _set_by_verb(walk, index, reading)
    elif clause.chain == 0 and previous is not None:
        _set_in_chain(walk, index)
    else:
        set_without_verb(walk, index, reading, group)


def _set_reached(walk: Walk, index: int) -> None:
    """降至 9 起: the level that the noun before, or the figure before, came to."""
    clause = walk.clauses[index]
    rest = clause.change.rest if clause.change else ""
    source = FROM.search(rest)
    noun = clean_noun(strip_bases(rest[: source.start()] if source else rest))
    if noun:
        clause.figure.object = metric_subject(noun)
    elif walk.previous(index):
        walk.take(index, index - 1)


def _set_by_verb(walk: Walk, index: int, reading: Reading) -> None:
    """A verb before the number; its object before or after, or of an earlier figure."""
    clause = walk.clauses[index]
    figure = clause.figure
    figure.action = reading.action
    is_harm = HARM.fullmatch(reading.action) is not None
    harm = HARM.match(clause.right)
    if is_harm and figure.unit == "人" and not reading.object and not clause.marker:
        figure.object = f"{reading.action}人数"
        if reading.subject.startswith(_PER):
            figure.action, figure.object = None, reading.subject + figure.object
    elif clause.left.endswith("等") and (noun := _noun_after(clause)):
        figure.object = noun
    elif clause.left.endswith("的") and (noun := _noun_after(clause) or carried(walk, index) or ""):
        figure.object = noun  # 检查餐饮店23家，发现未安装净化设施的4家
    elif reading.object and not (verbs.is_transfer(reading.action) and _receives(reading.object)):
        figure.object = f"{harm.group(1)}人数" if harm and figure.unit == "人" else reading.object
    elif harm:
        figure.object = f"{harm.group(1)}人数"
    else:
        figure.object = _noun_after(clause) or _noun_of_subject(clause, reading)
        if not figure.object and is_harm:
            figure.object = f"{reading.action}人数"
        if not figure.object and reading.action not in ("罚款", "罚没"):
            figure.object = carried(walk, index) or reading.implied or None
            clause.guesses += 1
    figure.object = figure.object or None


def _receives(noun: str) -> bool:
    """移交公安机关4条: the body that is given something; 通报脱岗单位2家 counts the units."""
    return is_body(noun) and (not noun.endswith("单位") or noun.startswith(("有关", "相关", "主管", "责任")))


def _noun_after(clause: Clause) -> str:
    noun, verb = read_right(clause.right)
    if not noun or len(noun) > _LONGEST_OBJECT or is_adverbial(noun):
        return ""
    return "" if verb and clause.right.startswith(verb) and not noun.startswith(verb) else noun


def _noun_of_subject(clause: Clause, reading: Reading) -> str:
    """What is counted where it stands before its verb: 治安乱点已摘牌15个, 帮助群众撤离2万人, 为老人办证37人."""
    if reading.subject.endswith(("人均", "户均")):
        return reading.implied or ("案件" if reading.action.endswith("案") else "")
    whole = metric_subject(reading.subject)
    subject = phrases.strip_lead(whole)
    can_be_object = subject != whole or verbs.is_intransitive(reading.action)
    is_case_of_persons = clause.figure.unit in _PERSONS and subject.endswith(("案件", "案"))
    if can_be_object and is_thing(subject) and not is_adverbial(subject) and not is_case_of_persons:
        return subject
    if not subject or not can_be_object:
        behalf = clean_noun(phrases.behalf(reading.subject))
        if behalf and clause.figure.unit != "元":
            return behalf
    if reading.implied == "案件":
        return clean_noun(reading.subject) + reading.implied if clause.marker and 1 < len(reading.subject) < 12 else ""
    return reading.implied


def _set_in_chain(walk: Walk, index: int) -> None:
    """Second and later values of 分别查处17.5万起、4.5万起: the same count, or the next of a list of nouns."""
    clause = walk.clauses[index]
    figure = clause.figure
    position = walk.position(index)
    head = walk.clauses[index - position]
    harm = HARM.match(clause.right)
    noun = read_right(clause.right)[0] if head.right and not clause.left else ""
    if position < len(head.members):
        figure.action, figure.object = head.figure.action, head.members[position]
    elif harm:
        figure.action = "造成" if head.figure.action == "造成" else harm.group(1)
        figure.object = f"{harm.group(1)}人数"
    elif noun:
        figure.action, figure.object = head.figure.action, noun
    else:
        walk.take(index, index - 1)
        named = clean_noun(clause.full_left)
        if len(named) > 1 and figure.action and verbs.takes_noun(figure.action):
            figure.object = named


def _is_label(clause: Clause) -> bool:
    """Whether a colon or dash parts the words from the number: 投入警力：880人."""
    return clause.gap.rstrip()[-1:] in (":", "：", "—")
