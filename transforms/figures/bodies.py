"""The bodies that an article names, in full: 该大队, 市局, 支队 and 全市公安机关 resolved by what the article says."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache

from transforms.figures.gazetteer import COUNTRY, LEXICON, MUNICIPALITIES, Region, load, within
from transforms.figures.places import Mention, Places

FORMS = ("body", "unit", "group", "force", "reference")


@dataclass(slots=True)
class Body:
    """A body named in the article: its words as read and what they stand for."""

    start: int
    end: int
    name: str | None
    """Full form in simplified script, None while it is not known."""
    region: Region | None
    tail: str
    """The name without the place that it opens with."""
    type: str
    form: str
    is_actor: bool
    """Whether it may be the subject of what follows."""
    is_source: bool
    """记者从…获悉: it publishes, and acts only where nobody else does."""
    opens_with: int = -1
    """Where the last place of its own name begins, -1 for none."""


@cache
def heads() -> dict[str, tuple[str, str]]:
    """Words that end the name of a body → (type, form)."""
    path = LEXICON / "organisations.csv"
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        if next(reader) != ["word", "type", "form"]:
            raise ValueError(f"{path}:1: the header must be word,type,form")
        found = {}
        for cells in reader:
            if len(cells) != 3 or cells[2] not in FORMS:
                raise ValueError(f"{path}:{reader.line_num}: word,type,form are needed, form one of {', '.join(FORMS)}")
            found[cells[0]] = (cells[1], cells[2])
    return found


_BREAK = re.compile(r"[，。；：、“”‘’（）()\[\]〔〕\s,;:!?！？【】《》「」『』—…|/·\-]")
_STOP = re.compile(
    "[在对将把被向与从由据经为了等接至到及和同的]|联合|会同|开展|出动|记者|通讯员|期间|以来|[近当日昨今][日天晚]|当晚|今年|去年|本月|上月"
    "|牵头|成立|利用|组织|指导|要求|部署|获悉|共有|全国|所有|各个|每个|一[名个起]|[0-9一二三四五六七八九十]+[日时分月年]许?|上午|下午|凌晨|清晨"
)
_GAP_STOP = re.compile("[在对将把被向与从由据经为了等接至及和的已共报召破抓查发派出]|联合|会同|开展|组织|依托|利用|指导|要求|部署|获悉|牵头|成立|深入")
_RANK = re.compile("(?:自治区|[省市县区旗州盟])$")
_NOT_ACTOR_BEFORE = re.compile(
    "(?:联合|会同|协同|配合|移交给?|移送给?|交由|报经|报告?|转交|提请|提交|抄送|督促|指导|通知|协助|协调|推动|要求|进驻|根据|按照|依据"
    "|遵照|落实|贯彻|依托|接到?|受|向|对|将|与|和|及|同|被|赴|在|靠|距|往|离|指|从|支持|商请|邀请|设立|新建|建成|组建|设置?|建立|新增)$"
)
_NOT_ACTOR_AFTER = re.compile(
    "的?(?:统一|坚强|正确|有力|大力)?(?:部署|指导下|领导下|支持下|安排|要求|转来|交办|转办|移交的|授权|批准|挂牌督办的|的?(?:新闻)?发言人)"
    "|[^，。；,]{0,20}(?:部署|要求|安排)[，,]"
    "|\\s*[0-9]+\\s*(?:个|家|处|支|座)"
)
_SOURCE_BEFORE = re.compile("(?:从|据|来自)[^，。；]{0,4}$")
_SOURCE_AFTER = re.compile("[^，。；,]{0,14}?(?:获悉|了解到|通报|介绍|消息|发布|公布|透露|统计|召开[^，。；,]{0,12}(?:发布会|通气会))")
_NATIONAL = re.compile("国家|最高|全国|公安部|司法部|应急管理部|民政部|交通运输部|生态环境部|海关总署|审计署|中央")
_ANYWHERE = re.compile("各级|各地|各|基层|两级|所属|下属|属地|辖区|当地|有关|相关")

_FORCE = {
    "警方": "公安机关", "公安": "公安机关", "公安民警": "公安机关", "交警": "公安交警部门", "公安交警": "公安交警部门",
    "交管": "公安交管部门", "消防": "消防救援队伍", "消防救援": "消防救援队伍", "边检": "边检机关", "检察": "检察机关",
    "信访": "信访部门", "城管": "城管部门", "市监": "市场监管部门", "铁警": "铁路公安机关", "铁路警方": "铁路公安机关",
    "森警": "森林警察", "森林公安": "森林公安机关", "铁路公安": "铁路公安机关",
}  # fmt: skip
_FULL_HEAD = {
    "法院": "人民法院", "检察院": "人民检察院", "中院": "中级人民法院", "高院": "高级人民法院", "中级法院": "中级人民法院",
    "高级法院": "高级人民法院", "边检站": "出入境边防检查站", "边检总站": "出入境边防检查总站",
    "边防检查站": "出入境边防检查站",
}  # fmt: skip
_FORCE_MEANS = {"police": re.compile("公安局$|分局$"), "traffic_police": re.compile("交警|交管|交通警察|交巡警"), "fire": re.compile("消防")}


def find(places: Places) -> list[Body]:
    """The bodies of the article in order, with their full forms."""
    bodies: list[Body] = []
    for index, mention in enumerate(places.mentions):
        if mention.kind != "head":
            continue
        last = bodies[-1] if bodies else None
        if last is not None and mention.form in ("unit", "body") and _extends(places, last, mention):
            _extend(places, last, mention, index)
        elif body := _body(places, index, mention):
            if last is not None and body.is_actor and places.text[last.end : body.start] in ("、", "和", "及", "与"):
                body.is_actor = False  # 市公安局、市消防救援支队联合开展: the first of them acts
            bodies.append(body)
    _refer(places, bodies)
    return bodies


def _extends(places: Places, last: Body, mention: Mention) -> bool:
    gap = places.text[last.end : mention.start]
    if mention.form == "body" and gap:
        return False
    return last.form in ("body", "unit") and len(gap) <= 8 and not _BREAK.search(gap) and not _GAP_STOP.search(gap)


def _extend(places: Places, last: Body, mention: Mention, index: int) -> None:
    more = places.text[last.end : mention.end]
    before = places.mentions[index - 1] if index else None
    if before is not None and before.kind == "place" and before.start >= last.end and before.region is not None:
        last.region = before.region
    if last.name is not None:
        last.name += more
    last.tail += more
    last.end, last.form = mention.end, mention.form
    last.type = last.type if mention.type == "unit" else mention.type
    last.is_actor, last.is_source = _role(places.text, last.start, last.end)


def _role(text: str, start: int, end: int) -> tuple[bool, bool]:
    lead = text[max(0, start - 6) : start]
    is_source = bool(_SOURCE_BEFORE.search(lead)) or bool(_SOURCE_AFTER.match(text, end, end + 24))
    if _SOURCE_BEFORE.search(lead) and _SOURCE_AFTER.match(text, end, end + 24):
        return True, True
    is_actor = not _NOT_ACTOR_BEFORE.search(lead) and not _NOT_ACTOR_AFTER.match(text, end, end + 24)
    return is_actor, is_source


def _body(places: Places, index: int, mention: Mention) -> Body | None:
    text = places.text
    head = text[mention.start : mention.end]
    written = _FULL_HEAD.get(head, head)
    before = places.mentions[index - 1] if index else None
    gap = text[before.end : mention.start] if before is not None else ""
    start, region, name, tail, opens = mention.start, None, None, written, -1
    if mention.form == "reference":
        if before is not None and before.kind == "place" and not gap:
            return None
        letter = _RANK.search(head[:1])
        region = places.reach(head[0], mention.start) if letter else None
        kind = "公安局" if head[-1] == "局" else "公安厅"
        name = place_name(region) + kind if region is not None else None
    elif before is not None and before.kind != "head" and before.region is not None and _prefixes(gap, mention.form):
        region, opens, start = before.region, before.start, places.chain_start(index - 1)
        tail = _ANYWHERE.sub("", gap) + (_FORCE.get(head, written) if mention.form == "force" else written)
        if mention.form in ("force", "group"):
            name = region.name + tail
        elif before.kind == "place" and (mention.type in ("border_inspection", "customs", "unit") or gap):
            name = text[before.start : before.end] + tail
        else:
            name = place_name(region) + tail
    elif mention.form == "force":
        return None
    elif _NATIONAL.match(head):
        name, region = head, load().by_code[COUNTRY]
    else:
        left = text[max(0, mention.start - 12) : mention.start]
        if breaks := list(_BREAK.finditer(left)):
            left = left[breaks[-1].end() :]
        rank = _RANK.search(left)
        if left.endswith(("该", "各", "我", "本")):
            start -= 1
        elif left.endswith(("厅", "局")) and head == "党委":
            start -= 1
            tail = left[-1] + head
        elif rank and not left.endswith(("社区", "城区", "园区", "景区", "辖区", "小区", "开发区", "新区", "矿区", "灾区", "山区", "牧区", "林区", "地区")):
            region = places.reach(rank.group()[-1], mention.start)
            start -= len(rank.group())
            name = place_name(region) + written if region else None
        elif mention.form == "group" or (mention.form == "body" and mention.type not in ("police", "other", "customs", "border_inspection")):
            region = places.main
            name = (region.name if region else "") + written
            name = name if not left.endswith("各") else None
        else:
            own = _STOP.split(left)[-1][-9:]
            own = _ANYWHERE.sub("", own)
            start -= len(own)
            tail = own + written
            name = tail if own or mention.type in ("other", "customs") else None
    is_actor, is_source = _role(text, start, mention.end)
    return Body(start, mention.end, name, region, tail, mention.type, mention.form, is_actor, is_source, opens)


def _prefixes(gap: str, form: str) -> bool:
    """Whether what stands between a place and the word that ends a name lets them be one name."""
    if not gap:
        return True
    if form == "force":
        return gap in ("两地", "三地", "两市", "两县", "两区", "各地", "等地", "两旗")
    return len(gap) <= 8 and not _BREAK.search(gap) and not _GAP_STOP.search(gap)


def place_name(region: Region) -> str:
    """How a body's name opens: with the place alone, for a district of a 直辖市 with its city."""
    parent = load().by_code.get(region.parent or "")
    return parent.name + region.name if parent is not None and parent.code in MUNICIPALITIES else region.name


