"""Writing so that a power cut leaves the old state or the new one."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path


def sync_file(path: Path) -> None:
    """Bring the bytes of ``path`` to the disk."""
    _sync(path, os.O_RDONLY)


def sync_folder(path: Path) -> None:
    """Bring the names in folder ``path`` to the disk."""
    _sync(path, os.O_RDONLY | os.O_DIRECTORY)


def sync_all(folder: Path) -> None:
    """Bring everything written below ``folder`` to the disk: one system call for a whole batch of small files."""
    if sys.platform == "linux":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            if ctypes.CDLL(None, use_errno=True).syncfs(descriptor) != 0:
                number = ctypes.get_errno()
                raise OSError(number, os.strerror(number), str(folder))
        finally:
            os.close(descriptor)
    else:
        os.sync()


def replace(new: Path, final: Path) -> None:
    """Put the finished file ``new`` in the place of ``final``, in one step."""
    sync_file(new)
    new.replace(final)
    sync_folder(final.parent)


def write(final: Path, content: bytes) -> None:
    """Write ``final`` whole or not at all."""
    new = final.with_name(f".new-{os.getpid()}-{final.name}"[:120])
    new.write_bytes(content)
    replace(new, final)


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
