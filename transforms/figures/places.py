"""The places that an article names, and what it is about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise, product
from operator import itemgetter

from transforms.figures.gazetteer import COUNTRY, OVERSEAS, Region, ancestors, load, within


@dataclass(slots=True)
class Mention:
    """Words that name a place, a reach (全市, 该县) or the head of a body, as read."""

    start: int
    end: int
    kind: str
    """place, reach or head."""
    region: Region | None = None
    options: tuple[tuple[int, Region], ...] = ()
    """Divisions that the words may name, with their grade."""
    letter: str = ""
    """Of a reach, the kind of division: 市 of 全市, empty for 各地."""
    type: str = ""
    form: str = ""
    """Of a head, see lexicon/organisations.csv."""
    chained: bool = False
    """A place that only opens the chain of the next one (通辽市 in 通辽市开鲁县, in 通辽市公安局科尔沁区分局)."""
    opens_body: bool = False
    """The head of a body follows: 孟连 in 孟连边境管理大队."""
    opens: int = -1
    """Where the chain that ends with this place begins; -1 where it stands alone."""

    @property
    def chain_start(self) -> int:
        """Where the words begin that name this place, those of its chain included."""
        return self.start if self.opens < 0 else self.opens


@dataclass(slots=True)
class Places:
    """The mentions of one article in order, the article in simplified script (same length)."""

    text: str
    body_start: int
    mentions: list[Mention]
    home: Region | None
    """What the source's 我区, 全市 … mean, as given with the document."""
    main: Region | None
    """What the article is about."""
    starts: list[int]
    paragraphs: list[int]
    """Where paragraphs begin."""
    sentences: list[int]
    """Where sentences begin: after 。！？ or with a paragraph, not after a semicolon."""
    by_letter: dict[str, list[tuple[int, Region]]] | None = None
    """Places by the 市, 县, 旗 … that they are, for 该市, 全县."""
    rows: dict[tuple[int, int], list[Mention]] = field(default_factory=dict)
    """What turns.row_of has answered: the figures of a sentence ask the same."""
    ignored: dict[tuple[int, int], bool | None] = field(default_factory=dict)
    """What turns.is_ignored has found of a mention and a sentence's start; None where it depends on the figure."""
    counting: dict[tuple[int, int], tuple[int, Mention | None]] = field(default_factory=dict)
    """What turns.governing comes to from a mention on, with the sentence's start."""
    town_ends: list[int] = field(default_factory=list)
    """Where words of townships end (镇, 乡, 街道)."""

    def before(self, position: int, floor: int) -> Iterator[tuple[int, Mention]]:
        """Mentions that begin in [floor, position), nearest first."""
        for index in range(bisect_left(self.starts, position) - 1, -1, -1):
            mention = self.mentions[index]
            if mention.start < floor:
                return
            yield index, mention

    def paragraph(self, position: int) -> int:
        """Where the paragraph of this position begins."""
        return self.paragraphs[bisect_left(self.paragraphs, position + 1) - 1]

    def sentence(self, position: int) -> int:
        """Where the sentence of this position begins."""
        return self.sentences[bisect_left(self.sentences, position + 1) - 1]

    def reach(self, letter: str, position: int, nearest: bool = False) -> Region | None:
        """What 全市, 省厅, 我区 mean there: the place of that kind of the article, of the source, of the dateline.

        ``nearest`` (该县): the place of that kind named last.
        """
        if letter == "国":
            return load().by_code[COUNTRY]
        if not letter:
            return self.main or self.home
        named = self._named(letter, position)
        if nearest and named is not None:
            return named
        for start in (self.main, self.home, self.dateline()):
            for region in ancestors(start) if start is not None else ():
                if kind_of(region) == letter:
                    return region
        return named or self.main or self.home

    def dateline(self) -> Region | None:
        """呼和浩特讯: where an article was written tells which 自治区 it means, where nothing else does."""
        for mention in self.mentions:
            if mention.start > self.body_start + 60:
                break
            if mention.start >= self.body_start and is_dateline(self.text, mention):
                return mention.region
        return None

    def _named(self, letter: str, position: int) -> Region | None:
        """The place of that kind named last before ``position``, else the first one after it."""
        if self.by_letter is None:
            self.by_letter = {}
            for mention in self.mentions:
                if mention.kind == "place" and mention.region is not None and not mention.chained:
                    self.by_letter.setdefault(kind_of(mention.region), []).append((mention.start, mention.region))
        named = self.by_letter.get(letter)
        if not named:
            return None
        return named[max(0, bisect_left(named, position, key=itemgetter(0)) - 1)][1]


