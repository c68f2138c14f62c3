"""What tests of several parts share."""

from __future__ import annotations

import io
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from flows.serve import running_server, server_environment
from flows.settings import load
from tests.receivers import http_receiver
from tests.up import Up, running_up

PROJECT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """One real Prefect server for the whole session; the environment that its clients need."""
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker
    from prefect.settings import PREFECT_API_URL, temporary_settings

    settings = load(tmp_path_factory.mktemp("server"))
    port = free_port()
    with (
        pytest.MonkeyPatch.context() as patch,
        running_server(settings, "127.0.0.1", port) as address,
        temporary_settings({PREFECT_API_URL: f"{address}/api"}),
    ):
        for name, value in server_environment(settings, "127.0.0.1", port).items():
            patch.setenv(name, value)
        yield server_environment(settings, "127.0.0.1", port)
        # before the server is gone: else they go on trying until the process ends
        EventsWorker.drain_all(timeout=5)
        APILogWorker.drain_all(timeout=5)


@pytest.fixture(scope="session")
def alerts() -> Iterator[list[dict[str, Any]]]:
    """What the webhook of `up` has received."""
    with http_receiver() as (address, received):
        received.append({"subject": "", "address": address})
        yield received


@pytest.fixture(scope="session")
def up(tmp_path_factory: pytest.TempPathFactory, alerts: list[dict[str, Any]]) -> Iterator[Up]:
    """A running `bulletins up` with an urgent source, a webhook for alerts, and a disk that is always too full."""
    home = tmp_path_factory.mktemp("up")
    (home / "sources.yaml").write_text("flood: {name: 防汛快报, lane: urgent}\n", "utf-8")
    sinks = {"BULLETINS_ALERT_WEBHOOK": alerts[0]["address"], "BULLETINS_DISK_FREE_MB": "1000000000"}
    with running_up(home, free_port(), **sinks) as up:
        yield up


@pytest.fixture
def last_of_up(up: Up) -> Up:
    """`up` for the test that ends it."""
    return up


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever ends what others share comes last, in whatever order the tests were named."""
    items.sort(key=lambda item: "last_of_up" in getattr(item, "fixturenames", ()))


@dataclass(slots=True)
class Done:
    """What a command printed."""

    stdout: str
    stderr: str


Bulletins = Callable[..., Done]


@pytest.fixture
def bulletins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Bulletins:
    """Run the `bulletins` command, in this process for speed, in a home folder of its own."""
    from flows.cli import main

    monkeypatch.setenv("BULLETINS_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(PROJECT)

    def run(*arguments: str | Path, code: int = 0, stdin: str = "") -> Done:
        monkeypatch.setattr("sys.argv", ["bulletins", *map(str, arguments)])
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capfd.readouterr()
        assert ended.value.code == code, f"exit code {ended.value.code}\n{printed.out}\n{printed.err}"
        return Done(printed.out, printed.err)

    return run
