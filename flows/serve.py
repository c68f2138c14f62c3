"""``bulletins up``: a Prefect server and one process that serves every deployment of ``prefect.yaml``.

Prefect is imported only after its settings stand in the environment, since it reads them once.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from flows.ports import ANY, ServerError, address_of, require_free_port
from flows.settings import Settings

# Nothing leaves the machine: no telemetry, no promotional content, and the first version of the UI, because the
# second one asks for an analytics script in the browser.
QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_SERVER_UI_V2_ENABLED": "false",
}
# A run starts within two seconds of its trigger, and a queued one within two of the end of the run before it.
PROMPT = {
    "PREFECT_RUNNER_POLL_FREQUENCY": "1",
    "PREFECT_SERVER_DEPLOYMENTS_CONCURRENCY_SLOT_WAIT_SECONDS": "2",
}
# Prefect's own database does not grow for ever: runs, logs and artifacts are kept for 90 days.
KEPT = {
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(90 * 24 * 3600),
}
# Runs give a sign of life twice a minute, so that a dead one is noticed; alerts stand in the log of their run too, and
# do not wait for events that never come.
TELLING = {
    "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
    "PREFECT_LOGGING_EXTRA_LOGGERS": "bulletins",
    "PREFECT_SERVER_EVENTS_CAUSAL_ORDERING": "flows.event_order",
}
START_SECONDS = 180
STOP_SECONDS = 15
PR_SET_PDEATHSIG = 1
"""Of linux/prctl.h."""


def up(settings: Settings, host: str, port: int) -> None:
    """Start the server, serve every deployment, and return when the process is told to stop (Ctrl-C, SIGTERM)."""
    require_free_port(host, port)
    os.environ.update(server_environment(settings, host, port))
    for stop in (signal.SIGTERM, signal.SIGINT):  # SIGINT too: a process started in the background ignores it
        signal.signal(stop, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt), running_server(settings, host, port):
        print(f"Prefect UI: {os.environ['PREFECT_UI_URL']}   (stop with Ctrl-C)", flush=True)
        if host == ANY:
            print("whoever reaches this machine can start runs: see SECURITY.md", flush=True)
        _serve(settings)
    print("stopped", flush=True)


def server_environment(settings: Settings, host: str, port: int) -> dict[str, str]:
    """What server, runner and flow runs find in their environment; what the caller has set already stands."""
    wanted = {
        **QUIET,
        **PROMPT,
        **KEPT,
        **TELLING,
        "PREFECT_HOME": str(settings.home / "prefect"),
        "BULLETINS_HOME": str(settings.home),
    }
    kept = {name: os.environ.get(name, value) for name, value in wanted.items()}
    address = address_of(host, port)
    seen = f"http://{socket.gethostname()}:{port}" if host == ANY else address
    return {**kept, "PREFECT_API_URL": f"{address}/api", "PREFECT_UI_API_URL": "/api", "PREFECT_UI_URL": seen}


@contextlib.contextmanager
def running_server(settings: Settings, host: str, port: int) -> Iterator[str]:
    """A Prefect server of our own, ready; its address. Stopped when the block ends."""
    settings.home.mkdir(parents=True, exist_ok=True)
    log_file = settings.home / "prefect-server.log"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", host, "--port", str(port)]
    environment = os.environ | server_environment(settings, host, port)
    with log_file.open("wb") as log:
        # a session of its own: Ctrl-C shall reach the runner first, and the server only when no run needs it any more
        server = subprocess.Popen(
            command,
            env=environment,
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_end_with_parent,
        )
    try:
        _wait_until_ready(server, address_of(host, port), log_file)
        yield address_of(host, port)
    finally:
        _stop(server)


def _end_with_parent() -> None:
    """Ask Linux to end this process when the one that started it is killed, so that no server stays behind."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _wait_until_ready(server: subprocess.Popen[bytes], address: str, log_file: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise ServerError(f"the Prefect server did not start; its log: {log_file}")
        with contextlib.suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(f"{address}/api/health", timeout=2)
            return
        time.sleep(0.3)
    raise ServerError(f"the Prefect server was not ready within {START_SECONDS} seconds; its log: {log_file}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _serve(settings: Settings) -> None:
    from flows import automations, runner
    from flows.deployments import PROJECT, read_deployments, served_deployments

    os.chdir(PROJECT)  # entrypoints are relative to it; the home folder is absolute in the environment by now
    serving = runner.registered(served_deployments())
    automations.apply()
    print(f"serving {', '.join(entry['name'] for entry in read_deployments())} on {settings.home}", flush=True)
    with _watching(settings):
        runner.serve(serving)


@contextlib.contextmanager
def _watching(settings: Settings) -> Iterator[None]:
    """The watcher of the inbox, beside the runner; it ends with the block."""
    from flows.watch import keep_watching, tell_prefect

    stop = threading.Event()
    watcher = threading.Thread(target=keep_watching, args=(settings, stop, tell_prefect), name="watcher", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        stop.set()
        watcher.join(5)
