"""Runs of ingest that are killed, at a named step or at a random moment, each in a process of its own.

The process is forked from a server that has the code imported but no thread of its own started, so that a run costs
what it does and no more.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import random
import signal
import threading
import time
from collections.abc import Callable
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from flows.settings import Settings

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["flows.steps.ingest", "transforms.bulletin", "transforms.metrics", "pyarrow"])

STEPS = (
    "flows.steps.inbox._claim",
    "flows.steps.archive.store",
    "flows.steps.archive._copy",
    "flows.steps.receipts.append",
    "flows.steps.plan.make",
    "flows.steps.warehouse.Warehouse.load",
    "flows.steps.warehouse.Warehouse._set_aside",
    "flows.steps.warehouse.Warehouse._add_named",
    "flows.steps.warehouse.Warehouse._commit",
    "flows.steps.inbox.release",
    "flows.steps.inbox._unlink_sidecar",
    "flows.steps.quarantine.mirror",
    "flows.steps.publish.publish",
    "flows.steps.publish._complete",
    "flows.steps.parquet.write",
    "flows.steps.durable.replace",
    "flows.steps.publish._swap_folder",
    "flows.steps.history.record",
)
"""Where a run can be killed: before and after each."""


def kill_at(settings: Settings, step: str, when: str, call: int = 1) -> bool:
    """Ingest, killed ``before`` or ``after`` the n-th call of a step; returns whether it got that far."""
    return _run(_ingest_until, settings, step, when, call) == -signal.SIGKILL


def kill_after(settings: Settings, seconds: float) -> bool:
    """Ingest, killed after so many seconds; returns whether it was still at work."""
    return _run(_ingest_for, settings, seconds) == -signal.SIGKILL


def duration(settings: Settings) -> float:
    """Seconds that an undisturbed run takes."""
    started = time.monotonic()
    assert _run(run_ingest, settings) == 0
    return time.monotonic() - started


def start(target: Callable[..., None], *arguments: Any) -> ForkServerProcess:
    """Begin something in a process of its own."""
    process = _FORKS.Process(target=target, args=arguments)
    process.start()
    return process


def _run(target: Callable[..., None], *arguments: Any) -> int | None:
    process = start(target, *arguments)
    process.join(120)
    return process.exitcode


def run_ingest(settings: Settings) -> None:
    from flows.steps.ingest import ingest

    ingest(settings)


def _ingest_for(settings: Settings, seconds: float) -> None:
    threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGKILL)).start()
    run_ingest(settings)
    os._exit(0)


def _ingest_until(settings: Settings, step: str, when: str, call: int) -> None:
    _make_deadly(step, when, call)
    run_ingest(settings)


def kill_before(step: str) -> None:
    """From now on this process is killed when it comes to ``step``."""
    _make_deadly(step, "before", 1)


def _make_deadly(step: str, when: str, call: int) -> None:
    module_name, _, name = step.rpartition(".")
    owner: Any
    try:
        owner = importlib.import_module(module_name)
    except ModuleNotFoundError:
        above, _, class_name = module_name.rpartition(".")
        owner = getattr(importlib.import_module(above), class_name)
    original = getattr(owner, name)
    calls = 0

    def deadly(*arguments: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == call and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = original(*arguments, **named)
        if calls == call:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, deadly)


def moments(seconds: float, number: int, seed: int = 0) -> list[float]:
    """Random moments of a run that takes so many seconds."""
    chance = random.Random(seed)
    return [chance.uniform(0, seconds) for _ in range(number)]


def received_bytes(settings: Settings) -> set[bytes]:
    """Contents of every archived file."""
    return {path.read_bytes() for path in Path(settings.archive).glob("??/*")}


def with_luck(action: Callable[[], Any]) -> None:
    """Do it if it can be done: a fault may find its victim gone, and a run says what stops it."""
    try:
        action()
    except Exception as error:
        if not isinstance(error, OSError) and type(error).__module__ not in ("flows.steps.errors", "_duckdb", "duckdb"):
            raise
