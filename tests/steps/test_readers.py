"""The processes that read bulletins."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from flows.settings import load
from flows.steps import archive, readers
from flows.steps.ingest import load_sources
from flows.steps.reading import ReadingSetup
from tests.steps.homes import put
from tests.transforms import formats
from tests.transforms.bulletins import BULLETINS
from transforms.rows import Received


def test_one_reader_reads_file_after_file_however_large_its_parent(tmp_path: Path) -> None:
    settings = load(tmp_path)
    files = {f"{number}.docx": formats.word(*BULLETINS[number]) for number in range(3)}
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
    ballast = b"x" * (readers.FULL_GROWN_MB + 50) * 1_000_000
    with readers.opened(setup, 1, 0) as pool:
        rows = [part() for part in pool.start(received)]
        assert len(pool.workers) == 1
    assert [part.tables["dim_bulletin"]["status"] for part in rows] == [["loaded"]] * 3
    assert len(ballast)
