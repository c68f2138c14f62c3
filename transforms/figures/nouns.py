"""Noun phrases around a number: cleaned of adverbs and places, told apart, and split where coordinated."""

from __future__ import annotations

import re

from transforms.figures import gazetteer, words
from transforms.figures.changes import strip_approximators
from transforms.figures.vocabulary import alternation, last_characters

_METRIC = re.compile(
    rf"(?:^罚没款|[一-鿿]{{2}}(?<![对相])比|[一-鿿]{{2}}(?:数|(?<![力质])量)|{alternation('metric')})$"
)
_METRIC_LAST = last_characters("metric") | set("款比数量")

_LEADING = re.compile(
    r"^(?:[、,，的\s]|和|及(?![时早格])|以及|与|而|则|但|目前|截至目前|此外|另外|另据了解|期间|行动中|专项行动中|今年(?:以来)?|全年|当时|此时|他们|我们"
    r"|每天|每日|每年|常年|本周|本月|当月|当晚|去年|上半年|下半年|半年|年内|其余|还有|并|同期|了|着|把|将|对(?![台华俄口]|外[贸投开承经援商])|为|向|给|至今|起止"
    r"|[该本此]案件?(?=涉案|案值)|这|该(?!案)|共|累计|已(?![故婚知决])|全部|另|仅|首批|第二批|虽|却|又|还|其(?![他它中实])|有(?![效关害限序价毒偿责形色线机功期无志望])(?=[一-鿿]{2})|最深处|局部|首季|首日|期内"
    r"|口岸(?=.{4})|达到|遂|实测|出现|一周|[年季月周期]末|年底|各口岸(?=.{3})|(?:登记)?在册(?=.{2})|[0-9]{1,3}岁的?[一-鿿]某某?的?|[0-9]{1,3}岁的(?=[一-鿿]{2})|/|站(?=水位|流量)|最[大高多长重]一[台起笔次家处名个]的?|[前后]方|最[重大高长多]的)+(?=.{2})"
)
_LEADING_FIRST = frozenset(
    "0123456789登在/、,， \n\r\t\u3000的和及以与而则但目截此另期行专今全当他我每常本去上下半年其还并同了着把将对为"
    "向给至起这该共累已仅首第虽却又有最局口达遂实出一后年季月周期各站"
)
_BATCH = re.compile(
    r"^(?:第?[0-9一二三四五六七八九十]+(?:[-至到][0-9一二三四五六七八九十]+)?(?:批次?|轮|期|次(?!性)))(?=.{2})"
)
_SPENT = re.compile(r"^.*?(?:小时|分钟|天|后|夜)[将把](?=[一-鿿]{2})")
_DAY = re.compile(r"^(?:[0-9]{1,2}月)?[0-9]{1,2}日(?=.{2})")
_BATCH_FIRST = frozenset("第0123456789一二三四五六七八九十")
_PERIOD_LEADING = re.compile(r"^[一-鿿“”]{1,8}期间(?=.{2})|^“[^”]*(?:行动|专项)”(?:专项行动|行动)?(?=.{2})")
_TRAILING = re.compile(
    r"(?:保持|维持|已|(?<![日月年周人户])均|都|首次|分别|依次|虽|(?<![规原法细准])则|却|(?<![发出兑实体表呈取提变套])现|也|又|低至|高至|一次|累计|共计|共|由|就"
    r"|(?<![高初集当])中|中约|[、,，等\s/]|(?<!标)的|约|总计|一举|成功|全部|当场|仍|还|(?<!船)只|以|先后|同时|同步|总体|整体上|期内|年内|常年"
    r"|(?<=[员者人众户民])有|绵延|排队长?|每天|每年|每日|日均|月均|年均|人均|连续[0-9两三四五六七八九十]+(?:年|个月|天|周))+$"
)
_TRAILING_LAST = frozenset(
    "/持已均都次别虽则却延队长有现也又至计共由就中约、,， \n\r\t\u3000的等举功部场仍还只以后时步体上内年天日月周"
)
_PLACE_LEADING = re.compile(
    r"^(?:各(?:县市|市县|县区|区县|地市|市州|[县市区州旗镇]|街道|地区|单位)|(?:州市|县市|市县|县区|区县|地市|盟市|旗县区?|市州|镇街|街镇)|我[省市区县旗州盟国]|全[国省市区县旗州盟镇乡院局所]|各地|全社会|辖区|本[省市区县旗州]|自治区|我)(?=.{2})"
)
_PLACE_FIRST = frozenset("我全各辖本自州县市区地盟旗镇街")
_TOWN_LEADING = re.compile(r"^(?![城乡集村县])[一-鿿]{1,3}[镇乡](?=[一-鿿、]{4})")
_PLACES_LEADING = re.compile(r"^[一-鿿、]{0,12}[两三四五六七八][地县市区旗](?:区)?(?=.{2})")
_PLACES_HINT = re.compile("[两三四五六七八][地县市区旗]")
_SUBJECT = re.compile(
    r"^.*(?:公安机关|检察机关|部门|公安局|派出所|大队|支队|总队|分局|民警|警方|总站|中心(?!城|区|镇)|行动中|督察组|督导组|工作组|专班|室(?=有)|该局|该站"
    r"|该所|法院|检察院)(?=[^的、率]{2})"
)
_SUBJECT_HINT = re.compile("[关门局所队警方站心中组班院室]")
_PLAIN_END = ("行为", "作为")