def kind_of(region: Region) -> str:
    """The word of 全省, 全市, 全旗 … that fits a division."""
    if region.level == "province":
        return region.name[-1] if region.name[-1] in "省市" else "区"
    return "地区" if region.name.endswith("地区") else region.name[-1]


# words that go on after a name and make it no place: 上海市场, 全区域, 县级, 南京路, 四川人, 浙江大学
_WORD_GOES_ON = {
    "市": re.compile("场(?!监|所)|级|值|委书记|民(?!警|政|族|间)|面(?!上)|政工程|容|花"),
    "区": re.compile("域|间|块|位优"),
    "县": re.compile("级|区(?!公安)|域|处级|乡(?!镇企)|直"),
    "旗": re.compile("县|帜|下|舰"),
    "省": re.compile("级|际|道|略|部级|钱|心|事"),
    "州": re.compile("际|级"),
    "国": re.compile("家|有企|庆|际|道|旗|内外"),
}
_NOT_A_PLACE = re.compile(
    "[东西南北中]?路(?!口|段|政|面|上)|绕城|方向|段(?!落)|冬奥|亚运|残奥|大运会|全运会|世博|进博|大街|大道|大桥|高速|大学|学院|银行|证券|啤酒|牌照|菜|话|时间|证$"
    "|籍|人[^民大口均员才力]|货车|牌轿车|号牌"
)
_ROAD = re.compile(r"(?:高速|公路|国道|省道|铁路|线)\Z")
# 安全区域, 基本县情: the first character of a reach belongs to the word before
_ENDS_WITH = {"全": "安健齐完保周成", "本": "基样日成资", "该": "应", "我": "自"}
_WEEKS = frozenset("本上一每下这")
_STRONG = re.compile(
    "警方|公安|交警|交管|森警|检察|法院|边检|海关|分局|(?:交通)?支队|[两三四五六七八][地县区市旗]|等地|讯"
)
_TITLE = ("：", ":", "“", "警", "消防", "信访", "民警", "政务", "出入境", "户政")
_BETWEEN = ("公安局", "公安厅", "检察院", "人民法院", "市场监管局")
_LIST = ("、", "和", "及", "与", "以及")
_BEFORE_NAME = frozenset("在和与及对从由据的")
# 其中栾川警方, 市公安局河西分局
_BEFORE_BODY = ("其中", "当中", "安局", "法院", "察院", "管局", "本报", "本网")
_HAN = re.compile("[一-鿿]")


def resolve(text: str, mentions: list[Mention], home: Region | None) -> list[Mention]:
    """Choose one division for each place: by the chain it stands in, by what else is named, by the source's home."""
    places = [m for m in mentions if m.kind == "place"]
    heads = {m.start for m in mentions if m.kind == "head"}
    for place in places:
        place.opens_body = place.end in heads or bool(_STRONG.match(text, place.end))
    known: dict[str, Region] = {}
    for place in places:
        sure = [r for grade, r in place.options if grade == 2] or [r for grade, r in place.options if grade == 1]
        if (
            home is not None
            and not any(within(r, home) for r in sure)
            and any(within(r, home) for _, r in place.options)
        ):
            continue  # 东乡县 in a paper of 甘肃 is 东乡族自治县, not the one of 抚州
        if (len(sure) == 1 and place.end - place.start > 2) or (len(sure) == 1 and sure[0].level != "county"):
            known[sure[0].code] = sure[0]
    if home is not None:
        for region in ancestors(home)[:-1]:
            known.setdefault(region.code, region)
    _support_lists(text, places, known, home)
    provinces = {code[:2] for code in known}
    previous: Mention | None = None
    for place in places:
        place.region = _choose(text, place, previous, known, provinces, home)
        if place.region is None and previous is not None and text[previous.end : place.start] in _BETWEEN:
            place.options = ()
        if place.region is not None:
            known[place.region.code] = place.region
            if previous is not None and previous.region is not None and within(place.region, previous.region):
                previous.chained = text[previous.end : place.start] in ("", *_BETWEEN)
                place.opens = previous.chain_start if previous.chained else -1
            previous = place
    # a bare stem may stand before what supports it: 前旗公安 in a headline, 南安 in 南安、石狮两地警方
    following: Mention | None = None
    for place in reversed(places):
        if place.region is None:
            listed = following is not None and text[place.end : following.start] in _LIST
            place.region = _choose(text, place, following if listed else None, known, provinces, home, listed)
        if place.region is not None:
            following = place
    return [m for m in mentions if m.kind != "place" or m.region is not None]


