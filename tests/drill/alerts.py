"""Every automation fired for real: each condition brought about, its message awaited at a receiver of every kind."""

from __future__ import annotations

import contextlib
import hashlib
import os
import signal
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from flows.automations import AUTOMATIONS_YAML
from tests.bench.generate import bulletin
from tests.conftest import free_port
from tests.drill.processes import process_of_run
from tests.receivers import Sinks, every_sink
from tests.steps.homes import KAILU, put
from tests.up import Up, running_up, running_worker, wait_for
from transforms.rows import key

PATIENCE_SECONDS = 300
SOON_SECONDS = 45
MANY_FILES = 3000
WORKER_FOR_ALERTS = ("--work-queue", "alerts")
SOURCES = "weekly: {name: 周报, cadence_days: 7, lane: routine}\n"
WEEKLY = "2022年7月18日至27日,通辽市检查旅店 412 家。\n"
BACKWARDS = """\
- bulletin: {bulletin}
  quote: 抓获犯罪嫌疑人 36 人
  figure: 36 人
  expect: {{value: 36}}
  set: {{period_start: 2022-07-02, period_end: 2022-07-01}}
  reason: the drill
  who: the drill
  when: 2022-08-02
"""


@dataclass(slots=True)
class Condition:
    """What an automation watches for."""

    automation: str
    bring_about: Callable[[Up], None]
    words: str
    """In its message, and in no other's."""


def scheduled_run_fails(up: Up) -> None:
    _schedule(up, "reparse", {"source": "nobody"})


def run_crashes(up: Up) -> None:
    os.kill(process_of_run(up.start("verify", {})), signal.SIGKILL)


def check_sets_aside(up: Up) -> None:
    """A person's correction makes a period end before it begins, so what is read breaks a structural check."""
    content = KAILU.encode()
    correction = BACKWARDS.format(bulletin=key("通辽", hashlib.sha256(content).hexdigest()))
    put(up.home / "corrections", {"drill.yaml": correction.encode()})
    put(up.home / "inbox", {"通辽/开鲁.txt": content})
    _ingest(up)


def source_is_silent(up: Up) -> None:
    (up.home / "sources.yaml").write_text(SOURCES, "utf-8")
    put(up.home / "inbox", {"weekly/2022-07-28.txt": WEEKLY.encode()})
    _ingest(up)
    up.run("check", {})


def many_are_refused(up: Up) -> None:
    faxes = {f"fax/{number}.tif": b"II*\x00" + bytes([number]) for number in range(4)}
    put(up.home / "inbox", faxes | {f"fax/{number}.txt": bulletin(number).encode() for number in range(8)})
    _ingest(up)
    up.run("check", {})


def disk_is_low(up: Up) -> None:
    """As far as the setting goes."""
    (up.home / "bulletins.toml").write_text("disk_free_mb = 1000000000\n", "utf-8")
    up.run("ingest", {})
    (up.home / "bulletins.toml").unlink()


def run_is_frozen(up: Up) -> None:
    """Its process is there and does nothing, so that nobody but the missing sign of life can tell."""
    put(up.home / "backlog", {f"{number}.txt": bulletin(number).encode() for number in range(MANY_FILES)})
    run_id = up.start("ingest", {"folder": str(up.home / "backlog")})
    process = process_of_run(run_id)
    wait_for(lambda: up.api(f"flow_runs/{run_id}")["state"]["type"] == "RUNNING", every=0.05)
    time.sleep(1.5)
    os.kill(process, signal.SIGSTOP)
    up.ended(run_id, PATIENCE_SECONDS)
    os.kill(process, signal.SIGKILL)


def worker_is_gone(up: Up) -> None:
    """What is left is the worker for alerts alone."""
    _schedule(up, "ingest", {})


def _schedule(up: Up, deployment: str, parameters: dict[str, Any]) -> None:
    """Give a deployment a schedule that starts one run, soon."""
    soon = datetime.now(UTC) + timedelta(seconds=SOON_SECONDS)
    once = {"interval": timedelta(days=1).total_seconds(), "anchor_date": soon.isoformat()}
    path = f"deployments/{up.deployment(deployment)['id']}/schedules"
    up.api(path, [{"schedule": once, "parameters": parameters, "slug": "drill"}])


def _ingest(up: Up) -> None:
    time.sleep(1)  # until what was put into the inbox has settled
    up.run("ingest", {})


UNDER_UP = [
    Condition("run failed", scheduled_run_fails, "reparse: Failed"),
    Condition("run failed", run_crashes, "verify: Crashed"),
    Condition("bulletin set aside by a check", check_sets_aside, "set aside by a structural check"),
    Condition("source silent", source_is_silent, "weekly is silent"),
    Condition("many refused", many_are_refused, "fax: 4 of 12 files refused"),
    Condition("disk low", disk_is_low, "MB free"),
    Condition("zombie run", run_is_frozen, "No sign of life"),
]
ONLY_THAT_WORKER = [Condition("run late", worker_is_gone, "A run that was due has not started")]


def report() -> bool:
    """Print automation, condition, the sinks that got its message, and after how many seconds; whether all did."""
    print(f"{'automation':32}{'condition':22}{'seconds':>8}  received by", flush=True)
    with tempfile.TemporaryDirectory(prefix="drill-") as folder, every_sink() as sinks:
        (Path(folder) / "services").mkdir()
        with running_up(Path(folder) / "up", free_port(), **sinks.settings) as up:
            told = [_told(condition, up, sinks) for condition in UNDER_UP]
            mistaken = failed_actions(up)
        with running_worker(Path(folder) / "services", free_port(), *WORKER_FOR_ALERTS, **sinks.settings) as up:
            told += [_told(condition, up, sinks) for condition in ONLY_THAT_WORKER]
    names = {entry["name"].removeprefix("bulletins: ") for entry in yaml.safe_load(AUTOMATIONS_YAML.read_text("utf-8"))}
    left_out = names - {condition.automation for condition in UNDER_UP + ONLY_THAT_WORKER}
    print(f"automations not tried: {', '.join(sorted(left_out)) or 'none'}")
    print(f"ended runs taken for dead: {mistaken}")
    return all(told) and not left_out and not mistaken


def failed_actions(up: Up) -> int:
    """How often an automation tried what the server refused: to set a run to Crashed that had ended well."""
    failed = {"filter": {"event": {"name": ["prefect.automation.action.failed"]}}}
    return int(up.api("events/filter", failed)["total"])


def _told(condition: Condition, up: Up, sinks: Sinks) -> bool:
    started = time.monotonic()
    condition.bring_about(up)
    wanted = [*sinks.received, "log"]

    def received() -> list[str]:
        logged = ["log"] if any(condition.words in line for line in up.logged("alert")) else []
        return sinks.with_words(condition.words) + logged

    with contextlib.suppress(AssertionError):
        wait_for(lambda: received() == wanted, PATIENCE_SECONDS)
    seconds = time.monotonic() - started
    what = condition.bring_about.__name__.replace("_", " ")
    print(f"{condition.automation:32}{what:22}{seconds:8.0f}  {', '.join(received()) or 'nobody'}", flush=True)
    return received() == wanted
