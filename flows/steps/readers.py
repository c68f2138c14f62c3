"""Processes that read bulletins: light ones, started by file name, so that none of them imports the caller's world.

Each worker is ``python -m flows.steps.readers``: it takes pickled chunks on standard input and answers with pickled
rows on standard output. It ends when its input does, so none outlives its parent. A chunk whose worker dies is read
again file by file, and the file that kills its reader is set aside.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import local
from typing import IO

from flows.steps.errors import StepError
from flows.steps.reading import ReadingSetup, read_all
from transforms.rows import Received, Rows

PROJECT = Path(__file__).resolve().parents[2]
Reading = Callable[[], Rows]
"""Part of a batch: called, it waits for its rows."""

CHUNK_FILES = 50
CHUNK_BYTES = 1_000_000


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
        if len(bulletins) < self.pool_from_files:
            return [partial(read_all, self.setup, bulletins)] if bulletins else []
        return [self._threads.submit(self._read, chunk).result for chunk in _chunks(bulletins)]

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
                rows.set_aside(chunk[0], "reader-crashed", _what_killed(death), self.setup.parser_version)
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


def _chunks(bulletins: Sequence[Received]) -> Iterator[list[Received]]:
    chunk: list[Received] = []
    volume = 0
    for received in bulletins:
        chunk.append(received)
        volume += received.byte_count
        if len(chunk) >= CHUNK_FILES or volume >= CHUNK_BYTES:
            yield chunk
            chunk, volume = [], 0
    if chunk:
        yield chunk


def _what_killed(death: _Died) -> str:
    return (
        f"its reader process ended with code {death.args[0]}: "
        "the file is damaged or made to do harm; look at it by hand"
    )


def _send(pipe: IO[bytes], message: object) -> None:
    pickle.dump(message, pipe, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.flush()


def main() -> None:
    """Serve chunks until the input ends. What libraries print goes to standard error."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    setup: ReadingSetup = pickle.load(sys.stdin.buffer)
    while True:
        try:
            chunk: list[Received] = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
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
