"""What is known about a bulletin besides its text: day of publication, home region, source, title, address.

Each comes from the first that says it: sidecar, front matter, the page's own marks or the mail's head, a date line
printed in the text, the file name, document properties; home region and source last from sources.yaml.
"""

from __future__ import annotations

import difflib
import json
import re
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from transforms.documents.contract import Refused
from transforms.furniture import is_date_line, is_furniture, is_signature

SIDECAR_SUFFIXES = (".meta.json", ".meta.yaml", ".meta.yml")

_LONGEST = 200
"""Characters of the longest line that is looked at for a day of publication."""
_FIRST_YEAR, _LAST_YEAR = 1949, 2099
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ].*)?$")
_PRINTED = re.compile(
    r"(?P<y>(?:19|20)[0-9]{2})\s*(?:年\s*(?P<m>[0-9]{1,2})\s*月\s*(?P<d>[0-9]{1,2})\s*日"
    r"|(?P<s>[-./])(?P<m2>[0-9]{1,2})(?P=s)(?P<d2>[0-9]{1,2})(?![0-9]))"
)
_HANZI_DATE = re.compile(
    r"([二一][〇○零Ｏ一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_IN_NAME = re.compile(
    r"(?<![0-9])(?P<y>(?:19|20)[0-9]{2})(?:(?P<m>[0-9]{2})(?P<d>[0-9]{2})(?![0-9])"
    r"|(?P<s>[-_.])(?P<m2>[0-9]{1,2})(?P=s)(?P<d2>[0-9]{1,2})(?![0-9])"
    r"|年(?P<m3>[0-9]{1,2})月(?P<d3>[0-9]{1,2})日)"
)
_LABEL = re.compile(r"(?:发布|發布|發佈|发表|发文|成文|印发|刊发|时间|日期|時間)\s*[:：]\s*$")
# a credit that closes a paragraph, after its last sentence: …被处以罚款2000元。(2023年8月2日 杨学义)
_CREDITED = r"(?:(?:本报)?(?:记者|通讯员)[:：]?\s*)?[\u4e00-\u9fff·]{2,8}(?:[\s、]+[\u4e00-\u9fff·]{2,8}){0,3}"
_CREDIT_BEFORE = re.compile(rf"(?:\A|[\n。！？!?”])\s*[（(]\s*(?:{_CREDITED}\s+)?\Z")
_CREDIT_AFTER = re.compile(rf"(?:\s+{_CREDITED})?\s*[）)]\s*\Z")
_IN_ADDRESS = re.compile(r"https?://[^\s\u4e00-\u9fff]{0,200}?(20[0-9]{2})[/_-]?([01][0-9])[/_-]?([0-3][0-9])(?![0-9])")
_DIVISION = re.compile(r"[\u4e00-\u9fff]{2,40}[省市区县旗盟州域林师团乡镇]$|[\u4e00-\u9fff]+(?:苏木|街道|地区|兵团)$")
REGION_ADVICE = "write the full official name: 内蒙古自治区, below a province without it: 通辽市开鲁县, or 全国"
_FRONT = re.compile(r"---[ \t]*\r?\n(?P<body>.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_FRONT_NAMES = {"date": "published_on", "published": "published_on", "标题": "title", "日期": "published_on"}
_FRONT_NAMES |= {"来源": "source", "地区": "home_region", "网址": "url", "link": "url"}


@dataclass(slots=True)
class Metadata:
    """What is known about one bulletin; None where nothing says."""

    published_on: date | None = None
    published_from: str | None = None
    """sidecar, front matter, page, mail, text, file name or properties."""
    home_region: str | None = None
    source: str | None = None
    title: str | None = None
    url: str | None = None


_FIELDS = tuple(f.name for f in fields(Metadata) if f.name != "published_from")


def sidecar_names(name: str) -> list[str]:
    """The names that a sidecar of the file ``name`` may have: NAME.ext.meta.json, NAME.meta.json, and YAML."""
    stems = dict.fromkeys((name, PurePath(name).stem))
    return [stem + suffix for stem in stems for suffix in SIDECAR_SUFFIXES]


def sidecar(data: bytes) -> Metadata:
    """A sidecar, JSON or YAML. Raises Refused (bad-sidecar) with the name of the field that is wrong."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("bad-sidecar", "the sidecar is not UTF-8; save it as UTF-8") from None
    return _checked(_parsed(text, "bad-sidecar", "the sidecar"), "bad-sidecar", "the sidecar", "sidecar")


def front_matter(text: str) -> Metadata:
    """YAML between --- lines at the head of a text; fields of other tools are left alone."""
    found = _FRONT.match(text)
    if not found:
        return Metadata()
    given = _parsed(found["body"], "bad-front-matter", "the front matter")
    named = {_FRONT_NAMES.get(str(key).lower(), str(key)): value for key, value in given.items()}
    known = {key: value for key, value in named.items() if key in _FIELDS}
    return _checked(known, "bad-front-matter", "the front matter", "front matter")


def _parsed(text: str, reason: str, what: str) -> dict[str, Any]:
    """A mapping from JSON or YAML."""
    import yaml

    from transforms import plain_yaml

    try:
        is_json = text.lstrip().startswith(("{", "["))
        given = json.loads(text, object_pairs_hook=_once) if is_json else plain_yaml.load(text)
    except json.JSONDecodeError as error:
        raise Refused(reason, f"{what}, line {error.lineno}: {error.msg}; it must be JSON or YAML") from None
    except RecursionError:
        raise Refused(reason, f"{what} is nested too deep; it must be a mapping of names to values") from None
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or str(error)
        raise Refused(reason, f"{what}{line}: {problem}; it must be JSON or YAML") from None
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise Refused(reason, f"{what} must be a mapping of names to values, with any of: {', '.join(_FIELDS)}")
    return given


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    if len(names) != len(set(names)):
        raise ValueError(f"{next(name for name in names if names.count(name) > 1)} is given twice")
    return dict(pairs)


def _checked(given: dict[str, Any], reason: str, what: str, origin: str) -> Metadata:
    found = Metadata()
    for key, value in given.items():
        if key not in _FIELDS:
            near = difflib.get_close_matches(str(key), _FIELDS, 1)
            hint = f"did you mean {near[0]}?" if near else f"it may have: {', '.join(_FIELDS)}"
            raise Refused(reason, f"{what} has a field {key!r} that is not known; {hint}")
        if value is None or value == "":
            continue
        if key == "published_on":
            found.published_on = _day(value, reason, what)
            found.published_from = origin
        elif not isinstance(value, str):
            raise Refused(reason, f"{what}: {key} must be text, not {value!r}")
        elif key == "home_region" and not is_region_name(value.strip()):
            raise Refused(reason, f"{what}: home_region is {value!r}; {REGION_ADVICE}")
        else:
            setattr(found, key, value.strip())
    return found


def is_region_name(name: str) -> bool:
    """Whether a name can be the full official name of a division (通辽市开鲁县), or is 全国 or a code."""
    from transforms.figures import gazetteer

    return _DIVISION.match(name) is not None or gazetteer.lookup(name) is not None


def _day(value: object, reason: str, what: str) -> date:
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        found: date | None = value
    else:
        match = _ISO.match(value.strip()) if isinstance(value, str) else None
        found = _date(*match.groups()) if match else None
    if found is None or not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise Refused(reason, f"{what}: published_on is {value!r}, which is no day; write it as 2022-07-20")
    return found


def _date(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if _FIRST_YEAR <= found.year <= _LAST_YEAR else None


def date_of(written: str) -> date | None:
    """The day of a time as pages and mails write it: 2022-07-20T09:30:00+08:00, 2022年7月20日."""
    found = _dates(written[:40])
    return found[0][0] if found else None


def date_in_name(name: str) -> date | None:
    """The day that a file name gives: 2022-07-20, 20220720, 2022年7月20日. None where it gives none, or two."""
    found = _IN_NAME.finditer(PurePath(name).stem)
    days = {_date(m["y"], m["m"] or m["m2"] or m["m3"], m["d"] or m["d2"] or m["d3"]) for m in found} - {None}
    return days.pop() if len(days) == 1 else None


def printed_date(text: str) -> date | None:
    """The day of publication printed with the text, outside its sentences.

    A labelled time of publication counts first (发布时间：2022-07-20), then a date line above the first article
    (2022年7月20日 星期三 第4版), the line of an office and a day below the headline or a dateline with its year, then
    any other in the page furniture or below a title, then the date of a signature or of a credit that closes a
    paragraph, then one in the address of the page.
    """
    first_stop = text.find("。")
    best: tuple[int, date] | None = None
    for found, start, end in _dates(text):
        line_start, line_end = _line(text, start, end)
        line = text[line_start:line_end].strip()
        rank = _rank(line, text[line_start:start].lstrip(), text[end : end + 1], start < first_stop)
        if rank is None and _is_credit(text[max(0, start - 60) : start], text[end:line_end]):
            rank = 3
        if rank is not None and (best is None or rank < best[0]):
            best = (rank, found)
    if best:
        return best[1]
    for address in _IN_ADDRESS.finditer(text):
        day = _date(*address.groups())
        if day:
            return day
    return None


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    """The line around a span, as far as a line of furniture may reach."""
    line_start = text.rfind("\n", max(0, start - _LONGEST), start) + 1
    line_end = text.find("\n", end, end + _LONGEST)
    return line_start or max(0, start - _LONGEST), line_end if line_end >= 0 else min(len(text), end + _LONGEST)


def _rank(line: str, before: str, following: str, is_above: bool) -> int | None:
    """How much a date says about publication, 0 most; None for a date of the text itself."""
    if following and following in "电讯電訊" and len(before) <= 12:
        return 1
    if len(line) > _LONGEST or line.endswith("。"):
        return None
    furniture = is_furniture(line)
    if furniture and _LABEL.search(before):
        return 0
    if furniture or is_date_line(line) or is_signature(line):
        return 1 if is_above else 2 if furniture else 3
    return 2 if is_above and line[0] in "—-（(" else None


def _is_credit(before: str, after: str) -> bool:
    """Whether a date stands in a credit that closes a paragraph, with or without names."""
    return _CREDIT_AFTER.match(after) is not None and _CREDIT_BEFORE.search(before) is not None


def _dates(text: str) -> list[tuple[date, int, int]]:
    """The full dates of a text, each with its span."""
    days: list[tuple[date, int, int]] = []
    for m in _PRINTED.finditer(text):
        found = _date(m["y"], m["m"] or m["m2"], m["d"] or m["d2"])
        if found:
            days.append((found, *m.span()))
    for m in _HANZI_DATE.finditer(text):
        found = _date("".join(str(_DIGIT[c]) for c in m[1]), str(_small(m[2])), str(_small(m[3])))
        if found:
            days.append((found, *m.span()))
    return days


_DIGIT = {c: i for i, c in enumerate("〇一二三四五六七八九")} | dict.fromkeys("○零Ｏ", 0)


def _small(numeral: str) -> int:
    """A Chinese numeral up to thirty-one."""
    tens, _, ones = numeral.rpartition("十")
    ten = (_DIGIT[tens] if tens else 1) * 10 if "十" in numeral else 0
    return ten + (_DIGIT[ones] if ones else 0)


def merged(first: Metadata, *others: Metadata) -> Metadata:
    """Field by field, what the first that knows it says."""
    result = Metadata(**{f.name: getattr(first, f.name) for f in fields(Metadata)})
    for other in others:
        for f in fields(Metadata):
            if f.name == "published_from" or getattr(result, f.name) is not None:
                continue
            setattr(result, f.name, getattr(other, f.name))
            if f.name == "published_on" and other.published_on is not None:
                result.published_from = other.published_from
    return result
