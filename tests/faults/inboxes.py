"""What can befall the files of an inbox while a run is at work."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta, tzinfo
from types import ModuleType

from flows.settings import Settings
from flows.steps.ingest import ingest
from tests.faults.kills import kill_before, run_ingest, start, with_luck
from tests.steps.homes import FILES

VICTIM = "无源.txt"


def vanishing(settings: Settings, after_seconds: float) -> None:
    """A file is taken away and put back while a run goes on."""
    victim, aside = settings.inbox / VICTIM, settings.home / "aside"
    process = start(run_ingest, settings)
    time.sleep(after_seconds)
    with_luck(lambda: victim.rename(aside))
    process.join()
    with_luck(lambda: aside.rename(victim))


def changing(settings: Settings) -> None:
    """A file is written to while a run goes on, and gets its content back before the next."""
    victim = settings.inbox / VICTIM
    writer = subprocess.Popen(
        [sys.executable, "-c", "import sys, time\nwhile True: open(sys.argv[1], 'ab').write(b' ')", str(victim)]
    )
    time.sleep(0.1)
    ingest(settings.model_copy(update={"settle_seconds": 0.5}))
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    with_luck(lambda: victim.write_bytes(FILES[VICTIM]))


def without_permission(settings: Settings, place: str, mode: int) -> None:
    """A file or folder loses its permissions while a run goes on, and has them back for the next."""
    settings.archive.mkdir(exist_ok=True)
    victim = settings.home / place
    before = victim.stat().st_mode
    process = start(_ingest_without_privilege, settings)
    with_luck(lambda: victim.chmod(mode))
    process.join()
    with_luck(lambda: victim.chmod(before))


def from_the_future(settings: Settings) -> None:
    """The files have times in the future."""
    for path in settings.inbox.rglob("*.txt"):
        os.utime(path, (time.time() + 100_000,) * 2)


def clock_set_back(settings: Settings) -> None:
    """A run under tomorrow's clock is killed before it loads; the clock is put right."""
    process = start(_ingest_tomorrow, settings)
    process.join()
    assert process.exitcode == -signal.SIGKILL


def _ingest_without_privilege(settings: Settings) -> None:
    """As the owner of the files who is not above their permissions, as root is."""
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # version 3, this process
    held = (ctypes.c_uint32 * 6)()
    assert libc.capget(header, held) == 0
    for place in (0, 1):  # effective and permitted: CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH
        held[place] &= ~0b110
    assert libc.capset(header, held) == 0
    with_luck(lambda: ingest(settings))


def _ingest_tomorrow(settings: Settings) -> None:
    import flows.steps.inbox
    import flows.steps.receipts

    now = time.time

    class Tomorrow:
        fromisoformat = datetime.fromisoformat

        @staticmethod
        def now(zone: tzinfo | None = None) -> datetime:
            return datetime.fromtimestamp(now(), zone) + timedelta(days=1)

    modules: list[ModuleType] = [flows.steps.inbox, flows.steps.receipts]
    for module in modules:
        module.datetime = Tomorrow  # type: ignore[attr-defined]
    time.time = lambda: now() + 24 * 3600
    kill_before("flows.steps.warehouse.Warehouse.load")
    run_ingest(settings)
