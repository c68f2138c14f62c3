"""What processes take at their peak, all of a command's together."""

from __future__ import annotations

import os
import resource
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.05
"""Seconds between two looks."""


@dataclass(slots=True)
class Peak:
    """The most that was seen at one time."""

    pss_mb: float = 0.0
    """Proportional set size of all processes: what they share counts once."""
    processes: int = 0
    cpu_seconds: float = 0.0
    """Of a command that has ended: its own and those of all that it waited for."""


@contextmanager
def watched(root: int) -> Iterator[Peak]:
    """Look at process ``root`` and all that it started, until the block ends. Linux only."""
    peak, stop = Peak(), threading.Event()

    def look() -> None:
        while not stop.wait(EVERY):
            found = [_pss_kb(pid) for pid in descendants(root)]
            peak.pss_mb = max(peak.pss_mb, sum(found) / 1000)
            peak.processes = max(peak.processes, len(found))

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield peak
    finally:
        stop.set()
        watcher.join()


def run(command: Sequence[str], **environment: str) -> tuple[subprocess.CompletedProcess[str], Peak, float]:
    """Run a command to its end: what it printed, its peak, and its seconds."""
    started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    with (
        subprocess.Popen(
            command, env=os.environ | environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as process,
        watched(process.pid) as peak,
    ):
        printed, _ = process.communicate()
    took, used = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    peak.cpu_seconds = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    return subprocess.CompletedProcess(command, process.returncode, printed, ""), peak, took


def descendants(root: int) -> Iterator[int]:
    """A process and all that it started, as far as they are still there."""
    yield root
    command = _command(root)
    for tasks in Path(f"/proc/{root}/task").glob("*/children"):
        with suppress(OSError):
            for child in tasks.read_text().split():
                if _command(int(child)) != command:  # else it still has the memory of its parent, and is about to leave
                    yield from descendants(int(child))


def _command(pid: int) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def _pss_kb(pid: int) -> int:
    with suppress(OSError, StopIteration):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return 0
