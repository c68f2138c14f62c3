"""The server that `bulletins up` starts: how it is reached, and that it never outlives what started it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from prefect.settings import Settings as PrefectSettings

from flows.ports import ServerError, port_holder, require_free_port
from flows.serve import server_environment
from flows.settings import load
from tests.conftest import PROJECT
from tests.up import wait_for

PARENT = """
import subprocess, sys
from flows.serve import _end_with_parent
print(subprocess.Popen(["sleep", "600"], start_new_session=True, preexec_fn=_end_with_parent).pid, flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize(
    ("host", "seen"), [("127.0.0.1", "http://127.0.0.1:4200"), ("0.0.0.0", f"http://{socket.gethostname()}:4200")]
)
def test_runs_reach_the_server_on_this_machine_and_people_by_its_name(tmp_path: Path, host: str, seen: str) -> None:
    environment = server_environment(load(tmp_path), host, 4200)
    assert environment["PREFECT_API_URL"] == "http://127.0.0.1:4200/api"
    assert environment["PREFECT_UI_URL"] == seen
    assert environment["PREFECT_UI_API_URL"] == "/api", "the browser asks the host that it came from"


def test_killed_without_a_word_it_leaves_no_server() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout
    child = Path("/proc", parent.stdout.readline().strip())
    assert child.exists()
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    wait_for(lambda: not child.exists() or "Z (zombie)" in (child / "status").read_text())


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_a_taken_port(host: str) -> None:
    with socket.socket() as taken:
        taken.bind((host, 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert (port_holder(port) or "").startswith("process ")
        with pytest.raises(ServerError, match=rf"port {port} is taken by process \d+ .* free: bulletins up --port \d+"):
            require_free_port(host, port)


@pytest.mark.parametrize(
    ("host", "told"), [("nowhere.invalid", "no address of this machine"), ("192.0.2.1", "cannot listen on")]
)
def test_an_address_that_is_not_ours(host: str, told: str) -> None:
    with pytest.raises(ServerError, match=told):
        require_free_port(host, 0)


def test_prefect_forgets_its_own_records_after_ninety_days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in server_environment(load(tmp_path), "127.0.0.1", 4200).items():
        monkeypatch.setenv(name, value)
    vacuum = PrefectSettings().server.services.db_vacuum
    assert vacuum.enabled_vacuum_types == {"events", "flow_runs", "orphans"}, "runs with their logs and artifacts"
    assert vacuum.retention_period.days == 90