_PLACE = re.compile(
    r"^(?:(?!城镇$|市区$)[一-鿿]{1,10}(?:省|市|自治区|县|区|旗|州|盟|镇|乡|街道|林区|农场|口岸|两地|两县|等地)|全[国省市区县旗州盟]|辖区内?|各地|其他地区)$"
)
_ADVERBIAL = re.compile(rf"^(?:{alternation('adverbial')})+$")
_BODY_END = re.compile(rf"(?:{alternation('body_end')})$")
_BODY_LAST = last_characters("body_end")


_STATIONS = ("收费站", "加油站", "充电站", "火车站", "汽车站", "水电站", "变电站")


def squeeze(text: str) -> str:
    """``text`` without white space: broken lines and spaces around numbers mean nothing in Chinese."""
    return "".join(text.split())


_HANDED_OVER = re.compile(
    r"^[一-鿿]{3,20}(?:部|厅|局|委|院|组|机关|部门|中心)(?=(?:交办|转办|移交|转交|转来|移送|派发|下发)的?[一-鿿]{2})"
)


def clean_noun(text: str) -> str:
    """A noun phrase without the adverbs, places and particles around it."""
    before = None
    while text and text != before:
        before = text
        first = text[0]
        if "期间" in text or first == "“":
            text = _PERIOD_LEADING.sub("", text.lstrip("、,，的 "))
        if first in _LEADING_FIRST:
            text = _LEADING.sub("", text.lstrip("、,，的 "))
        if first in _PLACE_FIRST:
            text = _PLACE_LEADING.sub("", text)
        if "镇" in text[1:4] or "乡" in text[1:4]:
            text = _TOWN_LEADING.sub("", text)
        if first in _BATCH_FIRST:
            text = _BATCH.sub("", _DAY.sub("", text))
        if _PLACES_HINT.search(text):
            text = _PLACES_LEADING.sub("", text)
        if text and text[-1] in _TRAILING_LAST:
            text = _TRAILING.sub("", text)
    if len(text) > 6:
        text = _SPENT.sub("", _HANDED_OVER.sub("", text))
    return text if text.endswith(_PLAIN_END) else strip_approximators(text)


def metric_subject(bare: str) -> str:
    """The noun phrase of a statistic, without the body and the place before it."""
    noun = clean_noun(_SUBJECT.sub("", bare) if _SUBJECT_HINT.search(bare) else bare)
    noun = _ABOVE_MARK.sub("", _AMONG.sub("", noun) if "中" in noun else noun)
    return _OF_SOMEBODY.sub("", without_road(noun)) if is_metric(noun) else noun


# 水位超汛限1.2米: the level, not the mark it passed
_ABOVE_MARK = re.compile(r"(?<=水位)超(?:警戒|汛限|保证)(?:水位)?$|^超(?=(?:警戒|汛限|保证)水位$)")


