"""The body whose figure it is: police of every level and kind, courts, procuratorates, fire, government offices.

The bodies of the article, in full, come from ``bodies``; here each figure gets the one that acts. A situation
(警情, 事故, 气温), a bare statistic and a bare place (全市已办结) have none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from transforms.figures import gazetteer
from transforms.figures.actor_words import words
from transforms.figures.body import Body, is_police
from transforms.figures.body_names import describe, place_name
from transforms.figures.context import Context
from transforms.figures.followed import followed, is_share_of, is_view
from transforms.figures.gazetteer import within
from transforms.figures.places import Mention
from transforms.figures.situations import STOCK, is_case, is_filed, is_relief, is_report, is_situation, is_supervised
from transforms.figures.subjects import bare_place, is_of_hazard, is_of_town, is_told_of_others, takes_part
from transforms.figures.survey import Survey, survey
from transforms.figures.turns import row_of
from transforms.records import Article, Figure

__all__ = ["describe", "fill"]


def fill(text: str, article: Article, figures: list[Figure], context: Context) -> None:
    """Set ``org`` and ``org_text`` of the figures of one article; run after ``regions.fill``."""
    found = survey(text, article, context)
    frame, in_turn, lists = _frame(found), _in_turn(found), _lists(found)
    by_start: dict[int, Figure] = {}
    counted: dict[str | None, Figure] = {}
    follows, shared = followed(found, figures), set[int]()
    for figure in figures:
        by_start[figure.start] = figure
        figure.org = figure.org_text = None
        total = counted.get(figure.unit)
        if total is not None and (is_share_of(found, figure) or is_view(found, figure, total, total.start in shared)):
            figure.org, figure.org_text = total.org, total.org_text
            shared.add(figure.start)
        elif source := follows.get(figure.start):
            figure.org, figure.org_text = source.org, source.org_text
        elif body := in_turn.get(figure.start) or (lists and _introduced(found, figure, lists)):
            figure.org, figure.org_text = body.name, found.words(text, (body.start, body.end))
        elif (
            not is_situation(found, figure)
            or _acts_in_clause(found, figure)
            or is_case(found, figure, frame)
            or is_supervised(found, figure)
        ) and not is_filed(found, figure):
            figure.org, span = _actor(found, figure, frame)
            figure.org_text = found.words(text, span) if figure.org else None
        if figure.kind == "level":
            counted[figure.unit] = figure
    for figure in figures:
        if figure.repeats is not None and (source := by_start.get(figure.repeats)):
            figure.org, figure.org_text = source.org, source.org_text


def _in_turn(found: Survey) -> dict[int, Body]:
    """将官池法庭、五女店法庭分别结案1260件、980件: each figure's body, where no places take the turns."""
    chosen: dict[int, Body] = {}
    for starts, turn in found.groups:
        if starts[0] in found.turns:
            continue
        run: list[Body] = []
        for body in found.bodies_before(turn):
            if run and found.places.text[body.end : run[-1].start] not in ("、", "和", "及", "与"):
                break
            run.append(body)
        if len(run) == len(starts) and all(body.name for body in run):
            chosen.update(zip(starts, reversed(run), strict=True))
    return chosen


def _acts_in_clause(found: Survey, figure: Figure) -> bool:
    """支队调派消防车5辆: whatever its verb was read as, a body is the subject of the clause."""
    noun = found.simplified(figure.object or "")
    if figure.action or figure.kind != "level" or words()["situation_noun"].search(noun):
        return False
    position, floor = found.windows[figure.start]
    clause = max(floor, *(found.places.text.rfind(mark, floor, position) + 1 for mark in "，；,;"))
    nearest = next(found.bodies_before(position), None)
    return nearest is not None and nearest.start >= clause and nearest.end < position and nearest.is_actor


def _lists(found: Survey) -> list[int]:
    """The numbers of the paragraphs that follow a line with a colon at its end."""
    places = found.places
    starts = enumerate(places.paragraphs)
    return [n for n, start in starts if n and places.text[max(0, start - 8) : start].rstrip().endswith(("：", ":"))]


def _introduced(found: Survey, figure: Figure, lists: list[int]) -> Body | None:
    """据巡特警大队统计：巡逻车组：12个: a row of a list has the body of the line that opens it."""
    places, (position, floor) = found.places, found.windows[figure.start]
    last = bisect_right(places.paragraphs, position) - 1
    first = next((number for number in reversed(lists) if number <= last), None)
    if first is None or last - first > _ROWS:
        return None
    lead, start = places.paragraphs[first - 1 : first + 1]
    rows = places.paragraphs[first : last + 1]
    if "。" in places.text[start:position] or not all(_ITEM.match(places.text, row) for row in rows):
        return None
    told = words()["situation_noun"].search(found.simplified(figure.object or ""))
    if told or _SITUATIONS.search(places.text, lead, start) or next(found.bodies_of(position, floor), None):
        return None
    return next((b for b in reversed([*found.bodies_of(start, lead)]) if b.is_actor and b.name and _works(b)), None)