def _choose(
    text: str,
    place: Mention,
    previous: Mention | None,
    known: dict[str, Region],
    provinces: set[str],
    home: Region | None,
    listed: bool = False,
) -> Region | None:
    """``previous`` is the place before; with ``listed`` its neighbour in a list on either side."""
    near = previous.region if previous is not None else None
    gap = text[previous.end : place.start] if previous is not None else "。"
    listed = listed or gap in _LIST
    strong = place.opens_body or (place.start == 0 and text.startswith(_TITLE, place.end))
    best_score, best, tie = -1, None, False
    part = near is not None and gap in _BETWEEN
    valid = {region.parent for _, region in place.options if region.valid_to is None}
    for grade, region in place.options:
        if region.valid_to is not None and region.parent in valid:
            continue  # 梅县 is 梅县区 today
        if part and near is not None and not within(region, near):
            continue  # 共和县公安局江西沟派出所
        inside = home is not None and within(region, home)
        chained = near is not None and (not gap or gap in _BETWEEN) and within(region, near)
        sibling = near is not None and listed and region.parent == near.parent
        score = (
            grade * 4
            + (region.valid_to is None)
            + (region.level == "province")
            + 6 * inside
            + (8 if region.code in known else 5 if region.parent in known else 2 * (region.code[:2] in provinces))
            + 20 * chained
            + 9 * sibling
        )
        # a bare stem needs support: its place named in full elsewhere, a list of its kind, or a body behind it
        supported = region.code in known or chained or sibling
        lead = text[max(0, place.start - 2) : place.start]
        alone = not lead or lead[-1] in _BEFORE_NAME or lead in _BEFORE_BODY or not _HAN.match(lead[-1])
        of_known = region.parent in known and home is None
        named = strong and (alone or grade == 0) and (inside or of_known or (grade == 0 and home is None))
        if grade < 1 and not supported and not named:
            if inside and score > best_score:
                best_score, best, tie = score, None, False
            continue
        short = place.end - place.start == 2 and region.level == "county" and grade == 2
        if short and not (supported or inside) and _HAN.match(text, max(0, place.start - 1)):
            continue  # 涉县级, 管理县: two characters that often belong to other words
        if score > best_score:
            best_score, best, tie = score, region, False
        elif score == best_score:
            tie = True
    return None if tie else best


def _support_lists(text: str, places: list[Mention], known: dict[str, Region], home: Region | None) -> None:
    """南安、石狮: two bare stems of one prefecture side by side support each other."""
    for left, right in pairwise(places):
        if text[left.end : right.start] not in _LIST:
            continue
        for (one, first), (two, second) in product(left.options, right.options):
            inside = within(first, home) if home is not None else first.parent in known
            if one >= -1 and two >= -1 and inside and first.level == "county" and first.parent == second.parent:
                known[first.code], known[second.code] = first, second