def without_road(noun: str) -> str:
    """A measure without the stretch where it was taken: 积冰 of 京港澳高速咸宁段积冰."""
    return _WHERE_MEASURED.sub("", noun)


# 二环线单日最高流量, 京港澳高速咸宁段能见度
_WHERE_MEASURED = re.compile(r"^.+?(?=(?:单?[日月周]|历史|极端)?最[高大低小])|^.*(?<![阶手片时])段(?=[一-鿿]{2})")
# 一名29岁司机酒精含量
_OF_SOMEBODY = re.compile(r"^.+?(?=(?:血液)?酒精含量$)")
# 受害人中女性占六成
_AMONG = re.compile(r"^[一-鿿]{1,6}(?:[人者员]|案件|警情|事故|纠纷|投诉)中(?=.{2})")


def is_metric(noun: str) -> bool:
    """Whether ``noun`` is a statistic in itself: no verb is its action, unless one governs it (挽回经济损失)."""
    return noun != "" and noun[-1] in _METRIC_LAST and _METRIC.search(noun) is not None


def is_place(noun: str) -> bool:
    """Whether ``noun`` names a division and nothing else."""
    return bool(_PLACE.match(noun))


def is_adverbial(noun: str) -> bool:
    """Whether ``noun`` says how much or when, not of what (日均, 单日最高, 合计)."""
    return bool(_ADVERBIAL.match(noun))


def is_body(noun: str) -> bool:
    """Whether ``noun`` ends like a body, or like something that acts."""
    return noun != "" and noun[-1] in _BODY_LAST and _BODY_END.search(noun) is not None and noun[-3:] not in _STATIONS


_MEANS = ("适用", "运用", "通过", "依托", "利用", "采取", "根据")


def is_thing(noun: str) -> bool:
    """Whether a subject can be what is counted (治安乱点已摘牌15个), rather than the body that acts."""
    opens = len(noun) >= 2 and noun[0] not in "以因由经在从按" and not noun.startswith(_MEANS)
    return opens and not is_body(noun) and not is_place(noun) and not is_adverbial(noun)


_HEAD = re.compile(
    r"(?:[一-鿿]{2}(?:量|数)|类警情|警情|案件|发案|破案率|事故|纠纷|犯罪|数|率|量|额|值|收入|支出|投资|面积|损失|工作|类)$"
)
_LIST_SPLIT = re.compile(r"[、和及与]|以及")
_SHARED_TAIL = re.compile(r"(?:警情|案件|事故|纠纷)")


_COUNTS = frozenset(("人数", "人次", "起数", "件数", "户数"))


def _aligned_tail(item: str, last: str) -> str:
    """居民人均可支配收入 of 城镇、农村居民人均可支配收入: what follows a first word as long as ``item``."""
    at = 0
    for word, _ in words.tag(last):
        at += len(word)
        if at >= len(item):
            break
    fits = at == len(item) or at == 2 * len(item) == 4
    tail = last[len(item) :]
    return tail if fits and (len(tail) >= 4 or tail in _COUNTS) else ""


def split_nouns(noun: str) -> list[str]:
    """The items of a coordinated noun; a head that only the last one has is given to all: 刑事、治安警情.

    Places before a noun (南昌、赣州、九江接警量) give the noun once for each.
    """
    items = [item for item in _LIST_SPLIT.split(noun) if item]
    if len(items) < 2:
        return items
    last = items[-1]
    names = gazetteer.load().words
    if all(item in names or is_place(item) for item in items[:-1]):
        place = next(
            (size for size in range(min(len(last) - 2, 12), 1, -1) if last[:size] in names or is_place(last[:size])), 0
        )
        return [last[place:]] * len(items)
    head = _HEAD.search(last)
    if head and len(last) > len(head.group()):
        tails = [_aligned_tail(item, last) or head.group() for item in items]
        return [item if _HEAD.search(item) else item + tail for item, tail in zip(items, tails, strict=True)]
    tail = None if head else _SHARED_TAIL.search(last)
    if tail:
        return [item if tail.group() in item else item + last[tail.start() :] for item in items]
    return items
