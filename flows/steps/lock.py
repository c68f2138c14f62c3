"""One writer: ``flock``, held by the process and gone with it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.steps.errors import Busy


@contextmanager
def hold(path: Path, *, wait: bool = False) -> Iterator[None]:
    """Hold the lock. Raises Busy at once where another process holds it, unless told to ``wait``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip()
            raise Busy(f"another run is at work (process {holder or 'unknown'}): it takes up what waits") from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
