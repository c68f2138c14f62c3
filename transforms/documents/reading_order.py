"""The order in which a person reads the pieces of a page: columns, headlines across them, tables row by row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median


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


def columns(pieces: list[Piece]) -> list[list[Row]]:
    """The columns of a page in reading order, each as its rows from top to bottom."""
    if not pieces:
        return []
    size = median(piece.size for piece in pieces)
    spanning = _spanning(pieces, size)
    if spanning:
        return _strips(pieces, spanning)
    parts = _apart(pieces, size)
    if len(parts) > 1 and _are_columns(parts):
        return [column for part in parts for column in columns(part)]
    return [_rows(pieces)]


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
    full = [g for g in groups if len(g) >= 2 and median(len(piece.text) for piece in g) >= _SHORT]
    return len(full) >= 2


def _spanning(pieces: list[Piece], size: float) -> list[Piece]:
    """Headlines and other lines across columns: what reaches out of its column, or stands large above all of them."""
    width = median(piece.right - piece.left for piece in pieces)
    wide = [p for p in pieces if p.right - p.left > 1.3 * width or p.size > 1.2 * size]
    narrow = [p for p in pieces if p.right - p.left <= 1.3 * width and p.size <= 1.2 * size]
    parts = _apart(narrow, size)
    if not wide or len(parts) < 2 or not _are_columns(parts):
        return []
    edges = [(min(p.left for p in part), max(p.right for p in part)) for part in parts]
    tops = sorted(max(p.middle for p in part) for part in parts)
    return [
        p
        for p in wide
        if not any(left - 0.5 * size <= p.left and p.right <= right + 0.5 * size for left, right in edges)
        or (p.size > 1.2 * size and p.middle > tops[-1])
    ]


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
