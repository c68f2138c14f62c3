"""The SQL files of the project, and what DuckDB types are in Arrow."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from flows.steps.errors import StepError

SQL = Path(__file__).resolve().parents[2] / "sql"


def files(folder: str) -> list[Path]:
    """SQL files of ``sql/FOLDER``, by name."""
    return sorted((SQL / folder).glob("*.sql"))


def run_all(con: duckdb.DuckDBPyConnection, folder: str) -> None:
    """Run every file of ``sql/FOLDER``; an error names the file."""
    for path in files(folder):
        run_file(con, path)


def run_file(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Run one file; an error names it."""
    try:
        con.execute(path.read_text("utf-8"))
    except duckdb.Error as error:
        error.add_note(f"in {path}")
        raise


@contextmanager
def explained(what: str) -> Iterator[None]:
    """Tell an error of DuckDB in a sentence: raises StepError with ``what`` stopped, where, and why."""
    try:
        yield
    except duckdb.Error as error:
        why = " ".join([*getattr(error, "__notes__", ()), str(error).splitlines()[0]])
        advice = ": raise the setting duckdb_memory" if isinstance(error, duckdb.OutOfMemoryException) else ""
        raise StepError(f"{what} stopped: {why}{advice}") from None


def schema_version() -> str:
    """Hash of ``sql/schema``: a warehouse made by another one has to be made anew."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in files("schema"))).hexdigest()[:12]


def quoted(path: Path) -> str:
    """A path inside single quotes, for the statements that take no parameter."""
    return str(path).replace("'", "''")
