"""Numerals whose own form says what they are: dates, times of day, telephone and document numbers, coined codes.

``arabic`` and ``chinese`` read one at a place of a folded text; where the form alone is not enough, a look at the
words around it decides. What they do not know is a quantity.
"""

from __future__ import annotations

import re
from functools import lru_cache

from transforms.figures import units
from transforms.figures.numerals import HAN, parse

_YEAR = r"(?:19|20)\d\d"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_S = r"(?:[ ]{0,2}|\r?\n)"
_TO = rf"{_S}(?:-{{1,2}}|—{{1,2}}|–|~|至|到|─){_S}"
_NOT_CLOCK = r"(?!代|速|事|候|段|刻|效|位|名|光|评|击|赞|长|常|任|期|年|意|要求|建议|措施|体会|[余多]?[起人个次名件])"

# Group name → role. The order of the groups below is the order of trial.
_ROLES = {
    "document": "identifier", "file": "identifier", "iso": "date", "clock": "time", "years": "date",
    "months": "date", "monthlist": "date", "days": "date", "year": "date", "monthday": "date", "month": "date",
    "season": "date", "decade": "date", "day": "date", "hour": "time", "phone": "identifier",
    "long": "identifier", "card": "identifier", "roundtheclock": "duration", "train": "identifier",
    "proportion": "other",
    "plus": "name", "each": "name",
    "memorial": "name", "version": "name", "house": "address", "road": "identifier", "page": "ordinal",
    "number": "identifier", "born": "age", "enumerator": "ordinal", "code": "name", "letters": "identifier",
}  # fmt: skip


