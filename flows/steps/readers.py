"""Processes that read bulletins: light ones, started by file name, so that none of them imports the caller's world.

Each worker is ``python -m flows.steps.readers``: it takes pickled chunks on standard input and answers with pickled
rows on standard output. It ends when its input does, so none outlives its parent. A chunk whose worker dies is read
again file by file, and the file that kills its reader is set aside.

Plain text is read in chunks, and in this process where there is little of it. All other formats have parsers that a
file can be made to break: such a file is a chunk of its own, and always goes to a worker, which is bounded in processor
time and memory.
"""

from __future__ import annotations

import os
import pickle
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from math import ceil
from pathlib import Path
from threading import local
from typing import IO

from flows.steps import archive
from flows.steps.errors import StepError
from flows.steps.reading import ReadingSetup, read_all
from transforms.documents import is_plain_text
from transforms.rows import Received, Rows

PROJECT = Path(__file__).resolve().parents[2]
Reading = Callable[[], Rows]
"""Part of a batch: called, it waits for its rows."""

CHUNK_FILES = 50
CHUNK_BYTES = 1_000_000
HEAD = 16_384
"""First bytes of a file, by which its format is known."""


class Readers:
    """Reads batches, in this process or in workers that start when they are first needed."""

    def __init__(self, setup: ReadingSetup, workers: int, pool_from_files: int) -> None:
        self.setup = setup
        self.pool_from_files = pool_from_files
        self.workers: list[_Worker] = []
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="reader")
        self._own = local()

    def start(self, bulletins: Sequence[Received]) -> list[Reading]:
        """Begin to read a batch. Each part, called, gives its rows, in the order of the batch."""
        is_few = len(bulletins) < self.pool_from_files
        return [
            partial(read_all, self.setup, chunk)
            if is_few and not is_risky
            else self._threads.submit(self._read, chunk).result
            for chunk, is_risky in _chunks(bulletins, self.setup.archive)
        ]

    def close(self) -> None:
        """End the workers."""
        self._threads.shutdown(cancel_futures=True)
        for worker in self.workers:
            worker.close()

    def _read(self, chunk: list[Received]) -> Rows:
        try:
            return self._worker().read(chunk)
        except _Died as death:
            self._own.worker = None
            if len(chunk) == 1:
                rows = Rows()
                rows.set_aside(chunk[0], *_what_killed(death, self.setup), self.setup.parser_version)
                return rows
        rows = Rows()
        for received in chunk:
            rows.extend(self._read([received]))
        return rows

    def _worker(self) -> _Worker:
        worker: _Worker | None = getattr(self._own, "worker", None)
        if worker is None:
            worker = self._own.worker = _Worker(self.setup)
            self.workers.append(worker)
        return worker


@contextmanager
def opened(setup: ReadingSetup, workers: int, pool_from_files: int) -> Iterator[Readers]:
    """Readers that are closed at the end."""
    readers = Readers(setup, workers, pool_from_files)
    try:
        yield readers
    finally:
        readers.close()


class _Died(Exception):  # noqa: N818 — what befell the worker
    """The worker ended without an answer."""


class _Worker:
    def __init__(self, setup: ReadingSetup) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "flows.steps.readers"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=PROJECT,
            process_group=0,  # Ctrl-C is for the parent, which then closes their input
        )
        _send(self._pipe(self.process.stdin), setup)

    def read(self, chunk: list[Received]) -> Rows:
        try:
            _send(self._pipe(self.process.stdin), chunk)
            answer: Rows | StepError = pickle.load(self._pipe(self.process.stdout))
        except (OSError, EOFError, pickle.UnpicklingError):
            raise _Died(self.process.wait()) from None
        if isinstance(answer, StepError):
            raise answer
        return answer

    def close(self) -> None:
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()
        self.process.wait()

    @staticmethod
    def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
        assert pipe is not None
        return pipe


def _chunks(bulletins: Sequence[Received], folder: Path) -> Iterator[tuple[list[Received], bool]]:
    """The bulletins in order, in chunks, and whether each is of a risky format."""
    chunk: list[Received] = []
    volume = 0
    for received in bulletins:
        is_risky = not _is_plain_text(received, folder)
        if chunk and (is_risky or len(chunk) >= CHUNK_FILES or volume >= CHUNK_BYTES):
            yield chunk, False
            chunk, volume = [], 0
        if is_risky:
            yield [received], True
        else:
            chunk.append(received)
            volume += received.byte_count
    if chunk:
        yield chunk, False


def _is_plain_text(received: Received, folder: Path) -> bool:
    """By its name and its first bytes; a file that is missing is told of by whoever reads it."""
    path = archive.find(folder, received.sha256, received.file_name)
    try:
        with path.open("rb") if path is not None else BytesIO() as file:
            return is_plain_text(file.read(HEAD), received.file_name)
    except OSError:
        return False


def _what_killed(death: _Died, setup: ReadingSetup) -> tuple[str, str]:
    """Code and reason for the quarantine."""
    code = death.args[0]
    if code == -signal.SIGXCPU:
        return "too-large", f"reading it takes more than {setup.max_seconds:,} s (setting reader_seconds)"
    return "reader-crashed", (
        f"its reader process ended with code {code}: the file is damaged or made to do harm, or reading it takes more "
        f"than {setup.max_memory_mb:,} MB (setting reader_memory_mb); look at it by hand"
    )


def _bound_memory(setup: ReadingSetup) -> None:
    bytes_ = setup.max_memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (bytes_, bytes_))


def _bound_time(setup: ReadingSetup) -> None:
    """From now on; the kernel ends a process that takes longer."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = ceil(used.ru_utime + used.ru_stime) + setup.max_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))


def _send(pipe: IO[bytes], message: object) -> None:
    pickle.dump(message, pipe, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.flush()


def main() -> None:
    """Serve chunks until the input ends. What libraries print goes to standard error."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    setup: ReadingSetup = pickle.load(sys.stdin.buffer)
    _bound_memory(setup)
    while True:
        try:
            chunk: list[Received] = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        _bound_time(setup)
        try:
            answer: Rows | StepError = read_all(setup, chunk)
        except StepError as error:
            answer = error
        try:
            _send(answers, answer)
        except BrokenPipeError:
            os._exit(1)


if __name__ == "__main__":
    main()
