"""Kind, sign and basis of each figure: level, change or ratio, and against what."""

from __future__ import annotations

import re

from transforms.figures.changes import find_bases
from transforms.figures.cutting import Clause
from transforms.figures.nouns import clean_noun, is_metric, squeeze
from transforms.figures.walk import FROM, Walk, is_share

_RATIO_NOUN = re.compile(r"(?:率|比|比例|系数)$")
_RATIO_FROM = re.compile(r"(?:率|比|比例|系数)[由从][^,，。；;]{0,8}$")
# 降幅最大的是滦南县(28.6%): the rate word stands before.
_RATE_BEFORE = re.compile(r"([降减跌增涨升])幅[^,，]{0,10}(?:[,，]|的?是)[^,，]{0,12}$")
_SIGNS = {"-": -1, "－": -1, "−": -1, "↓": -1, "▼": -1, "+": 1, "＋": 1, "↑": 1, "▲": 1}
"""Signs written before a change; they say its direction whatever the figure before it did."""
_NEXT_BRACKET = re.compile(r"^[)）][、和及][^()（）,，]{1,8}[(（]$")


def set_kind(walk: Walk, index: int) -> None:
    """Set kind, basis and the sign of the value of figure ``index``."""
    clause = walk.clauses[index]
    figure = clause.figure
    clause.comparisons = find_bases(clause.gap)
    bases = [kind for kind, _ in clause.comparisons]
    if "下同" in clause.gap and bases:
        walk.rule = bases[-1]
    previous = walk.previous(index)
    figure.kind, sign = _kind(clause, previous, bases)
    if figure.kind != "change":
        walk.basis = bases[-1] if bases else walk.basis
        return
    if sign == 0:
        sign = -1 if previous is not None and previous.figure.kind == "change" and previous.figure.value < 0 else 1
    if figure.text[0] in _SIGNS:
        sign = _SIGNS[figure.text[0]]
    if sign < 0 < figure.value:
        figure.value = -figure.value
        figure.value_max = None if figure.value_max is None else -figure.value_max
    walk.basis = figure.basis = _basis(walk, index, bases)


def _kind(clause: Clause, previous: Clause | None, bases: list[str]) -> tuple[str, int]:
    """Kind and sign; sign 0 where the figure before has it."""
    figure, change = clause.figure, clause.change
    share = is_share(figure)
    if figure.unit == "个百分点":
        return "change", change.sign if change else 0
    if change and not change.reached and (share or _moves(clause, bases)):
        return "change", change.sign
    if previous is not None and clause.chain == 0 and not change and previous.figure.kind != "level":
        return (previous.figure.kind, 0) if share == is_share(previous.figure) else ("level", 0)
    if share and previous is not None and previous.figure.kind == "change" and _NEXT_BRACKET.match(clause.gap):
        return "change", 0
    if share and "幅" in clause.gap and (rate := _RATE_BEFORE.search(squeeze(clause.gap))):
        return "change", -1 if rate.group(1) in "降减跌" else 1
    compares = bases and (_only_compares(clause) or clause.bare.endswith(("同比", "环比")))
    if share and figure.unit != "倍" and compares:
        return "change", 1
    if figure.text[0] in _SIGNS and (share or bases):
        return "change", 1
    named = figure.unit is None and (_RATIO_NOUN.search(clause.bare) or _is_rate_of_change(clause, previous))
    return ("ratio" if share or named else "level"), 0


def _is_rate_of_change(clause: Clause, previous: Clause | None) -> bool:
    """Whether a bare number is a rate's earlier or later level: 收入比由上年的2.99缩小为2.89."""
    if clause.change is None or not clause.change.reached:
        return _RATIO_FROM.search(clause.left) is not None
    return previous is not None and previous.figure.unit is None and previous.figure.kind == "ratio"


def _moves(clause: Clause, bases: list[str]) -> bool:
    """Whether a change verb before a count makes it a change (环比减少4起), not an act (减少损失4万元)."""
    if clause.change is None or clause.bare.endswith(("新增", "增设")):
        return False
    if bases or len(clause.change.verb) > 1:
        return True
    return clause.bare.endswith(("净增", "净减"))


def _only_compares(clause: Clause) -> bool:
    """Whether the words before a share name a comparison and nothing else."""
    if is_metric(clause.bare) or FROM.search(squeeze(clause.gap)):
        return False
    return not clean_noun(clause.plain)


def _basis(walk: Walk, index: int, bases: list[str]) -> str | None:
    """The basis of a change: named here, shared by its chain, or the last one named."""
    clause = walk.clauses[index]
    if len(bases) > 1 and clause.chain == len(bases):
        clause.bases = bases
        return bases[0]
    previous = walk.previous(index)
    if clause.chain == 0 and previous is not None:
        position = walk.position(index)
        shared = walk.clauses[index - position].bases
        return bases[-1] if bases else shared[position] if position < len(shared) else previous.figure.basis
    clause.guesses += not bases
    return bases[-1] if bases else walk.rule or walk.basis
