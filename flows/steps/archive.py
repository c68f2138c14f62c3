"""The archive: every file ever received, under the SHA-256 of its bytes, written once and never changed."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from flows.steps import durable

_CHUNK = 1 << 20
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
"""Faults of the archive's disk, not of the file that is copied."""


@dataclass(slots=True, frozen=True)
class Stored:
    """A file whose bytes are in the archive."""

    sha256: str
    byte_count: int
    modified_ns: int


class Changed(Exception):  # noqa: N818 — what befell the file, not a fault of the program
    """The file changed or vanished while it was copied."""


def path_of(archive: Path, sha256: str, file_name: str) -> Path:
    """Where the bytes with this hash lie; the extension is that of the name they came under."""
    return archive / sha256[:2] / (sha256 + _extension(file_name))


def find(archive: Path, sha256: str, file_name: str) -> Path | None:
    """The archived file; None where it is missing."""
    path = path_of(archive, sha256, file_name)
    return path if path.exists() else None


def store(archive: Path, files: Iterable[Path]) -> dict[Path, Stored | OSError | Changed]:
    """Copy files into the archive. When it returns, the bytes of every one that is ``Stored`` are on the disk.

    A whole batch shares two flushes: bytes first, then names, so that no name ever stands for missing bytes.
    """
    incoming = archive / "incoming"
    incoming.mkdir(parents=True, exist_ok=True)
    outcome: dict[Path, Stored | OSError | Changed] = {}
    moves: dict[Path, Path] = {}
    for number, path in enumerate(files):
        copy = incoming / f"{os.getpid()}-{number}"
        try:
            stored = _copy(path, copy)
        except (OSError, Changed) as error:
            copy.unlink(missing_ok=True)
            if isinstance(error, OSError) and error.errno in _NO_ROOM:
                raise OSError(error.errno, os.strerror(error.errno), str(archive)) from None
            outcome[path] = error
            continue
        outcome[path] = stored
        final = path_of(archive, stored.sha256, path.name)
        if final.exists() and digest(final) == stored.sha256:
            copy.unlink()
        else:
            moves[copy] = final
    if moves:
        durable.sync_all(archive)
        for copy, final in moves.items():
            final.parent.mkdir(exist_ok=True)
            copy.chmod(0o444)
            copy.replace(final)
        durable.sync_all(archive)
    return outcome


def clean(archive: Path) -> None:
    """Remove copies that a crash left unfinished. Needs the lock."""
    for path in (archive / "incoming").glob("*"):
        path.unlink()


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy(path: Path, copy: Path) -> Stored:
    sha256 = hashlib.sha256()
    count = 0
    # neither a symbolic link nor a pipe that took the file's place is opened
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as source, copy.open("wb") as target:
        before = os.fstat(source.fileno())
        while chunk := source.read(_CHUNK):
            sha256.update(chunk)
            target.write(chunk)
            count += len(chunk)
        after = os.fstat(source.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or count != after.st_size:
        raise Changed(f"{path.name} changed while it was copied")
    return Stored(sha256.hexdigest(), count, before.st_mtime_ns)


def _extension(file_name: str) -> str:
    suffix = Path(file_name).suffix.lower()
    return suffix if suffix[1:].isalnum() and suffix.isascii() and len(suffix) <= 10 else ""