@lru_cache(maxsize=1)
def _arabic() -> re.Pattern[str]:
    latin_quantity = units.latin()
    return re.compile(
        rf"(?P<document>(?<=[〔\[（(【［]){_YEAR}[ ]?[〕\]）)】］][^\s，。；、（(]{{0,14}}?\d+号)"
        rf"|(?P<file>[0-9A-Za-z_\-年月日]{{1,40}}\.(?:pdf|docx?|xlsx?|s?html?|jpe?g|png|zip|rar|wps|ofd)(?![A-Za-z]))"
        rf"|(?P<iso>{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d)|{_YEAR}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?!\d)"
        rf"|\d\d-\d\d(?=[ ]+\d\d:\d\d|[ ]*(?:\r?\n|来源|$)))"
        rf"|(?P<clock>\d{{1,2}}[:：]\d\d(?:[:：]\d\d)?(?!\d))"
        rf"|(?P<years>{_YEAR}{_TO}{_YEAR}(?:学年|年度?)?(?!\d))"
        rf"|(?P<months>(?:{_YEAR}{_S}年{_S})?{_MONTH}{_TO}{_MONTH}{_S}月份?(?!{_S}\d{{1,2}}{_S}[日号]))"
        rf"|(?P<monthlist>{_MONTH}(?:、{_MONTH}){{1,3}}{_S}月份?(?!\d))"
        rf"|(?P<days>{_DAY}(?:、{_DAY}){{1,3}}{_S}日)"
        rf"|(?P<year>{_YEAR}{_S}(?:学年|年度|年)(?:{_S}(?:第?[一二三四1-4]季度|{_MONTH}{_S}月(?:份"
        rf"|{_S}{_DAY}{_S}[日号])?))?)"
        rf"|(?P<monthday>{_MONTH}{_S}月{_S}{_DAY}{_S}[日号])"
        rf"|(?P<month>{_MONTH}{_S}月份?(?!龄|饼))"
        rf"|(?P<season>[1-4]季度)"
        rf"|(?P<decade>\d0年代|[12]\d世纪)"
        rf"|(?P<day>{_DAY}{_S}日(?!元|均|本|常|喀|照))"
        rf"|(?P<hour>(?:[01]?\d|2[0-4]){_S}(?:时|点){_NOT_CLOCK}(?:{_S}\d{{1,2}}{_S}分(?!钟|别|之"
        rf"|局)(?:\d{{1,2}}秒)?|半|(?<=点)[0-5]\d(?![\d.万亿余多个人名起]))?[许整]?)"
        rf"|(?P<phone>1[3-9]\d{{9}}(?!\d|[ ]?[万亿元人起件吨])|0\d{{2,3}}(?:[ ]?[-—][ ]?|[)）][ ]?)\d{{7,8}}"
        rf"|400-?\d{{3,4}}-?\d{{3,4}}"
        rf"|\d{{4}}[ ]\d{{4}}(?![ ]?\d)"
        rf"|\d{{3,4}}-\d{{4,8}}(?:-\d+)?(?![\d.万元年人])|\d{{7,8}}+(?![\d.余多号]|[ ]?[万亿元人件起吨]))"
        rf"|(?P<card>\d{{4}}(?:[ ]\d{{4}}){{2,}}(?!\d))"
        rf"|(?P<long>\d{{20,}}+|\d{{9,}}+(?![ ]?[万亿元人起件吨.]|[ ]?[余多])[0-9A-Za-z/\-]*|\d+[*×]{{2,}}\d*[Xx]?)"
        rf"|(?P<roundtheclock>\d+[ ]?[×xX*][ ]?\d+[ ]?小时)"
        rf"|(?P<train>\d{{1,5}}[ ]?次(?:[国旅]?[内际客]?列车|货车|班列|客车|火车|[”\"]?[，,](?:出境|入境|列车)))"
        rf"|(?P<proportion>\d{{1,3}}(?:\.\d{{1,3}})?[ ]?(?:[:：∶]|比(?=\d))[ ]?\d{{1,3}}(?:\.\d{{1,3}})?(?![\d:：]))"
        rf"|(?P<plus>\d+[ ]?\+[ ]?(?:\d+|[NnXx])(?:[ ]?\+[ ]?(?:\d+|[NnXx]))*)"
        rf"|(?P<each>1[人户村案企校车厂店镇区县楼船机事][1一][策档卡码证号品]|1对1)"
        rf"|(?P<memorial>\d{{1,2}}[·・•]\d{{1,2}}(?!\d)|\d{{1,2}}\.\d{{1,2}}(?=[”\"」]?[ ]?(?:专案|[特重]大|世界"
        rf"|国家|全民"
        rf"|国际|全国|宣传"
        rf"|[\u4e00-\u9fff]{{0,6}}(?:案(?!件)|事故|节|日(?!均)))))"
        rf"|(?P<version>\d\.0(?=版|时代|[”」\"]|$|升级|模式))"
        rf"|(?P<house>\d+(?:号(?:楼|院|门(?!诊)|房|仓|库|航站楼|商铺|摊位|小区|大院)|单元(?!格)|栋(?=\d)|楼(?!盘|房"
        rf"|宇|道|市)|室(?!内|外)"
        rf"|幢(?!\d))(?:\d+(?:单元|号楼|楼|室|层|号))*(?:\d{{3,4}}(?!\d))?)"
        rf"|(?P<road>\d{{3}}[ ]?(?:国道|省道|县道|线(?!索))|\d{{1,3}}号线|\d{{1,3}}路公?交)"
        rf"|(?P<page>\d{{1,2}}[ ]?版(?!本)|\d+{_TO}\d+批(?!次))"
        rf"|(?P<number>\d+[ ]?号(?!称|码|召)(?:-\d{{1,3}})?)"
        rf"|(?P<born>[015-9]0后(?!续|勤|期|被|来))"
        rf"|(?P<enumerator>\d{{1,2}}(?=[ ]?[.、](?!\d)|[.、]{_YEAR}年|[)）]|[ ]?[:：](?!\d)))"
        rf"|(?P<code>[2-8]K(?=高清|超高清|视频|画质|摄像|电视|直播)|(?!{latin_quantity})(?:\d{{2,3}}式|[2-6]G"
        rf"|[2-5]D|4S|[1-7]S|3C|[2-6]A级?)(?![A-Za-z0-9])"
        rf"|\d{{3}}(?:医院|中学|艺术区)|\d{{4,5}}部队)"
        rf"|(?P<letters>(?!{latin_quantity})\d[\d.]{{0,20}}[A-Za-z][A-Za-z0-9_\-/.]{{0,60}}(?<![.\-/]))"
    )


