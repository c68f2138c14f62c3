"""The administrative divisions of China: official codes, full names, short forms.

Data: ``lexicon/regions.csv`` (county level and above, with those abolished since 2008),
``lexicon/townships.csv`` (read only when asked for), ``lexicon/region_aliases.csv`` and
``lexicon/region_stop.csv`` (edited by people). Sources and licences: ``lexicon/SOURCES.md``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from transforms.lexicon import LexiconError, rows

COUNTRY = "000000"
MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})
OVERSEAS = frozenset({"710000", "810000", "820000"})
LEVELS = ("country", "province", "prefecture", "county", "township")

_PEOPLES = (
    "蒙古族|藏族|回族|维吾尔族|哈萨克族|朝鲜族|壮族|苗族|土家族|布依族|侗族|彝族|白族|傣族|景颇族|傈僳族|哈尼族|羌族|满族"
    "|畲族|瑶族|黎族|水族|仡佬族|仫佬族|毛南族|土族|撒拉族|东乡族|保安族|裕固族|锡伯族|达斡尔族|鄂温克族|鄂伦春族|佤族"
    "|拉祜族|布朗族|普米族|独龙族|怒族|纳西族|塔吉克族|柯尔克孜族|各族|蒙古|哈萨克|柯尔克孜|塔吉克|锡伯|维吾尔|达斡尔|回"
)
_AUTONOMOUS = re.compile(rf"(?:{_PEOPLES})+自治([州县旗区])$")
_SUFFIX = re.compile(r"(?:特别行政区|地区|林区|特区|新区|矿区|[省市县区旗州盟])$")


@dataclass(slots=True, eq=False)
class Region:
    """One administrative division. ``valid_from`` and ``valid_to`` are years, None where unknown or still valid."""

    code: str
    name: str
    level: str
    """country, province, prefecture, county or township."""
    parent: str | None
    valid_from: int | None
    valid_to: int | None
    path: str
    """Full official name: the chain below the province; a district of a 直辖市 with its city."""


@dataclass(slots=True)
class Gazetteer:
    """Divisions of county level and above, by code, by full name and by every word that may name them."""

    regions: list[Region]
    by_code: dict[str, Region]
    by_path: dict[str, Region]
    words: dict[str, list[tuple[int, Region]]]


def _year(cell: str) -> int | None:
    return int(cell) if cell else None


def shorten(name: str) -> tuple[str, ...]:
    """Short forms of an official name: 北川羌族自治县 gives 北川县, 北川自治县 and 北川, 泉州市 gives 泉州."""
    match = _AUTONOMOUS.search(name)
    if match and match.start():
        stem = name[: match.start()]
        return (stem,) if match[1] == "区" else (stem + match[1], f"{stem}自治{match[1]}", stem)
    match = _SUFFIX.search(name)
    return (name[: match.start()],) if match else ()


def _full(code: str, name: str, level: str, parent: str, by_code: dict[str, Region]) -> str:
    if level in ("country", "province"):
        return name
    above = by_code[parent]
    return name if above.level == "province" and parent not in MUNICIPALITIES else above.path + name


@cache
def load() -> Gazetteer:
    """Read the divisions once a process."""
    regions: list[Region] = []
    by_code: dict[str, Region] = {}
    by_path: dict[str, Region] = {}
    columns = ("code", "name", "level", "parent", "valid_from", "valid_to")
    table = sorted(rows("regions.csv", columns, key=2), key=lambda row: LEVELS.index(row[1][2]))
    for line, (code, name, level, parent, valid_from, valid_to) in table:
        if parent and parent not in by_code:
            raise LexiconError(f"regions.csv, line {line}: parent {parent} of {name} is not in the file")
        path = _full(code, name, level, parent, by_code)
        region = Region(code, name, level, parent or None, _year(valid_from), _year(valid_to), path)
        regions.append(region)
        if region.valid_to is None or code not in by_code:
            by_code[code] = region
        if region.valid_to is None or path not in by_path:
            by_path[path] = region
    return Gazetteer(regions, by_code, by_path, _words(regions, by_path))


def _words(regions: list[Region], by_path: dict[str, Region]) -> dict[str, list[tuple[int, Region]]]:
    """Every word that may name a division → (grade, division).

    Grade 2 is safe, 1 short, 0 needs a body or a list behind it, -1 is a common word that needs its full name nearby.
    No division at all: a phrase that only looks like a place.
    """
    words: dict[str, list[tuple[int, Region]]] = {}

    def add(word: str, grade: int, region: Region) -> None:
        if len(word) > 1 and (grade, region) not in (known := words.setdefault(word, [])):
            known.append((grade, region))

    for region in regions:
        add(region.name, 2, region)
        grade = 1 if region.level in ("province", "prefecture") and region.valid_to is None else 0
        shorts = shorten(region.name)
        for short in shorts:
            # 北川县 for 北川羌族自治县 is as good as the full name
            add(short, 2 if short is not shorts[-1] else grade, region)
    aliases: dict[str, str] = {}
    for line, (alias, path) in rows("region_aliases.csv", ("alias", "region")):
        if aliases.setdefault(alias, path) != path:
            raise LexiconError(f"region_aliases.csv, line {line}: {alias} is already the alias of {aliases[alias]}")
        named = by_path.get(path)
        if named is None:
            raise LexiconError(f"region_aliases.csv, line {line}: no division has the full name {path}")
        words[alias] = [(grade, region) for grade, region in words.get(alias, ()) if region is not named]
        add(alias, 1, named)
    for line, (word, use) in rows("region_stop.csv", ("word", "use")):
        if use not in ("weak", "never", "phrase"):
            raise LexiconError(f"region_stop.csv, line {line}: use must be weak, never or phrase")
        words[word] = [(-1, region) for _, region in words.get(word, ())] if use == "weak" else []
    return words


@cache
def _townships_by_county() -> dict[str, str]:
    gazetteer = load()
    found = {}
    for line, (county, cells) in rows("townships.csv", ("county", "townships")):
        if county not in gazetteer.by_code:
            raise LexiconError(f"townships.csv, line {line}: county {county} is not in regions.csv")
        found[county] = cells
    return found


@cache
def townships(code: str) -> dict[str, Region]:
    """Towns, townships, sumus and subdistricts right below a county (or a prefecture without counties) by name.

    The file is read when first asked for.
    """
    path = load().by_code[code].path
    found = {}
    for cell in _townships_by_county().get(code, "").split():
        cut = 9 if cell[3:4].isdigit() else 3
        digits, name = (code + cell[:3], cell[3:]) if cut == 3 else (cell[:9], cell[9:])
        found[name] = Region(digits, name, "township", code, None, None, path + name)
    return found


@cache
def townships_under(code: str) -> dict[str, Region]:
    """Townships of all the counties of a prefecture, those whose name is unique there."""
    prefix = code[:4].removesuffix("00")
    named: dict[str, list[Region]] = {}
    for county in _townships_by_county():
        if county.startswith(prefix):
            for name, region in townships(county).items():
                named.setdefault(name, []).append(region)
    return {name: regions[0] for name, regions in named.items() if len(regions) == 1}


def lookup(name: str) -> Region | None:
    """The division with this full name (the chain below the province) or this code; townships included."""
    gazetteer = load()
    region = gazetteer.by_path.get(name) or gazetteer.by_code.get(name)
    if region is None and len(name) == 9 and name.isdigit():
        counties = [county for county in (name[:6], name[:4] + "00") if county in gazetteer.by_code]
        return next((r for county in counties for r in townships(county).values() if r.code == name), None)
    if region is None:
        for cut in range(len(name) - 2, 1, -1):
            if above := gazetteer.by_path.get(name[:cut]):
                return townships(above.code).get(name[cut:])
    return region


def divisions() -> list[Region]:
    """Every division of county level and above, the country first, abolished ones included."""
    return load().regions


def ancestors(region: Region) -> list[Region]:
    """The division itself, then what it lies in, up to the country."""
    by_code = load().by_code
    chain = [region]
    while chain[-1].parent:
        chain.append(by_code[chain[-1].parent])
    return chain


def within(region: Region, outer: Region) -> bool:
    """Whether ``region`` is ``outer`` or lies in it."""
    if region is outer:
        return True
    by_code = load().by_code
    above: Region | None = region
    while above is not None:
        if above.code == outer.code:
            return True
        above = by_code[above.parent] if above.parent else None
    return False


def opening(name: str, place: Region | None = None) -> Region | None:
    """The division that the name opens with, at its finest: 通辽市开鲁县公安局 is of 开鲁县."""
    words = load().words
    position = 0
    while True:
        for length in range(min(15, len(name) - position), 1, -1):
            options = words.get(name[position : position + length])
            if options:
                inside = [o for o in options if place is None or within(o[1], place)]
                if inside:
                    best = max(grade for grade, _ in inside)
                    regions = [region for grade, region in inside if grade == best and region.valid_to is None]
                    if len(regions) == 1:
                        place, position = regions[0], position + length
                        break
        else:
            return place
