"""From a file that has settled to its rows published, one file after another on an idle system; and what a run costs
that finds nothing new. In each way of running.

python -m tests.bench latency
"""

from __future__ import annotations

import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from flows.settings import load
from flows.steps.ingest import ingest
from tests.bench.generate import bulletin
from tests.conftest import free_port
from tests.up import PROJECT, Up, running_up, running_worker, wait_for

FILES = int(os.environ.get("BENCH_FILES", "50"))
RUNS = 5
"""Runs with nothing new of which the median counts."""
SETTLE_SECONDS = 0.5
"""A file counts as settled when it has not changed for so long; the time is counted from there."""
WAYS = {"bulletins up": running_up, "server, worker, watcher": running_worker}
SAID = re.compile(r"nothing new, in (\d+\.\d+) s")


def report() -> None:
    """Print the median and the 95th percentile of each way of running, and what a run with nothing new takes in it."""
    wanted = os.environ.get("BENCH_WAY", "")
    if wanted in "command line":
        _report_command_line()
    for name, way in WAYS.items():
        if wanted not in name:
            continue
        with tempfile.TemporaryDirectory(prefix="bench-latency-") as folder:
            home = Path(folder)
            (home / "sources.yaml").write_text("urgent: {name: 重大情况, lane: urgent}\n", "utf-8")
            with way(home, free_port(), BULLETINS_SETTLE_SECONDS=str(SETTLE_SECONDS)) as up:
                _report_arrivals(name, up)
                _report_nothing_new(name, up)


def _report_arrivals(name: str, up: Up) -> None:
    (up.home / "inbox" / "urgent").mkdir(parents=True, exist_ok=True)
    _publish(up, FILES)  # the first run makes the warehouse
    seconds = sorted(_publish(up, number) for number in range(FILES))
    p95 = seconds[min(len(seconds) - 1, int(0.95 * len(seconds)))]
    print(
        f"{name}: {len(seconds)} files, settled to published: median {statistics.median(seconds):.1f} s,"
        f" p95 {p95:.1f} s, longest {seconds[-1]:.1f} s (settling, {SETTLE_SECONDS} s, not counted);"
        f" load of the machine {os.getloadavg()[2]:.1f}",
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


def _report_nothing_new(name: str, up: Up) -> None:
    runs = [up.run("ingest", {}) for _ in range(RUNS)]
    wanted = {"logs": {"flow_run_id": {"any_": [run["id"] for run in runs]}}}
    own = [float(found[1]) for line in up.api("logs/filter", wanted) if (found := SAID.fullmatch(line["message"]))]
    whole = [_moment(run["end_time"]) - _moment(run["expected_start_time"]) for run in runs]
    _print_nothing_new(name, own, whole)


def _report_command_line() -> None:
    """The same for `bulletins ingest`; processor time too, which does not depend on what else runs."""
    with tempfile.TemporaryDirectory(prefix="bench-latency-") as folder:
        settings = load(Path(folder))
        (settings.inbox / "urgent").mkdir(parents=True)
        (settings.inbox / "urgent" / "0.txt").write_text(bulletin(0), "utf-8")
        ingest(settings)
        own = [_seconds(lambda: ingest(settings)) for _ in range(RUNS)]
        environment = os.environ | {"BULLETINS_HOME": folder}
        command = [sys.executable, "-m", "flows.cli", "ingest"]
        used = _processor_time()
        whole = [
            _seconds(lambda: subprocess.run(command, cwd=PROJECT, env=environment, check=True, capture_output=True))
            for _ in range(RUNS)
        ]
        _print_nothing_new("command line", own, whole)
        print(f"command line: processor time of such a run {(_processor_time() - used) / RUNS:.2f} s", flush=True)


def _print_nothing_new(name: str, own: list[float], whole: list[float]) -> None:
    print(
        f"{name}: {len(whole)} runs with nothing new: own work median {statistics.median(own):.2f} s,"
        f" whole time median {statistics.median(whole):.2f} s",
        flush=True,
    )


def _seconds(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def _processor_time() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _moment(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()