_ROWS = 20
_ITEM = re.compile(r"[■□◆◇●○▲△▶►➤★☆※•·✓√]|[（(]?[0-9]{1,2}[)）.．、]|[^，。；：:]{2,10}[：:]")
_SITUATIONS = re.compile("被骗|发案|警情|事故|灾情|火灾|伤亡|立案|损失|问题|隐患")
_Named = tuple[str | None, tuple[int, int]]


def _actor(found: Survey, figure: Figure, frame: Body | None) -> _Named:
    position, floor = found.windows[figure.start]
    turn = found.turns.get(figure.start)
    if turn is not None and (named := _of_turn(found, turn, position)):
        return named
    if turn is not None and figure.kind == "change" and not figure.action:
        return None, (0, 0)  # 紫阳、白河两县破案率分别提高: of the places, not of who reports them
    if is_of_town(found, figure, position, floor) or is_told_of_others(found, position, floor):
        return None, (0, 0)
    if is_of_hazard(found, position):
        return None, (0, 0)
    subject = bare_place(found, figure, position, floor)
    source: Body | None = None
    earlier: Body | None = None
    for body in found.bodies_before(position):
        if body.end > position or not body.is_actor or body.name is None or not _covers(found, body, figure):
            continue
        if body.form == "unit" and _HOTLINE.search(found.places.text, body.end, position):
            continue
        if body.start < floor:
            if not _covers(found, body, figure, whole=True):
                continue
            earlier = None if body.is_source or _speaks_of_all(found, body, position, floor) else body
            break
        if subject is not None and subject.start > body.start:
            # 石家庄市公安机关组织行动，全市共出动…: the body of the sentence acts in all of its place
            if subject.kind == "reach" and not body.is_source:
                return body.name, (body.start, body.end)
            break
        if not body.is_source:
            return _jointly(found, body, figure, floor)
        source = source or body
    if subject is not None:
        return _for_place(found, subject, figure, frame)
    if source is None and (figure.action in STOCK or is_relief(found, figure, position, floor)):
        return None, (0, 0)
    acting = source or _goes_on(found, earlier, floor) or (frame if _may_act(found, frame, figure) else None)
    if acting is None or not _works(acting) or (acting.is_source and is_report(found, figure)):
        return None, (0, 0)
    if acting.tail.endswith(_DESKS) and (acting.is_source or acting is frame) and figure.action not in _OF_DESK:
        return _above(acting), (acting.start, acting.end)
    return acting.name, (acting.start, acting.end)


def _above(desk: Body) -> str | None:
    """市公安局情指中心 publishes, the bureau acts."""
    name = next((desk.name.removesuffix(end) for end in _DESKS if desk.name and desk.name.endswith(end)), "")
    return name if name.endswith(("局", "厅", "队", "站")) else desk.name


_OF_DESK = frozenset(("接报", "接警", "接", "接听", "接处警", "接处"))
# 出入境窗口办证1893件；12345热线转办142件: no longer of the window
_HOTLINE = re.compile("[；。](?:12[0-9]{3}|[^，。；]{0,4}热线)")
_DESKS = ("情报指挥中心", "指挥中心", "情指中心", "新闻中心", "新闻办", "宣传处", "宣传科", "办公室")


def _covers(found: Survey, body: Body, figure: Figure, whole: bool = False) -> bool:
    """Whether the figure's place lies in that of the body: 达旗查处12件 is not of a bureau of 东胜区."""
    region = body.region if body.opens_with >= 0 else found.places.main if body.form == "unit" else None
    if region is None or figure.region_code is None:
        return True
    place = gazetteer.load().by_code.get(figure.region_code[:6])
    if place is None or within(place, region) or (not whole and within(region, place)):
        return True
    row = row_of(found.places, body.opens_to, found.windows[figure.start][1]) if body.opens_with >= 0 else []
    return len(row) > 1 and any(mention.region is place for mention in row)


def _may_act(found: Survey, frame: Body | None, figure: Figure) -> bool:
    """A body that the text names only after the figure has not acted yet, unless the work is of its kind."""
    if frame is None or not _covers(found, frame, figure, whole=True):
        return False
    position = found.at(figure.start)
    if frame.start < position or position < found.places.body_start:
        return True
    done = found.simplified((figure.action or "") + (figure.object or ""))
    return is_police(frame) and bool(words()["police_work"].search(done))


def _jointly(found: Survey, body: Body, figure: Figure, floor: int) -> _Named:
    """吉安、宜春、抚州警方: several that act as one are named as they stand."""
    position = found.windows[figure.start][0]
    asked = (body.start, floor, bisect_left(found.body_starts, position), figure.region_code)
    known = found.named.get(asked)
    if known is None:
        known = found.named[asked] = _joint_name(found, body, figure, floor)
    return known


