"""Places and bodies of an article: one pass over its text, shared by regions and organisations."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from transforms.figures import bodies, body_names, gazetteer, places
from transforms.figures.body import Body
from transforms.figures.context import Context
from transforms.figures.joined import Joined, join
from transforms.figures.normalise import converter
from transforms.figures.places import Mention, Places
from transforms.lines import Kind, Line, lines
from transforms.records import Article, Figure

# a sentence without an end (a table, a broken page) is not searched further back than this many characters
REACH = 1000


@dataclass(slots=True)
class Survey:
    """What one article names."""

    start: int
    end: int
    joined: Joined
    places: Places
    bodies: list[Body]
    turns: dict[int, Mention] = field(default_factory=dict)
    """Start of a figure → its place in a list, of 南安、石狮两地警方分别抓获417名、291名."""
    groups: list[tuple[list[int], int]] = field(default_factory=list)
    """Starts of figures that 分别 joins, and where that word stands."""
    windows: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Start of a figure → where it stands in ``places.text``, and where its sentence begins, as far back as words
    reach (``locate``)."""
    named: dict[tuple[int, int, int, str | None], tuple[str | None, tuple[int, int]]] = field(default_factory=dict)
    """What organisations has found of a body, for figures of the same sentence and place."""
    acting: set[int] = field(default_factory=set)
    """Starts of reaches that stand for the body of the article: 全市 of 全市共破获…，检查…."""
    body_starts: list[int] = field(default_factory=list)
    table: dict[int, str] = field(default_factory=dict)
    """Traditional characters of the article → simplified ones."""

    def at(self, position: int) -> int:
        """Where a position of the document stands in ``places.text``."""
        return self.joined.at(position - self.start) if self.joined.ends else position - self.start

    def simplified(self, words: str) -> str:
        """Words of the article in simplified script."""
        return words.translate(self.table) if self.table else words

    def words(self, text: str, span: tuple[int, int]) -> str:
        """What the document ``text`` reads at a span of ``places.text``."""
        start, end = self.joined.source(*span)
        return text[self.start + start : self.start + end]

    def names(self) -> list[tuple[int, int, bool]]:
        """Start and end in the document of each name of a place or body, and whether it is a body's; in order."""
        text = self.places.text
        named = [m for m in self.places.mentions if text[m.start : m.end] not in _FIELDS]
        spans = [(*self.joined.source(m.start, m.end), m.kind == "head") for m in named]
        return [(self.start + start, self.start + end, is_body) for start, end, is_body in spans]

    def locate(self, figures: list[Figure]) -> None:
        """Fill ``windows`` for the figures of the article."""
        for figure in figures:
            position = self.at(figure.start)
            self.windows[figure.start] = position, max(self.places.sentence(position), position - REACH)

    def bodies_before(self, position: int) -> Iterator[Body]:
        """The bodies that begin before ``position``, nearest first; no more than stand in a long paragraph."""
        last = bisect_left(self.body_starts, position)
        return reversed(self.bodies[last - 60 if last > 60 else 0 : last])

    def bodies_of(self, position: int, floor: int) -> Iterator[Body]:
        """The bodies named between ``floor`` and ``position``, nearest first."""
        for body in self.bodies_before(position):
            if body.start < floor:
                return
            if body.end <= position:
                yield body


# Words of bodies that name a field of work as often: 消防隐患, 禁毒宣传.
_FIELDS = frozenset(("消防", "公安", "禁毒", "治安", "边防", "信访"))

_Payload = tuple[str, Any]


@cache
def _words() -> tuple[AhoCorasick, list[_Payload]]:
    """A matcher of every word of places, reaches and bodies, and what each word is; the longest one wins."""
    found: dict[str, _Payload] = {}
    for word, options in gazetteer.load().words.items():
        found[word] = ("place", tuple(options))
    for word, meaning in body_names.heads().items():
        found[word] = ("head", (meaning.type, meaning.form))
    for reach in "全我本该":
        for letter in "国省区市县旗州盟":
            found[reach + letter] = ("reach", letter)
    found |= {"自治区": ("reach", "区"), "全疆": ("reach", "区"), "各地": ("reach", "")}
    found |= {"全地区": ("reach", "地区"), "我地区": ("reach", "地区")}
    matcher = AhoCorasick(list(found), matchkind=MatchKind.LeftmostLongest, store_patterns=False)
    return matcher, list(found.values())


_TRADITIONAL = re.compile("[區縣該關檢訊東廣電發處萬這為與從個來時對會過國們門車報聞記訴]")
_SENTENCE = re.compile("[。！？!?][”」』’）)]*\\s*")
_PARAGRAPH = re.compile(r"\n\s*")


