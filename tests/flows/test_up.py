"""`bulletins up`: one process for server, deployments and watcher; Ctrl-C stops all of it."""

from __future__ import annotations

import json
import os
import signal
import socket
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
import pytest

from flows.deployments import read_deployments
from flows.serve import port_holder
from tests.conftest import PROJECT, Bulletins, free_port

TEXT = "8月5日,云龙县公安局疏散群众 1024 人,抢通道路11公里。\n"


@dataclass(slots=True)
class Up:
    """A running `bulletins up`."""

    home: Path
    port: int
    process: subprocess.Popen[str]

    def api(self, path: str, body: dict[str, Any] | None = None) -> Any:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        for _ in range(20):
            try:
                with urllib.request.urlopen(request, timeout=10) as response:
                    return json.loads(response.read())
            except urllib.error.HTTPError as error:
                if error.code != 503:  # the server's way to say: busy, ask again
                    raise
                time.sleep(0.5)
        raise AssertionError(f"{path}: the server stays busy")

    def deployment(self, name: str) -> dict[str, Any]:
        return self.api(f"deployments/name/{name}/{name}")

    def run(self, name: str, parameters: dict[str, Any]) -> dict[str, Any]:
        """Start a run as the UI does and wait for its end."""
        run = self.api(f"deployments/{self.deployment(name)['id']}/create_flow_run", {"parameters": parameters})
        return wait_for(lambda: (found := self.api(f"flow_runs/{run['id']}"))["end_time"] and found)

    def published(self) -> list[tuple[Any, ...]]:
        path = self.home / "published" / "bulletins.duckdb"
        if not path.exists():
            return []
        with duckdb.connect(path, read_only=True) as con:
            return con.execute(
                "SELECT file_name, value FROM fact_metric JOIN dim_bulletin USING (bulletin_id)"
            ).fetchall()


def wait_for(found: Callable[[], Any], seconds: float = 90) -> Any:
    deadline = time.monotonic() + seconds
    while not (result := found()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.3)
    return result


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    home = tmp_path_factory.mktemp("up")
    (home / "sources.yaml").write_text("flood: {name: 防汛快报, lane: urgent}\n", "utf-8")
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment |= {"BULLETINS_HOME": str(home), "BULLETINS_SETTLE_SECONDS": "0.5"}
    command = [sys.executable, "-m", "flows.cli", "up", "--port", str(port)]
    process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    lines = [process.stdout.readline(), process.stdout.readline()]
    assert f"http://127.0.0.1:{port}" in lines[0], lines
    assert lines[1].startswith("serving ")
    yield Up(home, port, process)
    if process.poll() is None:
        process.kill()


def test_every_deployment_is_served(up: Up) -> None:
    names = {entry["name"] for entry in read_deployments()}
    wait_for(lambda: {found["name"] for found in up.api("deployments/filter", {})} == names)


def test_a_file_of_an_urgent_source_is_published_at_once(up: Up) -> None:
    """Its event starts the run: the schedule comes every five minutes only."""
    wait_for(lambda: (up.home / "inbox").is_dir())
    (up.home / "inbox" / "flood").mkdir()
    (up.home / "inbox" / "flood" / "快报.txt").write_text(TEXT, "utf-8")
    wait_for(up.published)
    assert ("快报.txt", 1024.0) in up.published()


def test_a_run_by_hand_with_parameters(up: Up, tmp_path: Path) -> None:
    (tmp_path / "通报.txt").write_text(TEXT.replace("1024", "2048"), "utf-8")
    run = up.run("ingest", {"folder": str(tmp_path), "source": "传真"})
    assert run["state"]["type"] == "COMPLETED", run["state"]
    assert run["state"]["message"].startswith("1 bulletins, ") and run["name"].startswith("1 bulletins, ")
    assert ("通报.txt", 2048.0) in up.published()


def test_a_parameter_of_the_wrong_type_is_refused(up: Up) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        up.run("publish", {"force": "perhaps"})
    assert refused.value.code == 409
    assert "force" in refused.value.read().decode()


def test_check_and_publish_run(up: Up) -> None:
    assert up.run("check", {})["state"]["type"] == "COMPLETED"
    assert up.run("publish", {"force": True})["state"]["type"] == "COMPLETED"


def test_a_taken_port_is_told_with_its_holder_and_a_free_one(up: Up, bulletins: Bulletins) -> None:
    told = bulletins("up", "--port", str(up.port), code=2).stderr
    assert f"port {up.port} is taken by process" in told
    assert "bulletins up --port " in told


def test_ctrl_c_stops_all_of_it(up: Up) -> None:
    up.process.send_signal(signal.SIGINT)
    printed, _ = up.process.communicate(timeout=60)
    assert up.process.returncode == 0
    assert printed.splitlines()[-1] == "stopped"
    wait_for(lambda: port_holder(up.port) is None, 10)
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", up.port)) != 0
