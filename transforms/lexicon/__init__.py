"""The vocabulary as data, and the one way to read it: CSV files beside this module, checked at load.

An installation may lay its own over it (the home folder's ``lexicon/``): a file there has the name and the header of
a shipped one, and each of its rows adds to the shipped rows or replaces those with the same key.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent

_overlay: Path | None = None
_is_read = False


class LexiconError(ValueError):
    """A vocabulary file is wrong; the message names file, line and what to mend."""


def lay_over(folder: Path | None) -> None:
    """Read ``folder``'s files over the shipped ones; to be called before the first word is read.

    A folder without CSV files is none. Raises LexiconError for a file that the shipped vocabulary does not have, and
    where other files were read before.
    """
    global _overlay
    wanted = folder if folder is not None and any(folder.glob("*.csv")) else None
    if _is_read and wanted != _overlay:
        raise LexiconError("the vocabulary was read from other files before: start the run in a new process")
    for path in sorted(wanted.glob("*.csv")) if wanted else ():
        if not (FOLDER / path.name).is_file():
            names = ", ".join(sorted(shipped.name for shipped in FOLDER.glob("*.csv")))
            raise LexiconError(f"{path}: the vocabulary has no such file; it has {names}")
    _overlay = wanted


def files() -> list[Path]:
    """Every file that the vocabulary is read from, those of the installation last."""
    shipped = sorted(path for path in FOLDER.iterdir() if path.suffix in (".csv", ".txt"))
    return shipped + (sorted(_overlay.glob("*.csv")) if _overlay else [])


def rows(name: str, columns: tuple[str, ...], key: int = 1) -> Iterator[tuple[str, list[str]]]:
    """Line (for messages) and cells of each row of ``name``; lines that begin with # are comments.

    A row of the installation's own file replaces the shipped rows whose first ``key`` cells are the same.
    Raises LexiconError where the header is not ``columns`` or a row has another number of cells.
    """
    global _is_read
    _is_read = True
    own = list(_read(_overlay / name, columns)) if _overlay and (_overlay / name).is_file() else []
    replaced = {tuple(cells[:key]) for _, cells in own}
    for line, cells in _read(FOLDER / name, columns):
        if tuple(cells[:key]) not in replaced:
            yield str(line), cells
    for line, cells in own:
        yield f"{line} of your own file", cells


def _read(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        if tuple(next(reader, ())) != columns:
            raise LexiconError(f"{path.name}, line 1: the header must be {','.join(columns)}")
        for cells in reader:
            if not cells or cells[0].startswith("#"):
                continue
            if len(cells) != len(columns):
                found = f"{len(cells)} cells where {len(columns)} belong"
                raise LexiconError(f"{path.name}, line {reader.line_num}: {found}")
            yield reader.line_num, cells
