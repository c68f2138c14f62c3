"""The processes that read bulletins."""

from __future__ import annotations

import hashlib
import pickle
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from flows.settings import load
from flows.steps import archive, readers
from flows.steps.ingest import load_sources
from flows.steps.reading import ReadingSetup
from tests.steps.homes import put
from tests.transforms import formats
from tests.transforms.bulletins import BULLETINS
from transforms.rows import Received


def waiting(tmp_path: Path, files: dict[str, bytes]) -> tuple[ReadingSetup, list[Received]]:
    """Archived files, and what a reader has to know."""
    settings = load(tmp_path)
    put(tmp_path, files)
    archive.store(settings.archive, [tmp_path / name for name in files])
    received = [
        Received(name, "a", hashlib.sha256(content).hexdigest(), name, len(content), datetime(2023, 8, 16))
        for name, content in files.items()
    ]
    setup = ReadingSetup(
        settings.archive, load_sources(settings), settings.limits, settings.reader_seconds, settings.reader_memory_mb,
        "0", settings.lexicon,
    )  # fmt: skip
    return setup, received


def test_one_reader_reads_file_after_file_however_large_its_parent(tmp_path: Path) -> None:
    files = {f"{number}.docx": formats.word(*BULLETINS[number]) for number in range(3)}
    setup, received = waiting(tmp_path, files)
    ballast = b"x" * (readers.FULL_GROWN_MB + 50) * 1_000_000
    with readers.opened(setup, 1, 0) as pool:
        rows = [part() for part in pool.start(received)]
        assert len(pool.workers) == 1
    assert [part.tables["dim_bulletin"]["status"] for part in rows] == [["loaded"]] * 3
    assert len(ballast)


BOUNDED = """
import pickle, resource, sys
from flows.steps import readers
readers._bound_memory(2_000)
readers._bound_time(pickle.load(sys.stdin.buffer))
print(resource.getrlimit(resource.RLIMIT_AS), resource.getrlimit(resource.RLIMIT_CPU))
"""


def test_lower_limits_that_a_reader_was_started_with_stay(tmp_path: Path) -> None:
    setup, _ = waiting(tmp_path, {"a.txt": b"1"})
    limited = f'ulimit -v 1000000; ulimit -t {setup.max_seconds}; exec "$@"'
    done = subprocess.run(
        ["sh", "-c", limited, "sh", sys.executable, "-c", BOUNDED],
        input=pickle.dumps(setup),
        stdout=subprocess.PIPE,
        cwd=readers.PROJECT,
        check=True,
    )
    assert done.stdout.decode().strip() == f"{(1_024_000_000,) * 2} {(setup.max_seconds,) * 2}"


def test_a_reader_that_died_leaves_nothing_open(tmp_path: Path) -> None:
    setup, received = waiting(tmp_path, {"a.docx": formats.word(*BULLETINS[0])})
    with readers.opened(setup, 1, 0) as pool:
        for is_killed in (True, True, False):
            (rows,) = [part() for part in pool.start(received)]
            assert rows.tables["dim_bulletin"]["status"] == ["loaded"]
            (worker,) = pool.workers
            if is_killed:
                worker.process.kill()
                worker.process.wait()
                died = worker
        assert died.process.stdin is not None and died.process.stdin.closed
        assert died.process.stdout is not None and died.process.stdout.closed


def test_a_system_that_does_not_tell_the_memory_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert readers._most_memory_mb() > 0
    for status in (tmp_path / "none", tmp_path / "status"):
        monkeypatch.setattr(readers, "Path", lambda _, status=status: status)
        (tmp_path / "status").write_text("Name:\tpython\n")
        assert readers._most_memory_mb() == 0
