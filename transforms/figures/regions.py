"""The region of each figure: the place it is about, from the words near it to the source's home.

Evidence in order: places named in the sentence before the figure, the body whose figure it is, what the article is
about (headline, first sentences), ``context.home_region``.
"""

from __future__ import annotations

import re

from transforms.figures import gazetteer
from transforms.figures.context import Context
from transforms.figures.gazetteer import Region, divisions, lookup, within
from transforms.figures.survey import _NOT_ABOUT, Mention, Survey, before, survey
from transforms.records import Article, Figure

__all__ = ["Region", "divisions", "fill", "lookup"]

_ELSEWHERE = re.compile("(?:赴|往|辗转|奔赴|流窜|逃往|逃至|逃到|来自|途经|途径|根据|按照|籍贯|经|居|列|位居|转自|原籍|抵|高于|低于|占)$")
_SUM = re.compile("合计|共占|总共|共计")
_TOWN = re.compile(r"[\u4e00-\u9fff]{1,9}?(?:民族乡|街道|苏木|镇|乡)(?![镇村亲下里愁民])")
_PARAGRAPH = re.compile(r"[。！？!?：:）)】”\n]\s*\n|\n\s*\n|\n[\s　]{2,}")


def fill(text: str, article: Article, figures: list[Figure], context: Context) -> None:
    """Set ``region``, ``region_code`` and ``region_text`` of the figures of one article."""
    found = survey(text, article, context)
    chains = _distributed(text, figures, found)
    sentence_start = -1
    carried: Mention | None = None
    by_start: dict[int, Figure] = {}
    for index, figure in enumerate(figures):
        if figure.sentence_start != sentence_start:
            carried = _carry(found, sentence_start, figure.sentence_start)
            sentence_start = figure.sentence_start
        mention = chains.get(index) or _governing(found, figure.start - found.start, sentence_start - found.start) or carried
        region = mention.region if mention is not None else None
        if region is None or (found.main is not None and mention is not None and mention.kind == "place" and within(found.main, region)):
            region, mention = found.main or region, mention if region is found.main else None
        town = _town(found, figure, region, sentence_start)
        if town is not None:
            region = town
        _set(figure, region, text[mention.start + found.start : mention.end + found.start] if mention else None)
        by_start[figure.start] = figure
    for figure in figures:
        if figure.repeats is not None and (source := by_start.get(figure.repeats)):
            figure.region, figure.region_code, figure.region_text = source.region, source.region_code, source.region_text


def _set(figure: Figure, region: Region | None, words: str | None) -> None:
    figure.region = region.path if region else None
    figure.region_code = region.code if region else None
    figure.region_text = words if region else None


def _governing(found: Survey, position: int, floor: int) -> Mention | None:
    """The nearest place or reach before the figure, in its sentence, that says where it was counted."""
    for index in before(found, position, floor):
        mention = found.mentions[index]
        if mention.kind == "head" or mention.region is None or mention.chained or mention.end > position:
            continue
        if _ignored(found, mention, position, floor):
            continue
        return mention
    return None


def _ignored(found: Survey, mention: Mention, position: int, floor: int) -> bool:
    lead = found.text[max(floor, mention.start - 4) : mention.start]
    if _NOT_ABOUT.match(found.text, mention.end):
        return True
    if lead.endswith("占"):
        return not _SUM.search(found.text, max(floor, mention.start - 6), mention.start)
    return bool(_ELSEWHERE.search(lead))


def _carry(found: Survey, last_start: int, start: int) -> Mention | None:
    return None


def _town(found: Survey, figure: Figure, region: Region | None, sentence_start: int) -> Region | None:
    """A township named in the sentence before the figure, of the county that the figure is about."""
    if region is None or region.level not in ("county", "prefecture"):
        return None
    floor = max(0, sentence_start - found.start)
    best = None
    for match in _TOWN.finditer(found.text, floor, figure.start - found.start):
        best = match
    if best is None:
        return None
    named = gazetteer.townships(region.code)
    word = best.group()
    for cut in range(len(word) - 2):
        if town := named.get(word[cut:]):
            return town
    return None


def _distributed(text: str, figures: list[Figure], found: Survey) -> dict[int, Mention]:
    """南安、石狮两地警方分别抓获417名、291名: the figure's place by its turn in the list of places."""
    chosen: dict[int, Mention] = {}
    index = 0
    while index < len(figures):
        group = [index]
        while group[-1] + 1 < len(figures):
            gap = text[figures[group[-1]].end : figures[group[-1] + 1].start]
            if not re.fullmatch(r"[^。；;]{0,3}[、，,和及与][^。；;，,]{0,8}|\s*[、和及与]\s*", gap):
                break
            group.append(group[-1] + 1)
        if len(group) > 1:
            first = figures[group[0]]
            floor = first.sentence_start - found.start
            lead = found.text[floor : first.start - found.start]
            turn = max(lead.rfind("分别"), lead.rfind("依次"), lead.rfind("各"))
            if turn >= 0:
                places = _list(found, floor + turn, floor)
                if len(places) == len(group):
                    chosen.update(zip(group, places, strict=True))
        index = group[-1] + 1
    return chosen


def _list(found: Survey, position: int, floor: int) -> list[Mention]:
    """The last run of places joined by 、 and 和 before ``position``."""
    run: list[Mention] = []
    for index in before(found, position, floor):
        mention = found.mentions[index]
        if mention.kind != "place" or mention.chained:
            if mention.kind == "reach" and run:
                break
            continue
        if run and found.text[mention.end : run[-1].start] not in ("、", "和", "及", "与"):
            break
        run.append(mention)
    return run[::-1]
