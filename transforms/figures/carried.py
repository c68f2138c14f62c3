"""The object that a count leaves unsaid: of the count before it, of the heading, of an earlier sentence."""

from __future__ import annotations

from transforms.figures.nouns import is_thing
from transforms.figures.vocabulary import words as word_set
from transforms.figures.walk import Walk
from transforms.records import Figure

_CASES = frozenset(["起", "件", "宗"])


def carried(walk: Walk, index: int) -> str | None:
    """The object of a second count: 受理治安案件 42 起,查结 30 起."""
    clause = walk.clauses[index]
    figure = clause.figure
    joined = bool(clause.marker) or clause.sep == "list"
    steps = 0
    for position in range(index - 1, walk.start(index) - 1, -1):
        other = walk.clauses[position].figure
        if other.kind != "level" or (other.part_of is not None and not joined) or _is_rest(other):
            continue
        steps += 1
        if other.unit == figure.unit or {other.unit, figure.unit} <= _CASES:
            return None if figure.unit in ("人", "人次") and steps > 1 and not joined else other.object
        if figure.unit in ("人", "次", "元", "场", "公里") and steps > 1 and not clause.marker:
            return None
    if walk.topic and figure.unit in _CASES and is_thing(walk.topic):
        return walk.topic
    if found := _of_earlier(walk, figure):
        return found
    source = walk.earlier_like(index) if figure.action in word_set("completion") else None
    return walk.clauses[source].figure.object if source is not None else None


def _is_rest(figure: Figure) -> bool:
    """其他256件: what a list leaves over is nothing that others count."""
    return (figure.object or "").startswith("其他")


def _of_earlier(walk: Walk, figure: Figure) -> str | None:
    """What the same verb counted in an earlier sentence: the last one of this section, else the first of the text."""
    found: Figure | None = None
    for position in walk.wholes_before(figure.unit):
        other = walk.clauses[position].figure
        if other.action == figure.action and not _is_rest(other):
            found = other
            if other.end > walk.section_at:
                break
    return found.object if found else None
