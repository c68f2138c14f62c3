"""Ad-hoc SQL on the published file: read only, and without access to any other file or to the network."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb

FETCHED = 10_000
"""Rows fetched at once, so that an answer of any size needs little memory."""


class QueryError(Exception):
    """A query that cannot be answered; the message says what to do."""


@dataclass(slots=True)
class Answer:
    """Columns and rows of a query."""

    columns: list[str]
    rows: list[tuple[Any, ...]]


@contextmanager
def open_published(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published file, locked down: a query can neither write nor reach another file."""
    if not published.is_file():
        raise QueryError(f"nothing is published yet ({published}): run `bulletins ingest` first")
    try:
        connection = duckdb.connect(
            published, read_only=True, config={"enable_external_access": "false", "lock_configuration": "true"}
        )
    except duckdb.Error as error:
        raise QueryError(f"{published} cannot be opened: {error}") from None
    with connection:
        yield connection


def ask(published: Path, query: str, limit: int | None = None) -> Answer:
    """The answer of the last statement of ``query``, cut off after ``limit`` rows."""
    with _answering(published, query) as (columns, rows):
        return Answer(columns, list(islice(rows, limit)))


def export(published: Path, query: str, path: Path, form: str, limit: int | None = None) -> int:
    """Write the answer of ``query`` to ``path`` as ``csv`` or ``xlsx``; returns the number of rows.

    Raises StepError where the file cannot be written; what lay there before then stays.
    """
    from flows.steps.export import write_csv, write_xlsx

    write = {"csv": write_csv, "xlsx": write_xlsx}[form]
    with _answering(published, query) as (columns, rows):
        return write(path, columns, islice(rows, limit))


def form_of_file(path: Path, form: str | None) -> str:
    """How to write ``path``: as ``form`` says, else as its name does."""
    ending = path.suffix.lower().removeprefix(".")
    form = form or ending
    if form not in ("csv", "xlsx"):
        raise QueryError(f"{path}: a file is written as csv or xlsx: end its name so, or say --format")
    if ending in ("csv", "xls", "xlsx") and ending != form:
        raise QueryError(f"{path}: {form} in a file that ends in .{ending} cannot be opened: name it .{form}")
    return form


@contextmanager
def _answering(published: Path, query: str) -> Iterator[tuple[list[str], Iterator[tuple[Any, ...]]]]:
    """Columns and rows of an answer, fetched as they are asked for."""
    with open_published(published) as connection:
        try:
            if not connection.extract_statements(query):
                raise QueryError("the query is empty")
            cursor = connection.execute(query)
            yield [column[0] for column in cursor.description or []], _fetched(cursor)
        except duckdb.Error as error:
            raise QueryError(str(error)) from None


def _fetched(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while rows := cursor.fetchmany(FETCHED):
        yield from rows


def query_text(argument: str) -> str:
    """The query itself: ``argument`` is SQL, a file of it, or - for standard input."""
    if argument == "-":
        return sys.stdin.read()
    if argument.endswith(".sql"):
        try:
            text = Path(argument).read_text("utf-8")
            duckdb.extract_statements(text)
            return text
        except duckdb.ParserException as error:
            raise QueryError(f"{argument}: {error}") from None
        except OSError as error:
            raise QueryError(f"{argument}: {error.strerror}") from None
    return argument


def print_answer(answer: Answer, form: str) -> None:
    """Write an answer to standard output as ``table``, ``csv`` or ``json`` (one object a line)."""
    if form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(answer.columns)
        writer.writerows(answer.rows)
    elif form == "json":
        for row in answer.rows:
            print(json.dumps(dict(zip(answer.columns, row, strict=True)), ensure_ascii=False, default=str))
    else:
        from flows.console import print_table

        print_table(answer.columns, answer.rows)