def _simplifying(text: str) -> dict[int, str]:
    """Traditional characters of a text → simplified ones, one to one, so that offsets stay."""
    if not _TRADITIONAL.search(text):
        return {}
    convert = converter().convert
    table = {}
    for character in set(text):
        if "一" <= character <= "鿿" and len(plain := convert(character)) == 1 and plain != character:
            table[ord(character)] = plain
    return table


def _gaps(text: str, article: Article) -> list[tuple[int, int]]:
    """What stands between the pieces of broken lines in the body, as spans of the article."""
    found: list[tuple[int, int]] = []
    layout = lines(text)
    end = -1
    for one in layout[bisect_right(layout, article.body_start, key=_end_of) :]:
        if one.end > article.end:
            break
        if one.goes_on and end >= 0:
            found.append((end - article.start, one.start - article.start))
        if one.kind is Kind.TEXT:
            end = one.end
    found += (m.span(1) for m in _SPREAD.finditer(text[article.start : article.end]))
    return sorted(found)


# 盂　县, 城　区: set to the width of the names of three characters around it
_SPREAD = re.compile(r"^[ \t\u3000]*[一-鿿]([ \u3000]{1,2})[县区市旗](?=[ \t\u3000])", re.MULTILINE)


def _end_of(line: Line) -> int:
    return line.end


def survey(text: str, article: Article, context: Context) -> Survey:
    """Read the places and bodies of one article; kept in the context until the next article asks."""
    kept = context.survey
    if isinstance(kept, Survey) and (kept.start, kept.end) == (article.start, article.end):
        return kept
    source = context.home_region
    home = (gazetteer.lookup(source) or gazetteer.opening(source)) if source else None
    joined = join(text[article.start : article.end], _gaps(text, article))
    body = joined.text
    table = _simplifying(body)
    body = body.translate(table) if table else body
    mentions = places.resolve(body, _mentions(body), home)
    body_start = joined.at(article.body_start - article.start)
    paragraphs = sorted({0, body_start, *(m.end() for m in _PARAGRAPH.finditer(body))})
    found = Places(
        text=body,
        body_start=body_start,
        mentions=mentions,
        home=home,
        main=None,
        starts=[m.start for m in mentions],
        paragraphs=paragraphs,
        sentences=sorted({*paragraphs, *(m.end() for m in _SENTENCE.finditer(body))}),
    )
    found.main = places.about(found)
    for mention in mentions:
        if mention.kind == "reach":
            mention.region = found.reach(mention.letter, mention.start, nearest=body[mention.start] == "该")
    named = bodies.find(found)
    result = Survey(
        start=article.start,
        end=article.end,
        joined=joined,
        places=found,
        bodies=named,
        body_starts=[b.start for b in named],
        table=table,
    )
    context.survey = result
    return result


def page_region(text: str, articles: list[Article]) -> str | None:
    """Full name of the first province or prefecture that the page names outside its articles: its masthead, its path.

    It stands in for the home of a source of which nothing is known (新京津报网 >> 北京 >> 正文).
    """
    ends = [0, *(article.end for article in articles)]
    starts = [*(article.start for article in articles), len(text)]
    for start, end in zip(ends, starts, strict=True):
        around = text[start : min(end, start + REACH)]
        if not around or around.isspace():
            continue
        for mention in places.resolve(around, _mentions(around), None):
            region = mention.region if mention.kind == "place" else None
            if region is not None and region.level in ("province", "prefecture"):
                return region.path
    return None


def _mentions(text: str) -> list[Mention]:
    found: list[Mention] = []
    words = gazetteer.load().words
    matcher, meanings = _words()
    for number, start, end in matcher.find_matches_as_indexes(text):
        kind, payload = meanings[number]
        if kind == "head":
            start += text.startswith("市中", start)  # no 市中区 in 市中院: the rank is no part of the word
            found.append(Mention(start, end, kind, type=payload[0], form=payload[1]))
        elif kind == "reach":
            if not places.is_word_part(text, start, end, kind):
                found.append(Mention(start, end, kind, letter=payload))
        elif payload:
            if text[end - 1] == "市" and text.startswith("场监", end):
                # 泉州市场监管局 is 泉州's
                end -= 1
                payload = tuple(words.get(text[start:end], ()))
            elif places.is_word_part(text, start, end, kind):
                continue
            if payload:
                found.append(Mention(start, end, kind, options=payload))
    return found
