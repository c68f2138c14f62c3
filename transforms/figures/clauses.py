"""From the words around each figure to kind, basis, sign, action, object and part_of.

The walk goes sentence by sentence. Each figure is read in its own clause; what the clause leaves out (the verb of
a list, the object of a second count, the basis of a chain) is filled in from the figures before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from transforms.figures import gazetteer, phrases
from transforms.figures.changes import find_bases, find_change, strip_approximators, strip_bases
from transforms.figures.phrases import METRIC_NOUN, clean_noun, read_left, read_right
from transforms.records import Figure

_SPACE = re.compile(r"\s+")
_BOUNDARY = re.compile(r"[,，。;；:：!！?？(（)）【】]|其中|包括|当中|當中|另有|——")
_RIGHT_END = re.compile(
    r"[0-9,，。;；:：!！?？(（)）【】、]|其中|包括|(?<=[一-鿿”])[ \u3000](?=[一-鿿“])|^[ \u3000](?=[一-鿿]{2,4}[^0-9]{0,8}[0-9])"
)
_STRONG = re.compile(r"[,，。;；:：!！?？]")
_LIST_ONLY = re.compile(r"^[\s]*(?:[、和及与與]|以及|并|又|或|至)[\s]*")
_AFTER_TIME = re.compile(
    r"^(?:以来|以來|起|止|至今|至|前后|前|后|许|許|期间|期間|当天|当日|当晚|凌晨|上午|下午|中旬|上旬|下旬|末|底|份|,|，|\s)+"
)
_FRACTION = re.compile(r"分之")
_PERSON = frozenset(["人", "人次", "户"])
_COUNTED_HARM = re.compile(r"^(死亡|受伤|失踪|遇难|轻伤|重伤|伤亡|受傷|遇難|失蹤|身亡|丧生)")
_SHARE = re.compile(r"(?:占|佔)(?!比|地|用|据|有)")
_SHARE_NOUN = re.compile(r"(?:占比|佔比)$")
_FROM = re.compile(r"(?:由|从|從)(?=[^由从從]*$)")
_BEFORE_VERB = re.compile(
    r"(?:^|[^认因行成作别次均仅率量数额度长线时口])(对|對|将|將|把|为|為|向|给|給|让|让|使|帮助|协助)([^,，]*)$"
)
_ENUMERATOR = re.compile(r"^[\s]*(?:[(（][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+[、是]|\d+[.．、])")
_NAMED_PERSON = re.compile(r"^((?:违法|違法)?(?:犯罪)?嫌疑人|在逃人员|逃犯|被告人|罪犯|涉案人员)[一-鿿]{0,3}某")
_TOPIC = re.compile(r"警情|案|盗|骗|抢|事故|火灾|纠纷|犯罪|违法|驾|投诉|举报|毒|赌|炸街|扰民|斗殴|伤害")
_NO_TOPIC = re.compile(
    r"情况|特点|分析|措施|形势|要求|概况|提示|工作|服务|防范|建议|治理|执法|打击|严打|整治|化解|侦办|行动|查处|管|防|强化|突出|下降|上升|推进|持续|坚持|聚焦"
)
_LEAD_OF_LIST = re.compile(r"([一-鿿]{2,8}?)(?:的([一-鿿]{1,10}))?(?:案件)?中$")
_STATE_TAIL = re.compile(
    r"(?:降中有升|持续回落|稳中有降|低位运行|居前|居首|较多|明显|突出|最高|最多|最大|最少|双下降|双上升|“双下降”|全面|均|整体|总体)+.*$"
)


@dataclass(slots=True)
class Clause:
    """One figure with its words: everything the fill rules look at."""

    figure: Figure
    gap: str
    left: str
    right: str
    sep: str
    """How it follows the figure before: start, adjacent, list, comma or semicolon."""
    marker: str = ""
    """其中, 包括, ( or : where one opens a breakdown here."""
    members: list[str] = field(default_factory=list)
    """The nouns that a chain of values is about, one each."""
    sources: list[int] = field(default_factory=list)
    """The earlier figures that a chain of changes is about, one each."""
    comparisons: list[tuple[str, str]] = field(default_factory=list)
    """Kind and words of the comparisons named between the figure before and this one."""
    bases: list[str] = field(default_factory=list)
    """The bases of a chain that names several (环比、同比分别)."""
    is_place: bool = False
    """The clause names a place and nothing else: 苍溪县8起."""
    full_left: str = ""
    """``left`` with the names of places and bodies that open it."""
    noun_left: str = ""
    """``left`` after the last name of a place or body in it."""
    chain: int = 0
    """Length of the chain of values that begins here (分别下降16.8%、14.2% is 2); 0 inside one."""
    guesses: int = 0
    """How many of its fields were carried or guessed; feeds the confidence."""


# A sentence that goes on with the breakdown of the one before it.
_CONTINUES = re.compile(r"\s*(?:其中|包括|当中)")
_RATE_BEFORE = re.compile(r"([降减跌增涨升])幅[^,，]{0,10}(?:[,，]|的?是)[^,，]{0,12}$")
_BRACKET = re.compile(r"^[)）][、和及][^()（）,，]{1,8}[(（]$")
_CREDIT = re.compile(r"[(（][^(（]*(?:记者|通讯员|报道|摄影|文/|图/)[^(（]*$|[(（][一二三四五六七八九十0-9]{1,3}$")
_BEFORE_NAME = re.compile(r"^(?:[、,，\s]|和|及|与|在|其中|从|由|目前|又|对|将|该|另|仅|等|警方|公安|地区)*$")


def squeeze(text: str) -> str:
    """``text`` without white space: broken lines and spaces around numbers mean nothing in Chinese."""
    return _SPACE.sub("", text)


def family(unit: str | None) -> str | None:
    """Units whose figures can be parts of one another: all of vehicles' and trains' passages are one family."""
    if unit and len(unit) > 1 and unit.endswith("次") and unit not in ("人次", "场次", "家次"):
        return "通行次"
    return _SAME_MEASURE.get(unit or "", unit)


_SAME_MEASURE = {"公斤": "吨", "克": "吨", "米": "公里", "公顷": "亩"}


def is_share(figure: Figure) -> bool:
    return figure.unit in ("%", "‰", "个百分点", "倍") or (figure.unit is None and bool(_FRACTION.search(figure.text)))


class Walker:
    """Reads the figures of one article in order."""

    def __init__(self, text: str, stops: list[tuple[int, int]], places: list[tuple[int, int, bool]] = ()) -> None:  # type: ignore[assignment]
        """``stops``: spans of time expressions; ``places``: start, end and whether a body, of each name; all sorted."""
        self.text = text
        self.stop_ends = [end for _, end in stops]
        self.stops = stops
        self.places = places
        self.place_starts = [start for start, _, _ in places]
        self.basis: str | None = None
        self.topic = ""
        self.topic_at = -1
        self.clauses: list[Clause] = []
        self.first = 0
        self.last_end = 0
        self.group = Breakdown()

    def sentence(self, start: int, end: int, figures: list[Figure]) -> None:
        """Fill the figures of one sentence; without figures, remember what it may be the heading of."""
        if not figures:
            self._remember_topic(start, end)
            self.last_end = end
            return
        goes_on = self.text[self.last_end - 1 : self.last_end] in ("；", ";") or _CONTINUES.match(self.text, start, end)
        if not (goes_on and self.first < len(self.clauses)):
            self.first = len(self.clauses)
            self.group = Breakdown()
        self.last_end = end
        for index, figure in enumerate(figures):
            before = figures[index - 1].end if index else start
            after = figures[index + 1].start if index + 1 < len(figures) else end
            cut = self._after_right_noun(before, figure.start) if index else 0
            is_first = index == 0 and self.first == len(self.clauses)
            clause = self._clause(figure, cut or before, after, is_first)
            if cut:
                clause.sep = "run" if phrases.has_verb(clause.left) else "list"
            self.clauses.append(clause)
        self._find_chains(len(figures))
        for index in range(len(self.clauses) - len(figures), len(self.clauses)):
            self._fill(index, self.group)

    # --- cutting -------------------------------------------------------------------------------------------

    def _clause(self, figure: Figure, before: int, after: int, is_first: bool) -> Clause:
        gap = self.text[before : figure.start]
        left_start = 0
        marker = ""
        for match in _BOUNDARY.finditer(gap):
            mark = match.group()
            if mark in "(（" and re.search(r"[)）]", gap[match.end() :]):
                continue
            if mark in ")）" and re.search(r"[(（]", gap[: match.start()]) and not _CREDIT.search(gap[: match.start()]):
                continue
            if mark == "包括" and match.end() < len(gap) and gap[match.end()] == "了":
                continue
            left_start = match.end()
            if mark in ("其中", "包括", "当中", "當中"):
                marker = marker if marker in ("(", "（") and gap[: match.start()].endswith(marker) else mark
            elif mark in "(（:：":
                marker = mark if mark in "(（" or not gap[: match.start()].strip() else marker
            elif mark not in ",，":
                marker = ""
        clause_start = left_start
        left_start = self._after_time(gap, before, left_start, figure.start)
        sep = self._separator(gap, is_first)
        after_names = self._after_names(before + left_start, figure.start)
        left = squeeze(self.text[after_names : figure.start])
        if left_start > clause_start and not clean_noun(strip_bases(strip_approximators(left))):
            left = self._before_time(before, clause_start, figure.start) + left
        is_place = after_names > before + left_start and not clean_noun(left)
        if sep == "list":
            left = _LIST_ONLY.sub("", left)
        right_text = self.text[figure.end : after]
        cut_right = _RIGHT_END.search(right_text)
        if cut_right:
            right_text = right_text[: cut_right.start()]
        right = squeeze(right_text)
        if not marker and left.startswith("含") and len(left) > 2:
            marker, left = "含", left[1:]
        full_left = squeeze(gap[left_start:])
        noun_left = squeeze(self.text[self._last_name(after_names, figure.start) : figure.start])
        return Clause(
            figure,
            gap,
            left,
            right,
            sep,
            marker,
            is_place=is_place,
            noun_left=noun_left.removeprefix("含") if marker == "含" else noun_left,
            full_left=full_left,
        )

    def _after_time(self, gap: str, before: int, left_start: int, start: int) -> int:
        """Where the words after the last time expression of the clause begin."""
        index = bisect_right(self.stop_ends, start) - 1
        if index < 0 or self.stop_ends[index] <= before + left_start:
            return left_start
        return len(gap) - len(_AFTER_TIME.sub("", gap[self.stop_ends[index] - before :]))

    def _before_time(self, before: int, left_start: int, start: int) -> str:
        """The noun that a time expression parts from its number: 价格举报 of 价格举报一季度达 6103 件."""
        index = bisect_right(self.stop_ends, before + left_start)
        if index >= len(self.stops) or self.stops[index][1] > start:
            return ""
        raw = squeeze(self.text[before + left_start : self.stops[index][0]])
        words_before = clean_noun(raw) + (raw[-1] if raw.endswith(("由", "从")) else "")
        return words_before if len(words_before) >= 4 and not _BODY_END.search(words_before) else ""

    def _last_name(self, start: int, end: int) -> int:
        """Where the words after the last name between ``start`` and ``end`` begin."""
        for index in range(bisect_left(self.place_starts, end) - 1, -1, -1):
            name_start, name_end, _ = self.places[index]
            if name_start < start:
                break
            if name_end < end and not _OF_PLACE.match(self.text, name_end):
                return name_end
        return start

    def _after_right_noun(self, before: int, start: int) -> int:
        """Where a list goes on after the noun of the figure before: 18个治安乱点、|24起重点案件. 0 where it does not."""
        gap = self.text[before:start]
        comma = gap.find("、")
        if comma < 1 or _BOUNDARY.search(gap) or not phrases.awaits_noun(self.clauses[-1].left):
            return 0
        return before + comma

    def _after_names(self, start: int, end: int) -> int:
        """Where the words after the names of places and bodies begin, between a clause's start and its number."""
        at = start
        for index in range(bisect_left(self.place_starts, start), len(self.places)):
            name_start, name_end, is_body = self.places[index]
            if name_end > end:
                break
            between = squeeze(self.text[at:name_start])
            if name_end < end and (_OF_PLACE.match(self.text, name_end) or len(squeeze(self.text[name_end:end])) < 2):
                continue
            if is_body:
                if between and phrases.has_verb(between):
                    break
                at = name_end
            elif not between or _BEFORE_NAME.match(between):
                at = name_end
        return at

    @staticmethod
    def _separator(gap: str, is_first: bool) -> str:
        if is_first:
            return "start"
        if not gap.strip():
            return "adjacent"
        if re.search(r"[;；。!！?？]", gap) or _CONTINUES.match(gap):
            return "semicolon"
        if re.search(r"[,，]", gap):
            return "comma"
        if _LIST_ONLY.match(gap) or re.search(r"[(（)）:：]", gap):
            return "list"
        return "run"

    def _remember_topic(self, start: int, end: int) -> None:
        heading = squeeze(self.text[start:end]).rstrip("。:：;；")
        bare = _ENUMERATOR.sub("", heading)
        if bare != heading or (self.text[max(0, start - 1) : start] == "\n" and len(bare) <= 10):
            bare = _STATE_TAIL.sub("", bare)
            self.topic_at = start
            self.topic = bare if 2 <= len(bare) <= 14 and _TOPIC.search(bare) and not _NO_TOPIC.search(bare) else ""

    def _find_chains(self, count: int) -> None:
        """Mark runs of values that share one verb: 分别下降16.8%、14.2%和3%."""
        head = None
        for clause in self.clauses[-count:]:
            bare = strip_approximators(clause.left)
            change = find_change(clause.left)
            rest = phrases.clean_noun(change.rest) if change else bare
            joins = (
                clause.sep in ("list", "adjacent")
                and not clause.marker
                and (not rest or rest in ("为", "達", "分别", "分別"))
            )
            same = head is not None and is_share(head.figure) == is_share(clause.figure)
            if (
                joins
                and head is not None
                and same
                and (is_share(head.figure) or family(head.figure.unit) == family(clause.figure.unit))
            ):
                head.chain += 1
                clause.chain = 0
            else:
                head = clause
                clause.chain = 1

    # --- filling -------------------------------------------------------------------------------------------

    def _fill(self, index: int, group: Breakdown) -> None:
        clause = self.clauses[index]
        figure = clause.figure
        previous = self.clauses[index - 1] if index > self.first else None
        in_chain = clause.chain == 0 and previous is not None
        self._kind(index, clause, previous, in_chain)
        if figure.kind == "level":
            self._level(index, clause, previous, in_chain, group)
        else:
            self._moved(index, clause, previous, in_chain)
        group.see(self, index)

    def _kind(self, index: int, clause: Clause, previous: Clause | None, in_chain: bool) -> None:
        figure = clause.figure
        change = find_change(clause.left)
        clause.comparisons = find_bases(squeeze(clause.gap))
        bases = [kind for kind, _ in clause.comparisons]
        share = is_share(figure)
        sign = 1
        if figure.unit == "个百分点":
            figure.kind = "change"
            sign = change.sign if change else 0
        elif change and not change.reached and (share or _moves(change.verb, bases, clause.left)):
            figure.kind = "change"
            sign = change.sign
        elif in_chain and previous is not None and not change and previous.figure.kind != "level":
            figure.kind = previous.figure.kind if share == is_share(previous.figure) else "level"
            sign = 0
        elif in_chain and previous is not None and not change and previous.figure.kind == "change":
            figure.kind = "change"
            sign = 0
        elif (
            share
            and figure.unit != "倍"
            and bases
            and not METRIC_NOUN.search(strip_approximators(clause.left))
            and _is_bare_basis(clause.left)
        ):
            figure.kind = "change"
            sign = 1
        else:
            named = figure.unit is None and _RATIO_NOUN.search(strip_approximators(clause.left))
            figure.kind = "ratio" if share or named else "level"
        if figure.kind != "change":
            self.basis = bases[-1] if bases else self.basis
            return
        if sign == 0:
            sign = -1 if previous is not None and previous.figure.kind == "change" and previous.figure.value < 0 else 1
        if sign < 0:
            figure.value = -figure.value
            if figure.value_max is not None:
                figure.value_max = -figure.value_max
        self._basis_of(index, clause, previous, in_chain, bases)

    def _basis_of(self, index: int, clause: Clause, previous: Clause | None, in_chain: bool, bases: list[str]) -> None:
        figure = clause.figure
        if len(bases) > 1 and clause.chain == len(bases):
            clause.bases = bases
            figure.basis = bases[0]
        elif in_chain and previous is not None:
            position = self._position_in_chain(index)
            shared = self.clauses[index - position].bases
            figure.basis = bases[-1] if bases else shared[position] if position < len(shared) else previous.figure.basis
        else:
            figure.basis = bases[-1] if bases else self.basis
            clause.guesses += not bases
        self.basis = figure.basis

    def _position_in_chain(self, index: int) -> int:
        position = 0
        while self.clauses[index - position].chain == 0 and index - position > self.first:
            position += 1
        return position

    # levels

    def _level(self, index: int, clause: Clause, previous: Clause | None, in_chain: bool, group: Breakdown) -> None:
        figure = clause.figure
        left = clause.left
        change = find_change(left)
        if change and change.reached:
            noun = clean_noun(strip_bases(_until_from(change.rest)))
            if noun:
                figure.action, figure.object = None, phrases.metric_subject(noun)
            elif previous is not None:
                figure.action, figure.object = previous.figure.action, previous.figure.object
            return
        source = _FROM.search(left)
        if source and source.start() > 1 and METRIC_NOUN.search(left[: source.start()]):
            figure.action, figure.object = None, phrases.metric_subject(left[: source.start()])
            return
        if source and re.search(
            r"(?:降|升|增|减|缩|压)[^,，]{0,4}(?:至|到|为)", self.text[figure.end : figure.end + 12]
        ):
            noun = clean_noun(left[: source.start()])
            reading = read_left(noun, figure.unit)
            figure.action, figure.object = (
                reading.action or None,
                reading.object or phrases.metric_subject(noun) or None,
            )
            return
        reading = read_left(
            strip_bases(left),
            figure.unit,
            is_item=clause.sep in ("list", "adjacent")
            or bool(clause.marker)
            or (bool(group.open_marker) and phrases.is_event_noun(clause.left)),
        )
        if reading.action:
            self._with_verb(index, clause, reading)
        elif in_chain and previous is not None:
            self._distribute_level(index, clause, previous)
        else:
            self._without_verb(index, clause, previous, reading, group)

    def _with_verb(self, index: int, clause: Clause, reading: phrases.Reading) -> None:
        figure = clause.figure
        figure.action = reading.action
        if _COUNTED_HARM.fullmatch(reading.action) and figure.unit == "人" and not reading.object and not clause.marker:
            figure.object = f"{reading.action}人数"
            return
        if reading.object and not (phrases.is_transfer(reading.action) and _BODY_END.search(reading.object)):
            figure.object = reading.object
            harm = _COUNTED_HARM.match(clause.right)
            if harm and figure.unit == "人":
                figure.object = f"{harm.group(1)}人数"
            return
        harm = _COUNTED_HARM.match(clause.right)
        if harm:
            figure.object = f"{harm.group(1)}人数"
            return
        noun, verb = read_right(clause.right)
        if noun and not (verb and clause.right.startswith(verb)) and len(noun) <= 24 and not _is_adverbial(noun):
            figure.object = noun
            return
        subject = phrases.strip_lead(phrases.metric_subject(reading.subject))
        can_be_object = phrases.is_intransitive(reading.action) or subject != phrases.metric_subject(reading.subject)
        if (
            subject
            and can_be_object
            and _is_thing(subject)
            and not (figure.unit in _PERSON and subject.endswith(("案件", "案")))
        ):
            figure.object = subject
            return
        if not subject or not can_be_object:
            behalf = clean_noun(phrases.behalf(reading.subject))
            if behalf:
                figure.object = behalf
                return
        if reading.implied == "案件" and clause.marker and 1 < len(reading.subject) < 12:
            figure.object = clean_noun(reading.subject) + reading.implied
            return
        if reading.implied and reading.implied != "案件":
            figure.object = reading.implied
            return
        if _COUNTED_HARM.fullmatch(figure.action or ""):
            figure.object = f"{figure.action}人数"
            return
        if reading.action == "罚款":
            return
        clause.guesses += 1
        self._carry_object(index, clause)
        if figure.object is None and reading.implied:
            figure.object = reading.implied

    def _carry_object(self, index: int, clause: Clause) -> None:
        """The object of a second count: 涉及行政案件 18 起,办结 11 起."""
        figure = clause.figure
        steps = 0
        for position in range(index - 1, self.first - 1, -1):
            other = self.clauses[position].figure
            if other.kind != "level":
                continue
            if other.part_of is not None and not clause.marker and clause.sep != "list":
                continue
            steps += 1
            if other.unit == figure.unit or {other.unit, figure.unit} <= {"起", "件", "宗"}:
                if figure.unit in ("人", "人次") and steps > 1 and clause.sep != "list" and not clause.marker:
                    return
                figure.object = other.object
                return
            if figure.unit in ("人", "次", "元", "场", "公里") and steps > 1 and not clause.marker:
                return
        if self.topic and figure.unit in ("起", "件", "宗") and _is_thing(self.topic):
            figure.object = self.topic
            return
        for position in range(self.first - 1, max(self.first - 25, -1), -1):
            other = self.clauses[position].figure
            same = other.kind == "level" and other.unit == figure.unit and other.action == figure.action
            if same and other.object and other.part_of is None:
                figure.object = other.object
                return

    def _without_verb(
        self, index: int, clause: Clause, previous: Clause | None, reading: phrases.Reading, group: Breakdown
    ) -> None:
        figure = clause.figure
        noun = phrases.metric_subject(strip_bases(reading.subject)) if reading.subject else ""
        if clause.left.endswith("的") or (clause.left.endswith("有") and clause.right):
            noun = ""
        if noun in ("这", "那", "上述", "其余", "该") or _PREPOSED.match(noun) or clause.left.endswith(_PREPOSITIONS):
            noun = ""
        if noun and (after := clean_noun(strip_bases(strip_approximators(clause.noun_left)))) and len(after) > 1:
            noun = phrases.metric_subject(after)
        before_verb = _BEFORE_VERB.search(clause.full_left)
        tail_verb = ""
        if before_verb and (
            len(noun) <= 1
            or not before_verb.group(2)
            or clause.left.endswith(("的", "等"))
            or clause.left[:1] in "对對将將把为為向给給"
            or before_verb.group(1) in ("帮助", "协助")
        ):
            tail_verb = phrases.find_tail_verb(clause.right) or self._tail_verb(index)
            noun = clean_noun(before_verb.group(2))
            named = _NAMED_PERSON.match(noun)
            if not named and read_right(clause.right)[0]:
                noun = ""
            noun = named.group(1) if named else ("" if clause.left.endswith(("的", "等")) else noun)
        right_noun, right_verb = read_right(clause.right)
        if tail_verb:
            figure.action = tail_verb
            figure.object = noun or right_noun or None
            return
        if noun and not _is_place(noun) and not _is_adverbial(noun) and not noun.isdigit():
            self._noun_only(index, clause, previous, noun, right_verb, group)
            return
        if (noun or clause.is_place) and previous is not None and not clause.right:
            self._copy(index, clause)
            return
        harm = _COUNTED_HARM.match(clause.right)
        if harm:
            parent = group.parent(self, index)
            figure.action = harm.group(1) if not (previous and previous.figure.action == "造成") else "造成"
            figure.object = f"{harm.group(1)}人数"
            if clause.marker and parent is not None and figure.unit == "人":
                figure.object = self.clauses[parent].figure.object
                figure.action = harm.group(1)
            return
        if right_noun and not right_verb == right_noun:
            figure.object = right_noun
            figure.action = right_verb if right_verb and phrases.is_intransitive(right_verb) else None
            if (
                previous is not None
                and previous.chain
                and clause.sep == "list"
                and previous.figure.action
                and not figure.action
            ):
                figure.action = previous.figure.action
            return
        nouns = self._noun_before(clause) if not right_noun else []
        if nouns and (clause.chain > 1 or _STATES.search(clause.left)):
            clause.members = nouns if len(nouns) == clause.chain else [nouns[-1]] * max(clause.chain, 1)
            figure.object = clause.members[0]
            return
        if right_verb and previous is not None:
            figure.action = right_verb
            self._carry_object(index, clause)
            return
        if previous is not None:
            self._copy(index, clause)
        elif self.topic and _is_thing(self.topic):
            figure.object = self.topic

    def _noun_only(
        self, index: int, clause: Clause, previous: Clause | None, noun: str, right_verb: str, group: Breakdown
    ) -> None:
        figure = clause.figure
        figure.object = noun
        if METRIC_NOUN.search(noun):
            return
        if noun in ("出境", "入境", "进口", "出口", "进境") and (parent := group.parent(self, index)) is not None:
            figure.object = noun + (self.clauses[parent].figure.object or "")
        if right_verb and phrases.is_intransitive(right_verb) and clause.sep not in ("list",):
            figure.action = right_verb
            return
        lead = self._list_lead(clause)
        if lead:
            figure.action = lead
            return
        source = group.parent(self, index) if group.is_open(clause, self) else None
        if source is None and previous is not None and clause.sep in ("list", "comma", "adjacent", "run", "semicolon"):
            source = self._last_level(index)
        if source is not None:
            figure.action = self.clauses[source].figure.action
            clause.guesses += 1

    def _list_lead(self, clause: Clause) -> str:
        """The verb of a clause that opens a list: 受理的投诉中,商品类 9.85 万件."""
        parts = [squeeze(part) for part in _STRONG.split(clause.gap)]
        lead = _LEAD_OF_LIST.search(parts[-2]) if len(parts) > 1 else None
        return phrases.verb_in(lead.group(1)) if lead else ""

    def _copy(self, index: int, clause: Clause) -> None:
        """A count with no words of its own: of the same thing as the last one of its unit."""
        clause.guesses += 1
        figure = clause.figure
        for position in range(index - 1, self.first - 1, -1):
            other = self.clauses[position].figure
            if other.kind == "level" and (
                other.unit == figure.unit or (clause.sep == "adjacent" and position == index - 1)
            ):
                figure.action, figure.object = other.action, other.object
                return
        source = self._last_level(index)
        if source is not None:
            figure.action, figure.object = self.clauses[source].figure.action, self.clauses[source].figure.object

    def _distribute_level(self, index: int, clause: Clause, previous: Clause) -> None:
        """Second and later values of 分别查处17.5万起、4.5万起: the same count, or the next of a list of nouns."""
        figure = clause.figure
        position = self._position_in_chain(index)
        head = self.clauses[index - position]
        if head.members and position < len(head.members):
            figure.action, figure.object = head.figure.action, head.members[position]
            return
        harm = _COUNTED_HARM.match(clause.right)
        if harm:
            figure.action, figure.object = (
                ("造成" if head.figure.action == "造成" else harm.group(1)),
                f"{harm.group(1)}人数",
            )
            return
        noun, verb = read_right(clause.right)
        if noun and not clause.left and head.right:
            figure.action, figure.object = head.figure.action, noun
            return
        figure.action, figure.object = previous.figure.action, previous.figure.object

    def _tail_verb(self, index: int) -> str:
        """The verb after the last figure of this clause: 对21个乱点、29个案件进行清单式督办."""
        last = self.clauses[index].figure
        for clause in self.clauses[index + 1 :]:
            if _STRONG.search(clause.gap):
                break
            last = clause.figure
        tail = self.text[last.end : last.end + 60]
        cut = _STRONG.search(tail)
        return phrases.find_tail_verb(squeeze(tail[: cut.start()] if cut else tail))

    def _last_level(self, index: int) -> int | None:
        for position in range(index - 1, self.first - 1, -1):
            if self.clauses[position].figure.kind == "level":
                return position
        return None

    # changes and ratios

    def _moved(self, index: int, clause: Clause, previous: Clause | None, in_chain: bool) -> None:
        figure = clause.figure
        if in_chain and previous is not None:
            position = self._position_in_chain(index)
            head = self.clauses[index - position]
            if head.members and position < len(head.members):
                figure.action, figure.object = None, head.members[position]
                return
            if position < len(head.sources):
                self._take(figure, head.sources[position])
                return
            figure.action, figure.object = previous.figure.action, previous.figure.object
            return
        noun = self._own_noun(clause)
        if noun:
            clause.members = split_nouns(noun) if clause.chain > 1 else [noun]
            if len(clause.members) != max(clause.chain, 1):
                clause.members = [noun] * max(clause.chain, 1)
            clause.members = [self._of_case(member) for member in clause.members]
            figure.object = clause.members[0]
            return
        nouns = self._noun_before(clause) if "幅" in clause.left else []
        if nouns and len(nouns) == max(clause.chain, 1):
            clause.members = nouns
            figure.object = nouns[0]
            return
        if clause.chain > 1:
            sources = self._chain_sources(index, clause.chain)
            if not sources:
                nouns = self._noun_before(clause)
                if len(nouns) == clause.chain:
                    clause.members = nouns
                    figure.object = nouns[0]
                    return
            clause.sources = sources
            if sources:
                self._take(figure, sources[0])
                return
        nouns = self._noun_before(clause)
        if nouns and (previous is None or "幅" in clause.left):
            figure.object = nouns[-1]
            return
        clause.guesses += 1
        if previous is not None:
            self._take(figure, index - 1)
            if figure.kind == "ratio" and previous.figure.kind == "change":
                source = self._last_level(index)
                if source is not None:
                    self._take(figure, source)
        elif index and not self._is_new_topic(index):
            self._take(figure, index - 1)
        elif self.topic and _is_thing(self.topic):
            figure.object = self.topic
        elif index:
            self._take(figure, index - 1)

    def _of_case(self, noun: str) -> str:
        """起数 alone is the number of what was counted before: 火灾起数."""
        if noun not in ("起数", "发案", "发案数"):
            return noun
        for clause in reversed(self.clauses):
            thing = clause.figure.object
            if thing and clause.figure.unit in ("起", "件") and clause.figure.kind == "level" and len(thing) < 12:
                return thing if thing.endswith(noun) else thing + noun
        return noun

    def _take(self, figure: Figure, source: int) -> None:
        figure.action = self.clauses[source].figure.action
        figure.object = self.clauses[source].figure.object

    def _chain_sources(self, index: int, count: int) -> list[int]:
        """Which earlier figures a chain of ``count`` values belongs to: a chain just before, else the last levels."""
        before = [position for position in range(index - count, index)]
        if before[0] >= self.first and all(
            self.clauses[p].figure.kind == self.clauses[before[0]].figure.kind != "level" for p in before
        ):
            if self.clauses[before[0]].chain == count:
                return before
        levels = [p for p in range(self.first, index) if self.clauses[p].figure.kind == "level"]
        return levels[-count:] if len(levels) >= count else []

    def _is_new_topic(self, index: int) -> bool:
        """Whether a heading or a paragraph stands between this figure and the one before."""
        end = self.clauses[index - 1].figure.end
        return self.topic_at >= end or "\n" in self.text[end : self.clauses[index].figure.start]

    def _own_noun(self, clause: Clause) -> str:
        """The noun that a change or ratio names itself: 侵财类警情同比, 破案率, 税收收入占…的."""
        left = clause.left
        share = _SHARE.search(left)
        if clause.figure.kind == "ratio" and share:
            subject = clean_noun(strip_bases(left[: share.start()]))
            subject = re.sub(r"(?:虽|则|却|合计|共|约|就|仅|只)+$", "", subject)
            return "" if _is_place(subject) or len(subject) < 2 else phrases.metric_subject(subject)
        change = find_change(left)
        rest = change.rest if change else strip_approximators(_OF_TOTAL.sub("", left))
        source = _FROM.search(rest)
        if source and source.start() > 1:
            rest = rest[: source.start()]
        noun = clean_noun(strip_bases(rest))
        if (
            noun
            and (after := clean_noun(strip_bases(_until_from(_before_change(clause.noun_left)))))
            and len(after) > 1
        ):
            noun = after if noun.endswith(after) else noun
        noun = _SHARE_NOUN.sub("", noun) if _SHARE_NOUN.fullmatch(noun) else noun
        if not noun or _is_place(noun) or _is_adverbial(noun):
            return ""
        if clause.figure.kind == "ratio" and not change and not METRIC_NOUN.search(noun):
            reading = read_left(noun, clause.figure.unit)
            if reading.action and not reading.object:
                return ""
        return phrases.metric_subject(noun)

    def _noun_before(self, clause: Clause) -> list[str]:
        """The noun list of an earlier clause without figures: 事故起数、死亡人数全面下降,降幅依次为."""
        parts = [squeeze(p) for p in _STRONG.split(clause.gap)]
        for part in reversed(parts[:-1]):
            noun = _STATE_TAIL.sub("", strip_bases(part))
            noun = re.sub(r"(?:同比|环比)?(?:上升|下降|增长|减少|变化|有升有降|回落)+$", "", noun)
            noun = clean_noun(phrases.metric_subject(noun))
            if METRIC_NOUN.search(noun) or noun.endswith(("警情", "案件", "事故", "数", "损失", "人数")):
                return split_nouns(noun)
        return []


@dataclass(slots=True)
class Breakdown:
    """The open 其中 of a sentence: which figures before it the next ones are parts of."""

    snapshot: list[int] = field(default_factory=list)
    open_marker: str = ""
    stack: list[tuple[list[int], str]] = field(default_factory=list)

    def is_open(self, clause: Clause, walker: Walker) -> bool:
        return bool(self.open_marker or clause.marker)

    def parent(self, walker: Walker, index: int) -> int | None:
        """Index of the figure that figure ``index`` is a part of, if it were one of the open breakdown."""
        clause = walker.clauses[index]
        candidates = self.snapshot
        if clause.marker:
            candidates = self._before(walker, index)
        if clause.marker in ("(", "（"):
            candidates = [index - 1] if index > walker.first else []
        wanted = family(clause.figure.unit)
        if wanted is None:
            return None
        own = [
            p
            for p in candidates
            if walker.clauses[p].figure.kind == "level"
            and family(walker.clauses[p].figure.unit) == wanted
            and not _MEAN.match(walker.clauses[p].left)
        ]
        return own[-1] if own else None

    def _before(self, walker: Walker, index: int) -> list[int]:
        clause = walker.clauses[index]
        levels = [p for p in range(walker.first, index) if walker.clauses[p].figure.kind == "level"]
        if clause.marker == "包括":
            named = re.search(
                r"([一-鿿]{2,})(?:中)?包括$", squeeze(clause.gap)[: squeeze(clause.gap).rfind("包括") + 2]
            )
            if named:
                same = [p for p in levels if walker.clauses[p].figure.object == named.group(1)]
                if same:
                    return same
        if clause.marker in (":", "："):
            return [index - 1] if index > walker.first else []
        roots = [p for p in levels if walker.clauses[p].figure.part_of is None]
        return roots or levels

    def see(self, walker: Walker, index: int) -> None:
        """Take figure ``index`` into the open breakdown, or close it."""
        clause = walker.clauses[index]
        figure = clause.figure
        closes = re.search(r"[)）]", clause.gap) is not None and self.open_marker in ("(", "（")
        if closes:
            self.snapshot, self.open_marker = self.stack.pop() if self.stack else ([], "")
        if clause.marker:
            candidates = self._before(walker, index) if clause.marker not in ("(", "（") else [index - 1]
            if clause.marker in ("(", "（"):
                self.stack.append((self.snapshot, self.open_marker))
            self.snapshot, self.open_marker = [c for c in candidates if c >= walker.first], clause.marker
        elif self.open_marker and not closes:
            has_verb = figure.kind == "level" and not phrases.is_event_noun(clause.left)
            has_verb = has_verb and bool(read_left(strip_bases(clause.left), figure.unit).action)
            if (
                has_verb
                and clause.sep in ("comma", "semicolon", "run")
                and self.open_marker not in (":", "：", "(", "（")
            ):
                self.snapshot, self.open_marker = [], ""
        if figure.kind != "level" or not self.open_marker or _MEAN.match(clause.left):
            return
        parent = self.parent(walker, index)
        if parent is not None and parent != index:
            figure.part_of = walker.clauses[parent].figure.start
            if figure.object is None and not clause.left:
                figure.object = walker.clauses[parent].figure.object


# What follows a name that belongs to the noun: 中国籍旅客, 台湾居民.
_OF_PLACE = re.compile(r"[的籍人产式菜、和及]|居民|同胞|车辆|旅客|客商")
_PREPOSED = re.compile(r"在(?!逃|建|校|押|册|岗|职|编|营|用|矫|线|途)|从(?!业)|于")
_PREPOSITIONS = ("在", "到", "从", "于", "往", "往返")
_RATIO_NOUN = re.compile(r"(?:率|比|比例|系数)$")
_STATES = re.compile(r"[为是达逾超]")
_OF_TOTAL = re.compile(r"(?:接近|超过|约|达|近|逾)?(?:全[一-鿿])?(?:总数|总量|总额|总人数)的.{0,2}$")
_MEAN = re.compile(r"(?:日均|月均|周均|平均|人均|单日|单月|单次|单笔)")


def _moves(verb: str, bases: list[str], left: str) -> bool:
    """Whether a change verb before a count makes it a change (环比减少4起), not an act (减少损失4万元)."""
    bare = strip_approximators(left)
    if bare.endswith(("新增", "增设")):
        return False
    if bases:
        return True
    if len(verb) == 1:
        return bare.endswith(("净增", "净减"))
    return True


def _is_bare_basis(left: str) -> bool:
    return not clean_noun(strip_bases(strip_approximators(left)))


def _before_change(left: str) -> str:
    change = find_change(left)
    return change.rest if change else strip_approximators(left)


def _until_from(rest: str) -> str:
    source = _FROM.search(rest)
    return rest[: source.start()] if source else rest


_PLACE = re.compile(
    r"^(?:[一-鿿]{1,10}(?:省|市|自治区|县|區|区|旗|州|盟|镇|乡|街道|林区|农场|两地|两县|等地)|全[国省市区县旗州盟]|辖区|各地|其他地区)$"
)
_ADVERBIAL = re.compile(
    r"^(?:同期|相比|整体|其他|单笔|单日|春运|日均|月均|年均|周均|人均|单日|单周|单月|单次|当日|一次|总|日|月|其中|仅|全|只|分别|依次|均|各|也|又|则|却|再|仍|还|总体|整体|有效|明显|大幅|小幅|持续|显著|首次|一举|同步|双双|全面|基本|继续|略|略有|微|稳步|合计|总计|平均|最高|最多|最低|最长|连续|以上|以下|以内|左右|多|余|名|的)+$"
)


def _is_place(noun: str) -> bool:
    return bool(_PLACE.match(noun))


def _is_adverbial(noun: str) -> bool:
    return bool(_ADVERBIAL.match(noun))


_BODY_END = re.compile(
    r"(?:局|队|所|站|院|厅|部门|机关|中心|警方|公安|民警|辅警|委|办|政府|单位|部|窗口|专班|企业|银行|记者|我们|他们|公司|民辅警|期间|行动|工作|时间|目前|以来|阶段|情况下)$"
)


def _is_thing(noun: str) -> bool:
    """Whether a subject can be what is counted (治安乱点已摘牌15个), rather than the body that acts."""
    return len(noun) >= 2 and noun[0] not in "以因由经在从按" and not _BODY_END.search(noun) and not _is_place(noun)


_HEADS = "[一-鿿]{2}(?:量|数)|类警情|警情|案件|发案数|发案|立案数|破案率|破案数|事故起数|事故|纠纷|犯罪|人数|死亡人数|受伤人数|数量|数|率|量|额|值|总值|总额|收入|支出|投资|增加值|产值|产量|面积|损失|工作|类"
_HEAD = re.compile(rf"(?:{_HEADS})$")
_LIST_SPLIT = re.compile(r"[、和及与與]|以及")


def split_nouns(noun: str) -> list[str]:
    """The items of a coordinated noun; a head that only the last one has is given to all: 刑事、治安警情."""
    items = [item for item in _LIST_SPLIT.split(noun) if item]
    if len(items) < 2:
        return items
    last = items[-1]
    head = _HEAD.search(last)
    names = gazetteer.load().words
    if all(item in names for item in items[:-1]):
        place = next((size for size in range(min(len(last) - 2, 12), 1, -1) if last[:size] in names), 0)
        return [last[place:]] * len(items)
    if head and len(last) > len(head.group()):
        items = [item if _HEAD.search(item) else item + head.group() for item in items]
    elif not head:
        tail = re.search(r"(?:警情|案件|事故|纠纷)", last)
        if tail:
            items = [item if tail.group() in item else item + last[tail.start() :] for item in items]
    return items


def nearest(positions: list[int], at: int) -> int:
    """Index of the last of sorted ``positions`` that is at or before ``at``; -1 for none."""
    return bisect_left(positions, at + 1) - 1
