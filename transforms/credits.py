"""Datelines and bylines: where a story was filed from, and who reported it (never who edited it)."""

from __future__ import annotations

import re

_HAN = "一-龥㐀-䶿"
_ROLE = "记者|記者|通讯员|通訊員|特约员|通联员|实习生|實習生|特派员|作者|撰稿人?|撰文|采写|供稿人?|文字"
_EDITOR = "编辑|編輯|责编|責編|校对|审核|摄像|制图|编审|值班主任|监制"

_ROLE_LABEL = re.compile(rf"[^\s、，,；;]*?(?:{_ROLE})(?:\s*[:：丨｜/])?\s*")
_EDITORS = re.compile(
    rf"[^\s、，,；;]*?(?:{_EDITOR})\s*[:：丨｜/]?\s*[{_HAN}·•]+(?:[、\s]+[{_HAN}]{{2,3}}(?=[\s、]|$))*"
)
_EXTRA = re.compile(
    r"(?:文并?[/、]?图|图[/、]?文|文[/／]|图[/／]|摄影报道|摄影|报道|報道|综合整理|"
    r"整理|供图|文图|/文|/图|(?<![一-龥])[文图摄])(?=[\s、:：/]|$)"
)
_SEPARATOR = re.compile(r"[\s、，,；;/／:：]+")
_PERSON = re.compile(rf"[{_HAN}]{{2,7}}(?:[·•‧][{_HAN}]{{1,9}})*$")
_NO_PERSON = re.compile(
    r"完|摘[要登编]|下同|待续|未完|图片|资料|来源|单位|综合|本[报刊网台]|以[下上]|提供|统计|数据|截至|化名|略$|[见注由]"
    r"|(?:[局厅部院委办科队所站处市县区旗省]|中心|公安|记者)$"
)

_CREDIT_BRACKET = re.compile(rf"[（(【]\s*(?P<inner>[^（()）【】。]{{0,24}}?(?:{_ROLE})[^（()）【】。]{{1,60}})[)）】]")
_LAST_BRACKET = re.compile(r"[（(【]\s*(?P<inner>[^（()）【】。，]{1,60})[)）】]\s*(?:[（(]完[)）])?$")
_NAMES_BRACKET = re.compile(r"\s*[（(](?P<inner>[^（()）。，]{2,30})[)）]")
_CREDIT_LINE = re.compile(
    rf"[□■◆●○▲△◇★☆]\s*(?P<marked>[^\s，,。；][^，,。；]{{1,60}})$|(?P<plain>[^\s，。]{{0,16}}?(?:{_ROLE})(?:\s*[:：丨｜/]\s*|\s+|(?=[{_HAN}]{{2,4}}$))[^\s，,。；（()）“”][^，,。；（()）“”]{{0,40}})$"
    r"|(?:文|图)\s*[/／丨｜]\s*(?P<slash>\S.{1,40})$"
)
_REPORTS = re.compile(
    rf"(?:本[报刊网台]|特约|实习|\s|^)(?:记者|通讯员|記者)\s*(?P<names>[{_HAN}]{{2,4}}(?:[、\s][{_HAN}]{{2,4}})*)"
    r"\s*(?:报道|報道|摄影报道)"
)

_AGENCY = (
    r"本(?:报|報|刊|网|網|台|社)|新华社|新華社|新华网|中新社|中新网|中新網|人民网|央视网|央广网|中国网"
    rf"|[{_HAN}]{{1,8}}?(?:报|報|社|网|網|刊|客户端|电视台|广播台|融媒(?:体)?(?:中心)?|新闻)"
)
_MONTH = r"(?:[0-9]{4}年)?(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})月"
_DAY = rf"(?:{_MONTH})?(?:[0-9０-９]{{1,2}}|[一二三四五六七八九十廿]{{1,3}})[日号號](?:凌晨|上午|中午|下午|晚)?"
_NEWS = re.compile("[讯訊电電]|消息")
_DATELINE = re.compile(
    rf"[（(【\[■□◆●▲]?\s*据?(?P<agency>{_AGENCY})?\s*(?P<place>[{_HAN}]{{1,7}}?)?\s*(?P<day>{_DAY})?\s*(?:专|综合)?(?:消息|讯|訊|电|電)"
    r"(?=[\s　（(】\])）:：,，“\"]|$)"
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
        if _PERSON.match(token):
            names.append(token)
    return names


def _without_labels(inner: str) -> str:
    """A credit without editors, roles and words such as 摄影报道."""
    return _EXTRA.sub(" ", _ROLE_LABEL.sub(" ", _EDITORS.sub(" ", inner))).strip()


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
    return _bare_names(found["inner"]) if not before or before[-1] in "。！？!?…”’」』）)" else []


def line_names(line: str) -> list[str] | None:
    """Names on a line that is a credit and nothing else; None for any other line."""
    if len(line) > 80 or "。" in line:
        return None
    if line[0] in "（(【" and line[-1] in ")）】":
        names = closing_names(line)
        return names or None
    found = _CREDIT_LINE.match(line)
    if not found:
        return None
    return _people(found["marked"] or found["plain"] or found["slash"]) or None


def opening_names(text: str) -> list[str]:
    """Names in the credit at the beginning of a story: 本报讯（记者 张三 通讯员 李四）."""
    found = _CREDIT_BRACKET.search(text[:120])
    if found and found.start() <= 40 and "。" not in text[: found.start()]:
        return _people(found["inner"])
    found = _REPORTS.search(text[:60])
    if found:
        return _people(found["names"])
    filed = _DATELINE.match(text[:60])
    found = _NAMES_BRACKET.match(text, filed.end()) if filed else None
    return _bare_names(found["inner"]) if found else []


def dateline(text: str) -> tuple[bool, str | None]:
    """Whether a story opens as news does (本报讯, 新华社北京7月3日电), and the place it was filed from."""
    head = text[:60]
    found = _DATELINE.match(head) if _NEWS.search(head) else None
    if not found:
        return False, None
    place = found["place"]
    if place is None or len(place) < 2 or place in _NO_PLACE or place.endswith(("本报", "记者")):
        return True, None
    return True, place
