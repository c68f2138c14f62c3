"""part_of: the figures that an open 其中, 包括, colon or bracket makes parts of an earlier one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from transforms.figures import verbs
from transforms.figures.cutting import Clause
from transforms.figures.nouns import squeeze
from transforms.figures.phrases import read_left
from transforms.figures.walk import MEAN, Walk, family

_BRACKETS = ("(", "（")
_COLONS = (":", "：")
_SAME_TAIL = 3
"""Characters: 第一产业增加值 and 第二产业增加值 are items of one breakdown, also over a semicolon."""
# 312起（去年同期345起）: beside it, not in it
_OF_BEFORE = re.compile(r"[（(]\s*(?:较|比|而)?(?:去年|上年|前年|上一?[个周月季期]|前一[年周月季日天])")
_NAMED_WHOLE = re.compile(r"([一-鿿]{2,})(?:中)?包括$")


@dataclass(slots=True)
class Breakdown:
    """The breakdown that is open in a sentence, and those around it that a bracket has put aside."""

    wholes: list[int] = field(default_factory=list)
    """The figures that the next ones may be parts of."""
    marker: str = ""
    by_verb: str | None = None
    """The unit of its first item where that is a verb alone, so that verbs go on with it: 其中刑拘9人,行政拘留17人."""
    item: str = ""
    """The words of its first item."""
    opens_part: bool = False
    """Whether it begins a part of a sentence, so that semicolons stand between its items: 。其中,甲3起;乙2起."""
    aside: list[tuple[list[int], str]] = field(default_factory=list)

    def is_open(self, clause: Clause) -> bool:
        return bool(self.marker or clause.marker)

    def whole(self, walk: Walk, index: int) -> int | None:
        """Index of the figure that figure ``index`` is a part of, if it is one of the open breakdown."""
        clause = walk.clauses[index]
        wanted = family(clause.figure.unit)
        if wanted is None:
            return None
        for position in reversed(_wholes(walk, index) if clause.marker else self.wholes):
            other = walk.clauses[position]
            if other.figure.kind == "level" and family(other.figure.unit) == wanted and not MEAN.match(other.left):
                return position
        return None

    def see(self, walk: Walk, index: int) -> None:
        """Take figure ``index`` into the open breakdown, or close it; set its ``part_of``."""
        clause = walk.clauses[index]
        figure = clause.figure
        closes = self.marker in _BRACKETS and (")" in clause.gap or "）" in clause.gap)
        if closes:
            self.wholes, self.marker = self.aside.pop() if self.aside else ([], "")
        if _is_of_before(clause):
            return
        if clause.marker:
            if clause.marker in _BRACKETS:
                self.aside.append((self.wholes, self.marker))
            self.wholes, self.marker = _wholes(walk, index), clause.marker
            self.opens_part = index == walk.part
            reading = read_left(clause.plain, figure.unit)
            alone = not reading.object or figure.unit == "人"
            is_verb = alone and verbs.is_known(reading.action) and not clause.plain.startswith("新")
            self.by_verb = figure.unit if is_verb else None
            self.item = clause.plain
        elif self.marker and not closes and self._ends(walk, index):
            self.wholes, self.marker = [], ""
        if figure.kind != "level" or not self.marker or MEAN.match(clause.left):
            return
        whole = self.whole(walk, index)
        if whole is not None and whole != index:
            figure.part_of = walk.clauses[whole].figure.start
            if figure.object is None and not clause.left:
                figure.object = walk.clauses[whole].figure.object

    def _ends(self, walk: Walk, index: int) -> bool:
        """Whether a clause leaves the breakdown: one with a verb of its own (其中酒驾3起,抓获2人), or a semicolon."""
        clause = walk.clauses[index]
        apart = index == walk.part and not self.opens_part and self.marker not in (*_COLONS, *_BRACKETS)
        if apart and self.item[-_SAME_TAIL:] != clause.plain[-_SAME_TAIL:]:
            return True
        if clause.sep not in ("comma", "semicolon", "run") or self.marker in (*_COLONS, *_BRACKETS):
            return False
        if clause.figure.kind != "level" or verbs.is_event_noun(clause.left):
            return False
        if clause.sep == "comma" and self.by_verb == clause.figure.unit and self.whole(walk, index) is not None:
            return False
        return bool(read_left(clause.plain, clause.figure.unit).action)


def _is_of_before(clause: Clause) -> bool:
    """Whether a figure stands in a bracket of its own and says what was before."""
    return clause.marker in _BRACKETS and _OF_BEFORE.search(clause.gap) is not None


def _wholes(walk: Walk, index: int) -> list[int]:
    """The figures that a breakdown which opens at figure ``index`` can be about."""
    clause = walk.clauses[index]
    if clause.marker in (*_COLONS, *_BRACKETS):
        return [index - 1] if index > walk.first else []
    first = walk.start(index) if index == walk.part else max(walk.part, walk.start(index))
    clauses = walk.clauses
    levels = [p for p in range(first, index) if clauses[p].figure.kind == "level" and not _is_of_before(clauses[p])]
    if clause.marker == "包括":
        gap = squeeze(clause.gap)
        named = _NAMED_WHOLE.search(gap[: gap.rfind("包括") + 2])
        same = [p for p in levels if named and walk.clauses[p].figure.object == named.group(1)]
        if same:
            return same
    return [p for p in levels if walk.clauses[p].figure.part_of is None] or levels
