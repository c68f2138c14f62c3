"""Tables in running text: a line that names the columns, then rows of a place and a number for each column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.figures.cutting import Clause
from transforms.figures.nouns import squeeze
from transforms.figures.phrases import read_left

_BETWEEN = re.compile(r"\s*[/|｜]\s*|[ \t\u3000]{2,}")
_BRACKET = re.compile("[(（]([^()（）]+/[^()（）]+)[)）]\\s*$")
_UNIT = re.compile("[(（][^()（）]{1,4}[)）]$")
_NAME = re.compile("[一-鿿“”]{2,12}")
_NOTHING = frozenset(("", "/", "|", "、"))


def named_in(line: str) -> list[str]:
    """The columns that a line without figures names (县区  查处酒驾  一般事故); [] for none."""
    bracket = _BRACKET.search(line.rstrip())
    names = [_UNIT.sub("", name) for name in _BETWEEN.split((bracket[1] if bracket else line).strip())]
    return names if len(names) > 1 and all(_NAME.fullmatch(name) for name in names) else []


def fill(clauses: Sequence[Clause], columns: Sequence[str]) -> bool:
    """Give the figures of a row what its columns count; False where the clauses are no row of these columns."""
    count = len(clauses)
    if len(columns) not in (count, count + 1) or any(squeeze(clause.gap) not in _NOTHING for clause in clauses[1:]):
        return False
    for clause, column in zip(clauses, columns[-count:], strict=True):
        reading = read_left(column, clause.figure.unit)
        clause.figure.action = reading.action or None
        clause.figure.object = reading.object or reading.subject or None
    return True
