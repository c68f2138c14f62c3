"""Datelines and bylines: where a story was filed from, and who reported it (never who edited it)."""

from __future__ import annotations

import re

_HAN = "一-龥㐀-䶿"
_ROLE = (
    r"记\s*者|記\s*者|通\s*[讯迅訊]\s*[员員]|讯员|特约员|通联员|信息员|实习生|實習生|特派[员員]|作\s*者"
    r"|撰稿人?|撰文|撰写|采写|供稿人?|报送人?"
)
_EDITOR = r"编\s*辑|編\s*輯|责\s*编|責\s*編|校对|审核|初审|复审|终审|摄像|制图|编审|值班主任|监制|策划|统筹|主持"

_ANY_ROLE = re.compile(_ROLE)
_LABEL = re.compile(rf"[^\s、，,；;/]*?(?:{_ROLE}|(?P<editor>{_EDITOR}))\s*[:：丨｜|/]?\s*")
_EXTRA = re.compile(
    r"(?:文并?[/、]?图|图[/、]?文|文[/／]|图[/／]|摄影报道|摄影|报道|報道|综合整理|文字|"
    r"整理|供图|文图|/文|/图|(?<![一-龥])[文图摄])(?=[\s、:：/]|$)"
)
_SEPARATOR = re.compile(r"[\s、，,；;/／:：]+")
_PERSON = re.compile(rf"[{_HAN}]{{2,7}}(?:[·•‧][{_HAN}]{{1,9}})*$")
_FILED_FROM = re.compile(rf"\s*[／/]\s*(?P<place>[{_HAN}]{{2,4}}?)(?:专电|專電|报导|報導)$")
_FILED = re.compile("[日号號][电電讯訊]$")
_NO_PERSON = re.compile(
    r"完|摘[要登编]|下同|待续|未完|图片|资料|来源|单位|综合|本[报刊网台]|以[下上]|提供|统计|数据|截至|化名|略$|[见注由]"
    r"|(?:[局厅部院委办科队所站处市县区旗省]|中心|公安|记者)$"
)

_CREDIT_BRACKET = re.compile(
    rf"[（(【\[［〔]\s*(?P<inner>[^（()）【】。]{{0,24}}?(?:{_ROLE})[^（()）【】\]］〕。]{{1,60}})[)）】\]］〕]"
)
_LAST_BRACKET = re.compile(r"[（(【\[［]\s*(?P<inner>[^（()）【】\[\]［］。]{1,60})[)）】\]］]\s*(?:[（(]完[)）]|。)?$")
_NAMES_BRACKET = re.compile(r"\s*[（(](?P<inner>[^（()）。，]{2,30})[)）]")
_CREDIT_LINE = re.compile(
    rf"[□■◆●○▲△◇★☆]\s*(?P<marked>[^\s，,。；][^，,。；]{{1,60}})$"
    rf"|(?P<plain>[^\s，。]{{0,16}}?(?:{_ROLE})(?:\s*[:：丨｜|/]\s*|\s+|(?=[{_HAN}]{{2,4}}$))[^\s，,。；（()）“”][^，,。；（()）“”]{{0,60}})$"
    r"|(?:文字?|图文|图|撰文|撰稿)(?:\s*[/／丨｜|:：]\s*|\s+)(?P<slash>[^\s，。；][^，。；]{1,40})$"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤包乌额哈斯娜其敖"
)
_ONLY_NAMES = re.compile(
    rf"[{_SURNAMES}][{_HAN}]{{1,2}}(?:[\s、]+[{_SURNAMES}][{_HAN}]{{1,2}}){{1,4}}$|[{_SURNAMES}]\s+[{_HAN}]$"
)
_FILED_BY = re.compile(
    rf"\s*(?P<credit>(?:[^\s，。、（(]{{0,8}}?(?:{_ROLE})\s*[{_HAN}·]{{2,8}}(?:[、\s]+[{_HAN}·]{{2,4}}(?=[、\s]))*[、\s]*){{1,3}})"
    r"(?<=[\s　])"
)
_ONE_NAME = re.compile(rf"[{_SURNAMES}][{_HAN}]{{1,2}}$")
_STAMPED = re.compile(rf"(?:{_ROLE})\s*[:：]\s*(?P<names>[{_HAN}·•]{{2,8}}(?:[、 ][{_HAN}·•]{{2,4}}(?=[\s、]|$))*)")
_REPORTS = re.compile(
    rf"(?P<credit>(?:[^\s，。、]{{0,10}}?(?:{_ROLE})\s*[{_HAN}]{{2,4}}(?:[、\s]+[{_HAN}]{{2,4}})*[、\s]*){{1,3}})"
    r"(?:摄影)?(?:报道|報道)(?=[\s：:，,。】])"
)

