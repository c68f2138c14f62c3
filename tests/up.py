"""A running `bulletins up`, as tests talk to it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import duckdb

PROJECT = Path(__file__).resolve().parent.parent
LOG = "up.log"
"""In the home folder: what it and its runs log."""
STOP_SECONDS = 180
"""A run that is under way may end its work, however busy the machine is."""


@dataclass(slots=True)
class Up:
    """One `bulletins up` with a home folder of its own."""

    home: Path
    address: str
    port: int
    process: subprocess.Popen[str]

    def api(self, path: str, body: dict[str, Any] | list[Any] | None = None) -> Any:
        """Ask the server's API; POST where there is a body."""
        request = urllib.request.Request(
            f"{self.address}/api/{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        for _ in range(20):
            try:
                with urllib.request.urlopen(request, timeout=100) as response:
                    return json.loads(response.read())
            except urllib.error.HTTPError as error:
                if error.code != 503:  # the server's way to say: busy, ask again
                    raise
                time.sleep(0.5)
        raise AssertionError(f"{path}: the server stays busy")

    def deployment(self, name: str) -> dict[str, Any]:
        """A deployment by its flow's name."""
        found: dict[str, Any] = self.api(f"deployments/name/{name}/{name}")
        return found

    def run(self, name: str, parameters: dict[str, Any]) -> dict[str, Any]:
        """Start a run as the UI does and wait for its end."""
        return self.ended(self.start(name, parameters))

    def start(self, name: str, parameters: dict[str, Any]) -> str:
        """Start a run as the UI does; its id."""
        run = self.api(f"deployments/{self.deployment(name)['id']}/create_flow_run", {"parameters": parameters})
        return str(run["id"])

    def ended(self, run_id: str, seconds: float = 120) -> dict[str, Any]:
        """The run when it has ended."""
        return wait_for(lambda: (found := self.api(f"flow_runs/{run_id}"))["end_time"] and found, seconds)

    def logged(self, flow: str) -> list[str]:
        """Log lines of all runs of a flow, as the UI shows them."""
        runs = self.api("flow_runs/filter", {"flows": {"name": {"any_": [flow]}}})
        wanted = {"flow_run_id": {"any_": [run["id"] for run in runs]}}
        return [line["message"] for line in self.api("logs/filter", {"logs": wanted})] if runs else []

    def unfinished(self) -> list[dict[str, Any]]:
        """Runs that are under way or due."""
        wanted = {"state": {"type": {"any_": ["RUNNING", "PENDING"]}}}
        found: list[dict[str, Any]] = self.api("flow_runs/filter", {"flow_runs": wanted})
        return found

    def published(self) -> list[tuple[Any, ...]]:
        """File name and value of every published figure."""
        path = self.home / "published" / "bulletins.duckdb"
        if not path.exists():
            return []
        with duckdb.connect(path, read_only=True) as con:
            query = "SELECT file_name, value FROM fact_metric JOIN dim_bulletin USING (bulletin_id)"
            return con.execute(query).fetchall()


def wait_for(found: Callable[[], Any], seconds: float = 120, every: float = 0.3) -> Any:
    """What ``found`` returns, once it is true."""
    deadline = time.monotonic() + seconds
    while not (result := found()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(every)
    return result


@contextlib.contextmanager
def running_up(home: Path, port: int, **settings: str) -> Iterator[Up]:
    """Start it and wait until it serves; killed at the end if it still runs."""
    environment = _environment(home) | settings
    home.mkdir(exist_ok=True)
    with (
        (home / LOG).open("w") as log,
        _started(["flows.cli", "up", "--port", str(port)], environment, stderr=log) as process,
    ):
        assert process.stdout
        first, second = process.stdout.readline(), process.stdout.readline()
        assert f"http://127.0.0.1:{port}" in first, first
        assert second.startswith("serving "), second
        yield Up(home, f"http://127.0.0.1:{port}", port, process)


@contextlib.contextmanager
def running_worker(home: Path, port: int, *options: str, **settings: str) -> Iterator[Up]:
    """A server, a worker and a watcher, with the commands and the environment of systemd/.

    ``process`` is the worker, ``options`` are its.
    """
    environment = _environment(home) | unit_environment()
    environment |= {name: value.replace("4200", str(port)) for name, value in environment.items() if "_URL" in name}
    environment |= {"PREFECT_HOME": str(home / "prefect"), "BULLETINS_HOME": str(home), "PWD": str(PROJECT), **settings}
    server = ["prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    worker = ["prefect", "worker", "start", "--pool", "bulletins", "--type", "process", *options]
    with _started(server, environment) as _:
        wait_for(lambda: _answers(port))
        for command in (
            ["prefect", "--no-prompt", "work-pool", "create", "bulletins", "--type", "process"],
            ["prefect", "--no-prompt", "deploy", "--all"],
            ["flows.cli", "automations"],
        ):
            subprocess.run(
                [sys.executable, "-m", *command], cwd=PROJECT, env=environment, check=True, stdout=subprocess.DEVNULL
            )
        with _started(worker, environment) as process, _started(["flows.cli", "watch"], environment):
            yield Up(home, f"http://127.0.0.1:{port}", port, process)


def unit_environment() -> dict[str, str]:
    """The environment that systemd/ gives to each service."""
    lines = (PROJECT / "systemd" / "bulletins.env").read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def _environment(home: Path) -> dict[str, str]:
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "BULLETINS_"))}
    return outside | {"BULLETINS_HOME": str(home), "BULLETINS_SETTLE_SECONDS": "0.5"}


@contextlib.contextmanager
def _started(
    module: list[str], environment: dict[str, str], stderr: IO[str] | None = None
) -> Iterator[subprocess.Popen[str]]:
    """A module of Python as a process; stopped at the end if it still runs."""
    command = [sys.executable, "-m", *module]
    with subprocess.Popen(
        command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, stderr=stderr, text=True
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                process.wait(STOP_SECONDS)


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/api/health", timeout=2):
        return True
    return False
