"""Figures that restate another one of the same article: headlines, and totals that are said again.

A headline rounds (2300余名 for 2318名), so its figure repeats the body's where value and approximation agree and
the units are the same; action, object and part_of are then the body's.
"""

from __future__ import annotations

from transforms.records import Article, Figure


def link(figures: list[Figure], article: Article) -> None:
    """Set ``repeats`` of each figure that restates another, and what a headline takes from the body."""
    body = [figure for figure in figures if figure.start >= article.body_start]
    for figure in figures:
        if figure.start >= article.body_start:
            break
        original = _original(figure, body)
        if original is None:
            continue
        figure.repeats = original.start
        figure.action, figure.object = original.action, original.object
        if figure.kind == original.kind == "change":
            figure.basis = original.basis
    seen: dict[tuple[object, ...], Figure] = {}
    for figure in body:
        key = (figure.value, figure.value_max, figure.unit, figure.kind, figure.basis, figure.action, figure.object)
        first = seen.setdefault(key, figure)
        if (
            first is not figure
            and figure.value
            and figure.part_of is None
            and first.sentence_start != figure.sentence_start
        ):
            figure.repeats = first.start


def _original(headline: Figure, body: list[Figure]) -> Figure | None:
    best: tuple[int, int, Figure] | None = None
    for figure in body:
        if family(figure.unit) != family(headline.unit) or not _agree(headline, figure):
            continue
        likeness = len(set(headline.object or "") & set(figure.object or "")) + 2 * (
            headline.action == figure.action and headline.action is not None
        )
        exact = figure.value == headline.value
        rank = (likeness + 3 * exact, -figure.start)
        if best is None or rank > best[:2]:
            best = (*rank, figure)
    return best[2] if best else None


def family(unit: str | None) -> str | None:
    """Units that a headline may exchange: a count of cases is 起 or 件 alike."""
    return {"件": "起", "宗": "起", "公里": "公里"}.get(unit or "", unit)


def _agree(headline: Figure, figure: Figure) -> bool:
    said, full = abs(headline.value), abs(figure.value)
    if said == full:
        return True
    if not said or not full:
        return False
    if abs(full - said) < _step(said) > _step(full):  # 三十六公里 in the headline, 36.5公里 below
        return True
    if headline.approx == "over":
        return 0 < full - said < 0.25 * full
    if headline.approx == "under":
        return 0 < said - full < 0.15 * said
    if headline.approx == "about":
        return abs(full - said) < 0.1 * full
    return False


def _step(value: float) -> float:
    """The place value of the last digit that ``value`` shows: 100 of 2300, 0.1 of 36.5."""
    digits, _, decimals = f"{value:.4f}".rstrip("0").partition(".")
    return 0.1 ** len(decimals) if decimals else 10.0 ** (len(digits) - len(digits.rstrip("0")))
