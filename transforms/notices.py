"""A publisher's own 更正: the article that it names, the words that were wrong and the right ones.

Only a notice that names an article by its title and quotes the wrong wording corrects anything; whatever else disagrees
is a conflict, and both figures stay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = "更正"
_TITLE = re.compile(r"《([^《》]{2,80})》")
_PAIR = re.compile(
    r"[“「]([^“”「」]{2,80})[”」][^“”「」。]{0,20}?(?:应当?为|应当?是|应改为|更正为|改为|实为|系)[：:]?"
    r"(?:[“「]([^“”「」]{2,80})[”」]|((?:[^“”「」，,。；;\s]|,(?=\d{3})){2,80}))"
)
_SPACE = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(slots=True, frozen=True)
class Erratum:
    """One wording that a notice puts right. Offsets are into the text that was searched."""

    title: str
    """Headline of the article that was wrong, as quoted."""
    wrong: str
    wrong_start: int
    wrong_end: int
    right_start: int
    right_end: int


def errata(text: str) -> list[Erratum]:
    """What ``text``, an article with its headline, puts right; empty where it is no 更正."""
    if _MARK not in text:
        return []
    found: list[Erratum] = []
    titles = [(match.start(), match[1]) for match in _TITLE.finditer(text)]
    for pair in _PAIR.finditer(text):
        named = [title for start, title in titles if start < pair.start()]
        if named:
            right = 2 if pair[2] else 3
            found.append(Erratum(named[-1], pair[1], *pair.span(1), *pair.span(right)))
    return found


def same_title(one: str, other: str) -> bool:
    """Whether two headlines are the same words, marks and spaces apart."""
    return _NOT_WORD.sub("", one) == _NOT_WORD.sub("", other)


def squeezed(text: str) -> str:
    """``text`` without white space, to find a quotation in a page that breaks its lines."""
    return _SPACE.sub("", text)
