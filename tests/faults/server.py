"""A Prefect server that is killed while a flow run is at work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from flows.serve import running_server, server_environment
from flows.settings import Settings
from flows.steps.ingest import ingest
from flows.steps.report import NOTHING_NEW
from tests.conftest import PROJECT, free_port

SAID = "the data is loaded and published"
FLOW = "from flows.ingest import ingest; ingest()"


def server_killed(settings: Settings, at: str) -> None:
    """Run the flow, and kill its server once a file appears in the home folder that is named like ``at``.

    Raises AssertionError where the run did not end its work on the data, or did not say so.
    """
    port = free_port()
    environment = os.environ | server_environment(settings, "127.0.0.1", port)
    environment |= {
        "BULLETINS_SETTLE_SECONDS": "0",
        "BULLETINS_BATCH_FILES": "5",
        "PREFECT_CLIENT_MAX_RETRIES": "1",  # five by default, which only takes longer
    }
    log = settings.home / "run.log"
    with running_server(settings, "127.0.0.1", port), log.open("wb") as said:
        run = subprocess.Popen([sys.executable, "-c", FLOW], cwd=PROJECT, env=environment, stdout=said, stderr=said)
        while run.poll() is None and not any(settings.home.glob(at)):
            time.sleep(0.01)
        _kill_server()
        run.wait(300)
    assert SAID in log.read_text("utf-8"), f"the run did not say what became of the data: {log.read_text('utf-8')}"
    assert ingest(settings).state == NOTHING_NEW, "the run did not end its work"


def _kill_server() -> None:
    """SIGKILL the server that this process started, with all that it started."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    for child in children:
        if b"prefect\0server\0start" in Path(f"/proc/{child}/cmdline").read_bytes():
            os.killpg(int(child), signal.SIGKILL)
