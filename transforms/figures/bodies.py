"""The bodies that an article names, in full: 该大队, 市局, 支队 and 全市公安机关 resolved by what the article says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from transforms.figures.body_names import heads, place_name
from transforms.figures.gazetteer import COUNTRY, OVERSEAS, Region, load, shorten
from transforms.figures.places import NATIONAL, Mention, Places


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
    opens_to: int = -1
    """Where that place ends."""
    above: tuple[str, ...] = ()
    """The bodies that its name goes through: 开鲁县公安局 of 开鲁县公安局治安大队."""


_BREAK = re.compile(r"[，。；：、“”‘’（）()\[\]〔〕\s,;:!?！？【】《》「」『』—…|/·\-]")
_STOP = re.compile(
    "[在对将把被向与从由据经为了等接至到及和同的占距]|其中|联合|会同|开展|出动|记者|通讯员|期间|以来|[近当日昨今][日天晚]|当晚|今年|去年|本月|上月"
    "|牵头|成立|利用|组织|指导|要求|部署|获悉|共有|转给|转至|转办|驻|全国|所有|各个|每个|一[名个起]|[0-9一二三四五六七八九十]+[日时分月年]许?|上午|下午|凌晨|清晨"
)
_PUTS = (
    "建成|建立|[组创新搭构筹]建|打造|设[立置]|[调选增]派|调集|抽[调选]|投入|安排|推[动行进]|实施|配[备齐]|[增开]设"
    "|聘请|招募|覆盖|走进|依托"
)
_GAP_STOP = re.compile(
    f"{_PUTS}"
    "|[0-9在对将把被向从由据为了等接至的已共召抓]|^[与和及同]|联合|会同|开展|组织|依托|利用|指导|要求|部署|获悉|牵头|成立|深入|出动|派出|调派"
    "|发动|发布|发现|发起|发出|查处|查获|查扣|检查|排查|抽查|核查|破获|侦破|接报|报告|通报|举报|经过|民警|干警|辅警|以及|立即|迅速|持续|全力"
)
_OWN_STOP = re.compile(f"{_PUTS}|[0-9]+")
_RANK = re.compile("(?:自治区|[省市县区旗州盟])\\Z")
_NOT_ACTOR_BEFORE = re.compile(
    "(?:联合|会同|协同|配合|移交给?|移送给?|交由|报经|报告?|转交|提请|提交|抄送|督促|指导|通知|协助|协调|推动|要求|进驻|根据|按照|依据"
    "|遵照|落实|贯彻|依托|接到?|受|向|对|将|与|和|及|同|被|赴|在|靠|距|往|离|指|从|至|给|支持|商请|邀请|设立|新建|建成|设置?|建立|新增"
    "|成立了?|组建了?|转[给至]?|驻)\\Z"
    "|(?:依托|利用|借助|调派|组建|建成|设[立置])\\s*[0-9一二三四五六七八九十百余多]+\\s*[个家支处名座]\\Z"
    "|(?:联合|会同|协同|配合)[^，。；,;]{1,16}[、和及与]\\Z"
)
_NOT_ACTOR_AFTER = re.compile(
    "采纳|判决支持|支持率|审理后|的?(?:统一|坚强|正确|有力|大力)(?:部署|领导|指导|支持)|(?:部署|指导|领导|支持|安排|要求)(?:下|[，,])|转来|交办|转办|移交的"
    "|的?授权|批准(?!逮捕|对)|挂牌督办的|的?(?:新闻)?发言人"
    "|\\s*[0-9]+\\s*(?:个|家|处|支|座)"
)
# the characters that _NOT_ACTOR_BEFORE can end with: most names of bodies follow none of them
_NOT_ACTOR_LAST = frozenset(
    "合同交给送由经报告请促导知助调动求驻据照实彻托接到受向对将与和及被赴在靠距往离指从至持立建成设置增了、转个家支处名座"
)
_SOURCE_BEFORE = re.compile("(?:从|(?<![数证依根占收票])据|来自)[^，。；\\n]{0,4}\\Z")
_SOURCE_AFTER = re.compile(
    "[^，。；,]{0,14}?(?:获悉|了解到|通报|介绍|消息|发布|公布|透露|统计|召开[^，。；,]{0,12}(?:发布会|通气会))"
)
_SOURCE_HINT = re.compile("获悉|了解到|通报|介绍|消息|发布|公布|透露|统计|召开")
_ANYWHERE = re.compile("[两三四五六七八九][地县市区旗]|各级|各地|各|基层|两级|所属|下属|属地|辖区|当地|有关|相关")

_AREAS = (
    "社区",
    "城区",
    "园区",
    "景区",
    "辖区",
    "小区",
    "发区",
    "新区",
    "矿区",
    "灾区",
    "山区",
    "牧区",
    "林区",
    "地区",
    "片区",
    "战区",
    "管理区",
    "示范区",
    "试验区",
    "度假区",
    "保护区",
    "高新区",
    "经开区",
    "保税区",
    "港区",
)
# 牧区派出所: no name but a kind
_NO_NAMES = (
    "牧区",
    "林区",
    "城区",
    "社区",
    "辖区",
    "山区",
    "农村",
    "基层",
    "乡镇",
    "一线",
    "沿线",
    "景区",
    "校园",
    "当地",
)
# what a county's police has one of, so that its bare name is enough
_DEPARTMENTS = (
    "大队",
    "支队",
    "总队",
    "窗口",
    "指挥中心",
    "反诈中心",
    "专案组",
    "专班",
    "管理科",
    "户政科",
    "政治部",
    "看守所",
)
_FORCE_MODIFIES = re.compile(
    "量|率|件|事项|隐患|安全|设施|器材|栓|宣传|通道|车|站点|检查|建议|官|长|业务|违法|工作|知识|演练|条例|举报|积案|秩序|标志"
)
_QUOTE_END = re.compile("[“「][^“”「」]*[”」]\\Z")
_POLICE = re.compile("公安|警|派出所|反诈|看守所|专案组")
_GROUP_MEANS = {"border_inspection": re.compile("边防检查总站$|边检总站$")}
_FORCE_MEANS = {
    "police": re.compile("公安局$|分局$"),
    "traffic_police": re.compile("交警|交管|交通警察|交巡警"),
    "fire": re.compile("消防"),
}


# 依托3个公安检查站: what counts the bodies is no part of a name
_MEASURE = re.compile("^[个家支处名座]")

# a reference goes back to the bodies that open the article or to those named shortly before
_FIRST, _RECENT = 10, 40


def find(places: Places) -> list[Body]:
    """The bodies of the article in order, with their full forms."""
    bodies: list[Body] = []
    for index, mention in enumerate(places.mentions):
        if mention.kind == "place" and _BUREAU.match(places.text, mention.end) and mention.region is not None:
            bodies.append(_county_bureau(places.text, mention, mention.region))
        if mention.kind != "head" or _in_quotes(places.text, mention):
            continue
        last = bodies[-1] if bodies else None
        if last is not None and mention.form in ("unit", "body") and _extends(places, last, mention):
            _extend(places, last, mention, index)
        elif body := _body(places, index, mention, [*bodies[:_FIRST], *bodies[max(_FIRST, len(bodies) - _RECENT) :]]):
            if last is not None and last.end == body.start and not last.is_actor:
                body.is_actor = False  # 联合海关缉私部门
            elif last is not None and places.text[last.end : body.start] in ("、", "和", "及", "与"):
                body.is_actor = False  # 市公安局、市消防救援支队联合开展: the first of them acts
            bodies.append(body)
    _refer(bodies, places.main)
    return bodies


def _in_quotes(text: str, mention: Mention) -> bool:
    """“流动警务室”, “国家反诈中心”APP: a coined term, no body."""
    if text[mention.end : mention.end + 1] not in _CLOSES:
        return False
    opened = max(text.rfind(mark, mention.start - 12, mention.start) for mark in "“「『‘《")
    return opened >= 0 and not any(mark in text[opened : mention.start] for mark in _CLOSES)


_CLOSES = ("”", "」", "』", "’", "》")
_BUREAU = re.compile("局(?![长部面势限域地级])")


def _county_bureau(text: str, mention: Mention, region: Region) -> Body:
    """正定县局 in a report of the police is 正定县公安局."""
    name = place_name(region) + "公安局"
    is_actor, is_source = _role(text, mention.chain_start, mention.end + 1)
    start, end = mention.chain_start, mention.end + 1
    return Body(
        start, end, name, region, "公安局", "police", "body", is_actor, is_source, mention.start, mention.end
    )  # fmt: skip


def _extends(places: Places, last: Body, mention: Mention) -> bool:
    gap = places.text[last.end : mention.start]
    if mention.form == "body" and gap:
        return False
    return (
        last.form in ("body", "unit", "reference")
        and len(gap) <= (14 if mention.type == "unit" else 8)
        and not _BREAK.search(gap)
        and not _GAP_STOP.search(gap)
        and not gap.endswith("该")
    )


def _extend(places: Places, last: Body, mention: Mention, index: int) -> None:
    more = places.text[last.end : mention.end]
    before = places.mentions[index - 1] if index else None
    if before is not None and before.kind == "place" and before.start >= last.end and before.region is not None:
        last.region = before.region
    if last.name is not None:
        last.above = (*last.above, last.name)
        last.name += more
    last.tail += more
    last.end, last.form = mention.end, mention.form
    last.type = last.type if mention.type == "unit" else mention.type
    last.is_actor, last.is_source = _role(places.text, last.start, last.end)


def _role(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether the body may act, and whether it is only the source of the report."""
    lead = text[max(0, start - 22) : start]
    if lead[-1:] in ("”", "」"):
        lead = _QUOTE_END.sub("", lead)
    before = _SOURCE_BEFORE.search(lead) is not None
    after = _SOURCE_HINT.search(text, end, end + 18) is not None and bool(_SOURCE_AFTER.match(text, end, end + 40))
    if before and after:
        return True, True
    is_actor = not (lead[-1:] in _NOT_ACTOR_LAST and _NOT_ACTOR_BEFORE.search(lead))
    return is_actor and not _NOT_ACTOR_AFTER.match(text, end, end + 24), before or after


