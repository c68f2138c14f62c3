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
from typing import Any

import duckdb

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(slots=True)
class Up:
    """One `bulletins up` with a home folder of its own."""

    home: Path
    address: str
    port: int
    process: subprocess.Popen[str]

    def api(self, path: str, body: dict[str, Any] | None = None) -> Any:
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
        run = self.api(f"deployments/{self.deployment(name)['id']}/create_flow_run", {"parameters": parameters})
        return self.ended(run["id"])

    def ended(self, run_id: str) -> dict[str, Any]:
        """The run when it has ended."""
        return wait_for(lambda: (found := self.api(f"flow_runs/{run_id}"))["end_time"] and found)

    def published(self) -> list[tuple[Any, ...]]:
        """File name and value of every published figure."""
        path = self.home / "published" / "bulletins.duckdb"
        if not path.exists():
            return []
        with duckdb.connect(path, read_only=True) as con:
            query = "SELECT file_name, value FROM fact_metric JOIN dim_bulletin USING (bulletin_id)"
            return con.execute(query).fetchall()


def wait_for(found: Callable[[], Any], seconds: float = 120) -> Any:
    """What ``found`` returns, once it is true."""
    deadline = time.monotonic() + seconds
    while not (result := found()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.3)
    return result


@contextlib.contextmanager
def running_up(home: Path, port: int, **settings: str) -> Iterator[Up]:
    """Start it and wait until it serves; killed at the end if it still runs."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "BULLETINS_"))}
    environment |= {"BULLETINS_HOME": str(home), "BULLETINS_SETTLE_SECONDS": "0.5", **settings}
    command = [sys.executable, "-m", "flows.cli", "up", "--port", str(port)]
    process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        first, second = process.stdout.readline(), process.stdout.readline()
        assert f"http://127.0.0.1:{port}" in first, first
        assert second.startswith("serving "), second
        yield Up(home, f"http://127.0.0.1:{port}", port, process)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(60)
