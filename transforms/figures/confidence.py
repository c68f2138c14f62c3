"""How sure the rules are of a row, from signs that go with mistakes: the chance that the whole row is right.

The weights are those of a logistic regression of "strictly right" (score.py) on the signs, over the annotated
bulletins of tests/gold and 54 more that the rules had not been written on; `python -m tests.gold.calibrate --fit DIR…`
fits them, and without --fit prints how often the rows of each band are right.
"""

from __future__ import annotations

import math

from transforms.figures import phrases
from transforms.figures.cutting import Clause
from transforms.figures.nouns import is_metric
from transforms.records import Figure

BASE = 2.3
WEIGHTS = {
    "object beside the number": 0.5,
    "no object": -0.9,
    "long object": -0.8,
    "object with 的": -1.5,
    "level without action": -1.3,
    "statistic": 0.9,
    "action of another clause": -0.4,
    "unknown action": -0.7,
    "region of the source": -0.6,
    "no period": -0.8,
    "single day": -0.9,
    "named campaign": 0.7,
    "headline": -0.6,
    "no unit": -0.6,
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
    shown = {
        "object beside the number": clause is not None and noun is not None and clause.bare.endswith(noun),
        "no object": noun is None,
        "long object": noun is not None and len(noun) > _LONG_OBJECT,
        "object with 的": noun is not None and "的" in noun,
        "level without action": action is None and figure.kind == "level",
        "statistic": action is None and figure.kind == "level" and noun is not None and is_metric(noun),
        "action of another clause": (
            clause is not None and action is not None and action not in clause.left and action not in clause.right
        ),
        "unknown action": action is not None and not phrases.is_known(action),
        "region of the source": figure.region_text is None,
        "no period": figure.period_start is None and figure.period_end is None,
        "single day": figure.period_start is not None and figure.period_start == figure.period_end,
        "named campaign": figure.campaign is not None,
        "headline": is_headline,
        "no unit": figure.unit is None,
    }
    return [sign for sign, is_shown in shown.items() if is_shown]