# What may follow the digits of a numeral that types itself; most numerals are followed by a unit instead.
_MAY_BE_TYPED = re.compile(
    r"\d{7,}|\d{4}[ ]\d{4}(?!\d)|1[人户村案企校车厂店镇区县楼船机事对][1一]"
    r"|\d++(?:\.\d++)?+[ ]{0,2}(?:\r?\n)?(?:[年月日时点季世]"
    r"|[-—–~─至到:：/.、，,+∶比×xX*·・•〕\]）)】］．号版国省县线路楼单室栋幢批后後代次A-Za-z世全宣特重专案事节式"
    r"医中艺部]"
    r"|时代|升级|模式|[”」])"
)
_LINE_START = re.compile(r"(?:^|[\n。；;：:!！?？(（]|[^\d\s][ \t]+(?=$)|[■□◆◇●○▲►▶★☆])[ \t]*$")
_DAYS_LONG = re.compile(r"(?:拘留|连续|为期|历时|近|满|长达|仅|共|持续|期限|时限|不足|超过|每|羁押|留置|达)[ \t]?$")
_DAYS_LONG_AFTER = re.compile(r"[ \t]?(?:以?内|以上|以下|后(?![一-鿿]{0,2}被)|行政拘留|拘留|期限|的(?:行政)?拘留|有效)")
_PHONE_BEFORE = re.compile(
    r"(?:电话|電話|热线|熱線|致电|拨打|传真|手机|号码|QQ|微信|邮编|联系方式|编号|账号|证号)[^，。\n]{0,6}[:：]?[ \t]*$"
)
_CLOCK_BEFORE = re.compile(r"(?:早|晚|早上|晚上|午|晨|夜|夜里|夜间|日|天|从|至|到|自|前|[-—~])[ \t]?$")
_CLOCK_AFTER = re.compile(r"[许钟半整]|左右|[至到](?=\d)|[-—~]\d")
_DAY_BEFORE = re.compile(r"(?:截至|截止|[本上下当]月)$")
_DAY_AFTER = re.compile(r"[上下]午|[晚早]上?|凌晨|傍晚|中午|夜间|当天|当晚")
_STREET = re.compile(r"[路街巷弄道里段村园区苑镇][ ]?$")


def arabic(text: str, start: int) -> tuple[int, int, str, float | None] | None:
    """Start, end, role and value of the typed numeral whose first Arabic digit stands at ``start``."""
    if _MAY_BE_TYPED.match(text, start) is None:
        return None
    found = _arabic().match(text, start)
    if found is None or found.lastgroup is None:
        return None
    group = found.lastgroup
    end = found.end()
    before = text[max(0, start - 12) : start]
    role = _ROLES[group]
    if group == "day" and (_DAYS_LONG.search(before) or _DAYS_LONG_AFTER.match(text, end)):
        return None
    if group == "hour" and not _is_hour(text, before, end, found.group()):
        return None
    if group == "enumerator" and not _LINE_START.search(before):
        return None
    if group == "phone" and len(found.group()) < 11 and not _PHONE_BEFORE.search(before):
        return None
    if group in ("month", "months", "season") and before.endswith(("个", "第")):
        return None
    if group == "number" and _STREET.search(before):
        role = "address"
    if group == "number" and (_DAY_BEFORE.search(before) or _DAY_AFTER.match(text, end)):
        role = "date"
    if group == "number" and before.endswith("令第"):
        return start - 1, end, role, _first(found.group())
    if group == "train":
        end = start + re.match(r"\d+[ ]?次(?:列车)?", text[start:end]).end()  # type: ignore[union-attr]
    if group == "file":
        start = _word_start(text, start)
    if group == "document":
        start = _document_start(text, start)
    if before.endswith("第") and role != "date":
        start, role = start - 1, "ordinal"
    return start, end, role, _first(found.group())


