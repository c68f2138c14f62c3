"""The order in which a person reads the pieces of a page: columns, headlines across them, tables row by row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(slots=True)
class Piece:
    """Characters that stand together on one line; y grows upwards, units are points."""

    left: float
    right: float
    bottom: float
    top: float
    size: float
    text: str
    indented: bool = False
    """Whether wide spaces stand before it."""

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.bottom + self.top) / 2


@dataclass(slots=True)
class Row:
    """One line of a column or of a table."""

    left: float
    right: float
    middle: float
    size: float
    text: str
    indented: bool


_GUTTER = 0.9
"""White space that parts two columns, in widths of a character."""
_SHORT = 9
"""Cells of a table are shorter than so many characters, lines of a column longer."""


def _middle(values: Iterable[float]) -> float:
    """The middle one of some values."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2]


def columns(pieces: list[Piece]) -> list[list[Row]]:
    """The columns of a page in reading order, each as its rows from top to bottom.

    A page is cut where white space runs through it: first between columns, unless a headline stands above them all,
    then at the widest band between two stories, then at lines that reach across columns.
    """
    if not pieces:
        return []
    size = _middle(piece.size for piece in pieces)
    parts = _apart(pieces, size)
    if len(parts) > 1 and _are_columns(parts):
        above = _above_all(parts, size)
        return _strips(pieces, above) if above else [column for part in parts for column in columns(part)]
    upper, lower = _bands(pieces, size)
    if lower and len(parts) == 1:
        return [*columns(upper), *columns(lower)]
    across = _across(pieces, size)
    return _strips(pieces, across) if across else [_rows(pieces)]


def _apart(pieces: Iterable[Piece], size: float) -> list[list[Piece]]:
    """Groups of pieces with white space from top to bottom between them, left to right."""
    groups: list[list[Piece]] = []
    right = float("-inf")
    for piece in sorted(pieces, key=lambda piece: piece.left):
        if piece.left - right > _GUTTER * size:
            groups.append([])
        groups[-1].append(piece)
        right = max(right, piece.right)
    return groups


def _are_columns(groups: list[list[Piece]]) -> bool:
    """Whether groups side by side are columns of text, rather than cells of a table or words of one line."""
    full = [g for g in groups if len(g) >= 2 and _middle(len(piece.text) for piece in g) >= _SHORT]
    return len(full) >= 2


def _above_all(parts: list[list[Piece]], size: float) -> list[Piece]:
    """Large lines that stand above all other columns: a short headline over a story of several columns."""
    found: list[Piece] = []
    for part in parts:
        tops = [max(piece.top for piece in other) for other in parts if other is not part]
        found += [piece for piece in part if piece.size > 1.2 * size and piece.bottom > max(tops) - 0.3 * size]
    return found


def _across(pieces: list[Piece], size: float) -> list[Piece]:
    """Lines that reach out of their column, without which the page falls into columns."""
    width = _middle(piece.right - piece.left for piece in pieces)
    wide: list[Piece] = []
    narrow: list[Piece] = []
    for piece in pieces:
        is_wide = piece.right - piece.left > 1.3 * width or piece.size > 1.2 * size
        (wide if is_wide else narrow).append(piece)
    parts = _apart(narrow, size)
    if not wide or len(parts) < 2 or not _are_columns(parts):
        return []
    edges = [(min(p.left for p in part), max(p.right for p in part)) for part in parts]
    slack = 0.5 * size
    return [p for p in wide if not any(left - slack <= p.left and p.right <= right + slack for left, right in edges)]


def _bands(pieces: list[Piece], size: float) -> tuple[list[Piece], list[Piece]]:
    """What stands above and below the widest white band across the page; all above where there is none."""
    ordered = sorted(pieces, key=lambda piece: -piece.top)
    floor = ordered[0].bottom
    widest, cut = 0.0, len(ordered)
    for index, piece in enumerate(ordered):
        if floor - piece.top > widest:
            widest, cut = floor - piece.top, index
        floor = min(floor, piece.bottom)
    return (ordered[:cut], ordered[cut:]) if widest > 0.9 * size else (pieces, [])


def _strips(pieces: list[Piece], spanning: list[Piece]) -> list[list[Row]]:
    """What stands above, between and below the spanning lines, and these lines themselves, from top to bottom."""
    strips: list[list[Row]] = []
    across = {id(line) for line in spanning}
    left_over = [piece for piece in pieces if id(piece) not in across]
    held: list[Piece] = []
    for line in sorted(spanning, key=lambda piece: -piece.middle):
        above = [piece for piece in left_over if piece.middle > line.middle]
        if above:
            left_over = [piece for piece in left_over if piece.middle <= line.middle]
            if held:
                strips.append(_rows(held))
                held = []
            strips += columns(above)
        held.append(line)
    strips.append(_rows(held))
    return strips + columns(left_over)


def _rows(pieces: list[Piece]) -> list[Row]:
    """Pieces of one column as rows; pieces at one height are one row."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.middle):
        if rows and abs(rows[-1][0].middle - piece.middle) < 0.5 * min(rows[-1][0].size, piece.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_row(sorted(row, key=lambda piece: piece.left)) for row in rows]


def _row(row: list[Piece]) -> Row:
    text = row[0].text
    for before, piece in pairwise(row):
        text += ("\t" if piece.left - before.right > 2 * piece.size else " ") + piece.text
    return Row(row[0].left, row[-1].right, row[0].middle, max(piece.size for piece in row), text, row[0].indented)
