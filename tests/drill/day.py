"""A day in minutes: files arrive in bursts under a real `bulletins up`, and the end state is that of a plain ingest."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from flows.settings import load
from tests.bench.generate import bulletin
from tests.conftest import free_port
from tests.steps.homes import inbox_files, put, tables
from tests.up import PROJECT, Up, running_up, wait_for

ARRIVALS = 300
IN_A_BURST = 5
PAUSE_SECONDS = 3.0
PATIENCE_SECONDS = 600
SOURCES = """\
duty:   {name: 值班快报, lane: urgent}
weekly: {name: 周报, cadence_days: 7, lane: routine}
paper:  {name: 日报, lane: routine}
"""
TURN = ("weekly", "paper", "duty", "unlisted")
BAD = {"weekly/传真.tif": b"II*\x00\x08\x00\x00\x00", "duty/cut off.docx": b"PK\x03\x04"}

Files = dict[str, bytes]


def report() -> bool:
    """Print what happened and when, then each table beside that of a plain ingest; whether all are equal."""
    bursts = _bursts()
    with tempfile.TemporaryDirectory(prefix="drill-") as folder:
        home, plain, port = Path(folder) / "day", Path(folder) / "plain", free_port()
        for each in (home, plain):
            put(each, {"sources.yaml": SOURCES.encode()})
        with running_up(home, port):
            _say("the day begins")
            _arrive(home, bursts[:30])
            _say("150 files have arrived")
            _arrive(home, [BAD])
            _say("two bad files have arrived; the server is stopped, whatever is under way")
        _arrive(home, bursts[30:36])
        _say("30 more files have arrived; the server is started again")
        with running_up(home, port) as up:
            _arrive(home, bursts[36:45])
            reparse = up.start("reparse", {"apply": "yes"})
            _say("225 files have arrived; a reparse begins")
            _arrive(home, bursts[45:])
            _say(f"300 files have arrived; the reparse: {up.ended(reparse)['name']}")
            _drain(up)
            _say("the inbox is empty")
            _print_runs(up)
        put(plain / "inbox", BAD | {name: content for burst in bursts for name, content in burst.items()})
        _ingest(plain)
        return _print_comparison(load(home).published, load(plain).published)


def _bursts() -> list[Files]:
    """Bulletins by bursts, each burst of one source; every twentieth bulletin is one that came before."""
    bursts: list[Files] = [{} for _ in range(ARRIVALS // IN_A_BURST)]
    for number in range(ARRIVALS):
        turn = number // IN_A_BURST
        text = bulletin(number - 5 if number % 20 == 19 else number, characters=600)
        bursts[turn][f"{TURN[turn % len(TURN)]}/{number:03}.txt"] = text.encode()
    return bursts


def _arrive(home: Path, bursts: list[Files]) -> None:
    for burst in bursts:
        put(home / "inbox", burst)
        time.sleep(PAUSE_SECONDS)


def _drain(up: Up) -> None:
    while inbox_files(load(up.home)):
        time.sleep(1)
        up.run("ingest", {})
    wait_for(lambda: not up.unfinished(), PATIENCE_SECONDS)


def _ingest(home: Path) -> None:
    time.sleep(load(home).settle_seconds)
    environment = os.environ | {"BULLETINS_HOME": str(home)}
    subprocess.run([sys.executable, "-m", "flows.cli", "ingest"], cwd=PROJECT, env=environment, check=True)


def _print_runs(up: Up) -> None:
    begun = {"state": {"type": {"not_any_": ["SCHEDULED"]}}}
    runs = up.api("flow_runs/filter", {"flow_runs": begun, "limit": 200})
    names = {flow["id"]: flow["name"] for flow in up.api("flows/filter", {})}
    for (flow, state), count in sorted(Counter((names[run["flow_id"]], run["state_name"]) for run in runs).items()):
        print(f"  {count:4} runs of {flow}: {state}")


def _print_comparison(published: Path, plain: Path) -> bool:
    ours, theirs = tables(published), tables(plain)
    print(f"{'table':24}{'rows':>8}{'plain':>8}")
    for name in theirs:
        said = "equal" if ours[name] == theirs[name] else "NOT EQUAL"
        print(f"{name:24}{len(ours[name]):8,}{len(theirs[name]):8,}  {said}")
    return ours == theirs


def _say(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}", flush=True)