def is_word_part(text: str, start: int, end: int, kind: str) -> bool:
    """Whether the words at [start, end) only look like a place or a reach: 上海市场, 安全区域, 南京路."""
    goes_on = _WORD_GOES_ON.get(text[end - 1])
    if goes_on is not None and goes_on.match(text, end):
        return True
    if text.startswith("段", end) and _ROAD.search(text, max(0, start - 3), start):
        return False  # 宁洛高速商水段
    if kind == "reach":
        if text[start - 1 : start] == "周" and text[start - 2 : start - 1] in _WEEKS:
            return False  # 本周全市接报
        return start > 0 and text[start - 1] in _ENDS_WITH.get(text[start], "")
    return bool(_NOT_A_PLACE.match(text, end))


_DATELINE = re.compile(r"[0-9一二三四五六七八九十廿月日\s]{0,9}(?:讯|电)(?=[\s（(〕】])")
ELSEWHERE = re.compile(
    "(?:赴|往|辗转|奔赴|流窜至?|逃往|逃至|逃到|来自|途经|途径|根据|按照|籍贯|籍|经|居|列|位居|转自|原籍|高于|低于|好于|向)\\Z"
)
_THEIR_PEOPLE = re.compile("居民|同胞|旅客|游客|籍|车辆|货车|小客车")
# 重庆晨报讯, 大众日报青岛7月18日讯
_PAPER = re.compile(
    "[^，。；、（(]{0,4}(?:报|网|台)(?:讯|社|记者|消息|融媒|[^，。；、（(]{0,4}[0-9一二三四五六七八九十]+月)"
)
_MEETING = re.compile("(?:市|省)?(?:隆重)?(?:举行|召开|开幕|举办|闭幕)|[^，。；]{0,6}(?:集中|公开|统一)销毁")
_LISTED_ON = re.compile(
    "(?:、[^、，。；]{1,10}){0,6}等[0-9一二三四五六七八九十余多]*个?(?:地|省|市|县|国|重点|[^，。；]{0,4}地区)"
)


def is_dateline(text: str, mention: Mention) -> bool:
    """呼和浩特讯, 北京7月23日电."""
    return bool(_DATELINE.match(text, mention.end, mention.end + 14))


def is_elsewhere(text: str, mention: Mention, floor: int) -> bool:
    """赴广东, 湖南、湖北等11个重点省份: named, but not where it was counted."""
    start = mention.chain_start
    if _PAPER.match(text, mention.end, mention.end + 12):
        return True
    if mention.region is not None and mention.region.code in OVERSEAS and _THEIR_PEOPLE.match(text, mention.end):
        return True  # 香港居民占58.2%
    return bool(
        ELSEWHERE.search(text[max(floor, start - 4) : start])
        or _LISTED_ON.match(text, mention.end, mention.end + 40)
        or (text[mention.start - 1 : mention.start] in ("在", "于") and _MEETING.match(text, mention.end))
    )


def about(places: Places) -> Region | None:
    """What the article is about: its headline, then the first places and bodies of its text, then the source."""
    headline = _headline(places)
    lead = _lead(places)
    if headline is not None:
        # 赤峰：… whose first body is of one of its counties, the only one named
        if lead is not None and lead is not headline and within(lead, headline) and _only(places, lead):
            return lead
        return headline
    written = _written_in(places)
    if written is not None and lead is places.home and written.level == "county":
        return written  # 商水讯: told of the city's police, and of no other part of the city
    return lead or written or places.home or _fallback(places)


def _written_in(places: Places) -> Region | None:
    """东阳讯 in a paper of 金华: of that part, where nothing else is named. A capital's may be the whole province's."""
    dateline, home = places.dateline(), places.home
    if dateline is None or home is None or not within(dateline, home) or dateline.code.endswith("0100"):
        return None
    return dateline


def _fallback(places: Places) -> Region | None:
    """Without a home: a national body, else the first place, the dateline's and the paper's last."""
    heads = [m for m in places.mentions if m.kind == "head"]
    if any(NATIONAL.match(places.text, m.start) for m in heads):
        return load().by_code[COUNTRY]
    named = [m for m in places.mentions if m.kind == "place"]
    for mention in [m for m in named if not is_elsewhere(places.text, m, 0)] or named:
        return mention.region
    # 各地公安机关 without any place is the country's
    return load().by_code[COUNTRY] if any(m.kind == "reach" and not m.letter for m in places.mentions) else None


