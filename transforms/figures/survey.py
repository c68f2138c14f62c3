"""Places and bodies of an article: one pass over its text, shared by regions and organisations."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

import ahocorasick

from transforms.figures import bodies, gazetteer, places
from transforms.figures.bodies import Body
from transforms.figures.context import Context
from transforms.figures.places import Mention, Places
from transforms.records import Article


@dataclass(slots=True)
class Survey:
    """What one article names."""

    start: int
    places: Places
    bodies: list[Body]
    turns: dict[int, Mention] = field(default_factory=dict)
    """Start of a figure → its place in a list, of 南安、石狮两地警方分别抓获417名、291名."""
    table: dict[int, str] = field(default_factory=dict)
    """Traditional characters of the article → simplified ones."""


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for word, options in gazetteer.load().words.items():
        automaton.add_word(word, (len(word), "place", tuple(options)))
    for word, (kind, form) in bodies.heads().items():
        automaton.add_word(word, (len(word), "head", (kind, form)))
    for reach in "全我本该":
        for letter in "国省区市县旗州盟":
            automaton.add_word(reach + letter, (2, "reach", letter))
    for word, letter in (("自治区", "区"), ("全疆", "区"), ("各地", "")):
        automaton.add_word(word, (len(word), "reach", letter))
    automaton.make_automaton()
    return automaton


_TRADITIONAL = re.compile("[區縣該關檢訊東廣電發處萬這為與從個來時對會過國們門車報聞記訴]")
_PARAGRAPH = re.compile(r"[。！？!?）)”】：:]\s*\n\s*")


def _simplifying(text: str) -> dict[int, str]:
    """Traditional characters of a text → simplified ones, one to one, so that offsets stay."""
    if not _TRADITIONAL.search(text):
        return {}
    from opencc import OpenCC  # costs 0.1 s, needed for Traditional script only

    convert = OpenCC("t2s").convert
    table = {}
    for character in set(text):
        if "一" <= character <= "鿿" and len(plain := convert(character)) == 1 and plain != character:
            table[ord(character)] = plain
    return table


def survey(text: str, article: Article, context: Context) -> Survey:
    """Read the places and bodies of one article; kept in the context until the next article asks."""
    kept = context.survey
    if (
        isinstance(kept, Survey)
        and kept.start == article.start
        and len(kept.places.text) == article.end - article.start
    ):
        return kept
    home = gazetteer.lookup(context.home_region) if context.home_region else None
    body = text[article.start : article.end]
    table = _simplifying(body)
    body = body.translate(table) if table else body
    mentions = places.resolve(body, _mentions(body), home)
    found = Places(
        text=body,
        body_start=article.body_start - article.start,
        mentions=mentions,
        home=home,
        main=None,
        starts=[m.start for m in mentions],
        paragraphs=[0, *(m.end() for m in _PARAGRAPH.finditer(body))],
    )
    found.main = places.about(found)
    for mention in mentions:
        if mention.kind == "reach":
            mention.region = found.reach(mention.letter, mention.start, nearest=body[mention.start] == "该")
    result = Survey(article.start, found, bodies.find(found), table=table)
    context.survey = result
    return result


def _mentions(text: str) -> list[Mention]:
    found: list[Mention] = []
    words = gazetteer.load().words
    for last, (length, kind, payload) in _automaton().iter_long(text):
        end = last + 1
        start = end - length
        if kind == "head":
            found.append(Mention(start, end, kind, type=payload[0], form=payload[1]))
        elif kind == "reach":
            if not places.is_word_part(text, start, end, kind):
                found.append(Mention(start, end, kind, letter=payload))
        elif payload:
            if text[last] == "市" and text.startswith("场监", end):
                # 泉州市场监管局 is 泉州's
                end -= 1
                payload = tuple(words.get(text[start:end], ()))
            elif places.is_word_part(text, start, end, kind):
                continue
            if payload:
                found.append(Mention(start, end, kind, options=payload))
    return found
