"""Action and object of changes and ratios: of the level that they follow, or of a noun of their own."""

from __future__ import annotations

import re

from transforms.figures.behind import read_right
from transforms.figures.changes import find_change, strip_approximators, strip_bases
from transforms.figures.cutting import Clause
from transforms.figures.nouns import (
    clean_noun,
    is_adverbial,
    is_metric,
    is_place,
    is_thing,
    metric_subject,
    split_nouns,
)
from transforms.figures.phrases import read_left
from transforms.figures.walk import FROM, Walk

_SHARE = re.compile(r"占(?!比|地|用|据|有)")
_AMONG_THEM = re.compile(r"^中(?=[大高中初]专|[大高初]中|本科|\d)")
_HAPPENS = frozenset(("发生", "引发", "造成", "属于"))
_SHARE_ALONE = ("占比",)
_SHARE_FILLER = re.compile(r"(?:虽|则|却|合计|共|约|就|仅|只)+$")
_OF_TOTAL = re.compile(r"(?:接近|超过|约|达|近|逾)?(?:全[一-鿿])?(?:总数|总量|总额|总人数)的.{0,2}$")
# 完成全年任务的68%: how far what was counted before has come.
_OF_PLAN = re.compile(r"(?:任务|目标|计划)(?:总?[数量额])?的?$")
_BOTH = frozenset(("两者", "二者", "三者", "两项", "三项", "两类", "三类", "上述"))
_OF_PLACE = re.compile("^[一-鿿]{1,7}[县市区旗州盟](?=[一-鿿]{2,5}率$)")
_CASES_ALONE = ("起数", "发案", "发案数")


def set_moved(walk: Walk, index: int) -> None:
    """Set action and object of figure ``index``, a change or a ratio."""
    clause = walk.clauses[index]
    previous = walk.previous(index)
    if clause.chain == 0 and previous is not None:
        _set_in_chain(walk, index)
        return
    length = max(clause.chain, 1)
    nouns = _own_nouns(clause, length)
    if not nouns and clause.figure.kind == "ratio" and not clause.bare and clause.right:
        nouns = _if_fits([noun for noun in (read_right(clause.right)[0],) if noun], length)  # 六成样品由市民选定
    if not nouns and "幅" in clause.left:
        nouns = _if_fits(walk.nouns_before(clause), length)
    if not nouns and clause.chain > 1:
        clause.sources = _sources(walk, index, clause.chain)
        if clause.sources:
            walk.take(index, clause.sources[0])
            return
        nouns = _if_fits(walk.nouns_before(clause), length)
    if nouns and not all(is_place(noun) for noun in nouns):
        clause.members = [_of_case(walk, noun) for noun in nouns]
        clause.figure.object = clause.members[0]
        return
    _follow(walk, index)


def _if_fits(nouns: list[str], length: int) -> list[str]:
    return nouns if len(nouns) == length else []


def _set_in_chain(walk: Walk, index: int) -> None:
    position = walk.position(index)
    head = walk.clauses[index - position]
    if position < len(head.members):
        walk.clauses[index].figure.object = head.members[position]
    else:
        walk.take(index, head.sources[position] if position < len(head.sources) else index - 1)


def _follow(walk: Walk, index: int) -> None:
    """Nothing of its own: what the figure before it, or the heading above it, is about."""
    clause = walk.clauses[index]
    figure = clause.figure
    previous = walk.previous(index)
    nouns = [noun for noun in walk.nouns_before(clause) if not is_place(noun)]
    reached = not clause.bare and not clause.change and clause.left[:1] in ("为", "达")  # 蒙阴县办结率最高，为98.9%
    if nouns and (previous is None or "幅" in clause.left or reached):
        figure.object = _OF_PLACE.sub("", nouns[-1])
        return
    clause.guesses += 1
    if previous is not None:
        source = walk.last_level(index) if (figure.kind, previous.figure.kind) == ("ratio", "change") else None
        walk.take(index, index - 1 if source is None else source)
    elif index and not walk.is_new_topic(index):
        walk.take(index, index - 1)
    elif walk.topic and is_thing(walk.topic):
        figure.object = walk.topic
    elif index:
        walk.take(index, index - 1)


