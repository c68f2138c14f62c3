"""How bodies are named: the words that end a name, and what a full name says of its body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from transforms.figures import gazetteer
from transforms.figures.gazetteer import MUNICIPALITIES, Region
from transforms.lexicon import LexiconError, rows

FORMS = ("body", "unit", "group", "force", "reference", "suffix")


@dataclass(slots=True)
class Head:
    """A word that ends the name of a body."""

    type: str
    form: str
    """body: a name with its place; unit: part of one (派出所, 大队); group: many (公安机关); force: in short (警方);
    reference: 该局; suffix: any name before it (管理局)."""
    full: str
    """The word in full: 人民法院 for 法院, 公安机关 for 警方."""


@cache
def heads() -> dict[str, Head]:
    """The words of lexicon/organisations.csv."""
    found = {}
    for line, (word, kind, form, full) in rows("organisations.csv", ("word", "type", "form", "full")):
        if form not in FORMS:
            raise LexiconError(f"organisations.csv, line {line}: form {form!r} is none of {', '.join(FORMS)}")
        found[word] = Head(kind, form, full or word)
    return found


def place_name(region: Region) -> str:
    """How a body's name opens: with the place alone, for a district of a 直辖市 with its city."""
    parent = gazetteer.load().by_code.get(region.parent or "")
    return parent.name + region.name if parent is not None and parent.code in MUNICIPALITIES else region.name


_OWN_UNITS = (
    ("派出所", "police"), ("警务", "police"), ("公安", "police"), ("警", "police"), ("反诈", "police"),
    ("反恐", "police"),
    ("侦查", "police"), ("看守所", "police"), ("拘留所", "police"), ("治安", "police"), ("禁毒", "police"),
    ("消防", "fire"), ("检察", "procuratorate"), ("法", "court"), ("监狱", "justice"), ("边境", "border_inspection"),
)  # fmt: skip
_NATIONAL = re.compile("^(?:全国|国家|公安部|最高|海关总署|中国|.{2,8}部(?:$|党委))")


def describe(name: str) -> tuple[str, str | None, str | None, str | None]:
    """Type, level, full name of the region and name of the parent of a body, as far as its name says them.

    Types are those of ``lexicon/organisations.csv``; levels those of the divisions, ``station`` for what lies
    below a county's body (派出所, 警务室, 法庭).
    """
    place = gazetteer.opening(name)
    words = sorted((match for match in _heads_in(name)), key=lambda match: match[1])
    kind = next((heads()[word].type for word, _ in reversed(words) if heads()[word].type != "unit"), None)
    if kind is None or kind == "other":
        kind = next((found for word, found in _OWN_UNITS if word in name), kind or "other")
    parent = None
    if len(words) > 1 and heads()[words[-1][0]].form == "unit":
        parent = name[: words[-2][1]]
        if name.endswith("分局"):
            place = gazetteer.opening(name[len(parent) :], place)
    level = "country" if _NATIONAL.match(name) else place.level if place else None
    if re.search("(?:派出所|警务室|警务站|法庭|司法所)$", name):
        level = "station"
    region = place.path if place else "全国" if level == "country" else None
    return kind, level, region, parent


def _heads_in(name: str) -> list[tuple[str, int]]:
    """The words of organisations.csv in a name and where each ends, the longest at each place."""
    found = []
    position = 0
    while position < len(name):
        for length in range(min(14, len(name) - position), 1, -1):
            if name[position : position + length] in heads():
                position += length
                found.append((name[position - length : position], position))
                break
        else:
            position += 1
    return found
