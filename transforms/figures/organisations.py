"""The body whose figure it is: police of every level and kind, courts, procuratorates, fire, government offices.

The bodies of the article, in full, come from ``bodies``; here each figure gets the one that acts. A situation
(警情, 事故, 气温), a bare statistic and a bare place (全市已办结) have none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache

from transforms.figures import gazetteer
from transforms.figures.body import Body, is_police
from transforms.figures.body_names import describe, place_name
from transforms.figures.context import Context
from transforms.figures.gazetteer import within
from transforms.figures.places import Mention
from transforms.figures.survey import Survey, survey
from transforms.figures.turns import is_ignored, row_of
from transforms.lexicon import LexiconError, rows
from transforms.records import Article, Figure

__all__ = ["describe", "fill"]

_USES = (
    "situation_verb",
    "situation_verb_start",
    "situation_noun",
    "work_noun",
    "work_noun_end",
    "police_work",
    "arrest",
    "relief",
    "other_subject",
    "place_verb",
)


@cache
def _words() -> dict[str, re.Pattern[str]]:
    """Words that tell somebody's work from what merely happened, by use (lexicon/actor_words.csv)."""
    by_use: dict[str, list[str]] = {use: [] for use in _USES}
    for line, (word, use) in rows("actor_words.csv", ("word", "use"), key=2):
        if use not in by_use:
            raise LexiconError(f"actor_words.csv, line {line}: use {use!r} is none of {', '.join(_USES)}")
        by_use[use].append(re.escape(word))
    joined = {use: "|".join(words) for use, words in by_use.items()}
    return {
        "situation_verb": re.compile(joined["situation_verb"]),
        "situation_verb_start": re.compile(joined["situation_verb_start"]),
        "situation_noun": re.compile(joined["situation_noun"]),
        "work_noun": re.compile(f"{joined['work_noun']}|(?:{joined['work_noun_end']})$"),
        "police_work": re.compile(joined["police_work"]),
        "relief": re.compile(f"{joined['relief']}|安置$"),
        "place_verb": re.compile(f"(?:已|共|累计|先后|日均|全年|新)*(?:{joined['place_verb']})(?![率数量])"),
        "other_subject": re.compile(f"(?:^|[，,；;：:（(\\s])(?:{joined['other_subject']})(?=[一-鿿])(?![的等和与])"),
        "subject": re.compile(f"(?:已|共|累计|连续|先后|先|再)?(?:{joined['arrest']})(?![率数量])"),
    }


def fill(text: str, article: Article, figures: list[Figure], context: Context) -> None:
    """Set ``org`` and ``org_text`` of the figures of one article; run after ``regions.fill``."""
    found = survey(text, article, context)
    frame, in_turn = _frame(found), _in_turn(found)
    by_start: dict[int, Figure] = {}
    counted: dict[str | None, Figure] = {}
    followed, shared = _followed(found, figures), set[int]()
    for figure in figures:
        by_start[figure.start] = figure
        figure.org = figure.org_text = None
        total = counted.get(figure.unit)
        if total is not None and (_is_share_of(found, figure) or _is_view(found, figure, total, total.start in shared)):
            figure.org, figure.org_text = total.org, total.org_text
            shared.add(figure.start)
        elif source := followed.get(figure.start):
            figure.org, figure.org_text = source.org, source.org_text
        elif body := in_turn.get(figure.start) or _introduced(found, figure):
            figure.org, figure.org_text = body.name, found.words(text, (body.start, body.end))
        elif (
            not _is_situation(found, figure) or _acts_in_clause(found, figure) or _is_case(found, figure, frame)
        ) and not _is_filed(found, figure):
            figure.org, span = _actor(found, figure, frame)
            figure.org_text = found.words(text, span) if figure.org else None
        if figure.kind == "level":
            counted[figure.unit] = figure
    for figure in figures:
        if figure.repeats is not None and (source := by_start.get(figure.repeats)):
            figure.org, figure.org_text = source.org, source.org_text


