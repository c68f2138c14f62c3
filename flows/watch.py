"""Watch the inbox and tell Prefect of what has settled in it: one event a batch, not one a file.

``prefect.yaml`` starts ``ingest`` on the events of urgent sources; those of routine ones are taken up by its schedule.
A lost event loses nothing: the schedule finds the files.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from watchfiles import Change, watch

from flows.settings import Settings
from flows.steps.errors import StepError
from flows.steps.ingest import load_sources
from flows.steps.sidecars import folder_source

LOOK_MS = 500
"""How often files that may still be growing are looked at."""

RETRY_SECONDS = 10
"""After what stopped the watcher, until it is started again."""

Size = tuple[int, int]
logger = logging.getLogger("bulletins.watch")


@dataclass(slots=True)
class Settling:
    """Files that arrived, until they have been the same for a quiet period."""

    quiet_seconds: float
    seen: dict[Path, tuple[Size, float]] = field(default_factory=dict)
    """Size and modification time as last seen, and since when."""

    def arrived(self, path: Path) -> None:
        """Take note of a file that came or changed, or of all files of a folder that came."""
        for found in [path, *path.rglob("*")] if path.is_dir() else [path]:
            if (size := _size(found)) is not None:
                self.seen[found] = (size, time.monotonic())

    def settled(self) -> list[Path]:
        """The files that have become quiet; they are forgotten."""
        now = time.monotonic()
        quiet: list[Path] = []
        for path, (size, since) in list(self.seen.items()):
            current = _size(path)
            if current is None:
                del self.seen[path]
            elif current != size:
                self.seen[path] = (current, now)
            elif now - since >= self.quiet_seconds:
                del self.seen[path]
                quiet.append(path)
        return quiet


def batches(settings: Settings, stop: Event) -> Iterator[list[Path]]:
    """Yield the files that settled together, until ``stop`` is set; first those that lay in the inbox at the start."""
    settings.inbox.mkdir(parents=True, exist_ok=True)
    settling = Settling(settings.settle_seconds)
    for path in settings.inbox.glob("[!.]*"):
        settling.arrived(path)
    for changes in watch(
        settings.inbox,
        watch_filter=lambda change, path: change is not Change.deleted and is_bulletin(settings.inbox, Path(path)),
        stop_event=stop,
        rust_timeout=LOOK_MS,
        yield_on_timeout=True,
        debounce=LOOK_MS,
        force_polling=settings.inbox_polling,
        raise_interrupt=False,
    ):
        for _, changed in changes:
            settling.arrived(Path(changed))
        if quiet := [path for path in settling.settled() if is_bulletin(settings.inbox, path)]:
            yield quiet


def is_bulletin(inbox: Path, path: Path) -> bool:
    """Whether ``ingest`` would take the file up: neither hidden nor in a hidden folder."""
    return not any(part.startswith((".", "~$")) for part in path.relative_to(inbox).parts)


def watch_inbox(settings: Settings, stop: Event, tell: Callable[[str, str, int], None]) -> None:
    """Call ``tell(source, lane, files)`` for each source of each settled batch, until ``stop`` is set."""
    for paths in batches(settings, stop):
        sources = load_sources(settings)
        for source, files in Counter(_source(settings.inbox, path) for path in paths).items():
            tell(source, sources[source].lane if source in sources else "routine", files)


def keep_watching(settings: Settings, stop: Event, tell: Callable[[str, str, int], None]) -> None:
    """``watch_inbox`` again and again: a lost network folder or a wrong line in ``sources.yaml`` gets mended."""
    while not stop.is_set():
        try:
            watch_inbox(settings, stop, tell)
        except (OSError, RuntimeError, StepError) as error:  # RuntimeError: what watchfiles raises
            logger.warning("the inbox is not watched: %s (tried again in %d seconds)", error, RETRY_SECONDS)
            stop.wait(RETRY_SECONDS)


def tell_prefect(source: str, lane: str, files: int) -> None:
    """Emit ``bulletins.file.arrived``."""
    from prefect.events import emit_event

    emit_event(
        event="bulletins.file.arrived",
        resource={
            "prefect.resource.id": f"bulletins.inbox.{source}",
            "prefect.resource.name": source,
            "bulletins.lane": lane,
        },
        payload={"files": files},
    )
    logger.info("%d file(s) of %s settled (%s)", files, source, lane)


def _source(inbox: Path, path: Path) -> str:
    return folder_source(path.relative_to(inbox).as_posix())


def _size(path: Path) -> Size | None:
    try:
        status = path.stat(follow_symlinks=False)
    except OSError:
        return None
    return (status.st_size, status.st_mtime_ns) if path.is_file() else None
