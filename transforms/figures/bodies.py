"""The bodies that an article names, in full: 该大队, 市局, 支队 and 全市公安机关 resolved by what the article says."""

from __future__ import annotations

import re

from transforms.figures.body import Body, is_police
from transforms.figures.body_names import heads, place_name
from transforms.figures.body_references import refer
from transforms.figures.body_roles import role
from transforms.figures.gazetteer import COUNTRY, OVERSEAS, Region, load, shorten
from transforms.figures.places import NATIONAL, Mention, Places

_BREAK = re.compile(r"[，。；：、“”‘’（）()\[\]〔〕\s,;:!?！？【】《》「」『』—…|/·\-]")
_STOP = re.compile(
    "[在对将把被向与从由据经为了等接至到及和同的占距]|其中|联合|联同|会同|开展|出动|记者|通讯员|期间|以来|[近当日昨今][日天晚]|当晚|今年|去年|本月|上月"
    "|牵头|成立|利用|组织|指导|要求|部署|获悉|共有|转给|转至|转办|驻|全国|所有|各个|每个|一[名个起]|[0-9一二三四五六七八九十]+[日时分月年]许?|上午|下午|凌晨|清晨"
)
_PUTS = (
    "建成|建立|[组创新搭构筹]建|打造|设[立置]|[调选增]派|调集|抽[调选]|投入|安排|推[动行进]|实施|配[备齐]|[增开]设"
    "|聘请|招募|覆盖|走进|依托"
)
_GAP_STOP = re.compile(
    f"{_PUTS}"
    "|[0-9在对将把被向从由据为了等接至的已共召抓]|^[与和及同]|联合|联同|偕同|会同|开展|组织|依托|利用|指导|要求|部署|获悉|牵头|成立|深入|出动|派出|调派|关于|召开|举行|印发"
    "|发动|发布|发现|发起|发出|查处|查获|查扣|检查|排查|抽查|核查|破获|侦破|接报|报告|通报|举报|经过|警力|占|民警|干警|辅警|以及|立即|迅速|持续|全力"
)
_OWN_STOP = re.compile(f"{_PUTS}|[0-9]+|警方")
_RANK = re.compile(r"(?:自治区|[省市县区旗州盟])\Z")
_ANYWHERE = re.compile("[两三四五六七八九][地县市区旗]|各级|各地|各|基层|两级|所属|下属|属地|辖区|当地|有关|相关")

_AREAS = (
    *"社区 城区 园区 景区 辖区 小区 发区 新区 矿区 灾区 山区 牧区".split(),
    *"林区 地区 片区 战区 管理区 示范区 试验区 度假区 保护区 高新区 经开区 保税区 港区".split(),
)
# 牧区派出所: no name but a kind
_NO_NAMES = tuple("牧区 林区 城区 社区 辖区 山区 农村 基层 乡镇 一线 沿线 景区 校园 当地".split())
_FORCE_MODIFIES = re.compile(
    "量|率|件|案件|投诉|干部|渠道|诉求|总|存量|批|事项|隐患|安全|设施|器材|栓|宣传|通道|车|站点|检查|建议|官|长|业务|违法|工作|知识|演练|条例|举报|积案|秩序|标志"
)
# 依托3个公安检查站: what counts the bodies is no part of a name
_MEASURE = re.compile("^[个家支处名座]")

# a reference goes back to the bodies that open the article or to those named shortly before
_FIRST, _RECENT = 10, 40


def find(places: Places) -> list[Body]:
    """The bodies of the article in order, with their full forms."""
    bodies: list[Body] = []
    address = _ADDRESS.match(places.text, places.body_start)
    addressed = address.end() if address else 0
    for index, mention in enumerate(places.mentions):
        if mention.kind == "place" and _BUREAU.match(places.text, mention.end) and mention.region is not None:
            bodies.append(_county_bureau(places.text, mention, mention.region))
        if mention.kind == "place" and (match := _STATE_GRID.match(places.text, mention.start - 2)):
            bodies.append(_state_grid(places, mention, match))
        if mention.kind != "head" or mention.end <= addressed or _in_quotes(places.text, mention):
            continue
        last = bodies[-1] if bodies else None
        if last is not None and mention.form in ("unit", "body") and _extends(places, last, mention):
            _extend(places, last, mention, index)
        elif body := _body(places, index, mention, [*bodies[:_FIRST], *bodies[max(_FIRST, len(bodies) - _RECENT) :]]):
            if last is not None and last.end == body.start and not last.is_actor:
                body.is_actor = False  # 联合海关缉私部门
            elif last is not None and _JOINED.fullmatch(places.text, last.end, body.start):
                body.is_actor = False  # 市公安局、海事处、渔政大队联合开展: the first of them acts
            bodies.append(body)
    refer(bodies, places)
    return bodies