def _is_share_of(found: Survey, figure: Figure) -> bool:
    """接收举报4.26万件，…兴庆区1.32万件: nothing but a place before the number, so it is a part of what was counted."""
    if figure.action or figure.object or figure.kind != "level":
        return False
    position, floor = found.windows[figure.start]
    nearest = next((mention for _, mention in found.places.before(position, floor)), None)
    return nearest is not None and nearest.kind == "place" and position - nearest.end <= 1 and nearest.end <= position


_COMPARED = re.compile(
    r"[，,、；;（(和及与\s]*(?:(?:同比|环比|按年|按月|(?:比|较|与)[^，。；,;、0-9]{1,12})(?:分别|均|各)?)?"
    "(?:[多少][^，。；,;、0-9]{0,3}|上升|下降|下滑|增长|增加|减少|增|减|升|降|提高|提升|回落|缩短|压减|扩大|收窄"
    "|增幅|降幅|上涨|下跌|跌|[快慢])?[了至到为达逾近约超]{0,2}"
)
_SHARE = re.compile(r"[，,、；;（(和及与\s]*(?:分别|合计|共|两者|约|只|仅)*占[^，。；,;0-9]{0,16}[近约逾超]?")


def _followed(found: Survey, figures: list[Figure]) -> dict[int, Figure]:
    """立案21起，环比减少5起，占总数的18%: start of a figure without words of its own → the one whose body it shares."""
    text = found.places.text
    turned = found.turns.keys() | {start for starts, _ in found.groups for start in starts[1:]}
    spans = [(found.at(figure.start), found.at(figure.end)) for figure in figures]
    sources: dict[int, Figure] = {}
    for index, figure in enumerate(figures[1:], 1):
        gap = spans[index - 1][1], spans[index][0]
        if figure.start in sources:
            continue
        if figure.start not in turned and _goes_with(found, figure, figures[index - 1], gap):
            sources[figure.start] = figures[index - 1]
            continue
        own = _COMPARED if figure.kind == "change" else _SHARE
        if figure.kind == "level" or not own.fullmatch(text, *gap):
            continue
        end = index + 1
        while end < len(figures) and text[spans[end - 1][1] : spans[end][0]].strip() in _LISTED:
            end += 1
        floor = found.windows[figure.start][1]
        kinds = ("level", "ratio") if figure.kind == "change" else ("level",)
        before = [f for f in figures[max(0, index - 6) : index] if f.kind in kinds and found.at(f.start) >= floor]
        size = end - index
        turn = before[-size:] if len(before) >= size > 1 else [figures[index - 1]] * size
        sources |= zip((f.start for f in figures[index:end]), turn, strict=True)
    return sources


def _goes_with(found: Survey, figure: Figure, previous: Figure, gap: tuple[int, int]) -> bool:
    """接报刑事警情97起；治安警情431起, 受害人占52%，女性占56%: the verb or the cut of the figure before it goes on."""
    text, floor = found.places.text, found.windows[figure.start][1]
    if (
        gap[0] < floor
        or gap[1] - gap[0] < 3
        or any(m.kind in ("head", "place") for _, m in found.places.before(gap[1], gap[0]))
    ):
        return False
    if figure.kind == "level":
        verb = figure.action or ""
        same = verb != "" and previous.action == verb
        return same and previous.kind != "ratio" and verb not in text[gap[0] : gap[1]]
    noun = found.simplified(figure.object or "")
    if figure.kind != "ratio" or figure.action or not noun or noun.endswith(_RATES):
        return False
    told = _words()["situation_noun"].search(noun + text[gap[0] : gap[1]])
    return previous.kind == "ratio" or (told is None and "占" in text[gap[0] : gap[1]])


_LISTED = frozenset("、和及与")
_VIEW = re.compile(
    "[（(【]?[^，。；]{0,6}?(?:([从按分])(?!诈骗|发案|案发|被骗|警情|事故|火灾|起火|灾)[^，。；]{1,8}(?:看|划?分|统计)|其中)[，,：:—]*"
)


