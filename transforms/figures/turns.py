"""Which of the places in a sentence a figure belongs to: the nearest that counts, or its turn in a list."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from transforms.figures.places import Mention, Places, is_dateline, is_elsewhere
from transforms.figures.survey import Survey
from transforms.records import Figure

_SHARE = re.compile(r"[占佔][^，。；,;0-9]{0,8}\Z")
_SUM = re.compile("合计|共占|总共|共计|合共")
_AMONG = re.compile("其中|当中|包括")
_COMPARED = re.compile(
    "率先|排(?!查|摸|除|出|危|涝|水|污|放|爆|解)|名列|经验|考核|示范|试点|模范|首|第一|最|前列|统一|文明|优秀|先进|平均|人大|两会|推广|性|劳模|一等|百|十大|通报表扬|排名|范围内推"
)
_ZONE = re.compile("(?:开发区|高新区|经开区|保税区|管委会|产业园区?|工业园区?)(?:公安|市场|人民|法院|检察|消防|分局)")
_HAN = re.compile("[一-鿿]")
_TURNS = ("分别", "依次", "各为", "各占")
# 武侯区法院、锦江区法院: a body may stand between two places of a list
_JOINED = re.compile("[^，。；、,;0-9]{0,8}(?:、|和|及|与|以及)")
_BARE_JOIN = re.compile(r"\s*(?:、|和|及|与|以及)\s*")
_NEXT_TURN = re.compile(r"\s*(?:[、，,]|和|及|与|以及)(?!分别|依次|同比|环比|按年)[^，。；,;、0-9]{0,4}|\s*")


def governing(found: Survey, figure: Figure) -> Mention | None:
    """The nearest place or reach before the figure, in its sentence, that says where it was counted."""
    places = found.places
    position, floor = found.windows[figure.start]
    index = bisect_left(places.starts, position)
    while True:
        known = places.counting.get((index, floor))
        if known is None:
            known = places.counting[index, floor] = _counting(places, index, floor)
        index, mention = known
        if mention is None or (mention.end <= position and not is_ignored(places, mention, figure, position, floor)):
            return mention


def _counting(places: Places, before: int, floor: int) -> tuple[int, Mention | None]:
    """The nearest mention, of those that precede number ``before``, that may say where a figure was counted."""
    for index in range(before - 1, -1, -1):
        mention = places.mentions[index]
        if mention.start < floor:
            break
        if mention.type in ("border_inspection", "customs") and mention.form == "body":
            last = places.mentions[index - 1].end if index else -1
            if last < mention.start and _HAN.match(places.text, mention.start - 1):
                break  # 龙邦边检站: of a place that no division is named after
        if mention.kind == "head" and _ZONE.search(places.text, max(floor, mention.start - 6), mention.end):
            break  # 开发区公安分局: a zone is no division, so what it counts is of the whole
        if mention.kind != "head" and mention.region is not None and not mention.chained:
            return index, mention
    return -1, None


def is_ignored(places: Places, mention: Mention, figure: Figure, position: int, floor: int) -> bool:
    """Whether the place is named for another reason than that the figure was counted there."""
    asked = (mention.start, floor)
    if asked not in places.ignored:
        places.ignored[asked] = _is_named_in_passing(places, mention, floor)
    known = places.ignored[asked]
    if known is None:
        return figure.part_of is None and _parts_ended(places, mention, position, floor)
    return known


def _is_named_in_passing(places: Places, mention: Mention, floor: int) -> bool | None:
    """``is_ignored`` of all figures of the sentence alike; None where each has to be looked at."""
    text = places.text
    if is_elsewhere(text, mention, floor) or is_dateline(text, mention):
        return True
    lead = text[max(floor, mention.start - 16) : mention.start]
    if share := _SHARE.search(lead):
        return not _SUM.search(lead[: share.start()])
    if mention.kind == "reach":
        if _COMPARED.match(text, mention.end):
            return True
        wider = mention.region is not None and places.main is not None and mention.region is not places.main
        # 全国 in a local report is mostly a standard to compare with
        return wider and mention.letter == "国" and not _counts(places, mention)
    return None


def _parts_ended(places: Places, mention: Mention, position: int, floor: int) -> bool:
    """其中章贡区538栋、南康区277栋；发现隐患4210处: the parts end with the semicolon."""
    text = places.text
    end = max(text.find("；", mention.end, position), text.find(";", mention.end, position))
    if end < 0:
        return False
    if is_extreme(text, mention.start, position):
        return True
    start = max(text.rfind("；", floor, mention.start), text.rfind(";", floor, mention.start), floor)
    if _AMONG.search(text, start, mention.start):
        return True
    named = {m.region.code for _, m in places.before(end, start) if m.kind == "place" and m.region}
    return len(named) > 1 and places.main is not None and places.main.code not in named


_RECORD = re.compile("[0-9０-９][^，。；,;]{0,9}[，；,;]|；")
_EXTREME = re.compile(r"最[^，。；,;0-9]{1,14}(?:为|是|在|的)[^，。；,;0-9]{0,14}\Z")


def is_extreme(text: str, start: int, position: int) -> bool:
    """累计雨量最大为沅陵县北溶乡387毫米；超过100毫米的站点216个: a place named for a record, up to the record's end."""
    clause = max(text.rfind(mark, max(0, start - 40), start) for mark in "，。；,;") + 1
    return _EXTREME.search(text[clause:start]) is not None and _RECORD.search(text, start, position) is not None


