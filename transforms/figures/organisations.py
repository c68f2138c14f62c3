"""The body whose figure it is: police of every level and kind, courts, procuratorates, fire, government offices.

Full forms come from the article itself: 该大队, 市局, 支队 are resolved against the bodies that it names in full,
全市公安机关 against the place that it is about. Vocabulary: ``lexicon/organisations.csv``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from transforms.figures import gazetteer
from transforms.figures.context import Context
from transforms.figures.gazetteer import MUNICIPALITIES, Region
from transforms.figures.survey import Mention, Survey, heads, reach, survey
from transforms.records import Article, Figure


@dataclass(slots=True)
class Body:
    """A body named in the article: its words as read and what they stand for."""

    start: int
    end: int
    name: str | None
    """Full form, None while it is not known."""
    region: Region | None
    head: str
    type: str
    form: str
    is_actor: bool
    is_source: bool
    """记者从…获悉: it publishes, and acts only where nobody else does."""


_BREAK = re.compile(r"[，。；：、“”（）()\s,;:!?！？【】《》「」『』—…|/]")
_NOT_IN_NAME = re.compile(
    "[的在对将把被向与及由从据经已共为等了查抓破获派组织联合同依托深入协助指导要求部署召开介绍表示称讯报日月年起件人名个到至并还也都该]"
    "|会同|开展|出动|记者|期间|以来|近日|牵头|成立|利用"
)
_RANK = re.compile("(?:自治区|[省市县区旗州盟厅局])$")
_OBJECT_OF = re.compile("(?:联合|会同|协同|配合|移交|移送|移交给|交由|交|向|对|将|根据|按照|依据|依托|经|由|与|和|及|同|受|接|接到|报|报告|督促|指导|通知|协助|协调|推动|要求|进驻|被|到|赴|在|靠|距)$")
_SOURCE = re.compile("从|据|来自|记者")
_SOURCE_END = re.compile("[^，。；]{0,14}?(?:获悉|了解到|了解|通报|介绍|消息|发布|召开|公布|透露|统计)")

_FORCE = {
    "警方": "公安机关", "公安": "公安机关", "公安民警": "公安机关", "交警": "公安交警部门", "公安交警": "公安交警部门",
    "交管": "公安交管部门", "消防": "消防救援队伍", "消防救援": "消防救援队伍", "边检": "边检机关", "检察": "检察机关",
    "信访": "信访部门", "城管": "城管部门", "市监": "市场监管部门", "铁警": "铁路公安机关", "铁路警方": "铁路公安机关",
    "特警": "特警", "刑警": "刑警", "网警": "网警", "森警": "森林警察", "森林公安": "森林公安机关", "铁路公安": "铁路公安机关",
}  # fmt: skip
_FULL_HEAD = {
    "法院": "人民法院", "检察院": "人民检察院", "中院": "中级人民法院", "高院": "高级人民法院", "中级法院": "中级人民法院",
    "高级法院": "高级人民法院", "边检站": "出入境边防检查站", "边检总站": "出入境边防检查总站",
    "边防检查站": "出入境边防检查站",
}  # fmt: skip

_SITUATION_VERB = re.compile("死亡|受伤|伤亡|发生|造成|导致|被骗|被困|失联|冻伤|遇难|起火|损失|引发|通行|失踪|溺水|上当|涉及|未发")
_WORK = re.compile("率$|用时|时长|时限|时间|满意度|案值|价值|金额|赃款|罚款|件数$|距离|里程|标的")
_SITUATION = re.compile("警情|发案|事故|火灾|死亡|亡人|伤人|受伤|立案数|案件总数|损失|流量|保有量|人口|产值|增加值|气温|温度|发病|安全感|失业率|断面|浓度|优良")
_POLICE_WORK = re.compile("破获|侦破|抓获|缴获|查处|查获|刑拘|拘留|打掉|捣毁|侦办|化解|破案|打击|追回|收缴|劝阻|止付|逮捕|起诉|强制|警力|民警|摸排")


def fill(text: str, article: Article, figures: list[Figure], context: Context) -> None:
    """Set ``org`` and ``org_text`` of the figures of one article."""
    found = survey(text, article, context)
    bodies = _bodies(found)
    default = _default(found, bodies)
    by_start: dict[int, Figure] = {}
    for figure in figures:
        by_start[figure.start] = figure
        figure.org = figure.org_text = None
        if _is_situation(figure):
            continue
        body = _actor(found, bodies, figure, default)
        if body is not None:
            figure.org = body.name
            figure.org_text = found.text[body.start : body.end]
    for figure in figures:
        if figure.repeats is not None and (source := by_start.get(figure.repeats)):
            figure.org, figure.org_text = source.org, source.org_text


def _is_situation(figure: Figure) -> bool:
    """Whether it is told of the world and not of somebody's work."""
    noun = figure.object or ""
    if figure.action:
        return bool(_SITUATION_VERB.search(figure.action))
    if _SITUATION.search(noun):
        return True
    return not _WORK.search(noun)


