"""The watcher tells of files once they have settled: one event for each source of a batch, with its lane."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows import watch
from flows.settings import Settings, load
from flows.watch import watch_inbox
from tests.up import wait_for

Told = tuple[str, str, int]


@pytest.fixture(params=[False, True], ids=["told by the system", "polling"])
def settings(tmp_path: Path, request: pytest.FixtureRequest) -> Settings:
    settings = load(tmp_path).model_copy(update={"settle_seconds": 0.4, "inbox_polling": request.param})
    settings.sources.write_text("flood: {name: 防汛快报, lane: urgent}\n", "utf-8")
    (settings.inbox / "flood").mkdir(parents=True)
    return settings


@pytest.fixture
def told(settings: Settings) -> Iterator[queue.Queue[Told]]:
    events: queue.Queue[Told] = queue.Queue()
    stop = threading.Event()
    thread = threading.Thread(target=watch_inbox, args=(settings, stop, lambda *event: events.put(event)))
    thread.start()
    time.sleep(0.5)
    yield events
    stop.set()
    thread.join(10)
    assert not thread.is_alive()


def test_one_event_for_a_batch(settings: Settings, told: queue.Queue[Told]) -> None:
    for name in ("一.txt", "二.txt", "三.txt"):
        (settings.inbox / "flood" / name).write_text("出动警力30人次", "utf-8")
    assert told.get(timeout=10) == ("flood", "urgent", 3)
    assert told.empty()


def test_a_source_that_is_not_listed_is_routine(settings: Settings, told: queue.Queue[Told]) -> None:
    (settings.inbox / "new source").mkdir()
    (settings.inbox / "new source" / "a.txt").write_text("x")
    assert told.get(timeout=10) == ("new source", "routine", 1)


def test_a_growing_file_is_told_of_when_it_has_grown(settings: Settings, told: queue.Queue[Told]) -> None:
    path = settings.inbox / "flood" / "growing.txt"
    with path.open("w") as file:
        for _ in range(6):
            file.write("增长")
            file.flush()
            time.sleep(0.2)
            assert told.empty()
    assert told.get(timeout=10) == ("flood", "urgent", 1)


def test_what_stopped_it_is_mended_and_nothing_is_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(watch, "RETRY_SECONDS", 0.2)
    settings = load(tmp_path).model_copy(update={"settle_seconds": 0.1})
    settings.sources.write_text("flood: {lane: fast}\n", "utf-8")
    (settings.inbox / "flood").mkdir(parents=True)
    (settings.inbox / "flood" / "a.txt").write_text("x")
    stop, events = threading.Event(), queue.Queue[Told]()
    thread = threading.Thread(target=watch.keep_watching, args=(settings, stop, lambda *event: events.put(event)))
    thread.start()
    wait_for(lambda: "sources.yaml" in caplog.text)
    settings.sources.write_text("flood: {name: 防汛快报, lane: urgent}\n", "utf-8")
    assert events.get(timeout=20) == ("flood", "urgent", 1)
    stop.set()
    thread.join(10)


def test_what_lies_there_at_the_start_is_told_of(settings: Settings) -> None:
    (settings.inbox / "flood" / "early.txt").write_text("x")
    (settings.inbox / ".claimed" / "flood").mkdir(parents=True)
    (settings.inbox / ".claimed" / "flood" / "late.txt").write_text("x")
    stop = threading.Event()
    events: list[Told] = []

    def tell(*event: object) -> None:
        events.append(event)  # type: ignore[arg-type]
        stop.set()

    watch_inbox(settings, stop, tell)
    assert events == [("flood", "urgent", 1)]