def _counts(places: Places, reach: Mention) -> bool:
    """全省公安机关, 全省共: the wider place is really what is counted."""
    index = bisect_left(places.starts, reach.start) + 1
    following = places.mentions[index] if index < len(places.mentions) else None
    if following is not None and following.kind == "head":
        return places.text[reach.end : following.start] in ("", "各级", "各地", "各")
    return places.text[reach.end : reach.end + 2].startswith(("共", "累计", "总", "刑事", "各"))


def turns(figures: list[Figure], found: Survey) -> dict[int, Mention]:
    """南安、石狮两地警方分别抓获417名、291名: each figure's place by its turn."""
    chosen: dict[int, Mention] = {}
    text = found.places.text
    spans = [(found.windows[figure.start][0], found.at(figure.end)) for figure in figures]
    index = 0
    while index < len(figures):
        end = index + 1
        while end < len(figures) and _NEXT_TURN.fullmatch(text, spans[end - 1][1], spans[end][0]):
            end += 1
        if end - index > 1:
            first = spans[index][0]
            group = figures[index:end]
            floor = max(found.places.sentence(first), spans[index - 1][1] if index else 0)
            turn = max(text.rfind(word, floor, first) for word in _TURNS)
            if turn >= 0:
                found.groups.append(([figure.start for figure in group], turn))
                _take_turns(found, group, figures[max(0, index - 6) : index], turn, chosen)
            elif all(_BARE_JOIN.fullmatch(text, a[1], b[0]) for a, b in pairwise(spans[index:end])):
                # 藁城区、鹿泉区查处酒驾13起、11起
                clause = max(text.rfind(mark, floor, first) for mark in "，；,;")
                row = row_of(found.places, first, max(floor, clause + 1))
                if len(row) == len(group):
                    chosen.update((figure.start, mention) for figure, mention in zip(group, row, strict=True))
            if group[0].kind == "change" and not any(figure.start in chosen for figure in group):
                _follow_turns(found, group, figures[max(0, index - 6) : index], chosen)
        index = end
    return chosen


def _take_turns(
    found: Survey, group: list[Figure], earlier: list[Figure], turn: int, chosen: dict[int, Mention]
) -> None:
    sentence = found.windows[group[0].start][1]
    row = row_of(found.places, turn, sentence)
    if len(row) == len(group):
        chosen.update((figure.start, mention) for figure, mention in zip(group, row, strict=True))
    elif group[0].kind == "change":
        # 甲站查验A，乙站B，分别升x、y: changes follow the places of their levels
        levels = _levels(found, earlier, sentence, len(group))
        if len(levels) == len(group):
            for figure, level in zip(group, levels, strict=True):
                if mention := chosen.get(level.start) or governing(found, level):
                    chosen[figure.start] = mention


def _levels(found: Survey, earlier: list[Figure], sentence: int, count: int) -> list[Figure]:
    """The last ``count`` levels among the figures before, those of the sentence."""
    return [f for f in earlier if f.kind == "level" and found.at(f.start) >= sentence][-count:]


def _follow_turns(found: Survey, group: list[Figure], earlier: list[Figure], chosen: dict[int, Mention]) -> None:
    """从江、榕江收案分别为84件、77件，比去年少31件和9件: changes take the turns of the levels before them."""
    sentence = found.windows[group[0].start][1]
    levels = _levels(found, earlier, sentence, len(group))
    if len(levels) == len(group) and all(level.start in chosen for level in levels):
        chosen.update((figure.start, chosen[level.start]) for figure, level in zip(group, levels, strict=True))


def row_of(places: Places, position: int, floor: int) -> list[Mention]:
    """The last run of places joined by 、 and 和 before ``position``; not to be changed."""
    known = places.rows.get((position, floor))
    if known is not None:
        return known
    run: list[Mention] = []
    for _, mention in places.before(position, floor):
        if mention.kind == "head" or mention.chained or (run and mention.start >= run[-1].chain_start):
            continue
        if mention.kind == "reach" or (run and not _JOINED.fullmatch(places.text, mention.end, run[-1].chain_start)):
            break
        run.append(mention)
    run.reverse()
    places.rows[position, floor] = run
    return run
