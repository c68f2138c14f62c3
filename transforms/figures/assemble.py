"""From the tokens of an article to its figures, field by field: the stages in their order."""

from __future__ import annotations

from bisect import bisect_left

from transforms.figures import campaigns, organisations, periods, regions
from transforms.figures.changes import settle_basis
from transforms.figures.clauses import Walker
from transforms.figures.confidence import rate
from transforms.figures.context import Context
from transforms.figures.repeats import link
from transforms.figures.scan import Token
from transforms.figures.survey import survey
from transforms.records import Article, Figure

TIMES = frozenset({"date", "time"})


def read_article(
    text: str,
    folded: str,
    article: Article,
    number: int,
    sentences: list[tuple[int, int]],
    tokens: list[Token],
    context: Context,
) -> list[Figure]:
    """The figures of one article, in order.

    ``folded`` is ``text`` in Simplified script with ASCII digits, character for character; ``sentences`` are the
    spans of the article's sentences, headline first; ``tokens`` those that lie in the article.
    """
    figures = [_figure(text, token, number) for token in tokens if token.role is None]
    if not figures:
        return []
    names = survey(text, article, context).names()
    walker = Walker(folded, [(token.start, token.end) for token in tokens if token.role in TIMES], names)
    starts = [figure.start for figure in figures]
    for start, end in sentences:
        inside = figures[bisect_left(starts, start) : bisect_left(starts, end)]
        for figure in inside:
            figure.sentence = text[start : max(end, figure.end)]  # a number may run over a line end
            figure.sentence_start = start
        walker.sentence(start, end, inside)
    link(figures, article)
    campaigns.fill(text, article, figures, context)
    periods.fill(text, article, figures, context)
    for clause in walker.clauses:
        if clause.comparisons and clause.figure.basis == clause.comparisons[-1][0]:
            figure = clause.figure
            figure.basis = settle_basis(figure.basis, clause.comparisons[-1][1], figure.period_start, figure.period_end)
    regions.fill(text, article, figures, context)
    organisations.fill(text, article, figures, context)
    rate(figures, walker.clauses, article.body_start)
    return figures


def _figure(text: str, token: Token, article: int) -> Figure:
    return Figure(
        start=token.start,
        end=token.end,
        text=text[token.start : token.end],
        value=token.value if token.value is not None else 0.0,
        value_max=token.value_max,
        unit=token.unit,
        unit_text=token.unit_text,
        approx=token.approx,
        sentence_start=token.start,
        article=article,
    )