def _is_view(found: Survey, figure: Figure, total: Figure, is_shared: bool) -> bool:
    """从类型看，邻里纠纷287件: a sentence that cuts what the one before it counted, and names nobody.

    ``is_shared``: the total is one of the cuts itself.
    """
    position, floor = found.windows[figure.start]
    before = found.places.sentence(floor - 1) if floor else 0
    if 0 < floor - before < 16 and _VIEW.match(found.places.text, before, floor):
        floor = before  # 从纠纷类型看。邻里纠纷287件
    match = _VIEW.match(found.places.text, floor, position) if figure.kind == "level" else None
    if match is None or any(m.kind == "head" or m.kind == "place" for _, m in found.places.before(position, floor)):
        return False
    if not match[1]:
        return is_shared or found.at(total.start) < floor  # 其中，…: whatever is said of it
    if figure.action or total.org is None or _words()["situation_noun"].search(found.simplified(figure.object or "")):
        return False
    places = found.places
    before = places.sentence(floor - 1) if floor else 0
    if before and "。" not in places.text[before:floor]:
        before = places.sentence(before - 1)  # a heading stands between
    return is_shared or found.at(total.start) >= before


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
    if figure.action or figure.kind != "level" or _words()["situation_noun"].search(noun):
        return False
    position, floor = found.windows[figure.start]
    clause = max(floor, *(found.places.text.rfind(mark, floor, position) + 1 for mark in "，；,;"))
    nearest = next(found.bodies_before(position), None)
    return nearest is not None and nearest.start >= clause and nearest.end < position and nearest.is_actor


def _introduced(found: Survey, figure: Figure) -> Body | None:
    """据巡特警大队统计：巡逻车组：12个: a row of a list has the body of the line that opens it."""
    places, (position, floor) = found.places, found.windows[figure.start]
    index = bisect_right(places.paragraphs, position) - 1
    for back in range(index, max(0, index - _ROWS), -1):
        start = places.paragraphs[back]
        lead = places.paragraphs[back - 1]
        if places.text[lead:start].rstrip().endswith(("：", ":")):
            bodies = [b for b in _of_sentence(found, start, lead) if b.is_actor and b.name and _works(b)]
            told = _words()["situation_noun"].search(found.simplified(figure.object or ""))
            situation = (
                told or _SITUATIONS.search(places.text, lead, start) or next(_of_sentence(found, position, floor), None)
            )
            return bodies[0] if bodies and not situation else None
        if (
            not _ITEM.match(places.text, start)
            or "。" in places.text[start : places.paragraphs[back + 1] if back < index else position]
        ):
            return None
    return None


_ROWS = 20
_ITEM = re.compile(r"[■□◆◇●○▲△▶►➤★☆※•·✓√]|[（(]?[0-9]{1,2}[)）.．、]|[^，。；：:]{2,10}[：:]")
_SITUATIONS = re.compile("被骗|发案|警情|事故|灾情|火灾|伤亡|立案|损失|问题|隐患")


def _is_case(found: Survey, figure: Figure, frame: Body | None) -> bool:
    """环境资源案件53件, in a report of a court: what it has dealt with."""
    noun = found.simplified(figure.object or "")
    in_court = frame is not None and frame.type in ("court", "procuratorate")
    return in_court and figure.kind == "level" and not figure.action and noun.endswith(("案件", "案"))


def _is_situation(found: Survey, figure: Figure) -> bool:
    """Whether it is told of the world and not of somebody's work."""
    words = _words()
    position, floor = found.windows[figure.start]
    if _FAULTS.match(found.places.text, floor, position):
        return True
    if figure.action:
        verb = found.simplified(figure.action)
        if verb in _WEAK and words["situation_noun"].search(found.simplified(figure.object or "")):
            return True
        return bool(words["situation_verb"].search(verb) or words["situation_verb_start"].match(verb))
    noun = found.simplified(figure.object or "")
    if words["situation_noun"].search(noun) or _SITUATION_VIEW.match(found.places.text, floor, position):
        return True
    if figure.kind == "ratio" and _SHARE_OF.search(found.places.text[floor:position]):
        return True
    # 内地居民占37.5%: a share of what somebody counted
    is_share = figure.kind == "ratio" and bool(noun) and not noun.endswith(_RATES)
    return not is_share and not words["work_noun"].search(noun)


