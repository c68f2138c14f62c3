"""Figures without words of their own: shares, changes and parts have the body of the figure that they go with."""

from __future__ import annotations

import re

from transforms.figures.actor_words import words
from transforms.figures.situations import RATES
from transforms.figures.survey import Survey
from transforms.records import Figure


def is_share_of(found: Survey, figure: Figure) -> bool:
    """接收举报4.26万件，…兴庆区1.32万件: nothing but a place before the number, so it is a part of what was counted."""
    if figure.action or figure.object or figure.kind != "level":
        return False
    position, floor = found.windows[figure.start]
    nearest = next((mention for _, mention in found.places.before(position, floor)), None)
    return nearest is not None and nearest.kind == "place" and position - nearest.end <= 1 and nearest.end <= position


def followed(found: Survey, figures: list[Figure]) -> dict[int, Figure]:
    """立案21起，环比减少5起，占总数的18%: start of a figure without words of its own → the one whose body it shares."""
    text = found.places.text
    turned = found.turns.keys() | {start for starts, _ in found.groups for start in starts[1:]}
    spans = [(found.windows[figure.start][0], found.at(figure.end)) for figure in figures]
    sources: dict[int, Figure] = {}
    for index, figure in enumerate(figures[1:], 1):
        gap = spans[index - 1][1], spans[index][0]
        if figure.start in sources:
            continue
        if figure.start not in turned and _goes_with(found, figure, figures[index - 1], gap):
            sources[figure.start] = figures[index - 1]
            continue
        own = _COMPARED if figure.kind == "change" else _SHARE
        if figure.kind == "level" or not own.fullmatch(text, *gap):
            continue
        end = index + 1
        while end < len(figures) and text[spans[end - 1][1] : spans[end][0]].strip() in _LISTED:
            end += 1
        floor = found.windows[figure.start][1]
        kinds = ("level", "ratio") if figure.kind == "change" else ("level",)
        before = [f for f in figures[max(0, index - 6) : index] if f.kind in kinds and found.at(f.start) >= floor]
        size = end - index
        turn = before[-size:] if len(before) >= size > 1 else [figures[index - 1]] * size
        sources |= zip((f.start for f in figures[index:end]), turn, strict=True)
    return sources


_COMPARED = re.compile(
    r"[，,、；;（(和及与\s]*(?:(?:同比|环比|按年|按月|(?:比|较|与)[^，。；,;、0-9]{1,12})(?:分别|均|各)?)?"
    "(?:[多少][^，。；,;、0-9]{0,3}|上升|下降|下滑|增长|增加|减少|增|减|升|降|提高|提升|回落|缩短|压减|扩大|收窄"
    "|增幅|降幅|上涨|下跌|跌|[快慢])?[了至到为达逾近约超]{0,2}"
)
_SHARE = re.compile(r"[，,、；;（(和及与\s]*(?:分别|合计|共|两者|约|只|仅)*占[^，。；,;0-9]{0,16}[近约逾超]?")


def _goes_with(found: Survey, figure: Figure, previous: Figure, gap: tuple[int, int]) -> bool:
    """接报刑事警情97起；治安警情431起, 受害人占52%，女性占56%: the verb or the cut of the figure before it goes on."""
    if gap[1] - gap[0] < 3 or gap[0] < found.windows[figure.start][1]:
        return False
    between = found.places.text[gap[0] : gap[1]]
    if figure.kind == "level":
        verb = figure.action
        same = verb is not None and previous.action == verb and previous.kind != "ratio" and verb not in between
    else:
        noun = found.simplified(figure.object or "")
        if figure.kind != "ratio" or figure.action or not noun or noun.endswith(RATES):
            return False
        told = previous.kind != "ratio" and words()["situation_noun"].search(noun + between)
        same = previous.kind == "ratio" or (not told and "占" in between)
    return same and not any(m.kind in ("head", "place") for _, m in found.places.before(gap[1], gap[0]))


_LISTED = frozenset("、和及与")
_VIEW = re.compile(
    "[（(【]?[^，。；]{0,6}?(?:([从按分])(?!诈骗|发案|案发|被骗|警情|事故|火灾|起火|灾)[^，。；]{1,8}(?:看|划?分|统计)|其中|(?:警情|案件|事项)中(?=[：:]))[，,：:—]*"
)


def is_view(found: Survey, figure: Figure, total: Figure, is_shared: bool) -> bool:
    """从类型看，邻里纠纷287件: a sentence that cuts what the one before it counted, and names nobody.

    ``is_shared``: the total is one of the cuts itself.
    """
    position, floor = found.windows[figure.start]
    before = found.places.sentence(floor - 1) if floor else 0
    if 0 < floor - before < 16 and _VIEW.match(found.places.text, before, floor):
        floor = before  # 从纠纷类型看。邻里纠纷287件
    match = _VIEW.match(found.places.text, floor, position) if figure.kind == "level" else None
    if match is None or any(m.kind == "head" or m.kind == "place" for _, m in found.places.before(position, floor)):
        return False
    if not match[1]:
        return is_shared or found.at(total.start) < floor  # 其中，…: whatever is said of it
    if figure.action or total.org is None or words()["situation_noun"].search(found.simplified(figure.object or "")):
        return False
    places = found.places
    before = places.sentence(floor - 1) if floor else 0
    if before and "。" not in places.text[before:floor]:
        before = places.sentence(before - 1)  # a heading stands between
    return is_shared or found.at(total.start) >= before
