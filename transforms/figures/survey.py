"""Which places and bodies an article names, and where: one pass, shared by regions and organisations."""

from __future__ import annotations

import csv
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

import ahocorasick

from transforms.figures import gazetteer
from transforms.figures.context import Context
from transforms.figures.gazetteer import LEXICON, Region, ancestors, within
from transforms.records import Article

FORMS = ("body", "unit", "group", "force")


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
    """Of a reach, the kind of division: 市 of 全市, empty for 辖区 and 各地."""
    type: str = ""
    form: str = ""
    """Of a head, see lexicon/organisations.csv."""
    chained: bool = False
    """A place that only opens the chain of the next one (通辽市 in 通辽市开鲁县)."""


@dataclass(slots=True)
class Survey:
    """The places and bodies of one article."""

    text: str
    """The article in simplified script, same length."""
    start: int
    mentions: list[Mention]
    starts: list[int]
    main: Region | None
    """What the article is about."""
    home: Region | None


@cache
def heads() -> dict[str, tuple[str, str]]:
    """Words that end the name of a body → (type, form)."""
    path = LEXICON / "organisations.csv"
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        if next(reader) != ["word", "type", "form"]:
            raise ValueError(f"{path}:1: the header must be word,type,form")
        found = {}
        for cells in reader:
            if len(cells) != 3 or cells[2] not in FORMS:
                raise ValueError(f"{path}:{reader.line_num}: three cells are needed, the last one of {', '.join(FORMS)}")
            found[cells[0]] = (cells[1], cells[2])
    return found


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for word, options in gazetteer.load().words.items():
        automaton.add_word(word, (len(word), "place", tuple(options)))
    for word, (kind, form) in heads().items():
        automaton.add_word(word, (len(word), "head", (kind, form)))
    for reach in "全我本该":
        for letter in "国省区市县旗州盟":
            automaton.add_word(reach + letter, (2, "reach", letter))
    for word, letter in (("自治区", "区"), ("全疆", "区"), ("各地", ""), ("辖区", ""), ("我国", "国"), ("中国", "国")):
        automaton.add_word(word, (len(word), "reach", letter))
    automaton.make_automaton()
    return automaton


_TRADITIONAL = re.compile("[區縣該關檢訊東廣電發處萬這為與從個來時對會過國們門車報聞記訴]")
# 市 and 区 are also the first character of another word
_WORD_GOES_ON = re.compile("场(?!监)|域|委书记|民(?!警|政|族)|长(?!期|效|途|江|安|达)")
_STRONG = re.compile("警方|公安|交警|森警|检察|法院|边检|海关|消防|[两三四五六七八]地|[两三四五六七八][县区市旗]|等地|讯|市|县|[：:]")
_NOT_ABOUT = re.compile("籍|人[^民大]|等[0-9一二三四五六七八九十余多]*个?(?:地|省|市|县|国)")


def simplified(text: str) -> str:
    """The same text in simplified script, character by character, so that offsets stay."""
    if not _TRADITIONAL.search(text):
        return text
    return text.translate(_characters(frozenset(text)))


def _characters(used: frozenset[str]) -> dict[int, str]:
    from opencc import OpenCC  # costs 0.1 s, needed for Traditional script only

    convert = OpenCC("t2s").convert
    table = {}
    for character in used:
        if "一" <= character <= "鿿" and len(plain := convert(character)) == 1 and plain != character:
            table[ord(character)] = plain
    return table


def survey(text: str, article: Article, context: Context) -> Survey:
    """Read the places and bodies of one article; kept in the context until the next article asks."""
    kept = context.survey
    if isinstance(kept, Survey) and kept.start == article.start and len(kept.text) == article.end - article.start:
        return kept
    home = gazetteer.lookup(context.home_region) if context.home_region else None
    body = simplified(text[article.start : article.end])
    mentions = _mentions(body, home)
    main = _main(body, article.body_start - article.start, mentions, home)
    for mention in mentions:
        if mention.kind == "reach":
            mention.region = reach(mention.letter, main, home, mentions)
    result = Survey(body, article.start, mentions, [m.start for m in mentions], main, home)
    context.survey = result
    return result


def _mentions(text: str, home: Region | None) -> list[Mention]:
    found: list[Mention] = []
    weak: list[Mention] = []
    for last, (length, kind, payload) in _automaton().iter_long(text):
        end = last + 1
        mention = Mention(end - length, end, kind)
        if kind == "head":
            mention.type, mention.form = payload
        elif kind == "reach":
            mention.letter = payload
            if _WORD_GOES_ON.match(text, end):
                continue
        else:
            if not payload:
                continue
            if text[last] in "市区县" and _WORD_GOES_ON.match(text, end):
                mention.options = tuple(_stem_options(text[mention.start : last]))
                mention.end = last
            else:
                mention.options = payload
            if not mention.options:
                continue
            if all(grade == 0 for grade, _ in mention.options):
                weak.append(mention)
        found.append(mention)
    _resolve(text, found, home)
    return [m for m in found if m.kind != "place" or m.region is not None]


