"""From a file that has settled to its rows published: single files one after another on an idle system.

python -m tests.bench latency
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from pathlib import Path

from tests.bench.generate import bulletin
from tests.conftest import free_port
from tests.up import Up, running_up, running_worker, wait_for

FILES = int(os.environ.get("BENCH_FILES", "50"))
SETTLE_SECONDS = 0.5
"""A file counts as settled when it has not changed for so long; the time is counted from there."""
WAYS = {"bulletins up": running_up, "server, worker, watcher": running_worker}


def report() -> None:
    """Print the median and the 95th percentile of each way of running, and what a run with nothing new takes in it."""
    wanted = os.environ.get("BENCH_WAY", "")
    for name, way in WAYS.items():
        if wanted not in name:
            continue
        with tempfile.TemporaryDirectory(prefix="bench-latency-") as folder:
            home = Path(folder)
            (home / "sources.yaml").write_text("urgent: {name: 重大情况, lane: urgent}\n", "utf-8")
            with way(home, free_port(), BULLETINS_SETTLE_SECONDS=str(SETTLE_SECONDS)) as up:
                _report_way(name, up)


def _report_way(name: str, up: Up) -> None:
    (up.home / "inbox" / "urgent").mkdir(parents=True, exist_ok=True)
    _publish(up, FILES)  # the first run makes the warehouse
    seconds = sorted(_publish(up, number) for number in range(FILES))
    p95 = seconds[min(len(seconds) - 1, int(0.95 * len(seconds)))]
    print(
        f"{name}: {len(seconds)} files, settled to published: median {statistics.median(seconds):.1f} s,"
        f" p95 {p95:.1f} s, longest {seconds[-1]:.1f} s (settling, {SETTLE_SECONDS} s, not counted)",
        flush=True,
    )


def _publish(up: Up, number: int) -> float:
    """Drop one file; seconds from settled to published, when the system is idle again."""
    path = up.home / "inbox" / "urgent" / f"{number}.txt"
    path.write_text(bulletin(number, characters=800), "utf-8")
    settled = time.time() + SETTLE_SECONDS
    published = up.home / "published" / "bulletins.duckdb"
    before = _inode(published)
    wait_for(lambda: _inode(published) != before, every=0.02)
    seconds = time.time() - settled
    assert any(name == path.name for name, _ in up.published())
    wait_for(lambda: not up.unfinished())
    return seconds


def _inode(path: Path) -> int:
    return path.stat().st_ino if path.exists() else 0