def _actor(found: Survey, bodies: list[Body], figure: Figure, default: Body | None) -> Body | None:
    position, floor = figure.start - found.start, figure.sentence_start - found.start
    reached = _bare_reach(found, position, floor)
    chosen: Body | None = None
    for body in reversed(bodies):
        if body.start >= position or not body.is_actor or body.name is None:
            continue
        if reached is not None and reached.start > body.start and body.start >= floor:
            break
        if body.start < floor:
            if reached is not None:
                break
            if body.is_source:
                continue
        chosen = body
        break
    if reached is not None and chosen is None:
        words = (figure.action or "") + (figure.object or "")
        if default is not None and _POLICE_WORK.search(words) and default.type in ("police", "traffic_police", "unit"):
            return default
        return None
    return chosen or default


def _bare_reach(found: Survey, position: int, floor: int) -> Mention | None:
    """全市 as the subject itself, no body behind it."""
    for index in range(len(found.mentions) - 1, -1, -1):
        mention = found.mentions[index]
        if mention.start >= position:
            continue
        if mention.start < floor:
            return None
        if mention.kind == "reach" and mention.letter:
            following = found.mentions[index + 1] if index + 1 < len(found.mentions) else None
            if following is None or following.kind != "head" or following.start - mention.end > 4:
                return mention
    return None


def _default(found: Survey, bodies: list[Body]) -> Body | None:
    """Who acts where no subject is written: the first body of the text that does not merely publish."""
    actors = [body for body in bodies if body.is_actor and body.name]
    return next((body for body in actors if not body.is_source), actors[0] if actors else None)


def _bodies(found: Survey) -> list[Body]:
    """The bodies of the article in order, with their full forms."""
    text, mentions = found.text, found.mentions
    bodies: list[Body] = []
    for index, mention in enumerate(mentions):
        if mention.kind != "head":
            continue
        head = text[mention.start : mention.end]
        last = bodies[-1] if bodies else None
        if last is not None and mention.form == "unit" and _joins(text[last.end : mention.start]):
            if last.name is not None:
                last.name += text[last.end : mention.end]
            last.end, last.head, last.form = mention.end, head, "unit"
            continue
        body = _body(found, index, mention, head)
        if body is not None:
            bodies.append(body)
    _refer(found, bodies)
    return bodies


def _joins(gap: str) -> bool:
    return len(gap) <= 8 and not _BREAK.search(gap) and not _NOT_IN_NAME.search(gap)


def _body(found: Survey, index: int, mention: Mention, head: str) -> Body | None:
    text = found.text
    before = found.mentions[index - 1] if index else None
    start, name, region = mention.start, None, None
    written = _FULL_HEAD.get(head, head)
    if before is not None and before.kind != "head" and _joins(gap := text[before.end : mention.start]) and (not gap or mention.form != "force"):
        region, start = before.region, before.start
        if before.kind == "reach" and text[before.start] == "该":
            region = reach(text[before.end - 1], found.main, found.home)
        if mention.form in ("force", "group"):
            name = (region.name if region else "") + gap + _FORCE.get(head, head)
        elif before.kind == "place" and (mention.type in ("border_inspection", "customs", "unit") or gap):
            name = text[before.start : before.end] + gap + written
        elif region is not None:
            name = _place_name(region) + gap + written
        start = _chain_start(found, index - 1)
    elif mention.form == "force":
        return None
    else:
        left = text[max(0, mention.start - 12) : mention.start]
        if breaks := list(_BREAK.finditer(left)):
            left = left[breaks[-1].end() :]
        rank = _RANK.search(left)
        if left.endswith("该") or left.endswith("各"):
            start -= 1
        elif rank and rank.group() in ("厅", "局"):
            start -= 1
        elif rank:
            region = reach(rank.group()[-1], found.main, found.home)
            start -= len(rank.group())
            name = (_place_name(region) if region else "") + written
        elif mention.form == "group":
            region = found.main
            name = (region.name if region else "") + head
        elif mention.form == "unit" or mention.type == "police":
            own = _NOT_IN_NAME.split(left)[-1][-6:] if left else ""
            start -= len(own)
            name = own + written if own else None
        else:
            name = written
    lead = text[max(0, start - 6) : start]
    is_source = bool(_SOURCE.search(lead)) and bool(_SOURCE_END.match(text, mention.end))
    is_actor = is_source or not _OBJECT_OF.search(lead)
    return Body(start, mention.end, name, region, head, mention.type, mention.form, is_actor, is_source)