def _is_filed(found: Survey, figure: Figure) -> bool:
    """全市电信网络诈骗立案195起: cases that came in, where the sentence names no body that took them up."""
    if figure.action not in ("立案", "立", "发案"):
        return False
    position, floor = found.windows[figure.start]
    text = found.places.text
    about = _FRAUD.search(found.simplified(figure.object or "")) or _FRAUD.search(text, 0, found.places.body_start + 60)
    named = any(body.is_actor and not body.is_source for body in _of_sentence(found, position, floor))
    return about is not None and not named


_WEAK = frozenset(("涉及", "涉", "有", "出现", "存在", "达", "占"))
# 从受害人看，18岁至35岁的占六成
_SITUATION_VIEW = re.compile("[^，。]{0,3}从(?:受害|诈骗|发案|案发|被骗|事故|火灾|起火|灾|警情|年龄|性别|车型|肇事)")
_SHARE_OF = re.compile(
    r"占[^，。；,;]{0,10}(?:发案|立案|案件|事故|火灾|起火|死亡|亡人|伤亡|损失|人口)[^，。；,;0-9]{0,8}\Z"
)
# 问题：12艘渔船未配备救生筏
_FAULTS = re.compile(
    "(?:存在|主要|突出)?问题[：:]|(?:风险|安全)?隐患[：:]|违法(?:行为|事实)[：:]|(?:主要)?(?:灾|险|警)情[：:]"
)
_FRAUD = re.compile("诈骗|电诈|反诈")


def _of_sentence(found: Survey, position: int, floor: int) -> Iterator[Body]:
    """The bodies that the sentence names before ``position``, nearest first."""
    for body in found.bodies_before(position):
        if body.start < floor:
            return
        if body.end <= position:
            yield body


def _is_told_of_others(found: Survey, position: int, floor: int) -> bool:
    """该团伙作案19起, 各县区出动护林员: the subject of the sentence is somebody else, and no body is named after it."""
    last = next(_of_sentence(found, position, floor), None)
    text = found.places.text
    return _words()["other_subject"].search(text[last.end if last is not None else floor : position]) is not None


# 全省共有专职消防员1.2万名: a stock, unless the sentence says whose
_STOCK = frozenset(("有", "现有", "共有", "拥有", "设有", "建有"))


def _is_relief(found: Survey, figure: Figure, position: int, floor: int) -> bool:
    """抢通道路29条, 调拨帐篷600顶: in a flood everybody's work, so only a body of the same sentence has done it."""
    done = found.simplified((figure.action or "") + (figure.object or ""))
    return bool(_words()["relief"].match(done)) and not _MEN.search(found.places.text, floor, position)


_MEN = re.compile("[民干辅]警|警员|消防员|指战员|队员")


_RATES = ("率", "占比", "比例", "比重", "比")
_Named = tuple[str | None, tuple[int, int]]


def _actor(found: Survey, figure: Figure, frame: Body | None) -> _Named:
    position, floor = found.windows[figure.start]
    turn = found.turns.get(figure.start)
    if turn is not None and (named := _of_turn(found, turn, position)):
        return named
    if turn is not None and figure.kind == "change" and not figure.action:
        return None, (0, 0)  # 紫阳、白河两县破案率分别提高: of the places, not of who reports them
    if _is_of_town(found, figure, position, floor) or _is_told_of_others(found, position, floor):
        return None, (0, 0)
    subject = _bare_place(found, figure, position, floor)
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
    if source is None and (figure.action in _STOCK or _is_relief(found, figure, position, floor)):
        return None, (0, 0)
    acting = source or _goes_on(found, earlier, floor) or (frame if _may_act(found, frame, figure) else None)
    if acting is None or not _works(acting) or (acting.is_source and _is_report(found, figure)):
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
    return is_police(frame) and bool(_words()["police_work"].search(done))


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