def _body(places: Places, index: int, mention: Mention, earlier: list[Body]) -> Body | None:
    text = places.text
    head = text[mention.start : mention.end]
    if mention.form == "force" and _FORCE_MODIFIES.match(text, mention.end):
        return None  # 消防隐患, 信访量: a modifier
    if (head.endswith("委") and text.startswith(("会", "书记", "员"), mention.end)) or (
        head == "党委" and not _inside(text, mention)
    ):
        return None
    body = Body(mention.start, mention.end, None, None, heads()[head].full, mention.type, mention.form, True, False)
    before = places.mentions[index - 1] if index else None
    gap = text[before.end : mention.start] if before is not None else ""
    if mention.form == "reference":
        _reference(places, body, head, earlier)
    elif before is not None and before.kind != "head" and before.region is not None and _prefixes(gap, mention.form):
        _after_place(places, body, head, before, gap)
    elif mention.form == "force" and head not in ("警方", "公安民警"):
        return None
    elif NATIONAL.match(head):
        body.name, body.region = body.tail, load().by_code[COUNTRY]
    else:
        _bare(places, body, head, earlier)
    body.is_actor, body.is_source = _role(text, body.start, body.end)
    body.is_actor &= mention.type != "publisher"  # a statistics or weather bureau tells of others
    return body


