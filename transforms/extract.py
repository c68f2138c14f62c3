"""Reading one bulletin: decoded text in, Document out. Pure; the stages are in transforms/figures."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date

from transforms import articles, layout
from transforms.figures import assemble, periods
from transforms.figures.context import Context
from transforms.figures.normalise import fold
from transforms.figures.scan import Token, scan
from transforms.figures.survey import page_region
from transforms.records import Article, Document, Figure, Numeral


def extract_text(
    text: str,
    *,
    doc: str,
    path: str,
    published_on: date | None = None,
    published_from: str | None = None,
    home_region: str | None = None,
) -> Document:
    """Everything that ``text`` says: its articles, its figures, and every other numeral with its role.

    ``text`` is decoded, its byte order mark removed, its line ends kept; offsets of the result point into it.
    Any text is read; none raises.
    """
    found = articles.split(text)
    folded = fold(text)
    tokens = scan(text, folded)
    if not found and any(token.role is None and token.unit for token in tokens):
        found = [_bare(text)]
    context = Context(
        published_on=published_on,
        home_region=home_region or page_region(text, found),
        year=periods.document_year(text, published_on),
    )
    starts = [token.start for token in tokens]
    figures: list[Figure] = []
    numerals: list[Numeral] = []
    at = 0
    for number, article in enumerate(found):
        first, last = bisect_left(starts, article.start), bisect_left(starts, article.end)
        numerals += [_outside(text, token) for token in tokens[at:first]]
        inside = tokens[first:last]
        sentences = [(article.start, article.body_start), *layout.sentences(text, article.body_start, article.end)]
        figures += assemble.read_article(text, folded, article, number, sentences, inside, context)
        numerals += [_numeral(text, token, number) for token in inside if token.role is not None]
        at = last
    numerals += [_outside(text, token) for token in tokens[at:]]
    return Document(
        doc=doc,
        path=path,
        text=text,
        published_on=published_on,
        published_from=published_from,
        home_region=home_region,
        articles=found,
        figures=figures,
        numerals=numerals,
    )


def _bare(text: str) -> Article:
    """A text of figures without a sentence (-22.2%) is an article of its own."""
    start = len(text) - len(text.lstrip())
    return Article("", start, len(text.rstrip()), start)


def _numeral(text: str, token: Token, article: int) -> Numeral:
    return Numeral(
        start=token.start,
        end=token.end,
        text=text[token.start : token.end],
        role=token.role or "other",
        value=token.value,
        value_max=token.value_max,
        reason=token.reason,
        article=article,
    )


def _outside(text: str, token: Token) -> Numeral:
    """A numeral of the page around the articles: no figure, whatever unit it has."""
    numeral = _numeral(text, token, -1)
    if token.role is None:
        numeral.reason = "page furniture"
    return numeral
