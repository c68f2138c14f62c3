"""How sure the rules are of a row, from signs that go with mistakes: the chance that the whole row is right.

The weights are those of a logistic regression of "strictly right" (score.py) on the signs, over the annotated
bulletins of tests/gold and 54 more that the rules had not been written on; `python -m tests.gold.calibrate --fit DIR…`
fits them, and without --fit prints how often the rows of each band are right.
"""

from __future__ import annotations

import math

from transforms.figures import verbs
from transforms.figures.cutting import Clause
from transforms.figures.nouns import is_metric
from transforms.records import Figure

# Half a unit below what `--fit` gives: the sets it fits were read while the rules were written, new bulletins are not.
BASE = 1.9
WEIGHTS = {
    "object beside the number": 0.9,
    "no object": -1.0,
    "long object": -1.1,
    "object with 的": -1.7,
    "level without action": -1.5,
    "statistic": 1.0,
    "action of another clause": -0.4,
    "unknown action": -0.5,
    "region of the source": -0.3,
    "no period": -0.9,
    "single day": -1.1,
    "named campaign": 0.6,
    "headline": -0.6,
    "no unit": -0.8,
}
_LONG_OBJECT = 9
"""Characters; an annotator takes fewer of a longer one."""


def rate(figures: list[Figure], clauses: list[Clause], body_start: int) -> None:
    """Set ``confidence`` (0 to 1) of each figure; ``clauses`` are their words, the headline ends at ``body_start``."""
    words = {clause.figure.start: clause for clause in clauses}
    for figure in figures:
        found = signs(figure, words.get(figure.start), is_headline=figure.start < body_start)
        figure.confidence = round(1 / (1 + math.exp(-BASE - sum(WEIGHTS[sign] for sign in found))), 3)


def signs(figure: Figure, clause: Clause | None, *, is_headline: bool) -> list[str]:
    """Which signs a row shows: keys of WEIGHTS."""
    action, noun = figure.action, figure.object
    shown: list[str] = []
    if noun is None:
        shown.append("no object")
    else:
        if clause is not None and clause.bare.endswith(noun):
            shown.append("object beside the number")
        if len(noun) > _LONG_OBJECT:
            shown.append("long object")
        if "的" in noun:
            shown.append("object with 的")
    if action is not None:
        if clause is not None and action not in clause.left and action not in clause.right:
            shown.append("action of another clause")
        if not verbs.is_known(action):
            shown.append("unknown action")
    elif figure.kind == "level":
        shown.append("level without action")
        if noun is not None and is_metric(noun):
            shown.append("statistic")
    if figure.region_text is None:
        shown.append("region of the source")
    if figure.period_start is not None and figure.period_start == figure.period_end:
        shown.append("single day")
    elif figure.period_start is None and figure.period_end is None:
        shown.append("no period")
    if figure.campaign is not None:
        shown.append("named campaign")
    if is_headline:
        shown.append("headline")
    if figure.unit is None:
        shown.append("no unit")
    return shown