def _inside(text: str, mention: Mention) -> bool:
    return text[mention.start - 1 : mention.start] in ("厅", "局", "院")


def _after_place(places: Places, body: Body, head: str, before: Mention, gap: str) -> None:
    """泉州市公安局, 全市公安机关, 二连边检站."""
    region = before.region
    assert region is not None
    body.region, body.opens_with, body.opens_to, body.start = region, before.start, before.end, before.chain_start
    gap = _ANYWHERE.sub("", gap)
    body.tail = gap + body.tail
    if body.form in ("force", "group"):
        body.name = _police_of(region, head) or region.name + body.tail
    elif before.kind == "place" and (body.type in _AS_WRITTEN or gap or head.startswith(("铁路", "机场", "海事"))):
        short = body.type in _AS_WRITTEN and before.end - before.start < len(region.name)
        chain = places.text[before.chain_start : before.start]
        is_province = any(o.level == "province" for _, o in load().words.get(chain, ()))
        opening = places.text[before.chain_start if short and not is_province else before.start : before.end]
        body.name = opening + body.tail
    else:
        if before.kind == "reach" and head in ("法院", "检察院"):
            body.tail = head  # 全市法院 are many
        body.name = place_name(region) + body.tail


def _police_of(region: Region, head: str) -> str | None:
    """香港警方: the police of a special region is no 公安机关, so its own word stays."""
    return shorten(region.name)[0] + head if region.code in OVERSEAS and "警" in head else None