def _sources(walk: Walk, index: int, count: int) -> list[int]:
    """Which earlier figures a chain of ``count`` values belongs to: a chain just before, else the last levels."""
    start = index - count
    if start >= walk.first and walk.clauses[start].chain == count:
        kinds = {walk.clauses[position].figure.kind for position in range(start, index)}
        if len(kinds) == 1 and kinds != {"level"}:
            return list(range(start, index))
    before = range(walk.start(index), index)
    rates = [position for position in before if walk.clauses[position].figure.kind == "ratio"]
    if walk.clauses[index].figure.unit == "个百分点" and len(rates) >= count:
        return rates[-count:]
    levels = [position for position in before if walk.clauses[position].figure.kind == "level"]
    return levels[-count:] if len(levels) >= count else []


def _own_nouns(clause: Clause, length: int) -> list[str]:
    """The nouns that a change or ratio, or a chain of them, names itself: one for each value."""
    noun = _own_noun(clause)
    if not noun:
        return []
    nouns = split_nouns(noun) if length > 1 else [noun]
    return nouns if len(nouns) == length else [noun] * length


def _own_noun(clause: Clause) -> str:
    """侵财类警情同比下降, 破案率保持, 税收收入占…的: the noun, or "" where there is none."""
    is_ratio = clause.figure.kind == "ratio"
    words = clause.left if "占" in clause.left else clause.full_left  # 派出所警力占分局总警力的
    share = _SHARE.search(words) if is_ratio else None
    if share:
        subject = _SHARE_FILLER.sub("", clean_noun(strip_bases(words[: share.start()])))
        subject = _AMONG_THEM.sub("", subject)
        if subject in _HAPPENS:
            return ""
        return "" if is_place(subject) or len(subject) < 2 or subject in _BOTH else metric_subject(subject)
    if is_ratio and not clause.change and _OF_PLAN.search(clause.bare):
        return ""
    rest = clause.change.rest if clause.change else strip_approximators(_OF_TOTAL.sub("", clause.left))
    noun = clean_noun(strip_bases(_until_from(rest)))
    if len(noun) < 2 or noun in _SHARE_ALONE or is_place(noun) or is_adverbial(noun):
        return ""
    noun = _after_name(clause, noun)
    if is_ratio and not clause.change and not is_metric(noun):
        reading = read_left(noun, clause.figure.unit)
        if reading.action and not reading.object:
            return ""
    if is_ratio and not clause.change and clause.left.endswith("占比") and len(noun) > 3:
        noun = noun.removesuffix("占比")
    return metric_subject(noun)


def _after_name(clause: Clause, noun: str) -> str:
    """``noun`` without a name of a place or body that stands in it: 全市道路交通事故 without 全市."""
    words = clause.noun_left
    if words == clause.left:
        return noun
    change = find_change(words)
    after = clean_noun(strip_bases(_until_from(change.rest if change else strip_approximators(words))))
    return after if len(after) > 1 and noun.endswith(after) else noun


def _until_from(rest: str) -> str:
    source = FROM.search(rest)
    return rest[: source.start()] if source and source.start() > 1 else rest


def _of_case(walk: Walk, noun: str) -> str:
    """起数 alone is the number of what was counted before: 火灾起数."""
    if noun not in _CASES_ALONE:
        return noun
    for clause in reversed(walk.clauses):
        thing = clause.figure.object
        if (
            thing
            and clause.figure.part_of is None
            and clause.figure.unit in ("起", "件")
            and clause.figure.kind == "level"
            and len(thing) < 12
        ):
            return thing if thing.endswith(noun) else thing + noun
    return noun