_AGENCY = (
    r"本(?:报|報|刊|网|網|台|社)|新华社|新華社|新华网|中新社|中新网|中新網|人民网|央视网|央广网|中国网"
    rf"|[{_HAN}]{{1,8}}?(?:报|報|社|网|網|刊|在线|發布|发布|客户端|电视台|广播台|融媒(?:体)?(?:中心)?|新闻)"
)
_MONTH = r"(?:[0-9]{4}年)?(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})月"
_DAY = rf"(?:{_MONTH})?(?:[0-9０-９]{{1,2}}|[一二三四五六七八九十廿]{{1,3}})[日号號](?:凌晨|上午|中午|下午|晚)?"
_NEWS = re.compile("[讯訊电電]|消息")
_DATELINE = re.compile(
    rf"[（(【\[■□◆●▲]?\s*据?(?P<agency>{_AGENCY})?\s*(?P<place>[{_HAN}]{{1,7}}?)?\s*(?P<day>{_DAY})?\s*(?:专|综合)?(?:消息|讯|訊|电|電)"
    r"(?=[\s　（(】\])）:：,，“\"]|$)"
)
_IN_CREDIT = re.compile(
    rf"\S{{0,10}}\s*[（(][^（()）]{{2,40}}?\s(?P<place>[{_HAN}]{{2,7}}?){_DAY}[电電][)）]"
    rf"|[〔【（(][记記]者[^（()）〔〕【】／/]{{2,16}}[／/](?P<from>[{_HAN}]{{2,4}}?)(?:专电|專電|报导|報導)[〕】）)]"
)
_NO_PLACE = frozenset(
    ("快", "简", "短", "通", "综合", "最新", "独家", "本市", "本省", "本区", "本地", "特约", "专题", "最新消息", "又")
)


def _people(inner: str) -> list[str]:
    """The names of reporters and correspondents in a credit, editors left out."""
    return _names(_without_labels(inner))


def _names(words: str) -> list[str]:
    names: list[str] = []
    held = ""
    for token in _SEPARATOR.split(words):
        if len(token) == 1 and not held:
            held = token
            continue
        token, held = held + token, ""
        if _PERSON.match(token) and not _FILED.search(token):
            names.append(token)
    return names


def _without_labels(inner: str) -> str:
    """A credit without roles, without words such as 摄影报道, and without the editors that it names."""
    inner = _FILED_FROM.sub("", inner)
    kept, at, is_editor = "", 0, False
    for label in _LABEL.finditer(inner):
        kept += "" if is_editor else f" {inner[at : label.start()]}"
        at, is_editor = label.end(), label["editor"] is not None
    kept += "" if is_editor else f" {inner[at:]}"
    return _EXTRA.sub(" ", kept).strip()


def _bare_names(inner: str) -> list[str]:
    """The names of a bracket that says no role: none where it holds anything else."""
    words = _without_labels(inner)
    names = _names(words)
    return (
        names
        if len("".join(names)) == len(_SEPARATOR.sub("", words)) and not any(_NO_PERSON.search(n) for n in names)
        else []
    )


def closing_names(text: str) -> list[str]:
    """Names in the bracket that ends a story: （记者 张三）, (张三 李四). Empty where there is none."""
    found = _LAST_BRACKET.search(text[-80:])
    if not found:
        return []
    before = text[: len(text) - len(found[0])].rstrip()
    if re.search(_ROLE, found["inner"]):
        return [] if "。" not in before and dateline(before)[0] else _people(found["inner"])
    if found[0][0] in "【［[":
        return []  # 【各地进度】 heads a section
    return _bare_names(found["inner"]) if not before or before[-1] in "。！？!?…”’」』）)" else []


def line_names(line: str) -> list[str] | None:
    """Names on a line that is a credit and nothing else; None for any other line."""
    if len(line) > 80 or "。" in line:
        return None
    if line[0] in "（(【" and line[-1] in ")）】":
        names = closing_names(line)
        return names or None
    if not (_ANY_ROLE.search(line) or line[0] in "□■◆●○▲△◇★☆文图"):
        return None
    found = _CREDIT_LINE.match(line)
    if not found:
        return None
    names = _people(found["marked"] or found["plain"] or found["slash"])
    if (
        found["marked"]
        and not _ANY_ROLE.search(line)
        and not (len(names) > 1 or only_names(names[0] if names else "", True))
    ):
        return None  # ■ 链接
    return names or None


def only_names(line: str, is_last: bool = False) -> list[str]:
    """Names on a line that holds nothing else, known by their surnames: two or more, or one where a story ends."""
    return _names(line) if _ONLY_NAMES.match(line) or (is_last and _ONE_NAME.match(line)) else []


def stamped_names(line: str) -> list[str]:
    """Names behind a role in the line of time and source below a headline: 来源：某报 作者：张三."""
    return [name for found in _STAMPED.finditer(line) for name in _names(found["names"])]


def opening_names(text: str) -> list[str]:
    """Names in the credit at the beginning of a story: 本报讯（记者 张三 通讯员 李四）."""
    head = text[:120]
    if _ANY_ROLE.search(head):
        found = _CREDIT_BRACKET.search(head, 0, 120)
        if found and found.start() <= 40 and "。" not in head[: found.start()]:
            return _people(found["inner"])
        found = _REPORTS.search(head, 0, 60)
        if found and "。" not in head[: found.start()]:
            return _people(found["credit"])
    filed = _DATELINE.match(head, 0, 60) if _NEWS.search(head, 0, 60) else None
    credit = _FILED_BY.match(head, filed.end()) if filed else None
    if credit:
        return _people(credit["credit"])
    found = _NAMES_BRACKET.match(head, filed.end() if filed else 0)
    return _bare_names(found["inner"]) if found else []


def dateline(text: str) -> tuple[bool, str | None]:
    """Whether a story opens as news does (本报讯, 新华社北京7月3日电), and the place it was filed from."""
    head = text[:60]
    found = _DATELINE.match(head) if _NEWS.search(head) else None
    if not found and (found := _IN_CREDIT.match(head) if "者" in head else None):
        return True, found["place"] or found["from"]
    if not found:
        return False, None
    place = found["place"]
    if place is None or len(place) < 2 or place in _NO_PLACE or place.endswith(("本报", "记者")):
        return True, None
    return True, place
