"""How sure the rules are of a row, from what they had to guess.

The factors were set on the annotated bulletins (tests/gold): a figure that shows the sign is right in about that
share of the cases. `make score` prints how often rows of each band of confidence are right.
"""

from __future__ import annotations

from transforms.figures.cutting import Clause
from transforms.records import Figure

BASE = 0.96
GUESSED = 0.85
"""Per field that was carried over from an earlier figure."""
NO_OBJECT = 0.75
NO_REGION = 0.8
NO_PERIOD = 0.9
LONG_OBJECT = 0.7
"""An object of more words than an annotator would take."""
NO_UNIT = 0.7
NO_ACTION = 0.9


def rate(figures: list[Figure], clauses: list[Clause]) -> None:
    """Set ``confidence`` (0 to 1) of each figure; ``clauses`` say what was guessed."""
    guesses = {clause.figure.start: clause.guesses for clause in clauses}
    for figure in figures:
        score = BASE * GUESSED ** min(guesses.get(figure.start, 1), 3)
        if figure.object is None:
            score *= NO_OBJECT
        elif len(figure.object) > 12:
            score *= LONG_OBJECT
        if figure.action is None and figure.kind == "level":
            score *= NO_ACTION
        if figure.region is None:
            score *= NO_REGION
        if figure.period_start is None and figure.period_end is None:
            score *= NO_PERIOD
        if figure.unit is None:
            score *= NO_UNIT
        figure.confidence = round(score, 3)