# 各派出所、各大队：, to whom a notice is sent
_ADDRESS = re.compile(r"\s*各[^。0-9\n]{2,60}[：:]\s*\n")


def _in_quotes(text: str, mention: Mention) -> bool:
    """“流动警务室”, “国家反诈中心”APP: a coined term, no body."""
    if text[mention.end : mention.end + 1] not in _CLOSES:
        return False
    opened = max(text.rfind(mark, mention.start - 12, mention.start) for mark in "“「『‘《")
    return opened >= 0 and not any(mark in text[opened : mention.start] for mark in _CLOSES)


_JOINED = re.compile("(?:、[一-鿿]{2,8}?)?(?:、|和|及|与|以及)")
_CLOSES = ("”", "」", "』", "’", "》")
_BUREAU = re.compile("局(?![长部面势限域地级])")


def _county_bureau(text: str, mention: Mention, region: Region) -> Body:
    """正定县局 in a report of the police is 正定县公安局."""
    name = place_name(region) + "公安局"
    is_actor, is_source = role(text, mention.chain_start, mention.end + 1)
    start, end = mention.chain_start, mention.end + 1
    return Body(
        start, end, name, region, "公安局", "police", "body", is_actor, is_source, mention.start, mention.end
    )  # fmt: skip


_STATE_GRID = re.compile("国网[一-鿿]{2,6}?(?:电力(?:有限)?公司|供电公司|电力)")


def _state_grid(places: Places, mention: Mention, match: re.Match[str]) -> Body:
    """国网湖北电力, a company with a place in the middle of its name."""
    start, end = match.span()
    is_actor, is_source = role(places.text, start, end)
    name = match.group()
    return Body(start, end, name, mention.region, name, "company", "body", is_actor, is_source)


