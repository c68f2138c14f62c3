"""The process that starts a run of a served deployment whenever one is due."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Iterable

from prefect.deployments.runner import RunnerDeployment
from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker
from prefect.runner import Runner

DRAIN_SECONDS = 5


class StoppableRunner(Runner):
    """Prefect's runner, which ends on SIGTERM as on Ctrl-C: runs under way are cancelled, and the UI says so."""

    async def start(self, run_once: bool = False, webserver: bool | None = None) -> None:
        """Serve until a signal comes; a second one ends the process at once."""
        loop = asyncio.get_running_loop()
        stopping: list[asyncio.Task[None]] = []

        def stop(number: int, _: object) -> None:
            signal.signal(number, signal.default_int_handler)
            loop.call_soon_threadsafe(lambda: stopping.append(loop.create_task(self.astop())))

        self.handle_sigterm = stop  # type: ignore[method-assign]  # Prefect's own waits for itself
        signal.signal(signal.SIGINT, stop)
        await super().start(run_once, webserver)


def registered(deployments: Iterable[RunnerDeployment]) -> Runner:
    """A runner for ``deployments``, which are on the server when this returns; its schedules stay when it stops."""
    # it says once a second of every run that waits for the one before it
    logging.getLogger("prefect.runner.state_proposer").setLevel(logging.WARNING)
    runner = StoppableRunner(pause_on_shutdown=False)
    for deployment in deployments:
        runner.add_deployment(deployment)
    return runner


def serve(runner: Runner) -> None:
    """Run until a signal comes; what it had to tell the server is told when this returns."""
    try:
        asyncio.run(runner.start())
    finally:
        EventsWorker.drain_all(timeout=DRAIN_SECONDS)
        APILogWorker.drain_all(timeout=DRAIN_SECONDS)
