"""The review queue as an Excel sheet, and the edited sheet as corrections.

The sheet has one row a figure: grey columns that find it again and must stay, and columns that a person may change.
What differs on its way back becomes ``corrections/review-DAY-N.yaml``, and the next ingest reads those bulletins again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from flows.steps import durable, receipts, sql
from flows.steps.errors import StepError
from flows.steps.export import FORMULA, harmless
from flows.steps.lock import hold
from transforms.corrections import SETTABLE, CorrectionsError, found_once, parse

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from flows.settings import Settings

KEYS = ("fact_id", "bulletin_id", "quote", "figure")
EDITABLE = tuple(SETTABLE)
BY_HAND = ("drop", "reason", "who")
SHOWN = ("confidence", "doubted", "source", "file", "context")
COLUMNS = (*SHOWN, *EDITABLE, *BY_HAND, *KEYS)
_WIDTHS = {"context": 60, "quote": 40, "object": 24, "region": 24, "org": 24, "reason": 24}


@dataclass(slots=True, frozen=True)
class Imported:
    """What a sheet brought."""

    path: Path | None
    """The corrections file that was written; None where the sheet changes nothing."""
    corrections: int
    bulletins: int


def export(settings: Settings, path: Path, limit: int = 500) -> int:
    """Write the figures that most need a person to the sheet ``path``; returns how many.

    Raises StepError where nothing is published.
    """
    import openpyxl
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    if not settings.published.exists():
        raise StepError("nothing is published yet: run `bulletins ingest` first")
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "review"
    sheet.append(COLUMNS)
    with duckdb.connect(str(settings.published), read_only=True) as con:
        queue = _queue(con, limit)
    for row in queue:
        sheet.append([harmless(row.get(name)) for name in COLUMNS])
    for number, cells in enumerate(sheet.iter_cols(1, len(COLUMNS)), 1):
        name = str(cells[0].value)
        cells[0].font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(name, 14)
        if name in KEYS + SHOWN:
            for cell in cells:
                cell.fill = PatternFill("solid", fgColor="EEEEEE")
    sheet.freeze_panes = "A2"
    book.save(path)
    return len(queue)


def import_(settings: Settings, path: Path, who: str | None = None, today: date | None = None) -> Imported:
    """Make corrections of what is changed in the sheet ``path``; nothing is written where any row is wrong.

    ``who`` stands for everyone who left that column empty. Raises StepError that names sheet and row.
    """
    today = today or datetime.now(UTC).date()
    with hold(settings.lock, wait=True), duckdb.connect(str(settings.published), read_only=True) as con:
        entries = []
        for number, row in _rows(path):
            place = f"{path.name}, row {number}"
            entry = _entry(_as_published(con, row, place), row, place, who, today)
            if entry:
                entries.append(entry)
        if not entries:
            return Imported(None, 0, 0)
        text = _yaml(entries)
        try:
            parse(text, path.name)
        except CorrectionsError as error:
            raise StepError(str(error)) from None
        target = _free_name(settings.corrections, today)
        durable.write(target, text.encode())
        bulletins = {entry["bulletin"] for entry in entries}
        _read_again(settings, bulletins)
    return Imported(target, len(entries), len(bulletins))


def _queue(con: duckdb.DuckDBPyConnection, limit: int) -> list[dict[str, Any]]:
    cursor = con.execute((sql.SQL / "review" / "queue.sql").read_text("utf-8"), {"limit": limit, "fact_id": None})
    return [
        _with_quote(dict(zip([c[0] for c in cursor.description or ()], row, strict=True))) for row in cursor.fetchall()
    ]


def _with_quote(row: dict[str, Any]) -> dict[str, Any]:
    """Add the shortest words around the figure that stand in the bulletin once."""
    text, start, end = row["text"], row["char_start"], row["char_end"]
    for margin in (8, 16, 32, 64, 128, 256, len(text)):
        quote = text[max(start - margin, 0) : end + margin // 2]
        if not isinstance(found_once(text, quote), str) and not isinstance(found_once(quote, row["figure"]), str):
            break
    squeezed = " ".join(quote.split())
    return row | {"quote": squeezed, "context": " ".join(text[max(start - 80, 0) : end + 40].split())}


def _rows(path: Path) -> list[tuple[int, dict[str, Any]]]:
    from zipfile import BadZipFile

    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (OSError, InvalidFileException, BadZipFile, KeyError, ValueError) as error:
        raise StepError(f"{path} is no Excel sheet that can be read: {error}") from None
    sheet: Worksheet = book.worksheets[0]
    lines = list(sheet.iter_rows(values_only=True))
    head = [str(name) for name in lines[0]] if lines else []
    missing = [name for name in COLUMNS if name not in head]
    if missing:
        raise StepError(f"{path.name}, row 1: the column {missing[0]} is missing: take the sheet as it was exported")
    return [
        (number, {name: _plain(value) for name, value in zip(head, line, strict=False) if name in COLUMNS})
        for number, line in enumerate(lines[1:], 2)
        if any(value is not None for value in line)
    ]


def _as_published(con: duckdb.DuckDBPyConnection, row: dict[str, Any], place: str) -> dict[str, Any]:
    cursor = con.execute(
        (sql.SQL / "review" / "queue.sql").read_text("utf-8"), {"limit": 1, "fact_id": str(row["fact_id"])}
    )
    found = cursor.fetchone()
    if found is None:
        raise StepError(
            f"{place}: no figure has the fact_id {row['fact_id']!r}: the grey columns must stay as they were"
        )
    published = _with_quote(dict(zip([c[0] for c in cursor.description or ()], found, strict=True)))
    changed = [name for name in ("bulletin_id", "figure") if str(published[name]) != str(row[name])]
    if changed:
        raise StepError(f"{place}: {changed[0]} was changed: the grey columns must stay as they were")
    return published


def _entry(
    published: dict[str, Any], row: dict[str, Any], place: str, who: str | None, today: date
) -> dict[str, Any] | None:
    changed = {name: _typed(row[name], name, place) for name in EDITABLE}
    changed = {name: value for name, value in changed.items() if value != _typed(published[name], name, place)}
    is_dropped = str(row["drop"] or "").strip().lower() in ("x", "yes", "true", "1", "是", "删")
    if not changed and not is_dropped:
        return None
    who = str(row["who"] or who or "")
    if not who or not row["reason"]:
        raise StepError(f"{place}: a correction needs a reason and who made it")
    watched = list(changed) if changed and not is_dropped else ["value"]
    return {
        "bulletin": published["bulletin_id"],
        "quote": published["quote"],
        "figure": published["figure"],
        "expect": {name: _typed(published[name], name, place) for name in watched},
        **({"drop": True} if is_dropped else {"set": changed}),
        "reason": str(row["reason"]),
        "who": who,
        "when": today,
    }


def _typed(value: Any, name: str, place: str) -> Any:
    if value is None or value == "":
        return None
    wanted = SETTABLE[name]
    try:
        if wanted is float:
            return float(f"{float(value):.15g}")  # as Excel keeps it
        if wanted is date:
            return (
                value.date()
                if isinstance(value, datetime)
                else value
                if isinstance(value, date)
                else date.fromisoformat(value)
            )
    except (TypeError, ValueError):
        kind = "a number" if wanted is float else "a day such as 2022-07-20"
        raise StepError(f"{place}: {name} must be {kind}, not {value!r}") from None
    return str(value)


def _plain(value: Any) -> Any:
    """A cell as it was before ``harmless``."""
    return value[1:] if isinstance(value, str) and value[:1] == "'" and value[1:].startswith(FORMULA) else value


def _yaml(entries: list[dict[str, Any]]) -> str:
    import yaml

    return yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=100)


def _free_name(folder: Path, today: date) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while (path := folder / f"review-{today}-{number}.yaml").exists():
        number += 1
    return path


def _read_again(settings: Settings, bulletin_ids: set[str]) -> None:
    """Note that the next ingest reads these bulletins again."""
    from flows.steps import warehouse

    with warehouse.open_for_writing(settings, {}) as house:
        known = house.receipts_of(bulletin_ids)
    receipts.append(settings.receipts, [receipts.again(one[-1], receipts.RETRY, "corrected") for one in known.values()])
