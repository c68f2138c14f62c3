"""How often rows of each band of confidence are strictly right.

python -m tests.gold.calibrate [DIR …]         # the bands, on folders of annotated bulletins
python -m tests.gold.calibrate --fit [DIR …]   # and the weights for transforms/figures/confidence.py
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from tests.gold import reading, score
from transforms.figures import confidence
from transforms.figures.cutting import Clause
from transforms.records import Figure

BANDS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)
PENALTY = 1.0
"""Of a weight's square: what a sign is worth that few rows show is not believed at once."""


def judged(folders: list[Path]) -> Iterator[tuple[float, tuple[str, ...], bool]]:
    """Confidence, signs and whether the row is strictly right, of every predicted figure."""
    shown: dict[int, tuple[str, ...]] = {}
    signs = confidence.signs

    def keep(figure: Figure, clause: Clause | None, *, is_headline: bool) -> list[str]:
        found = signs(figure, clause, is_headline=is_headline)
        shown[figure.start] = tuple(found)
        return found

    confidence.signs = keep
    for folder in folders:
        documents, _ = reading.annotations(folder)
        for document in documents:
            shown.clear()
            predicted = reading.predict(folder, document["doc"])["figures"]
            pairs = score.match(document["figures"], predicted)
            parents = {figure["start"]: gold["start"] for gold, figure in pairs}
            right = {
                figure["start"]: all(score.judge(gold, figure, parents)[field] for field in score.STRICT)
                for gold, figure in pairs
            }
            for figure in predicted:
                yield figure["confidence"], shown[figure["start"]], right.get(figure["start"], False)
    confidence.signs = signs


def bands(rows: list[tuple[float, tuple[str, ...], bool]]) -> str:
    """A table: rows, mean confidence and share right of each band."""
    lines = [f"{'confidence':<12}{'rows':>6}{'mean':>8}{'right':>8}"]
    for low, high in pairwise(BANDS):
        inside = [(sure, right) for sure, _, right in rows if low <= sure < high]
        if inside:
            mean, share = (sum(column) / len(inside) for column in zip(*inside, strict=True))
            lines.append(f"{low:.2f}–{min(high, 1):.2f}   {len(inside):>6}{mean:>8.3f}{share:>8.3f}")
    return "\n".join(lines)


def fit(rows: list[tuple[float, tuple[str, ...], bool]]) -> dict[str, float]:
    """Weights of a logistic regression of right on signs, by Newton's method; BASE is the constant."""
    names = ["BASE", *confidence.WEIGHTS]
    at = {name: index for index, name in enumerate(names)}
    samples = [([0, *(at[sign] for sign in shown)], float(right)) for _, shown, right in rows]
    weights = [0.0] * len(names)
    for _ in range(10):
        slope = [0.0] + [-PENALTY * weight for weight in weights[1:]]
        curve = [[PENALTY * (row == column > 0) for column in range(len(names))] for row in range(len(names))]
        for shown, right in samples:
            chance = 1 / (1 + math.exp(-sum(weights[index] for index in shown)))
            for index in shown:
                slope[index] += right - chance
                for other in shown:
                    curve[index][other] += chance * (1 - chance)
        weights = [weight + step for weight, step in zip(weights, _solve(curve, slope), strict=True)]
    return dict(zip(names, weights, strict=True))


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gaussian elimination; the matrix is positive definite, so no row is exchanged."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for index, pivot in enumerate(rows):
        for other in range(len(rows)):
            if other != index:
                factor = rows[other][index] / pivot[index]
                rows[other] = [a - factor * b for a, b in zip(rows[other], pivot, strict=True)]
    return [row[-1] / row[index] for index, row in enumerate(rows)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*", default=[reading.HERE], metavar="DIR")
    parser.add_argument("--fit", action="store_true", help="print weights fitted on the folders")
    options = parser.parse_args()
    rows = list(judged(options.folders))
    print(bands(rows))
    if options.fit:
        print(*(f"{name}: {weight:.2f}" for name, weight in fit(rows).items()), sep="\n")


if __name__ == "__main__":
    main()