def _joint_name(found: Survey, body: Body, figure: Figure, floor: int) -> _Named:
    if body.opens_with >= floor:
        row = row_of(found.places, body.opens_to, floor)
        own = [m for m in row if m.region is not None and m.region.code == figure.region_code]
        if own and (named := _of_turn(found, own[0], found.at(figure.start))):
            return named  # 赤峰、通辽公安机关排查…，其中通辽已整改196处
        if len(row) > 1:
            span = row[0].chain_start, body.end
            return found.places.text[span[0] : span[1]], span
    return body.name, (body.start, body.end)


def _works(body: Body) -> bool:
    """An office that only publishes is not the one whose figure it is, unless such work is its own."""
    return not body.is_source or is_police(body) or body.type in _WORKING


_WORKING = frozenset(("fire", "border_inspection", "customs", "court", "procuratorate", "market_regulation"))


def _of_turn(found: Survey, turn: Mention, position: int) -> _Named | None:
    """霍尔果斯、阿拉山口边检站分别查验: the body of that turn's own place."""
    near = list(found.bodies_before(position))
    for body in [b for b in near if b.opens_with == turn.start] or near:
        follows = turn.start <= body.opens_with < turn.start + 60 and body.end <= position
        if follows and turn.region is not None and "。" not in found.places.text[turn.start : body.opens_with]:
            text = found.places.text
            written = text[body.opens_with : body.opens_to]
            regular = place_name(turn.region) + body.tail
            if body.name and body.region and written in body.name:
                own = regular if body.region is turn.region else place_name(body.region) + body.tail
                if own != body.name:
                    # 二连边检站, 桥西分局: the short form of the place belongs to the name
                    return body.name.replace(written, text[turn.start : turn.end]), (body.start, body.end)
            return regular, (body.start, body.end)
    return None


def _goes_on(found: Survey, earlier: Body | None, floor: int) -> Body | None:
    """The last body named before the sentence: of the same paragraph, or of all that the article is about."""
    if earlier is None:
        return None
    places = found.places
    if earlier.start >= places.paragraph(floor):
        return _whole_of(found, earlier, places.paragraph(floor))
    whole = earlier.region is not None and (places.main is None or within(places.main, earlier.region))
    return earlier if whole else None


def _speaks_of_all(found: Survey, unit: Body, position: int, floor: int) -> bool:
    """A sentence about 全县 after one about a 派出所 is not of that station."""
    if unit.form != "unit":
        return False
    reaches = (m for _, m in found.places.before(position, floor) if m.kind == "reach" and m.letter)
    return any(found.places.text[m.start - 1 : m.start] in _STARTS for m in reaches)


_STARTS = frozenset("，,；;：:。日月年\n \u3000份内后")


def _whole_of(found: Survey, unit: Body, paragraph: int) -> Body:
    """巡特警大队5人立功，一中队获评先进。累计执勤28场: after a numbered part the paragraph goes on about the whole."""
    if unit.name is None or unit.form != "unit":
        return unit
    for body in found.bodies_before(unit.start):
        if body.start < paragraph:
            break
        if body.name and _NUMBERED_UNIT.fullmatch(unit.name.removeprefix(body.name)):
            return body
    return unit


_NUMBERED_UNIT = re.compile("第?[一二三四五六七八九十0-9]+(?:中队|大队|支队)")


def _for_place(found: Survey, subject: Mention, figure: Figure, frame: Body | None) -> _Named:
    """晋江市抓获862名 is its police; 全市共破获 in an article of one police body is that body; else nobody is named."""
    span = (subject.start, subject.end)
    if subject.kind == "place" and subject.region is not None:
        if not takes_part(found.places.text, subject):
            return None, span
        return place_name(subject.region) + "公安机关", span
    done = found.simplified((figure.action or "") + (figure.object or ""))
    known = subject.start in found.acting or bool(words()["police_work"].search(done))
    if known and frame is not None and is_police(frame):
        found.acting.add(subject.start)
        return _above(frame) if figure.action not in _OF_DESK else frame.name, span
    return None, span


def _frame(found: Survey) -> Body | None:
    """Who acts where no subject is written: the first body of the text that does not merely publish."""
    main = found.places.main
    actors = [body for body in found.bodies if body.is_actor and body.name]
    whole = [body for body in actors if main is not None and body.region is not None and within(main, body.region)]
    for bodies in (whole, actors):
        if bodies:
            first = bodies[0]
            acting = next((body for body in bodies if not body.is_source), first)
            # the bureau that gives the news, and not a centre of it that is named on the way
            within_it = acting.form == "unit" and first.form == "body" and first.region is acting.region
            return first if within_it and is_police(first) else acting
    return None
