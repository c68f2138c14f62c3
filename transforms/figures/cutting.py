"""Cutting an article into clauses, one a figure: the words around its number, and how it joins the one before."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from transforms.figures import phrases, verbs
from transforms.figures.changes import Change, find_change, strip_approximators, strip_bases
from transforms.figures.nouns import clean_noun, is_body, squeeze
from transforms.records import Figure

# One set of characters first: what opens with alternatives is searched for several times slower.
_BOUNDARY = re.compile(
    r"[,，。;；:：!！?？(（)）【】〖〗■□◆◇●○★☆▲△▶►※其包当另—]"
    r"(?:(?<![其包当另—])|(?<=其)中|(?<=包)括|(?<=当)中|(?<=另)有|(?<=—)—)"
)
_RIGHT_END = re.compile(
    r"[0-9Ⅰ-Ⅻ,，。;；:：!！?？(（)）【】、]|其中|包括|(?<=[一-鿿”])[ \u3000](?=[一-鿿“])"
    r"|^[ \u3000](?=[一-鿿]{2,4}[^0-9]{0,8}[0-9])|[ \t\u3000]{2,}(?=[一-鿿])"
)
_LIST_ONLY = re.compile(r"^\s*(?:[、和及与]|以及|并|又|或|至)\s*")
_FULL_STOP = re.compile("[;；。!！?？]")
# Blanks between the columns of a row, and between the halves of a headline.
_COLUMNS = re.compile(r"(?<=[一-鿿%)）])[ \t\u3000]{2,}(?=[一-鿿])|(?<=[一-鿿”]{6})[ \u3000](?=[一-鿿]{2})")
# 11个县（市、区）: the bracket is part of the noun.
_COUNTIES = re.compile(r"\s*县\s*[(（]\s*市、?\s*区\s*[)）]")
_BLANK = re.compile("[ \t\u3000]")
_PAIR = re.compile("[(（][^()（）]*[)）]")
_BRACKET_OR_COLON = re.compile("[(（)）:：]")
_JOINT = re.compile(r"(?:以及|[和及与])\s*$")
_JOINT_LAST = ("和", "及", "与")
_AFTER_TIME = re.compile(
    r"^(?:以来|起|止|至今|至|前后|前|后|许|期间|当天|当日|当晚|凌晨|上午|下午|中旬|上旬|下旬|末|底|份|,|，|\s)+"
)
# A sentence or clause that goes on with the breakdown of the one before it.
CONTINUES = re.compile(r"\s*(?:其中|包括|当中)")
# What parts a label from its number, and how a label ends.
_LABELS = frozenset((":", "：", "——"))
_LABEL = re.compile(r"[一-鿿”」]\s*$")
# 1046件纠纷中：邻里287件
_OPENS_PARTS = re.compile("(?:[一-鿿]{0,8}(?<!其)中)?")
_OPEN, _CLOSE = frozenset("(（"), frozenset(")）")
# Brackets that are no part of a noun: a byline, an enumerator.
_APART = re.compile(r"[(（][^(（]*(?:记者|通讯员|报道|摄影|文/|图/)[^(（]*$|[(（][一二三四五六七八九十0-9]{1,3}$")
_BEFORE_NAME = re.compile(
    r"^(?:[、,，\s]|[0-9]{1,2}(?![0-9])|和|及|与|在|其中|从|由|目前|又|对|将|该|另|仅|等|警方|公安|地区)*$"
)
# What follows a name that belongs to the noun: 中国籍旅客, 台湾居民.
_OF_NAME = re.compile(r"[的籍人产式菜类车员、和及]|居民|同胞|旅客|客商|设施|安全|通道|器材|演练|知识|产品")


@dataclass(slots=True)
class Clause:
    """One figure with its words: everything the fill rules look at. Words are squeezed (no white space)."""

    figure: Figure
    gap: str
    """Everything between the figure before, or the start of the sentence, and this one; as it stands."""
    left: str
    right: str
    sep: str
    """How it follows the figure before: start, adjacent, list, comma, semicolon or run."""
    marker: str
    """其中, 包括, 含, ( or : where one opens a breakdown here."""
    is_place: bool
    """The clause names a place and nothing else: 苍溪县8起."""
    full_from: int
    """Where in the gap ``left`` begins, with the names of places and bodies that open it."""
    noun_from: int
    """Where in the gap the words after the last name of a place or body begin."""
    bare: str = ""
    """``left`` without the words that only qualify the number."""
    plain: str = ""
    """``left`` without its comparison words."""
    change: Change | None = None
    members: Sequence[str] = ()
    """The nouns that a chain of values is about, one each."""
    sources: Sequence[int] = ()
    """The earlier figures that a chain of changes is about, one each."""
    comparisons: Sequence[tuple[str, str]] = ()
    """Kind and words of the comparisons named in the gap."""
    bases: Sequence[str] = ()
    """The bases of a chain that names several (环比、同比分别)."""
    chain: int = 0
    """Length of the chain of values that begins here (分别下降16.8%、14.2% is 2); 0 inside one."""
    place: int = 0
    """How far inside its chain; 0 for the head."""
    guesses: int = 0
    """How many of its fields were carried or guessed; feeds the confidence."""

    @property
    def full_left(self) -> str:
        """``left`` with the names of places and bodies that open it."""
        return squeeze(self.gap[self.full_from :])

    @property
    def noun_left(self) -> str:
        """``left`` after the last name of a place or body in it."""
        words = squeeze(self.gap[self.noun_from :])
        return words.removeprefix("含") if self.marker == "含" or self.marker in _OPEN else words


# 投诉量较二季度下降: what stands before the time with which it is compared
_THAN = re.compile(r"(?:较|相较|比|同比|环比)$")


def _names_nothing(left: str) -> bool:
    """Whether the words between a time expression and a number name nothing that is counted: 达, 下降."""
    change = find_change(left)
    return not clean_noun(strip_bases(change.rest if change else strip_approximators(left)))


@dataclass(slots=True)
class Cutter:
    """Cuts clauses out of one article.

    ``times``: spans of time expressions; ``names``: start, end and whether a body, of each place or body; sorted.
    """

    text: str
    times: list[tuple[int, int]]
    names: list[tuple[int, int, bool]]
    time_ends: list[int] = field(init=False)
    name_starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.time_ends = [end for _, end in self.times]
        self.name_starts = [start for start, _, _ in self.names]

    def cut(self, figure: Figure, before: int, after: int, previous: Clause | None) -> Clause:
        """The clause of ``figure``; ``before`` ends the figure before it, ``after`` starts the next one."""
        joins = self._after_right_noun(before, figure.start, previous) if previous else 0
        before = joins or before
        gap = self.text[before : figure.start]
        clause_start, marker = self._left_edge(gap)
        left_start = self._after_time(gap, before, clause_start, figure.start)
        sep = _separator(gap) if previous else "start"
        after_names = after_last_name = before + left_start
        first_name = bisect_left(self.name_starts, after_names)
        if first_name < len(self.names) and self.name_starts[first_name] < figure.start:
            after_names = self._after_names(first_name, after_names, figure.start)
            after_last_name = self._last_name(after_names, figure.start)
        left = squeeze(self.text[after_names : figure.start])
        if left_start > clause_start and _names_nothing(left):
            left = self._before_time(before, clause_start, figure.start) + left
        is_place = after_names > before + left_start and not clean_noun(left)
        if not left and marker in _OPEN and (verb := self._before_bracket(gap, clause_start)):
            left, marker = verb, ""
        if sep == "list":
            left = _LIST_ONLY.sub("", left)
        if (not marker or marker in _OPEN) and left.startswith("含") and len(left) > 2:
            marker, left = marker or "含", left[1:]
        if joins:
            sep = "run" if verbs.has_verb(left) else "list"
        clause = Clause(
            figure=figure,
            gap=gap,
            left=left,
            right=self._right(figure.end, after),
            sep=sep,
            marker=marker,
            is_place=is_place,
            full_from=left_start,
            noun_from=after_last_name - before,
        )
        clause.bare = strip_approximators(left)
        clause.plain = strip_bases(left)
        clause.change = find_change(left, clause.bare)
        return clause

    def _before_bracket(self, gap: str, edge: int) -> str:
        """The words before a bracket that holds a number, where they end with its change verb: 同比下降(12.3%)."""
        words = re.split(r"[,，。;；、]", gap[: edge - 1])[-1]
        return squeeze(words) if find_change(squeeze(words)) else ""

    def _left_edge(self, gap: str) -> tuple[int, str]:
        """Where the last clause of ``gap`` begins, and the marker that opens a breakdown there."""
        edge, marker = 0, ""
        for column in _COLUMNS.finditer(gap) if _BLANK.search(gap) else ():
            edge = column.end()
        for match in _BOUNDARY.finditer(gap):
            mark, start, end = match.group(), match.start(), match.end()
            if end <= edge:
                continue
            if mark in ",，":
                edge = end
                continue
            if mark in _OPEN and (")" in gap[end:] or "）" in gap[end:]):
                continue
            if mark in _CLOSE and ("(" in gap[:start] or "（" in gap[:start]) and not _APART.search(gap[:start]):
                continue
            if mark == "包括" and gap[end : end + 1] == "了":
                continue
            if mark in _LABELS and not strip_approximators(gap[end:]).strip() and _LABEL.search(gap[edge:start]):
                continue  # 投入警力：880人
            edge = end
            if mark in ("其中", "包括", "当中"):
                marker = marker if marker in _OPEN and gap[:start].endswith(marker) else mark
            elif mark in _OPEN or (mark in ":：" and _OPENS_PARTS.fullmatch(squeeze(gap[:start]))):
                marker = mark
            elif mark not in ":：":
                marker = ""
        return edge, marker

    def _right(self, start: int, end: int) -> str:
        if start >= end or self.text[start] in "，、。；":
            return ""
        right = self.text[start:end]
        if counties := _COUNTIES.match(right):
            return squeeze(counties.group())
        cut = _RIGHT_END.search(right)
        return squeeze(right[: cut.start()] if cut else right)

    def _after_right_noun(self, before: int, start: int, previous: Clause) -> int:
        """Where a list goes on after the noun of the figure before (18个治安乱点、|24起案件); 0 where it does not."""
        gap = self.text[before:start]
        joint = gap.find("、")
        if joint < 0 and gap.rstrip().endswith(_JOINT_LAST) and (found := _JOINT.search(gap)):
            joint = found.start()
        if (
            joint < 1
            or _BOUNDARY.search(gap)
            or verbs.governs(squeeze(gap[:joint]))
            or not phrases.awaits_noun(previous.left)
        ):
            return 0
        return before + joint

    def _after_time(self, gap: str, before: int, left_start: int, start: int) -> int:
        """Where the words after the last time expression of the clause begin."""
        index = bisect_right(self.time_ends, start) - 1
        if index < 0 or self.time_ends[index] <= before + left_start:
            return left_start
        return len(gap) - len(_AFTER_TIME.sub("", gap[self.time_ends[index] - before :]))

    def _before_time(self, before: int, left_start: int, start: int) -> str:
        """The noun that a time expression parts from its number: 价格举报 of 价格举报一季度达 6103 件."""
        index = bisect_right(self.time_ends, before + left_start)
        if index >= len(self.times) or self.times[index][1] > start:
            return ""
        raw = _THAN.sub("", squeeze(self.text[before + left_start : self.times[index][0]]))
        noun = clean_noun(raw) + (raw[-1] if raw.endswith(("由", "从")) else "")
        return noun if len(noun) >= 4 and not is_body(noun) else ""

    def _after_names(self, first: int, start: int, end: int) -> int:
        """Where the words after the names of places and bodies begin, between a clause's start and its number.

        ``first``: the first name that begins there.
        """
        at = start
        for index in range(first, len(self.names)):
            name_start, name_end, is_body_name = self.names[index]
            if name_end > end:
                break
            if name_end < end and (_OF_NAME.match(self.text, name_end) or len(squeeze(self.text[name_end:end])) < 2):
                continue
            between = squeeze(self.text[at:name_start])
            if is_body_name:
                if between and verbs.has_verb(between):
                    break
                at = name_end
            elif not between or _BEFORE_NAME.match(between):
                at = name_end
        return at

    def _last_name(self, start: int, end: int) -> int:
        """Where the words after the last name between ``start`` and ``end`` begin; ``start`` where there is none."""
        for index in range(bisect_left(self.name_starts, end) - 1, -1, -1):
            name_start, name_end, _ = self.names[index]
            if name_start < start:
                break
            if name_end < end and not _OF_NAME.match(self.text, name_end):
                return name_end
        return start


def _separator(gap: str) -> str:
    if not gap or gap.isspace():
        return "adjacent"
    if _FULL_STOP.search(gap) or CONTINUES.match(gap):
        return "semicolon"
    if "," in gap or "，" in gap:
        return "comma"
    return "list" if _LIST_ONLY.match(gap) or _BRACKET_OR_COLON.search(_PAIR.sub("", gap)) else "run"