def _is_report(found: Survey, figure: Figure) -> bool:
    """据指挥中心统计，市区接报警情3482起: what was reported, from whom only publishes it."""
    return (figure.action or "") in ("接报", "接警", "接") and "警情" in found.simplified(figure.object or "")


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


def _is_of_town(found: Survey, figure: Figure, position: int, floor: int) -> bool:
    """枫桥镇调处纠纷386件: the township itself is the subject, and no body stands between."""
    if figure.region_text is None or figure.region_code is None or len(figure.region_code) <= 6:
        return False
    word = found.simplified(figure.region_text)
    town = start = found.places.text.rfind(word, floor, position)
    for _, mention in found.places.before(town, floor) if town > floor else ():
        if mention.end == town:
            start = mention.chain_start
        break
    if start < 0 or (start > floor and found.places.text[start - 1] not in _OPENS):
        return False
    return not any(body.start >= town for body in found.bodies_before(position))


def _bare_place(found: Survey, figure: Figure, position: int, floor: int) -> Mention | None:
    """全市 or a place as the subject itself, no body behind it."""
    places = found.places
    for index, mention in places.before(position, floor):
        if mention.kind == "head" or mention.region is None or mention.chained:
            continue
        following = places.mentions[index + 1] if index + 1 < len(places.mentions) else None
        if following is not None and following.kind == "head" and following.start - mention.end <= 4:
            return None
        ended = "；" in places.text[mention.end : position] or ";" in places.text[mention.end : position]
        if ended and not (mention.kind == "reach" and _words()["place_verb"].match(places.text, mention.end)):
            return None
        oblique = places.text[mention.start - 1 : mention.start] in _OBLIQUE or _UNITS.match(places.text, mention.end)
        if oblique or is_ignored(places, mention, figure, position, floor):
            continue
        if mention.kind == "reach" and mention.letter:
            return mention
        same = mention.region.code == (figure.region_code or "")[:6]
        if mention.kind == "place" and same and any(told(places.text, mention) for told in _SUBJECTS):
            return mention
    return None


def _takes_part(text: str, mention: Mention) -> bool:
    """晋江市抓获862名."""
    return bool(_words()["subject"].match(text, mention.end))


def _is_whole(text: str, mention: Mention) -> bool:
    """汉源县共投入救援力量2480人: the place itself is the subject, not a body of the sentence before."""
    return text.startswith(("共", "累计", "总共", "合计"), mention.end)


def _heads_row(text: str, mention: Mention) -> bool:
    """港北区  立案41起  劝阻率97%, 东兴口岸：16.4万人次: what the row is of."""
    opens = mention.chain_start == 0 or text[mention.chain_start - 1] in "\n \t\u3000"
    return opens and _ROW.match(text, mention.end) is not None


def _does(text: str, mention: Mention) -> bool:
    """，江城区出动抢险人员2130人: of the place, whoever acted there."""
    opens = mention.chain_start == 0 or text[mention.chain_start - 1] in _OPENS
    return opens and _words()["place_verb"].match(text, mention.end) is not None


_OPENS = frozenset("，,；;：:、日月年】 　\n")
_ROW = re.compile(r"(?:口岸|站|关)?(?:[ \t\u3000]{2,}|\t|[：:])")
_SUBJECTS = (_takes_part, _is_whole, _heads_row, _does)
# 全市71个户籍派出所: they act, and not the place
_UNITS = re.compile("[0-9]+个[^，。；]{0,4}(?:派出所|警务室|警务站|大队|法庭|窗口|服务站|消防站)")
_OBLIQUE = frozenset("在对于占从向为将把由")


def _for_place(found: Survey, subject: Mention, figure: Figure, frame: Body | None) -> _Named:
    """晋江市抓获862名 is its police; 全市共破获 in an article of one police body is that body; else nobody is named."""
    span = (subject.start, subject.end)
    if subject.kind == "place" and subject.region is not None:
        if not _takes_part(found.places.text, subject):
            return None, span
        return place_name(subject.region) + "公安机关", span
    done = found.simplified((figure.action or "") + (figure.object or ""))
    known = subject.start in found.acting or bool(_words()["police_work"].search(done))
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
