"""Publishing: a fresh file, made whole beside the one in use and put in its place by one rename.

Readers never block the writer, nor it them: whoever has the old file open goes on reading it. The published file
carries the generation of the warehouse that it was made from, so that a crash between commit and publishing mends
itself on the next run.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from flows.steps import derive, durable, parquet, sql, warehouse
from flows.steps.errors import StepError

if TYPE_CHECKING:
    from flows.settings import Settings


FULL = (errno.ENOSPC, errno.EDQUOT)
"""Errors of a full disk; DuckDB tells them in words."""
RELEASE = "bulletins-"
"""How the name of a kept release begins; its generation follows."""


def is_current(settings: Settings, generation: int) -> bool:
    """Whether the published file was made from this generation of the warehouse, by today's views."""
    return published_state(settings.published) == (generation, views_version()) and _parquet(settings).exists()


def publish(settings: Settings, generation: int, *, anew: bool = False) -> Path:
    """Make and swap in the published file and its Parquet copy. The warehouse is closed, the lock held.

    ``anew``: write Parquet of every month, also of those that have not changed.
    """
    log = settings.warehouse.with_name(f"{settings.warehouse.name}.wal")
    if log.exists():  # closing it failed to work the log in, so that a copy would lack what was committed last
        raise StepError(f"{settings.warehouse} could not be written whole: free space on its disk, then run it again")
    final = settings.published
    final.parent.mkdir(parents=True, exist_ok=True)
    new = final.with_name(f".new-{final.name}")
    clean(settings)
    with _room(settings):
        return _publish(settings, generation, new, anew=anew)


def _publish(settings: Settings, generation: int, new: Path, *, anew: bool) -> Path:
    final, final_copy = settings.published, _parquet(settings)
    shutil.copyfile(settings.warehouse, new)
    with sql.explained("publishing"), duckdb.connect(str(new), config=warehouse.config(settings)) as con:
        _complete(con, generation)
        copy = final_copy.with_name(f".parquet-{generation}-{secrets.token_hex(4)}")
        parquet.write(con, copy, None if anew else final_copy, generation)
        con.execute("CHECKPOINT")
    _keep_release(settings, generation)
    durable.replace(new, final)
    _swap_folder(copy, final_copy)
    return final


def clean(settings: Settings) -> None:
    """Remove what an interrupted publishing left."""
    for path in settings.published.parent.glob(f".new-{settings.published.name}*"):
        path.unlink()
    final = _parquet(settings)
    _remove_copies(final.parent, final.readlink().name if final.is_symlink() else "")


def _remove_copies(folder: Path, in_use: str) -> None:
    """Remove every Parquet copy but the one ``in_use``."""
    for path in folder.glob(".parquet-*"):
        if path.name != in_use and path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)


def kept_releases(settings: Settings) -> list[Path]:
    """Earlier published files that are kept, the oldest first."""
    return sorted(settings.releases.glob(f"{RELEASE}[0-9]*.duckdb"), key=generation_of_release)


def prune_releases(settings: Settings) -> int:
    """Remove all but the newest ``keep_releases`` kept releases; returns how many."""
    kept = kept_releases(settings)
    old = kept[: max(len(kept) - settings.keep_releases, 0)]
    for path in old:
        path.unlink()
    return len(old)


def generation_of_release(path: Path) -> int:
    """The generation that the name of a kept release gives; 0 for a file with another name."""
    number = path.stem.removeprefix(RELEASE)
    return int(number) if number.isascii() and number.isdigit() else 0


def views_version() -> str:
    """Hash of the SQL that makes a published file out of a warehouse."""
    texts = [path.read_bytes() for folder in ("derive", "marts") for path in sql.files(folder)]
    return hashlib.sha256(b"".join(texts)).hexdigest()[:12]


def _complete(con: duckdb.DuckDBPyConnection, generation: int) -> None:
    """Add what depends on other bulletins, the views, and what this publication is."""
    derive.derive(con)
    sql.run_all(con, "marts")
    con.execute("CREATE TABLE publication (generation BIGINT, views_version VARCHAR, published_at TIMESTAMP)")
    con.execute(
        "INSERT INTO publication VALUES (?, ?, ?)",
        [generation, views_version(), datetime.now(UTC).replace(tzinfo=None)],
    )
    con.execute("COMMENT ON TABLE publication IS 'One row: what this published file was made from'")
    con.execute("COMMENT ON COLUMN publication.generation IS 'Generation of the warehouse'")
    con.execute("COMMENT ON COLUMN publication.views_version IS 'Hash of sql/derive and sql/marts'")
    con.execute("COMMENT ON COLUMN publication.published_at IS 'UTC'")


def published_state(path: Path) -> tuple[int, str] | None:
    """Generation and views of a published file; None where it is none."""
    if not path.exists():
        return None
    try:
        with duckdb.connect(str(path), read_only=True) as con:
            row = con.execute("SELECT generation, views_version FROM publication").fetchone()
    except duckdb.Error:
        return None
    return (row[0], row[1]) if row else None


def _swap_folder(new: Path, final: Path) -> None:
    """Let the link ``final`` name the folder ``new``, in one step; then remove the folder it named before."""
    link = final.with_name(f".{final.name}-link")
    link.unlink(missing_ok=True)
    link.symlink_to(new.name)
    if final.is_dir() and not final.is_symlink():
        shutil.rmtree(final)
    link.replace(final)
    durable.sync_folder(final.parent)
    _remove_copies(final.parent, new.name)


def _keep_release(settings: Settings, generation: int) -> None:
    """Keep the file in use under its generation; it shares its bytes on disk, so nothing is copied."""
    state = published_state(settings.published)
    if state is not None and settings.keep_releases:
        settings.releases.mkdir(parents=True, exist_ok=True)
        kept = settings.releases / f"{RELEASE}{state[0]:09d}.duckdb"
        kept.unlink(missing_ok=True)
        with _explained(settings.releases):
            os.link(settings.published, kept)
    prune_releases(settings)


def _parquet(settings: Settings) -> Path:
    return Path(os.path.normpath(settings.parquet))


@contextmanager
def _room(settings: Settings) -> Iterator[None]:
    """A full disk in a sentence; what was half written goes."""
    try:
        yield
    except (OSError, StepError) as error:
        clean(settings)
        if getattr(error, "errno", None) not in FULL and not any(os.strerror(number) in str(error) for number in FULL):
            raise
        raise StepError(
            f"{settings.published.parent}: no space left to publish there: the file in use stays as it was;"
            " make room and run `bulletins publish`"
        ) from None


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StepError(
            f"{folder}: the release cannot be kept there ({error.strerror}): it must be on one disk"
        ) from None
