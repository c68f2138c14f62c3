"""The region of each figure: the place it is about, from the words near it to the source's home.

Evidence in order: places named in the sentence before the figure, the body whose figure it is, the event that the
sentence goes on telling, what the article is about (headline, first sentences), ``context.home_region``.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from transforms.figures import gazetteer
from transforms.figures.context import Context
from transforms.figures.gazetteer import Region, divisions, lookup, within
from transforms.figures.places import Mention, Places, is_dateline, is_elsewhere
from transforms.figures.survey import Survey, survey
from transforms.figures.turns import governing, is_extreme, row_of, turns
from transforms.records import Article, Figure

__all__ = ["Region", "divisions", "fill", "lookup"]

_VIEW = re.compile("(?:从|分|按)[^，。；,;]{0,6}(?:看|分|说)|其中|分别|包括")
_NEW_FRAME = re.compile(
    "该[^，。；]{1,4}(?:还|也|共|累计|先后|坚持|积极|持续|不断|组织|依托)|今年|去年|上半年|[0-9一二三四]+季度|全年|此外|另外|另据|行动(?:开展|期间|中)|截至目前|目前|下一步|据统计|同期|近年来"
)
_TOWN = re.compile("民族乡|街道|苏木|镇|乡")
_TOWN_LIST = frozenset(end + mark for end in "镇乡道木" for mark in "、和及与")
_TOWN_ENDS = re.compile(
    "[镇村亲下里愁民]|派出所|司法所|法庭|中队|卫生院|中心校|政府|党委|财政所|信用社|中学|小学|办事处|边境"
)


Span = tuple[int, int]
_Located = tuple[Region, Span]
"""A place and where the words stand that name it."""


def fill(text: str, article: Article, figures: list[Figure], context: Context) -> None:
    """Set ``region``, ``region_code`` and ``region_text`` of the figures of one article."""
    found = survey(text, article, context)
    found.locate(figures)
    found.turns = turns(figures, found)
    found.places.town_ends = [match.end() for match in _TOWN.finditer(found.places.text)]
    by_start: dict[int, Figure] = {}
    last, carried = -1, None
    for figure in figures:
        sentence = found.places.sentence(found.windows[figure.start][0])
        if sentence != last:
            carried, last = _carried(found, sentence), sentence
        mention = found.turns.get(figure.start) or governing(found, figure)
        region, span = _place_of(found, figure, mention, carried) or (found.places.main, None)
        figure.region = region.path if region else None
        figure.region_code = region.code if region else None
        figure.region_text = found.words(text, span) if span else None
        by_start[figure.start] = figure
    for figure in figures:
        if figure.repeats is not None and (source := by_start.get(figure.repeats)):
            figure.region, figure.region_code = source.region, source.region_code
            figure.region_text = source.region_text


def _place_of(found: Survey, figure: Figure, mention: Mention | None, carried: _Located | None) -> _Located | None:
    """The place that the words near a figure give it; None where only the article as a whole says."""
    places, main = found.places, found.places.main
    position, since = found.windows[figure.start]
    named: _Located | None = None
    if mention is not None and mention.region is not None:
        if carried is not None and _opens_station(found, mention, carried[0]):
            return carried
        row = row_of(places, mention.end, since) if mention.kind == "place" and figure.start not in found.turns else []
        if len(row) > 1 and (shared := _shared(row, main)):
            return shared, (row[0].chain_start, mention.end)
        whole = main is not None and mention.kind == "place" and within(main, mention.region)
        whole = whole and not places.text.startswith(_ALL_OF, mention.end)
        named = (main if main is not None and whole else mention.region), (mention.start, mention.end)
        if event := _event_before(places, mention, since):
            named = event
        since = mention.start
    else:
        named = _acting_region(found, figure)
    of = named or carried
    town = _town(places, since, position, of[0] if of else main)
    if town or (named is None and (town := _town(places, since, position, main))):
        return town
    if named is None and carried is not None:
        leaves = carried[0].level == "township" and _leaves_town(found, figure, carried[0])
        return None if leaves else carried
    return named


_ALL_OF = ("境内", "范围内", "全境", "多地")
_EVENT = re.compile("起火|失火|着火|火灾|爆炸|事故|坍塌|塌方|滑坡|泥石流|地震|洪水|内涝|落水|被困|险情|命案")


def _event_before(places: Places, mention: Mention, since: int) -> _Located | None:
    """雁塔区一仓库起火，西安支队调派31辆: where it happened, though the body that came is of a wider place."""
    if not mention.opens_body or mention.region is None:
        return None
    for _, other in places.before(mention.chain_start, since):
        if other.kind != "place" or other.region is None or other.chained:
            continue
        finer = other.region is not mention.region and within(other.region, mention.region)
        told = places.text[other.end : mention.chain_start]
        if finer and _EVENT.search(told) and "；" not in told:
            return other.region, (other.start, other.end)
        return None
    return None


def _shared(row: list[Mention], main: Region | None) -> Region | None:
    """保山、德宏两地警方联合抓获132名: what the places of a list have in common."""
    regions = [m.region for m in row if m.region is not None]
    for above in gazetteer.ancestors(regions[0])[1:-1]:
        if all(within(region, above) for region in regions):
            return above
    return main


def _opens_station(found: Survey, mention: Mention, told: Region) -> bool:
    """延边边境管理支队崇善边境派出所, in a story told of 和龙市: the name of the body is wider than the place."""
    if mention.kind != "place" or mention.region is None or not within(told, mention.region):
        return False
    opened = [body for body in found.bodies_before(mention.end) if body.opens_with == mention.start and body.name]
    return any(body.name is not None and body.name.endswith(("派出所", "警务站", "检查站")) for body in opened)


def _leaves_town(found: Survey, figure: Figure, town: Region) -> bool:
    """县森林公安局, 桑科派出所 after a sentence about 拉卜楞镇: of the county again."""
    position, floor = found.windows[figure.start]
    acting = next((body for body in found.bodies_before(position) if body.end <= position), None)
    if acting is None or acting.start < floor or acting.opens_with >= 0 or acting.tail.startswith(("镇", "乡")):
        return False
    return acting.form == "body" or (acting.form == "unit" and town.name[:2] not in (acting.name or town.name))


def _acting_region(found: Survey, figure: Figure) -> _Located | None:
    """The region of the body that the sentence names by reference (该局, 该所), where it names no place."""
    position, floor = found.windows[figure.start]
    for body in found.bodies_before(position):
        if body.start < floor:
            return None
        if body.end > position or not body.is_actor or body.region is None:
            continue
        main = found.places.main
        if body.form in ("reference", "unit"):
            if main is not None and within(main, body.region):
                return None
            return body.region, (body.start, body.end)
    return None


def _carried(found: Survey, start: int) -> _Located | None:
    """The place of an event that the paragraph told of before this sentence, and that it goes on telling."""
    places = found.places
    paragraph = _item(places, places.paragraph(start))
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
    named = [m for _, m in places.before(start, floor) if m.kind == "place" and not m.chained]
    named = [m for m in named if not is_dateline(places.text, m) and not is_elsewhere(places.text, m, floor)]
    if _VIEW.search(places.text, floor, start) or len({m.region.code for m in named if m.region}) > 1:
        return None
    if sum(not _TOWN_ENDS.match(places.text, m.end()) for m in _TOWN.finditer(places.text, floor, start)) > 1:
        return None
    if not named:
        return _town(places, floor, start, places.main)
    mention, region = named[0], named[0].region
    if region is None:
        return None
    if places.main is not None and within(places.main, region):
        region = places.main
    return _town(places, mention.start, start, region) or (region, (mention.start, mention.end))


_LABEL = re.compile("[^，。；：:0-9]{2,8}[：:]")
_NUMBERED = re.compile(r"[（(【]?[0-9一二三四五六七八九十]{1,3}[.．、）)】]")


def _item(places: Places, paragraph: int) -> int:
    """Where the numbered item begins that a labelled line below it (问题：…) belongs to; else the paragraph itself."""
    index = bisect_right(places.paragraphs, paragraph) - 1
    for back in range(index, max(-1, index - 6), -1):
        start = places.paragraphs[back]
        if _NUMBERED.match(places.text, start):
            return start
        if not _LABEL.match(places.text, start) or places.text.count("\n", max(0, start - 8), start) > 1:
            break
    return paragraph


_SENTENCE_END = re.compile("[。！？!?]")


def _town(places: Places, since: int, position: int, region: Region | None) -> _Located | None:
    """A township named since the last place and before the figure, of the county that the figure is about."""
    if region is None or (region.level not in ("county", "prefecture") and region.code not in gazetteer.MUNICIPALITIES):
        return None
    first = bisect_right(places.town_ends, since)
    if first == len(places.town_ends) or places.town_ends[first] > position:
        return None
    text = places.text
    for match in reversed(list(_TOWN.finditer(text, since, position))):
        if _TOWN_ENDS.match(text, match.end()) or is_extreme(text, match.start(), position):
            continue
        names = gazetteer.townships(region.code) or gazetteer.townships_under(region.code)
        for start in range(max(since, match.end() - 10), match.start()):
            if town := names.get(text[start : match.end()]):
                # 红星镇、辖曼镇组建6支: of the county
                return None if text[start - 2 : start] in _TOWN_LIST else (town, (start, match.end()))
    return None