# bodies whose names keep the short form of a place: 二连出入境边防检查站
_AS_WRITTEN = frozenset(("border_inspection", "customs", "unit", "other"))


def _reference(places: Places, body: Body, head: str, earlier: list[Body]) -> None:
    """该局, 我院, 市局, 省厅: a body named before, else the police of that place."""
    word = head[1:]
    region = places.reach(head[0], body.start) if _RANK.match(head[0]) else None
    named = [(b, name) for b in earlier for name in (*b.above, b.name) if name and name.endswith(word) and name != word]
    if region is not None:
        named = [(b, name) for b, name in named if b.region is not None and b.region.code == region.code]
    named = [pair for pair in named if pair[0].region is not None] or named
    if named:
        near = [pair for pair in named if pair[0].start >= places.paragraph(body.start)]
        # a new paragraph goes back to what the article is about
        names = [name for _, name in named]
        chosen, body.name = near[-1] if near else max(named, key=lambda pair: (names.count(pair[1]), -pair[0].start))
        body.region, body.type = chosen.region, chosen.type
    elif region is not None:
        body.region, body.name = region, place_name(region) + ("公安厅" if word == "厅" else "公安局")


def _bare(places: Places, body: Body, head: str, earlier: list[Body]) -> None:
    """市公安局, 厅党委, 公安机关, 别力古台派出所, 支队: no place stands before it."""
    text = places.text
    left = _BREAK.split(text[max(0, body.start - 20) : body.start])[-1]
    rank = None if left.endswith(_AREAS) else _RANK.search(left)
    own = _ANYWHERE.sub("", _OWN_STOP.split(_STOP.split(left)[-1])[-1]) if left else ""
    own = "" if own.endswith(_NO_NAMES) else _MEASURE.sub("", own)
    if left.endswith(("该", "我", "本")):
        body.start -= 1
        _again(body, head, earlier)
    elif head == "党委":
        body.start -= 1
        body.tail = left[-1:] + head
        named = [b for b in earlier if b.name and b.name.endswith(left[-1:]) and b.region is not None]
        if named:
            body.name, body.region = f"{named[-1].name}党委", named[-1].region
    elif rank:
        body.start -= len(rank.group())
        body.region = places.reach(rank.group()[-1], body.start)
        body.name = (place_name(body.region) if body.region else "") + body.tail
    elif left.endswith("各") and body.form != "group":
        body.start -= 1
        body.name = "各" + body.tail if body.type == "other" else None
    elif body.form == "force":
        _again(body, "", [b for b in earlier if is_police(b)])
        if body.name is None and places.main is not None:
            body.name, body.region = _police_of(places.main, head) or places.main.name + body.tail, places.main
    elif len(own) > 2 and own[0] in "省市县区旗州盟" and body.form != "group":
        # 市打击整治养老诈骗专班: the rank opens the name
        body.start -= len(own)
        body.region = places.reach(own[0], body.start)
        body.tail = own[1:] + body.tail
        body.name = (place_name(body.region) if body.region else "") + body.tail
    elif body.form == "group" or (body.form == "body" and body.type not in _NAMED):
        body.region = places.main
        body.name = (body.region.name if body.region else "") + body.tail
    elif own:
        body.start -= len(own)
        body.tail = own + body.tail
        body.name = body.tail
    elif body.type in ("other", "customs"):
        body.name = body.tail
    else:
        _again(body, head, earlier)
        if body.name is None and body.form == "body" and len(body.tail) > 4:
            body.name = body.tail  # 治安警察局, 司警局: there is one of its name


