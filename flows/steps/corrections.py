"""The corrections of a home folder, by bulletin, and those that name a bulletin which is not there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb

from flows.steps.errors import StepError
from transforms.corrections import Correction, CorrectionsError, parse

Corrections = Mapping[str, list[Correction]]
NOT_THERE = "there is no such bulletin"


def load(folder: Path) -> dict[str, list[Correction]]:
    """``FOLDER/*.yaml`` by bulletin_id, in the order of file names and lines; empty where there are none.

    Raises StepError with file and line.
    """
    found: defaultdict[str, list[Correction]] = defaultdict(list)
    for path in sorted(folder.glob("*.y*ml")) if folder.is_dir() else []:
        try:
            for correction in parse(path.read_text("utf-8"), f"{folder.name}/{path.name}"):
                found[correction.bulletin_id].append(correction)
        except CorrectionsError as error:
            raise StepError(str(error)) from None
        except (OSError, UnicodeDecodeError) as error:
            raise StepError(f"{path} cannot be read: {error}") from None
    return dict(found)


def note_missing(con: duckdb.DuckDBPyConnection, corrections: Corrections) -> bool:
    """Put on record, for a check to find, which corrections name no bulletin of the warehouse; whether that changed."""
    before = {row[0] for row in con.execute(_NOTED, [NOT_THERE]).fetchall()}
    known = {row[0] for row in con.execute(_KNOWN, [list(corrections)]).fetchall()} if corrections else set()
    missing = [one for bulletin_id, made in corrections.items() if bulletin_id not in known for one in made]
    if before == {one.place for one in missing}:
        return False
    con.execute("DELETE FROM warehouse.bulletin_correction WHERE failure = ?", [NOT_THERE])
    _insert(con, missing)
    return True


_NOTED = "SELECT place FROM warehouse.bulletin_correction WHERE failure = ?"
_KNOWN = "SELECT bulletin_id FROM warehouse.dim_bulletin WHERE bulletin_id IN (SELECT unnest(?::VARCHAR[]))"


def _insert(con: duckdb.DuckDBPyConnection, missing: Iterable[Correction]) -> None:
    for one in missing:
        con.execute(
            "INSERT INTO warehouse.bulletin_correction VALUES (?, ?, ?, ?, NULL, ?, ?, ?, ?)",
            [one.bulletin_id, one.place, one.verb, one.quote, NOT_THERE, one.reason, one.who, one.when],
        )
