"""The state of a walk through the figures of one article, and what its rules ask of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from transforms.figures.changes import strip_bases
from transforms.figures.cutting import Clause
from transforms.figures.nouns import clean_noun, is_metric, metric_subject, split_nouns, squeeze
from transforms.figures.vocabulary import alternation
from transforms.records import Figure

STRONG = re.compile(r"[,，。;；:：!！?？]")
_STATE = re.compile(rf"(?:{alternation('state')})+.*$")
_LABEL_END = re.compile("[】〗]")
_MOVED = re.compile(
    r"(?:同比|环比)?(?:[升降增减涨跌]幅|大幅|攀升|走高|走低|下滑|上升|下降|增长|减少|变化|有升有降|回落)+$"
)
_COUNTED = ("警情", "案件", "事故", "数", "损失")
MEAN = re.compile(r"(?:日均|月均|周均|平均|人均|单日|单月|单次|单笔)")
FROM = re.compile(r"[由从](?=[^由从]*$)")

_REACH = 100
NEAR = 25
"""How many figures back an earlier sentence is still looked at, or ahead the verb of a list."""
_SAME_MEASURE = {"公斤": "吨", "克": "吨", "米": "公里", "公顷": "亩"}
_ONE_OF_A_KIND = ("人次", "场次", "家次")


def family(unit: str | None) -> str | None:
    """Units whose figures can be parts of one another: all of vehicles' and trains' passages are one family."""
    if unit and len(unit) > 1 and unit.endswith("次") and unit not in _ONE_OF_A_KIND:
        return "通行次"
    return _SAME_MEASURE.get(unit or "", unit)


def is_share(figure: Figure) -> bool:
    """Whether a figure is a percentage, a multiple or a fraction."""
    return figure.unit in ("%", "‰", "个百分点", "倍") or (figure.unit is None and "分之" in figure.text)


def strip_state(words: str) -> str:
    """``words`` without what they say of a statistic's course: 盗窃警情 of 盗窃警情降中有升."""
    return _STATE.sub("", words)


@dataclass(slots=True)
class Walk:
    """The clauses read so far; ``first`` is the first one of the sentence at hand."""

    text: str
    clauses: list[Clause] = field(default_factory=list)
    first: int = 0
    part: int = 0
    """The first clause after the last semicolon; ``first`` where there is none."""
    basis: str | None = None
    """The last basis named, which governs until another."""
    rule: str | None = None
    """The basis that 同比(下同) sets for the rest."""
    topic: str = ""
    """What a heading says is counted below it."""
    topic_at: int = -1
    section_at: int = -1
    """Where the last heading of the first order (三、各县情况) stands."""

    def previous(self, index: int) -> Clause | None:
        """The clause before ``index`` in the same sentence."""
        return self.clauses[index - 1] if index > self.first else None

    def position(self, index: int) -> int:
        """How far inside its chain a clause is; 0 for the head."""
        return self.clauses[index].place

    def start(self, index: int) -> int:
        """The first clause of the sentence that figure ``index`` looks back to: sentences have no greatest length."""
        return max(self.first, index - _REACH)

    def last_level(self, index: int) -> int | None:
        """The nearest level before ``index`` in the same sentence."""
        for position in range(index - 1, self.start(index) - 1, -1):
            if self.clauses[position].figure.kind == "level":
                return position
        return None

    def last_like(self, index: int) -> int | None:
        """The nearest level of the same unit before ``index`` in the same sentence, else the nearest level."""
        unit = self.clauses[index].figure.unit
        for position in range(index - 1, self.start(index) - 1, -1):
            figure = self.clauses[position].figure
            if figure.kind == "level" and figure.unit == unit:
                return position
        return self.last_level(index)

    def counts_before(self, position: int, unit: str | None) -> Iterator[int]:
        """The levels of ``unit`` among the clauses shortly before ``position``, nearest first."""
        for earlier in range(position - 1, max(position - NEAR, -1), -1):
            figure = self.clauses[earlier].figure
            if figure.kind == "level" and figure.unit == unit:
                yield earlier

    def wholes_before(self, unit: str | None) -> Iterator[int]:
        """The counts of ``unit`` in earlier sentences that say what they count and are no parts, nearest first."""
        for position in self.counts_before(self.first, unit):
            figure = self.clauses[position].figure
            if figure.object and figure.part_of is None:
                yield position

    def earlier_like(self, index: int) -> int | None:
        """The nearest whole count of the same unit in the sentences before that of ``index``."""
        return next(self.wholes_before(self.clauses[index].figure.unit), None)

    def earlier_of(self, index: int, value: float) -> int | None:
        """The nearest count of ``value`` in the unit of ``index``, before it."""
        counts = self.counts_before(index, self.clauses[index].figure.unit)
        return next((position for position in counts if self.clauses[position].figure.value == value), None)

    def take(self, index: int, source: int) -> None:
        """Give figure ``index`` the action and object of ``source``."""
        figure, other = self.clauses[index].figure, self.clauses[source].figure
        figure.action, figure.object = other.action, other.object

    def is_new_topic(self, index: int) -> bool:
        """Whether a heading or a paragraph stands between this figure and the one before."""
        end = self.clauses[index - 1].figure.end
        return self.topic_at >= end or "\n" in self.text[end : self.clauses[index].figure.start]

    def nouns_before(self, clause: Clause) -> list[str]:
        """The noun list of an earlier clause without figures: 事故起数、死亡人数全面下降,降幅依次为."""
        parts = STRONG.split(clause.gap)
        for part in reversed(parts[:-1]):
            noun = _MOVED.sub("", strip_state(strip_bases(squeeze(_LABEL_END.split(part)[-1]))))
            noun = clean_noun(metric_subject(noun))
            if is_metric(noun) or noun.endswith(_COUNTED):
                return split_nouns(noun)
        return []