# bodies that carry names of their own (别力古台派出所, 港珠澳大桥海关)
_NAMED = frozenset(("police", "other", "customs", "border_inspection", "unit"))


def _again(body: Body, head: str, earlier: list[Body]) -> None:
    """A bare 支队, 派出所 or 该大队: the one named last."""
    for other in reversed(earlier):
        for name in (other.name, *reversed(other.above)):
            if name and name.endswith(head) and name != head:
                body.name, body.region, body.type = name, other.region, other.type
                return


def _prefixes(gap: str, form: str) -> bool:
    """Whether what stands between a place and the word that ends a name lets them be one name."""
    if not gap:
        return True
    if form == "force":
        return gap in ("两地", "三地", "两市", "两县", "两区", "各地", "等地", "两旗")
    return len(gap) <= 8 and not _BREAK.search(gap) and not _GAP_STOP.search(gap)


def _refer(bodies: list[Body], main: Region | None) -> None:
    """Give 松山公安, 茶卡派出所 and bodies named in full only later the full form that the article has for them."""
    full: dict[str, Body] = {}
    of_region: dict[str, list[str]] = {}
    for body in bodies:
        if body.name is None or body.region is None or body.form not in ("body", "unit") or body.name in full:
            continue
        full[body.name] = body
        of_region.setdefault(body.region.code, []).append(body.name)
    known: dict[str, Body | None] = {}
    police: Body | None = None
    is_branch = any(body.type == "police" and body.form != "force" for body in bodies)
    renamed: dict[str, str] = {}
    for body in bodies:
        before = body.name
        if body.form in ("force", "group") and body.region is not None:
            means = _GROUP_MEANS.get(body.type) if body.form == "group" else _FORCE_MEANS.get(body.type)
            names = of_region.get(body.region.code, ()) if means is not None else ()
            body.name = min((name for name in names if means and means.search(name)), key=len, default=body.name)
        elif body.name is None or body.region is None or body.form == "unit":
            words = body.name or body.tail
            if words not in known:
                known[words] = next((b for name, b in full.items() if name.endswith(words) and name != words), None)
            meant = known[words]
            if meant is not None and (body.region is None or meant.region is body.region):
                body.name, body.region = meant.name, meant.region
            elif body.name is None and body.form == "unit" and body.tail.endswith(_DEPARTMENTS):
                body.name, body.region = (f"{police.name}{body.tail}", police.region) if police else (body.tail, None)
        if body.region is not None and body.form == "body" and body.tail.endswith(("公安局", "公安分局", "公安厅")):
            police = body if police is None or body.region is main else police
        if is_branch and body.tail == "分局" and body.region is not None and body.name is not None:
            above = load().by_code.get(body.region.parent or "")
            if above is not None and "公安" not in body.name:
                body.name = f"{above.name}公安局{body.name}"  # 桥西分局 in a report of the police of 石家庄市
        if before is not None and body.name is not None and before != body.name:
            renamed[before] = body.name
    for body in bodies:
        if body.form == "reference" and body.name is not None:
            body.name = renamed.get(body.name, body.name)


def is_police(body: Body) -> bool:
    """Whether the body is of the police, of whatever branch."""
    return body.type in ("police", "traffic_police") or (body.name is not None and bool(_POLICE.search(body.name)))