def _is_hour(text: str, before: str, end: int, words: str) -> bool:
    """19时 and 8点 are times of day; 3点 of a list and 7.6小时 are not."""
    if "时" in words or "分" in words or words.endswith(("半", "许", "整")):
        return not before.endswith((".", "小", "第"))
    return bool(_CLOCK_BEFORE.search(before) or _CLOCK_AFTER.match(text, end))


def _word_start(text: str, start: int) -> int:
    """Back over the Chinese name of a file: 白皮书2020.pdf."""
    low = start
    while low > 0 and start - low < 30 and "\u4e00" <= text[low - 1] <= "\u9fff":
        low -= 1
    return low


def _document_start(text: str, start: int) -> int:
    """Back over the bracket and the agency code of a document number: 湛安办〔2024〕87号."""
    low = start - 1
    if _COURT_CODE.match(text, start + 5):
        return low
    while low > 0 and start - low < 14 and "\u4e00" <= text[low - 1] <= "\u9fff":
        low -= 1
    return low


_COURT_CODE = re.compile(r"[一-鿿]\d{2,4}")
_NUM = "一二三四五六七八九十"
_CHINESE_DATE = re.compile(
    rf"(?:二零|一九)[零{_NUM[:-1]}]{{2}}年(?:度)?(?:[{_NUM}]{{1,2}}月(?:份|[{_NUM}廿卅]{{1,3}}[日号])?"
    rf"|第?[一二三四]季度)?"
    rf"|(?:[{_NUM}]{{1,2}}[至到])?[{_NUM}]{{1,2}}月(?:份|[{_NUM}廿卅]{{1,3}}[日号]|初[{_NUM}]|廿[{_NUM}])?(?!饼|龄)"
    rf"|[一二三四]季度|[{_NUM}]十年代|(?:十|二十)[{_NUM[:-1]}]?世纪(?!末日)"
    rf"|[廿卅{_NUM}][{_NUM}]{{0,2}}日(?=[上下凌晚至，,在电讯]|夜间)"
)
_LUNAR = re.compile(rf"(?:正月|腊月|农历|大年|[{_NUM}]月)$")
_LUNAR_DAY = re.compile(rf"(?:初[{_NUM}]|[{_NUM}廿]{{2,3}})(?!人|名|个|余|多|年|岁)")
_CHINESE_HOUR = re.compile(
    rf"(?:零|两|[{_NUM}]{{1,3}})[时点]{_NOT_CLOCK}(?:[{_NUM}零]{{1,3}}分(?!钟|别|之|局)|半|许|钟|整)?"
)
_CHINESE_ORDINAL = re.compile(
    rf"(?P<n>[{_NUM}]{{1,3}})(?:大队|中队|支队(?!伍)|分队|分场|监区|分局|大(?=胜利|召开|报告|精神|会议|代表|以来"
    rf"|期间|闭幕|开幕|安保|维稳)|届"
    rf"|队(?=民警|队员|辅警)|级(?=应急|响应|预警|警[长督司监]|高级)|年级|期工程|等功)"
)
_NOT_ORDINAL = re.compile(r"(?:第|个|连续|(?<!中)共|每)$")
_SESSION = re.compile(rf"[{_NUM}]{{1,2}}次(?=会议|全会|全体|全委)")
_OPERATION = re.compile(r"[一二三四五六七八九]号(?=专项|行动|战役)")
_CHINESE_PLACE = re.compile(
    rf"[{_NUM}]{{1,3}}(?P<place>号(?:楼|院|门(?!诊))|单元(?!格)|楼(?!盘|房|宇|道|市|兰)|栋(?=[{_NUM}])"
    rf")(?:[{_NUM}]{{1,3}}(?:单元|号楼|楼|层|号|室))*|[{_NUM}]{{1,2}}号(?:线|井|矿|桥|闸|公路|台风|码头|口岸)"
)
_VILLAGE = re.compile(r"(?:村|嘎查|社区|屯|连|社|胜利|街)$")
_GROUP = re.compile(rf"[{_NUM}]{{1,2}}[组队社](?!织|建|伍|成)")