def _refer(places: Places, bodies: list[Body]) -> None:
    """Give 该局, 支队, 茶卡派出所 the full form that the article has for them."""
    full = [b for b in bodies if b.name is not None and b.region is not None and b.form in ("body", "unit")]
    for body in bodies:
        if body.form == "force" and body.region is not None:
            means = _FORCE_MEANS.get(body.type)
            same = [b for b in full if b.region is not None and b.region.code == body.region.code and means and means.search(b.name or "")]
            if same:
                body.name = min(same, key=lambda b: len(b.name or "")).name
            continue
        if body.name is not None and body.region is not None and body.form != "reference":
            continue
        words = body.tail.lstrip("该我本市县区旗省州") if body.form == "reference" else body.tail
        longer = [b for b in full if b is not body and b.name and b.name.endswith(words) and b.name != body.name]
        if body.form == "reference" and body.name is not None:
            longer = [b for b in longer if b.region is not None and body.region is not None and b.region.code == body.region.code]
        if longer:
            nearest = max(longer, key=lambda b: (b.start < body.start, -abs(b.start - body.start)))
            body.name, body.region = nearest.name, nearest.region
        elif body.name is None and body.form == "unit" and len(body.tail) > 2:
            police = [b for b in full if b.start < body.start and b.tail.endswith(("公安局", "公安分局", "公安厅"))]
            body.name, body.region = (f"{police[-1].name}{body.tail}", police[-1].region) if police else (body.tail, None)


def within_main(body: Body, places: Places) -> bool:
    """Whether the body is of the place that the article is about, or of one above it."""
    return body.region is None or places.main is None or within(places.main, body.region)
