"""Rows as a file for people in Excel: CSV with a byte order mark, or a sheet with real numbers and days.

The file is written beside its place and renamed, so that what lay there before is whole until the new one is.
"""

from __future__ import annotations

import csv
import errno
import json
import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from math import isfinite
from pathlib import Path
from typing import Any

from flows.steps import durable
from flows.steps.errors import StepError

FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""A text that begins so is run as a formula by spreadsheet programs; some take the full-width signs too."""
MAX_ROWS, MAX_TEXT = 1_048_576, 32_767
"""What a sheet of Excel holds: rows, and characters in one cell."""
_FIRST_DAY = date(1900, 3, 1)  # before it Excel counts days wrongly, or not at all
_EXACT = 10**15  # Excel keeps fifteen digits of a number


def harmless(value: Any) -> Any:
    """A text that no spreadsheet takes for a formula: with an apostrophe before it where it begins like one."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write ``rows`` as UTF-8 with a byte order mark, as Excel in China wants it; returns how many."""
    count = 0
    with _replaced(path) as new, new.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(map(harmless, columns))
        for row in rows:
            writer.writerow([harmless(_plain(value)) for value in row])
            count += 1
    return count


def write_xlsx(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write ``rows`` as an Excel sheet under a frozen header; returns how many.

    Raises StepError where Excel cannot hold them: nothing is cut off.
    """
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("figures")
    sheet.freeze_panes = "A2"

    def cell(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        written = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("\ufffd", value))
        written.data_type = "s"  # else a text that begins with = becomes a formula
        written.quotePrefix = value.startswith(FORMULA)  # stays text when it is edited
        return written

    header = [cell(name) for name in columns]
    for one in header:
        one.font = Font(bold=True)
    count = 0
    with _replaced(path) as new, _ended(sheet):
        sheet.append(header)
        for row in rows:
            count += 1
            if count >= MAX_ROWS:
                raise StepError(f"{path}: a sheet holds {MAX_ROWS - 1:,} rows at most: write .csv, or ask for fewer")
            values = [_for_excel(value) for value in row]
            for name, value in zip(columns, values, strict=True):
                if isinstance(value, str) and len(value) > MAX_TEXT:
                    raise StepError(
                        f"{path}: {name} of row {count} has {len(value):,} characters, a cell of Excel holds"
                        f" {MAX_TEXT:,}: write .csv, or leave the column out"
                    )
            sheet.append([cell(value) for value in values])
        packed = BytesIO()  # a zip file that finds the disk full complains on the terminal
        book.save(packed)
        new.write_bytes(packed.getbuffer())
    return count


@contextmanager
def _ended(sheet: Any) -> Iterator[None]:
    """End a sheet that cannot be finished at once, else it complains on the terminal when it is forgotten."""
    from lxml.etree import SerialisationError

    try:
        yield
    except BaseException as error:
        for end in (sheet.close, sheet._writer.close):
            with suppress(Exception):
                end()
        if isinstance(error, SerialisationError):  # such as IO_ENOSPC
            number = getattr(errno, str(error).removeprefix("IO_"), errno.EIO)
            raise OSError(number, os.strerror(number)) from None
        raise


def _for_excel(value: Any) -> Any:
    """A value as a cell holds it without loss; text where no number or day of Excel can."""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        is_kept = isfinite(value) and (not isinstance(value, int) or abs(value) < _EXACT)
        return value if is_kept else str(value)
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        has_zone = isinstance(value, datetime) and value.tzinfo is not None
        return str(value) if day < _FIRST_DAY or has_zone else value
    return value if isinstance(value, bool | time | timedelta | None) else _plain(value)


def _plain(value: Any) -> Any:
    """Lists and structures as JSON, everything else as it is."""
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value if isinstance(value, str | int | float | Decimal | None) else str(value)


@contextmanager
def _replaced(path: Path) -> Iterator[Path]:
    """A file to write beside ``path``; it takes the place of ``path`` when all went well, and is gone when not."""
    if path.is_dir():
        raise StepError(f"{path} is a folder: name a file in it, such as {path / 'figures.xlsx'}")
    if path.exists() and not path.is_file():
        raise StepError(f"{path} is no file that can be replaced: name another one")
    path = path.resolve()
    if not path.parent.is_dir():
        raise StepError(f"{path.parent} is no folder: make it first, or name another place")
    new = path.with_name(f".new-{secrets.token_hex(8)}{path.suffix}")
    try:
        yield new
        durable.replace(new, path)
    except OSError as error:
        raise StepError(f"{path} is not written, and is as it was: {error.strerror or error}") from None
    finally:
        new.unlink(missing_ok=True)
