"""The vocabulary as data, and the one way to read it: CSV files beside this module, checked at load."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent


class LexiconError(ValueError):
    """A vocabulary file is wrong; the message names file, line and what to mend."""


def rows(name: str, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of each row of ``name``; lines that begin with # are comments.

    Raises LexiconError where the header is not ``columns`` or a row has another number of cells.
    """
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        if tuple(next(reader, ())) != columns:
            raise LexiconError(f"{name}, line 1: the header must be {','.join(columns)}")
        for cells in reader:
            if not cells or cells[0].startswith("#"):
                continue
            if len(cells) != len(columns):
                raise LexiconError(f"{name}, line {reader.line_num}: {len(cells)} cells where {len(columns)} belong")
            yield reader.line_num, cells