def _place_name(region: Region) -> str:
    parent = gazetteer.load().by_code.get(region.parent or "")
    return parent.name + region.name if parent is not None and parent.code in MUNICIPALITIES else region.name


def _chain_start(found: Survey, index: int) -> int:
    while index and found.mentions[index - 1].chained and found.mentions[index - 1].end == found.mentions[index].start:
        index -= 1
    return found.mentions[index].start


def _refer(found: Survey, bodies: list[Body]) -> None:
    """Give 该局, 支队, 茶卡派出所 the full form that the article has for them."""
    full = [body for body in bodies if body.name is not None and body.region is not None and body.form != "group"]
    for position, body in enumerate(bodies):
        if body.region is not None and body.name is not None:
            continue
        words = body.name or body.head
        longer = [other for other in full if other.name and other.name != words and other.name.endswith(words)]
        if longer:
            nearest = max(longer, key=lambda other: (other.start < body.start, -abs(other.start - body.start)))
            body.name, body.region = nearest.name, nearest.region
        elif body.name is None:
            police = [other for other in full if other.head.startswith("公安") and other.start < body.start]
            if police and body.form == "unit" and len(body.head) > 2:
                body.name, body.region = f"{police[-1].name}{body.head}", police[-1].region
            elif body.form == "unit" and len(body.head) > 3:
                body.name = body.head
        else:
            body.region = found.main


_OWN_UNITS = (
    ("派出所", "police"), ("警务", "police"), ("公安", "police"), ("警", "police"), ("反诈", "police"), ("反恐", "police"),
    ("侦查", "police"), ("看守所", "police"), ("拘留所", "police"), ("治安", "police"), ("禁毒", "police"),
    ("消防", "fire"), ("检察", "procuratorate"), ("法", "court"), ("监狱", "justice"), ("边境", "border_inspection"),
)  # fmt: skip
_NATIONAL = re.compile("^(?:全国|国家|公安部|最高|海关总署|中国|.{2,8}部(?:$|党委))")


def describe(name: str) -> tuple[str, str | None, str | None, str | None]:
    """Type, level, full name of the region and name of the parent of a body, as far as its name says them.

    Types are those of ``lexicon/organisations.csv``; levels those of the divisions, ``station`` for what lies
    below a county's body (派出所, 警务室, 法庭).
    """
    place = _leading_place(name)
    words = sorted((match for match in _heads_in(name)), key=lambda match: match[1])
    kind = next((heads()[word][0] for word, _ in reversed(words) if heads()[word][0] != "unit"), None)
    if kind is None or kind == "other":
        kind = next((found for word, found in _OWN_UNITS if word in name), kind or "other")
    parent = None
    if len(words) > 1 and heads()[words[-1][0]][1] == "unit":
        parent = name[: words[-2][1]]
    level = "country" if _NATIONAL.match(name) else place.level if place else None
    if re.search("(?:派出所|警务室|警务站|法庭|司法所)$", name):
        level = "station"
    region = place.path if place else "全国" if level == "country" else None
    return kind, level, region, parent


def _leading_place(name: str) -> Region | None:
    """The division that the name opens with, at its finest: 通辽市开鲁县公安局 is of 开鲁县."""
    words = gazetteer.load().words
    place: Region | None = None
    position = 0
    while True:
        for length in range(min(15, len(name) - position), 1, -1):
            options = words.get(name[position : position + length])
            if options:
                inside = [o for o in options if place is None or gazetteer.within(o[1], place)]
                if inside:
                    best = max(grade for grade, _ in inside)
                    regions = [region for grade, region in inside if grade == best and region.valid_to is None]
                    if len(regions) == 1:
                        place, position = regions[0], position + length
                        break
        else:
            return place


def _heads_in(name: str) -> list[tuple[str, int]]:
    """The words of organisations.csv in a name and where each ends, the longest at each place."""
    found = []
    position = 0
    while position < len(name):
        for length in range(min(14, len(name) - position), 1, -1):
            if name[position : position + length] in heads():
                position += length
                found.append((name[position - length : position], position))
                break
        else:
            position += 1
    return found


__all__ = ["Body", "describe", "fill"]