def _extends(places: Places, last: Body, mention: Mention) -> bool:
    gap = places.text[last.end : mention.start]
    if mention.form == "body" and gap:
        return False
    return (
        last.form in ("body", "unit", "reference")
        and len(gap) <= (14 if mention.type == "unit" else 8)
        and not _BREAK.search(gap)
        and not _GAP_STOP.search(gap)
        and not gap.endswith(("该", "各"))
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
    last.is_actor, last.is_source = role(places.text, last.start, last.end)
    last.is_actor &= mention.type != "publisher"


def _body(places: Places, index: int, mention: Mention, earlier: list[Body]) -> Body | None:
    text = places.text
    head = text[mention.start : mention.end]
    if mention.form == "force" and _FORCE_MODIFIES.match(text, mention.end):
        return None  # 消防隐患, 信访量: a modifier
    if mention.form in ("unit", "body") and _COUNTED.search(text, max(0, mention.start - 10), mention.start):
        return None  # 全市71个户籍派出所
    if _NO_BODY.match(text, mention.end) or _FOREIGN.search(text, max(0, mention.start - 10), mention.start):
        return None
    if head[0] == "全" and not (_OF_ALL.match(text, mention.end) and text[mention.start - 1 : mention.start] != "安"):
        return None
    if (head.endswith("委") and text.startswith(("会", "书记", "员"), mention.end)) or (
        head == "党委" and not _inside(text, mention)
    ):
        return None
    body = Body(mention.start, mention.end, None, None, heads()[head].full, mention.type, mention.form, True, False)
    before = places.mentions[index - 1] if index else None
    if joint := _sectors(text, mention):
        body.start, body.tail = mention.start - len(joint), joint + body.tail
        while before is not None and before.start >= body.start:
            index -= 1
            before = places.mentions[index - 1] if index else None
        mention = Mention(body.start, mention.end, mention.kind, type=mention.type, form=mention.form)
    gap = text[before.end : mention.start] if before is not None else ""
    if mention.form == "reference":
        _reference(places, body, head, earlier)
    elif before is not None and before.kind != "head" and before.region is not None and _prefixes(gap, mention.form):
        _after_place(places, body, head, before, gap)
    elif mention.form == "force" and not head.endswith(("警方", "公安民警")):
        return None
    elif NATIONAL.match(head):
        body.name, body.region = body.tail, load().by_code[COUNTRY]
    else:
        _bare(places, body, head, earlier)
    body.is_actor, body.is_source = role(text, body.start, body.end)
    # a statistics or weather bureau tells of others
    body.is_actor &= mention.type != "publisher" or _OWN_WORK.match(text, mention.end) is not None
    return body


def _sectors(text: str, mention: Mention) -> str:
    """交通、电力部门: what stands before the last of several departments that share the word."""
    if mention.form != "group" or not text.endswith("部门", mention.start, mention.end):
        return ""
    match = _SECTORS.search(text, max(0, mention.start - 16), mention.start)
    if match is None:
        return ""
    first = match[1]
    known = next((first[at:] for at in range(len(first) - 1) if first[at:] + "部门" in heads()), None)
    return "" if known is None else match.group()[len(first) - len(known) :]


_SECTORS = re.compile(r"([一-鿿]{2,8})、(?:[一-鿿]{2,6}、)*\Z")
_COUNTED = re.compile(r"[0-9余多]\s*(?:个|家|座|所)[一-鿿]{0,3}\Z")
# 气象部门实施人工增雨6次
_OWN_WORK = re.compile("(?:累计|先后|共|及时)?(?:实施|开展|组织|出动|派出|查处|布设|新建|发布[^，。；]{0,6}预警)")
_NO_BODY = re.compile("(?i:app)|小程序|公众号|(?<=政府)(?:专职|采购|购买|补贴|投资|资金|专项|主导|网站|工作报告|信息)")
# 与老挝丰沙里省警方
_FOREIGN = re.compile(
    "(?:老挝|缅甸|越南|泰国|柬埔寨|马来西亚|新加坡|印尼|菲律宾|韩国|日本|朝鲜|蒙古国|俄罗斯|哈萨克斯坦|尼泊尔|巴基斯坦|美国|西班牙|阿联酋)"
    r"[^，。；、,;]{0,6}\Z"
)
# 全局现有民警, but 着眼全局
_OF_ALL = re.compile("现有|共|民警|[辅干]警|民辅警|上下|各|累计|已|先后|日均|警力|在编|在职|开展|组织|出动|破|抓|查")


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
        is_alone = chain.endswith("县") or any(o.level == "province" for _, o in load().words.get(chain, ()))
        opening = places.text[before.chain_start if short and not is_alone else before.start : before.end]
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
    elif region is not None or (word == "局" and head[0] == "全" and any(is_police(b) for b in earlier)):
        body.region = region or places.main
        if body.region is not None:
            body.name = place_name(body.region) + ("公安厅" if word == "厅" else "公安局")
            body.type = "police"


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
        body.name = _bureau_of(body, earlier) + body.tail
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
        ranked = _RANKED.match(body.tail)
        body.region = places.reach(body.tail[0], body.start) if ranked else places.main
        body.tail = body.tail[1:] if ranked else body.tail
        body.name = _bureau_of(body, earlier) + body.tail
    elif own and _ORDINAL.fullmatch(own) and body.form == "unit":
        body.start -= len(own)
        body.tail = own + body.tail
        above = next((b for b in reversed(earlier) if _ranks_above(b.tail, head)), None)
        body.tail = (above.tail if above and above.name is None else "") + body.tail
        if above is None or above.name is not None:
            body.name, body.region = (f"{above.name}{body.tail}", above.region) if above else (body.tail, None)
    elif own:
        body.start -= len(own)
        body.tail = own + body.tail
        body.name = body.tail
    elif body.type in ("other", "customs"):
        above = next((b for b in reversed(earlier) if b.type == "customs" and b.name and head.startswith("缉私")), None)
        body.name, body.region = (above.name or "") + body.tail if above else body.tail, above.region if above else None
    else:
        _again(body, head, earlier)
        if body.name is None and body.tail == "警务处" and places.main is not None and places.main.code in OVERSEAS:
            body.name, body.region = shorten(places.main.name)[0] + body.tail, places.main
        if body.name is None and body.form == "body" and len(body.tail) > 4:
            body.name = body.tail  # 治安警察局, 司警局: there is one of its name


def _bureau_of(body: Body, earlier: list[Body]) -> str:
    """How the name of a body without its place opens: the traffic police of a county or a city is of its bureau."""
    if body.region is None:
        return ""
    opening = place_name(body.region) if body.form == "body" else body.region.name
    if body.type != "traffic_police" or body.form != "body" or not body.tail.endswith(("支队", "大队", "所")):
        return opening
    known = (b.name for b in earlier if b.region is body.region and b.tail.endswith(("公安局", "分局")) and b.name)
    return next(known, opening if opening[-1] == "区" or "公安" in body.tail else f"{opening}公安局")


# 市委, 县政府: the rank opens the word
_RANKED = re.compile("[省市县区旗州盟](?:委|政府)")
_ORDINAL = re.compile("第?[一二三四五六七八九十0-9]{1,3}")
_RANKS = ("中队", "大队", "支队", "总队")


def _ranks_above(tail: str, head: str) -> bool:
    """Whether a body so named may have a 一中队, 二大队 below it."""
    ranks = [rank for rank in _RANKS if tail.endswith(rank)]
    return tail.endswith("局") or (bool(ranks) and head in _RANKS and _RANKS.index(ranks[0]) > _RANKS.index(head))


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