def _stem_options(stem: str) -> list[tuple[int, Region]]:
    return gazetteer.load().words.get(stem, [])


def _resolve(text: str, mentions: list[Mention], home: Region | None) -> None:
    """Choose one division for each place: by the chain it stands in, by what else is named, by the source's home."""
    places = [m for m in mentions if m.kind == "place"]
    known: dict[str, Region] = {}
    for place in places:
        sure = [region for grade, region in place.options if grade == 2] or [r for g, r in place.options if g == 1]
        if len(sure) == 1:
            known[sure[0].code] = sure[0]
    provinces = {region.code[:2] for region in known.values()}
    previous: Mention | None = None
    for place in places:
        place.region = _choose(text, place, previous, known, provinces, home)
        if place.region is not None:
            if previous is not None and previous.region and previous.end == place.start and within(place.region, previous.region):
                previous.chained = True
            known.setdefault(place.region.code, place.region)
            previous = place


def _choose(
    text: str, place: Mention, previous: Mention | None, known: dict[str, Region], provinces: set[str], home: Region | None
) -> Region | None:
    options = place.options
    adjacent = previous is not None and previous.end == place.start
    listed = previous is not None and text[previous.end : place.start] in ("、", "和", "及", "与")
    strong = bool(_STRONG.match(text, place.end))
    best: tuple[int, Region] | None = None
    tie = False
    for grade, region in options:
        score = grade * 4
        if region.valid_to is not None:
            score -= 1
        if region.level == "prefecture":
            score += 1
        inside = home is not None and region.code != home.code and within(region, home)
        if home is not None and (inside or region.code == home.code):
            score += 6
        if region.code in known:
            score += 8
        elif region.parent in known:
            score += 5
        elif region.code[:2] in provinces:
            score += 2
        if previous is not None and previous.region is not None:
            if adjacent and within(region, previous.region):
                score += 20
            elif listed and region.parent == previous.region.parent:
                score += 9
        if grade == 0:
            # the bare stem of a county needs support: named in full elsewhere, a list of its kind, or a body behind it
            supported = region.code in known or (adjacent and score >= 20) or (listed and score >= 9)
            if not supported and not (strong and (inside or home is None)):
                continue
        if best is None or score > best[0]:
            best, tie = (score, region), False
        elif score == best[0]:
            tie = True
    return None if best is None or tie else best[1]


def _kind(region: Region) -> str:
    if region.level == "province":
        return "区" if region.name.endswith("区") and "特别" not in region.name else "市" if region.name.endswith("市") else "省"
    return region.name[-1]


def reach(letter: str, main: Region | None, home: Region | None, mentions: list[Mention] = []) -> Region | None:  # noqa: B006
    """What 全市, 该县, 我区 … mean: the article's own place or the nearest of that kind above it, then the source's."""
    if letter == "国":
        return gazetteer.load().by_code[gazetteer.COUNTRY]
    if not letter:
        return main or home
    for start in (main, home):
        if start is not None:
            for region in ancestors(start):
                if _kind(region) == letter:
                    return region
    for mention in mentions:
        if mention.kind == "place" and mention.region is not None and _kind(mention.region) == letter:
            return mention.region
    return main or home


def _main(text: str, body_start: int, mentions: list[Mention], home: Region | None) -> Region | None:
    """What the article is about: its headline, then the first places and bodies of its text, then the source."""
    in_headline = [m for m in mentions if m.end <= body_start and m.kind != "head"]
    for mention in in_headline:
        region = mention.region if mention.kind == "place" else reach(mention.letter, home, None)
        if region is not None and not mention.chained and not _NOT_ABOUT.match(text, mention.end):
            return _refine(text, region, body_start, mentions)
    lead = [m for m in mentions if m.start >= body_start][:12]
    first: Region | None = None
    for mention in lead:
        if mention.chained or mention.kind == "head" or (mention.kind == "reach" and not mention.letter):
            continue
        region = mention.region if mention.kind == "place" else reach(mention.letter, home, first)
        if region is None or _dateline(text, mention):
            continue
        if home is not None and within(home, region) and home.code != region.code:
            continue
        if first is None:
            first = region
        break
    if first is None and home is None:
        for mention in lead:
            if mention.kind == "place" and mention.region is not None:
                return mention.region
        if any(m.kind == "head" for m in mentions):
            return gazetteer.load().by_code[gazetteer.COUNTRY]
    return first or home


_DATELINE = re.compile("[^，。；,;\n]{0,14}?(?:讯|电|訊)")


def _dateline(text: str, mention: Mention) -> bool:
    return bool(re.match(r"[0-9一二三四五六七八九十月日\s]{0,9}(?:讯|电)(?=[\s（(〕】])", text[mention.end : mention.end + 14]))


def _refine(text: str, region: Region, body_start: int, mentions: list[Mention]) -> Region:
    return region


def before(survey: Survey, position: int, floor: int) -> range:
    """Indices of the mentions that end at or before ``position`` and start at or after ``floor``, nearest first."""
    high = bisect_left(survey.starts, position)
    low = bisect_left(survey.starts, floor)
    return range(high - 1, low - 1, -1)
