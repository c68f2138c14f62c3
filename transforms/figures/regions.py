"""The region of each figure: the place it is about, from the words near it to the source's home.

Evidence in order: places named in the sentence before the figure, the body whose figure it is, the event that the
sentence goes on telling, what the article is about (headline, first sentences), ``context.home_region``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from transforms.figures import gazetteer
from transforms.figures.context import Context
from transforms.figures.gazetteer import Region, divisions, lookup, within
from transforms.figures.places import Mention, Places, is_dateline, is_elsewhere
from transforms.figures.survey import Survey, survey
from transforms.records import Article, Figure

__all__ = ["Region", "divisions", "fill", "is_ignored", "lookup"]

_SHARE = re.compile(r"[占佔][^，。；,;0-9]{0,8}\Z")
_SUM = re.compile("合计|共占|总共|共计|合共")
_AMONG = re.compile("其中|当中|包括")
_VIEW = re.compile("(?:从|分|按)[^，。；,;]{0,6}(?:看|分|说)|其中|分别|包括")
_NEW_FRAME = re.compile(
    "该[^，。；]{1,4}(?:还|也|共|累计|先后|坚持|积极|持续|不断|组织|依托)|今年|去年|上半年|[0-9一二三四]+季度|全年|此外|另外|另据|行动(?:开展|期间|中)|截至目前|目前|下一步|据统计|同期|近年来"
)
_COMPARED = re.compile(
    "率先|排|名列|经验|考核|示范|试点|模范|首|第一|最|前列|统一|文明|优秀|先进|平均|人大|两会|推广|性|劳模|一等|百|十大|通报表扬|排名|范围内推"
)
_TOWN = re.compile("民族乡|街道|苏木|镇|乡")
_TOWN_LIST = frozenset(end + mark for end in "镇乡道木" for mark in "、和及与")
_TOWN_ENDS = re.compile(
    "[镇村亲下里愁民]|派出所|司法所|法庭|中队|卫生院|中心校|政府|党委|财政所|信用社|中学|小学|办事处|边境"
)
_ZONE = re.compile("(?:开发区|高新区|经开区|保税区|管委会|产业园区?|工业园区?)(?:公安|市场|人民|法院|检察|消防|分局)")
# 武侯区法院、锦江区法院: a body may stand between two places of a list
_JOINED = re.compile("[^，。；、,;0-9]{0,8}(?:、|和|及|与|以及)")
_TURNS = re.compile("分别|依次|各为|各占")
_BARE_JOIN = re.compile(r"\s*(?:、|和|及|与|以及)\s*")
_NEXT_TURN = re.compile(r"\s*(?:[、，,]|和|及|与|以及)[^，。；,;、0-9]{0,4}|\s*")


def fill(text: str, article: Article, figures: list[Figure], context: Context) -> None:
    """Set ``region``, ``region_code`` and ``region_text`` of the figures of one article."""
    found = survey(text, article, context)
    found.turns = _turns(figures, found)
    by_start: dict[int, Figure] = {}
    last, carried = -1, None
    for figure in figures:
        sentence = found.places.sentence(figure.start - found.start)
        if sentence != last:
            carried, last = _carried(found, sentence), sentence
        mention = found.turns.get(figure.start) or _governing(found, figure)
        region, words = _place_of(found, figure, mention, carried)
        figure.region = region.path if region else None
        figure.region_code = region.code if region else None
        figure.region_text = words if region else None
        by_start[figure.start] = figure
    for figure in figures:
        if figure.repeats is not None and (source := by_start.get(figure.repeats)):
            figure.region, figure.region_code, figure.region_text = (
                source.region,
                source.region_code,
                source.region_text,
            )


def _place_of(
    found: Survey, figure: Figure, mention: Mention | None, carried: tuple[Region, str] | None
) -> tuple[Region | None, str | None]:
    places = found.places
    main = places.main
    region, words = main, None
    since = found.window(figure)[1]
    named = mention is not None and mention.region is not None
    if mention is not None and carried is not None and _opens_station(found, mention, carried[0]):
        return carried
    if mention is not None and mention.kind == "place" and figure.start not in found.turns:
        row = _row(places, mention.end, found.window(figure)[1])
        if len(row) > 1:
            return _shared(row, main), places.text[row[0].chain_start : mention.end]
    if mention is not None and mention.region is not None:
        region, words = mention.region, places.text[mention.start : mention.end]
        since = mention.start
        if main is not None and mention.kind == "place" and within(main, region):
            region = main
    elif acting := _acting_region(found, figure):
        region, words = acting
        named = True
    town = _town(places, since, figure.start - found.start, region)
    if carried is not None and not named and not (carried[0].level == "township" and _names_its_rank(found, figure)):
        return town or carried
    return town or (region, words)


def _shared(row: list[Mention], main: Region | None) -> Region | None:
    """保山、德宏两地警方联合抓获132名: what the places of a list have in common."""
    regions = [m.region for m in row if m.region is not None]
    if main is not None and all(within(region, main) for region in regions):
        return main
    for above in gazetteer.ancestors(regions[0])[1:-1]:
        if all(within(region, above) for region in regions):
            return above
    return main


def _opens_station(found: Survey, mention: Mention, told: Region) -> bool:
    """延边边境管理支队崇善边境派出所, in a story told of 和龙市: the name of the body is wider than the place."""
    if mention.kind != "place" or mention.region is None or not within(told, mention.region):
        return False
    return any(body.opens_with == mention.start and body.above for body in found.bodies_before(mention.end))


def _governing(found: Survey, figure: Figure) -> Mention | None:
    """The nearest place or reach before the figure, in its sentence, that says where it was counted."""
    places = found.places
    position, floor = found.window(figure)
    for _, mention in places.before(position, floor):
        if mention.kind == "head" and _ZONE.search(places.text, max(floor, mention.start - 6), mention.end):
            return None  # 开发区公安分局: a zone is no division, so what it counts is of the whole
        if mention.kind == "head" or mention.region is None or mention.chained or mention.end > position:
            continue
        if not is_ignored(places, mention, figure, position, floor):
            return mention
    return None


def is_ignored(places: Places, mention: Mention, figure: Figure, position: int, floor: int) -> bool:
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
    return figure.part_of is None and _parts_ended(places, mention, position, floor)


def _parts_ended(places: Places, mention: Mention, position: int, floor: int) -> bool:
    """其中章贡区538栋、南康区277栋；发现隐患4210处: the parts end with the semicolon."""
    text = places.text
    end = max(text.find("；", mention.end, position), text.find(";", mention.end, position))
    if end < 0:
        return False
    start = max(text.rfind("；", floor, mention.start), text.rfind(";", floor, mention.start), floor)
    if _AMONG.search(text, start, mention.start):
        return True
    named = {m.region.code for _, m in places.before(end, start) if m.kind == "place" and m.region}
    return len(named) > 1 and places.main is not None and places.main.code not in named


def _counts(places: Places, reach: Mention) -> bool:
    """全省公安机关, 全省共: the wider place is really what is counted."""
    index = bisect_left(places.starts, reach.start) + 1
    following = places.mentions[index] if index < len(places.mentions) else None
    if following is not None and following.kind == "head":
        return places.text[reach.end : following.start] in ("", "各级", "各地", "各")
    return places.text[reach.end : reach.end + 2].startswith(("共", "累计", "总", "刑事", "各"))


def _names_its_rank(found: Survey, figure: Figure) -> bool:
    """县森林公安局, after a sentence about a township: of the county again."""
    position, floor = found.window(figure)
    acting = next((body for body in found.bodies_before(position) if body.end <= position), None)
    return acting is not None and acting.start >= floor and acting.form == "body" and acting.opens_with < 0


def _acting_region(found: Survey, figure: Figure) -> tuple[Region, str] | None:
    """The region of the body that the sentence names by reference (该局, 该所), where it names no place."""
    position, floor = found.window(figure)
    for body in found.bodies_before(position):
        if body.start < floor:
            return None
        if body.end > position or not body.is_actor or body.region is None:
            continue
        main = found.places.main
        if body.form in ("reference", "unit"):
            if main is not None and within(main, body.region):
                return None
            return body.region, found.places.text[body.start : body.end]
    return None


def _carried(found: Survey, start: int) -> tuple[Region, str] | None:
    """The place of an event that the paragraph told of before this sentence, and that it goes on telling."""
    places = found.places
    paragraph = places.paragraph(start)
    if start <= paragraph or _NEW_FRAME.match(places.text, start):
        return None
    floor = max(paragraph, start - 300)
    last = next(
        ((m.kind, m.start) for _, m in places.before(start, floor) if m.kind != "head" and not m.chained), ("", -1)
    )
    at_town = max((m.end() for m in _TOWN.finditer(places.text, floor, start)), default=-1)
    if (last[0] == "reach" and last[1] > at_town) or max(last[1], at_town) < 0:
        return None
    ends = [m.end() for m in _SENTENCE_END.finditer(places.text, floor, max(last[1], at_town))]
    floor = ends[-1] if ends else floor
    named = [m for _, m in places.before(start, floor) if m.kind == "place" and not m.chained and m.region is not None]
    if _VIEW.search(places.text, floor, start) or len({m.region.code for m in named if m.region}) > 1:
        return None
    region, words = places.main, None
    if named:
        region, words = named[0].region, places.text[named[0].start : named[0].end]
        if is_elsewhere(places.text, named[0], floor) or region is None:
            return None
        if places.main is not None and within(places.main, region):
            region = places.main
    if (
        len(
            {m.start() for m in _TOWN.finditer(places.text, floor, start) if not _TOWN_ENDS.match(places.text, m.end())}
        )
        > 1
    ):
        return None
    town = _town(places, named[0].start if named else floor, start, region)
    return town or ((region, words) if region is not None and words is not None else None)


_SENTENCE_END = re.compile("[。！？!?]")


def _town(places: Places, since: int, position: int, region: Region | None) -> tuple[Region, str] | None:
    """A township named since the last place and before the figure, of the county that the figure is about."""
    if region is None or (region.level not in ("county", "prefecture") and region.code not in gazetteer.MUNICIPALITIES):
        return None
    text = places.text
    for match in reversed(list(_TOWN.finditer(text, since, position))):
        if _TOWN_ENDS.match(text, match.end()):
            continue
        names = gazetteer.townships(region.code) if region.level == "county" else gazetteer.townships_under(region.code)
        for start in range(max(since, match.end() - 10), match.start()):
            if town := names.get(text[start : match.end()]):
                if text[start - 2 : start] in _TOWN_LIST:
                    return None  # 红星镇、辖曼镇组建6支: of the county
                return town, text[start : match.end()]
    return None


def _turns(figures: list[Figure], found: Survey) -> dict[int, Mention]:
    """南安、石狮两地警方分别抓获417名、291名: each figure's place by its turn."""
    chosen: dict[int, Mention] = {}
    text, start = found.places.text, found.start
    index = 0
    while index < len(figures):
        first = figures[index]
        floor = max(found.places.sentence(first.start - start), figures[index - 1].end - start if index else 0)
        turn = max((m.start() for m in _TURNS.finditer(text, floor, first.start - start)), default=-1)
        end = index + 1
        while end < len(figures) and _NEXT_TURN.fullmatch(
            text, figures[end - 1].end - start, figures[end].start - start
        ):
            end += 1
        if end - index > 1:
            group = figures[index:end]
            if turn >= 0:
                _take_turns(found, group, figures[max(0, index - 6) : index], turn, chosen)
            elif all(_BARE_JOIN.fullmatch(text, a.end - start, b.start - start) for a, b in pairwise(group)):
                # 藁城区、鹿泉区查处酒驾13起、11起
                clause = max(text.rfind(mark, floor, first.start - start) for mark in "，；,;")
                row = _row(found.places, first.start - start, max(floor, clause + 1))
                if len(row) == len(group):
                    chosen.update((figure.start, mention) for figure, mention in zip(group, row, strict=True))
        index = end
    return chosen


def _take_turns(
    found: Survey, group: list[Figure], earlier: list[Figure], turn: int, chosen: dict[int, Mention]
) -> None:
    sentence = found.window(group[0])[1]
    row = _row(found.places, turn, sentence)
    if len(row) == len(group):
        chosen.update((figure.start, mention) for figure, mention in zip(group, row, strict=True))
    elif group[0].kind == "change":
        # 甲站查验A，乙站B，分别升x、y: changes follow the places of their levels
        levels = [f for f in earlier if f.kind == "level" and f.start - found.start >= sentence][-len(group) :]
        if len(levels) == len(group):
            for figure, level in zip(group, levels, strict=True):
                if governing := chosen.get(level.start) or _governing(found, level):
                    chosen[figure.start] = governing


def _row(places: Places, position: int, floor: int) -> list[Mention]:
    """The last run of places joined by 、 and 和 before ``position``."""
    run: list[Mention] = []
    for _, mention in places.before(position, floor):
        if mention.kind == "head" or mention.chained:
            continue
        if mention.kind == "reach" or (run and not _JOINED.fullmatch(places.text, mention.end, run[-1].chain_start)):
            break
        run.append(mention)
    return run[::-1]