def chinese(text: str, start: int) -> tuple[int, int, str, float | None] | None:
    """Start, end, role and value of the typed numeral whose first Chinese digit stands at ``start``."""
    found = _CHINESE_DATE.match(text, start)
    if found is not None:
        return start, found.end(), "date", _first(found.group())
    if text.startswith("半百", start):
        return start, start + 2, "age", 50.0
    before = text[max(0, start - 8) : start]
    low = start - before.endswith("初")
    if (month := _LUNAR.search(before[: 8 if low == start else -1])) is not None:
        found = _LUNAR_DAY.match(text, low)
        if found is not None:
            return low - len(month.group()), found.end(), "date", _first(found.group())
    found = _CHINESE_HOUR.match(text, start)
    if found is not None and (
        found.group()[-1] in "分半许钟整" or _CLOCK_BEFORE.search(before) or "时" in found.group()
    ):
        return start, found.end(), "time", _first(found.group())
    found = _CHINESE_ORDINAL.match(text, start)
    if found is not None and not _NOT_ORDINAL.search(before):
        return start, found.end(), "ordinal", parse(found["n"])
    if before.endswith("届") and (found := _SESSION.match(text, start)) is not None:
        return start, found.end(), "ordinal", _first(found.group())
    if (found := _OPERATION.match(text, start)) is not None:
        return max(0, start - 2), found.end(), "name", None
    if (found := _CHINESE_PLACE.match(text, start)) is not None and not before.endswith("第"):
        return start, found.end(), "address" if found["place"] else "identifier", _first(found.group())
    if _VILLAGE.search(before) and (found := _GROUP.match(text, start)) is not None:
        return start, found.end(), "ordinal", _first(found.group())
    return None


_LATIN = re.compile(r"(?:https?://|www\.)[!-~]+|[A-Za-z][A-Za-z0-9_.:/?=&%#@+\-]*(?:\*+[0-9Xx]*)?")
_LATIN_NAME = re.compile(r"(?:PM|O|CO|SO|NO|H|COVID-?|AK|Q|A|C|T|N|VOCs?)\d{1,2}(?:\.5)?|[A-Za-z]{3,}-?\d{1,4}|H\dN\d")
_MAGNITUDE = re.compile(r"M[sSlLwW]?\d\.\d")
_PAGE_START = re.compile(r"(?:^|\n|[ \t]{2})[ \t]*$")
_PAGE = re.compile(r"[A-Z]\d{1,2}(?:[ ]?版|(?=[ ]|\r?\n))")
_PLATE = re.compile(r"(?<=[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼])[A-Z][·•]?[A-Z0-9*]{4,6}")


def latin(text: str, start: int) -> tuple[int, int, str | None]:
    """Start, end and role of the word that begins with a Latin letter; role None where it holds no digit."""
    page = _PAGE.match(text, start)
    if page is not None and ("版" in page.group() or _PAGE_START.search(text[max(0, start - 6) : start])):
        return start, page.end(), "ordinal"
    plate = _PLATE.match(text, start)
    if plate is not None:
        return start - 1, plate.end(), "identifier"
    found = _LATIN.match(text, start)
    words = found.group().rstrip(".,;:-/?=&") if found else text[start]
    if _MAGNITUDE.fullmatch(words) and text.startswith("级", start + len(words)):
        return start, start + len(words) - 3, None  # M6.2级: the number is the figure
    end = start + max(1, len(words))
    if not any("0" <= c <= "9" for c in words):
        return start, end, None
    return start, end, "name" if _LATIN_NAME.fullmatch(words) else "identifier"


def _first(words: str) -> float | None:
    found = _NUMBER.search(words)
    return parse(found.group()) if found and len(found.group()) <= 18 else None


_NUMBER = re.compile(rf"\d+(?:\.\d+)?|[{HAN}]+")