NATIONAL = re.compile("国家|最高|全国|(?:公安|司法|应急管理|民政|交通运输|生态环境)部(?!门)|海关总署|审计署|中央")


def _headline(places: Places) -> Region | None:
    named: list[Region] = []
    for index, mention in enumerate(places.mentions):
        if mention.end > places.body_start:
            break
        if mention.kind == "head" and places.home is not None and _is_of_home(places, index):
            named.append(places.home)
        if mention.kind == "head" or mention.chained or is_elsewhere(places.text, mention, 0):
            continue
        region = mention.region if mention.kind == "place" else places.reach(mention.letter, mention.start)
        if region is not None:
            named.append(region)
    if not named:
        return None
    first = named[0]
    if any(not within(other, first) and not within(first, other) for other in named):
        shared = next((a for a in ancestors(first) if all(within(other, a) for other in named)), None)
        return shared if shared is not None and shared.code != COUNTRY else None
    return first


# characters of the text in which an article says what it is about, where its first paragraph is shorter
_OPENING = 300


def _lead(places: Places) -> Region | None:
    """The first place of the opening that is neither its dateline nor above the source's home."""
    home = places.home
    paragraphs = [start for start in places.paragraphs if start > places.body_start]
    end = max(places.body_start + _OPENING, paragraphs[0] if paragraphs else len(places.text))
    for index, mention in enumerate(places.mentions):
        if mention.start >= end:
            break
        if mention.start < places.body_start or mention.chained:
            continue
        if mention.kind == "head":
            if _is_of_home(places, index):
                return home
            continue
        if mention.kind == "reach" and not mention.letter:
            continue
        if is_dateline(places.text, mention) or is_elsewhere(places.text, mention, places.body_start):
            continue
        region = mention.region if mention.kind == "place" else places.reach(mention.letter, mention.start)
        if region is None or (home is not None and within(home, region) and home.code != region.code):
            continue
        if mention.kind == "place" and home is not None and _in_passing(places, index, region, home):
            return home
        return region
    return None


def _is_of_home(places: Places, index: int) -> bool:
    """市公安局, 市安委办 in a paper of that city: the rank before the body is the source's own."""
    mention = places.mentions[index]
    rank = places.text[mention.start - 1 : mention.start] if mention.start else ""
    apart = index == 0 or places.mentions[index - 1].end < mention.start
    return bool(rank) and apart and places.home is not None and kind_of(places.home) == rank


def _in_passing(places: Places, index: int, region: Region, home: Region) -> bool:
    """晋江市抓获…；全市共抓获…: named once, with no body of its own, before the whole is spoken of."""
    following = places.mentions[index + 1] if index + 1 < len(places.mentions) else None
    if following is not None and following.kind == "head" and following.start - places.mentions[index].end <= 8:
        return False
    for other in places.mentions[index + 1 :]:
        if other.start >= places.sentence(places.mentions[index].start) + 200:
            break
        sibling = other.kind == "place" and other.region is not None and other.region.parent == region.parent
        if sibling and other.region is not region and places.sentence(other.start) <= places.mentions[index].start:
            return True  # 洛龙区71起、涧西区58起: parts of the whole
    if sum(m.region is not None and m.region.code == region.code for m in places.mentions) > 1:
        return False
    return any(m.kind == "reach" and m.letter == kind_of(home) for m in places.mentions[index:])


def _only(places: Places, lead: Region) -> bool:
    """Whether the text is of that part alone: it names no other place, and this one again or by its 全区, 全县."""
    named = 0
    for mention in places.mentions:
        if mention.start < places.body_start or mention.kind == "head":
            continue
        if mention.kind == "reach":
            if mention.letter and mention.letter != kind_of(lead):
                return False
            named += bool(mention.letter)
        elif mention.region is not None and not mention.chained and not is_dateline(places.text, mention):
            if not within(mention.region, lead):
                return False
            named += mention.region is lead
    return named > 1
