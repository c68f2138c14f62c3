"""Ad-hoc SQL on the published file: read only, and without access to any other file or to the network."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb


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
    with open_published(published) as connection:
        try:
            if not connection.extract_statements(query):
                raise QueryError("the query is empty")
            cursor = connection.execute(query)
            rows = cursor.fetchall() if limit is None else cursor.fetchmany(limit)
        except duckdb.Error as error:
            raise QueryError(str(error)) from None
        return Answer([column[0] for column in cursor.description or []], rows)


def query_text(argument: str) -> str:
    """The query itself: ``argument`` is SQL, a file of it, or - for standard input."""
    if argument == "-":
        return sys.stdin.read()
    if argument.endswith(".sql"):
        try:
            return Path(argument).read_text("utf-8")
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
