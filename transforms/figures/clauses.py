"""From the words around each figure to kind, basis, sign, action, object and part_of.

The walk goes sentence by sentence. Each figure is read in its own clause (cutting); what the clause leaves out, the
verb of a list, the object of a second count, the basis of a chain, is filled in from the figures before it.
"""

from __future__ import annotations

import re

from transforms.figures import columns
from transforms.figures.breakdowns import Breakdown
from transforms.figures.cutting import CONTINUES, Clause, Cutter
from transforms.figures.kinds import set_kind
from transforms.figures.levels import set_level
from transforms.figures.moves import set_moved
from transforms.figures.nouns import clean_noun, squeeze
from transforms.figures.vocabulary import alternation
from transforms.figures.walk import Walk, family, is_share, strip_state
from transforms.records import Figure

_ENUMERATOR = re.compile(r"^\s*(?:[(（][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+[、是]|\d+[.．、])")
_SECTION = re.compile("[一二三四五六七八九十]+、|【")
_TOPIC = re.compile(alternation("topic"))
_NO_TOPIC = re.compile(alternation("not_a_topic"))
_LONGEST_HEADING = 10
_LONGEST_TOPIC = 14
_LONGEST_HEAD = 80
_LONGEST_LINE = 40
"""A heading with its number and spaces."""


class Walker:
    """Reads the figures of one article in order."""

    def __init__(self, text: str, times: list[tuple[int, int]], names: list[tuple[int, int, bool]]) -> None:
        """``text`` is folded; ``times``: spans of time expressions; ``names``: start, end, whether a body; sorted."""
        self.walk = Walk(text)
        self.cutter = Cutter(text, times, names)
        self.group = Breakdown()
        self.last_end = 0
        self.columns: list[str] = []

    @property
    def clauses(self) -> list[Clause]:
        """The clauses read so far, one a figure."""
        return self.walk.clauses

    def sentence(self, start: int, end: int, figures: list[Figure]) -> None:
        """Fill the figures of one sentence; without figures, remember what it may be the heading of."""
        walk = self.walk
        if not figures:
            if end - start <= _LONGEST_LINE:
                self._remember_topic(start, end)
            self.columns = columns.named_in(walk.text[start:end]) if end - start <= _LONGEST_HEAD else []
            self.last_end = end
            return
        goes_on = walk.text[self.last_end - 1 : self.last_end] in ("；", ";") or CONTINUES.match(walk.text, start, end)
        if not (goes_on and walk.first < len(walk.clauses)):
            walk.first = len(walk.clauses)
            self.group = Breakdown()
        self.last_end = end
        begin = walk.part = len(walk.clauses)
        for index, figure in enumerate(figures):
            before = figures[index - 1].end if index else start
            after = figures[index + 1].start if index + 1 < len(figures) else end
            previous = walk.clauses[-1] if len(walk.clauses) > walk.first else None
            walk.clauses.append(self.cutter.cut(figure, before, after, previous))
        _find_chains(walk.clauses[begin:])
        for index in range(begin, len(walk.clauses)):
            set_kind(walk, index)
            if walk.clauses[index].figure.kind == "level":
                set_level(walk, index, self.group)
            else:
                set_moved(walk, index)
            self.group.see(walk, index)
        _count_what_they_add_up_to(walk, begin)
        if self.columns and not columns.fill(walk.clauses[begin:], self.columns):
            self.columns = []

    def _remember_topic(self, start: int, end: int) -> None:
        """A heading with a number, or a short line, that names what is counted below it."""
        text = self.walk.text
        heading = squeeze(text[start:end]).rstrip("。:：;；")
        if _SECTION.match(heading):
            self.walk.section_at = start
        bare = _ENUMERATOR.sub("", heading)
        if bare == heading and not (text[max(0, start - 1) : start] == "\n" and len(bare) <= _LONGEST_HEADING):
            return
        bare = strip_state(bare)
        names = 2 <= len(bare) <= _LONGEST_TOPIC and _TOPIC.search(bare) and not _NO_TOPIC.search(bare)
        self.walk.topic = bare if names else ""
        self.walk.topic_at = start


_FEWEST_ADDENDS = 3


def _count_what_they_add_up_to(walk: Walk, begin: int) -> None:
    """销号11处,整改5处。凌海市4处、北镇市3处、义县4处: places that add up to an earlier count are of that count."""
    run = [i for i in range(begin, len(walk.clauses)) if walk.clauses[i].is_place and not walk.clauses[i].right]
    if len(run) < _FEWEST_ADDENDS or run != list(range(run[0], run[-1] + 1)) or run[0] != begin:
        return
    figures = [walk.clauses[i].figure for i in run]
    values = [figure.value for figure in figures if figure.kind == "level" and figure.unit == figures[0].unit]
    if len(values) < len(run):
        return
    source = walk.earlier_of(begin, sum(value or 0 for value in values))
    if source is not None:
        for index in run:
            walk.take(index, source)


def _find_chains(clauses: list[Clause]) -> None:
    """Mark runs of values that share one verb: 分别下降16.8%、14.2%和3%."""
    head: Clause | None = None
    for clause in clauses:
        if head is not None and _joins(head, clause):
            clause.place = head.chain
            head.chain += 1
        else:
            head = clause
            clause.chain = 1


def _joins(head: Clause, clause: Clause) -> bool:
    if clause.sep not in ("list", "adjacent") or clause.marker:
        return False
    rest = clean_noun(clause.change.rest) if clause.change else clause.bare
    if rest not in ("", "为", "分别"):
        return False
    share = is_share(head.figure)
    if share != is_share(clause.figure):
        return False
    if share or family(head.figure.unit) == family(clause.figure.unit):
        return True
    return head.change is not None and not head.change.reached and not clause.bare and not clause.right
