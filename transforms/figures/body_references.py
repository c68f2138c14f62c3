"""What bodies that an article names in short stand for: the full names that it has for them elsewhere."""

from __future__ import annotations

import re

from transforms.figures.body import Body, is_police
from transforms.figures.body_names import place_name
from transforms.figures.gazetteer import MUNICIPALITIES, Region, load
from transforms.figures.places import Places

# what a county's police has one of, so that its bare name is enough
_DEPARTMENTS = tuple("大队 支队 总队 窗口 指挥中心 反诈中心 专案组 专班 管理科 户政科 政治部 看守所".split())
_GROUP_MEANS = {"border_inspection": re.compile("边防检查总站$|边检总站$")}
_FORCE_MEANS = {
    "police": re.compile("公安局$|分局$|警务处$"),
    "traffic_police": re.compile("交警|交管|交通警察|交巡警"),
    "fire": re.compile("消防"),
}


def refer(bodies: list[Body], places: Places) -> None:
    """Give 松山公安, 茶卡派出所 and bodies named in full only later the full form that the article has for them."""
    _name_branches(bodies, places)
    full: dict[str, Body] = {}
    of_region: dict[str, list[str]] = {}
    for body in bodies:
        if body.name is None or body.region is None or body.form not in ("body", "unit") or body.name in full:
            continue
        full[body.name] = body
        of_region.setdefault(body.region.code, []).append(body.name)
    known: dict[str, Body | None] = {}
    police = _county_bureau(bodies, places.main)
    renamed: dict[str, str] = {}
    for body in bodies:
        before = body.name
        if written := _in_full(body, of_region):
            body.name = written
        elif body.form in ("force", "group") and body.region is not None:
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
        if body.region is not None and body.form == "body" and body.tail.endswith(_BUREAUS):
            police = body if police is None or police.start < 0 or body.region is places.main else police
        if before is not None and body.name is not None and before != body.name:
            renamed[before] = body.name
    branch = _branch_of(places)
    for body in bodies:
        if body.form == "reference" and body.name is not None:
            body.name = renamed.get(body.name, body.name)
        elif branch and body.tail in ("支队", "大队") and body.name in (None, body.tail):
            body.name, body.region = f"{branch}{body.tail}", places.main


def _in_full(body: Body, of_region: dict[str, list[str]]) -> str | None:
    """州禁毒办 is the 禁毒委员会办公室 that the text names: each character of the short form in its order."""
    if body.form != "body" or body.name is None or body.region is None or not _OFFICE.search(body.tail):
        return None
    for name in of_region.get(body.region.code, ()):
        written = iter(name.removeprefix(place_name(body.region)))
        opens = name.endswith(_OFFICE_ENDS) and name.startswith(place_name(body.region) + body.tail[0])
        if opens and all(character in written for character in body.tail):
            return name
    return None


_OFFICE = re.compile("[一-鿿]{2,6}办$")
_OFFICE_ENDS = ("委员会办公室", "指挥部办公室", "联席会议办公室", "领导小组办公室")


def _branch_of(places: Places) -> str | None:
    """Whose 支队 or 大队 a report speaks of that never names it in full: what the report is about tells."""
    main = places.main
    if main is None or main.level not in ("prefecture", "county") or main.name.endswith("区"):
        return None
    fires, roads = (len(word.findall(places.text)) for word in (_FIRES, _ROADS))
    if max(fires, roads) < 2:
        return None
    return place_name(main) + ("消防救援" if fires > roads else "公安局交警")


_FIRES, _ROADS = re.compile("火灾|消防|起火"), re.compile("交通|酒驾|醉驾|交警|交管")


def _county_bureau(bodies: list[Body], main: Region | None) -> Body | None:
    """The bureau of the county that a report of its police is about, where the text names it only in short."""
    if main is None or main.level != "county" or not any(is_police(body) for body in bodies):
        return None
    in_city = (main.parent or "") in MUNICIPALITIES
    if main.name.endswith("区") and not in_city:
        return None
    name = place_name(main) + "公安局"
    return Body(-1, -1, name, main, "公安局", "police", "body", is_actor=True, is_source=False)


_BUREAUS = ("公安局", "公安分局", "公安厅")
_BRANCH = re.compile("(?:公安)?分局")
_ENVIRONMENT = re.compile("生态环境|环境保护|环保|督察")


def _name_branches(bodies: list[Body], places: Places) -> None:
    """Name 桥西分局, 松山公安分局 and what lies below them with the bureau of the city: 石家庄市公安局桥西分局."""
    has_police = any(body.type == "police" and body.form != "force" for body in bodies)
    renamed: dict[str, str] = {}
    for body in bodies:
        own = body.tail.removesuffix("分局").removesuffix("公安")
        if (
            has_police
            and 0 < len(own) < 9
            and body.region is None
            and body.tail.endswith("分局")
            and body.name in (None, body.tail)
        ):
            city = _city(places.main) if "缉私" not in own else None
            body.name = f"{city.name}公安局{own}分局" if city else body.name
            continue
        if body.name is None:
            continue
        branch = _BRANCH.match(body.tail) if body.opens_with >= 0 else None
        if branch and body.region is not None and body.region.level == "county":
            above = load().by_code.get(body.region.parent or "")
            bureau = branch.group().removesuffix("分局") or _bureau(places, body.region, has_police)
            if above is not None and bureau:
                written = places.text[body.opens_with : body.opens_to]
                old = body.name.removesuffix(body.tail[branch.end() :])
                renamed[old] = f"{above.name}{bureau}局{written}分局"
        old = next((name for name in renamed if body.name.startswith(name)), "")
        if old:
            body.name = body.name.replace(old, renamed[old], 1)
            body.above = tuple(name.replace(old, renamed[old], 1) for name in body.above)


def _city(region: Region | None) -> Region | None:
    """The city that a 分局 named after no division (火炬开发区分局) belongs to."""
    while region is not None and region.level != "prefecture":
        region = load().by_code.get(region.parent or "")
    return region


def _bureau(places: Places, region: Region, has_police: bool) -> str | None:
    """What a bare 分局 is of: the police of a county have none, so it is of the environment where that is spoken of."""
    if _ENVIRONMENT.search(places.text) and (not has_police or not region.name.endswith("区")):
        return "生态环境"
    return "公安" if has_police else None
