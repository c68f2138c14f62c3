"""Processes that read bulletins: light ones, started by file name, so that none of them imports the caller's world.

Each worker is ``python -m flows.steps.readers``: it takes pickled chunks on standard input and answers with pickled
rows on standard output. It ends when its input does, so none outlives its parent. A chunk whose worker dies is read
again file by file, and the file that kills its reader is set aside.

Plain text is read in chunks, and in this process where there is little of it. All other formats have parsers that a
file can be made to break: such a file is a chunk of its own, as is a large text, and always goes to a worker, which is
bounded in time and memory. Each worker has its share of the memory, though no less than LEAST_MB: all together stay
within it, or within LEAST_MB for each where that is more. What fails in a share is read again alone, with all of it,
beside workers that wait and hold no more than FULL_GROWN_MB each.
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
from contextlib import contextmanager, suppress
from functools import partial
from io import BytesIO
from math import ceil
from pathlib import Path
from threading import Condition, Timer, local
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
LEAST_MB = 256
"""A reader has no less memory than this: so much address space it needs for itself and an ordinary file."""
FULL_GROWN_MB = 160
"""A reader that took more than this is replaced: it would not give it back."""
PATIENCE = 5
"""Times its processor time that a reader may take in all, and a minute to start: it may wait or share the processor."""


class Readers:
    """Reads batches, in this process or in workers that start when they are first needed."""

    def __init__(self, setup: ReadingSetup, workers: int, pool_from_files: int) -> None:
        self.setup = setup
        self.pool_from_files = pool_from_files
        self.workers: list[_Worker] = []
        self.share_mb = max(setup.max_memory_mb // workers, LEAST_MB)
        self._turns = _Turns()
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
        rows = Rows()
        with self._turns.shared():
            failed = self._read_within(self.share_mb, chunk, rows)
        if failed and len(chunk) == 1:
            rows = Rows()
            with self._turns.alone():
                failed = self._read_within(self.setup.max_memory_mb, chunk, rows)
            if isinstance(failed, _Died):
                rows.set_aside(chunk[0], *_what_killed(failed, self.setup), self.setup.parser_version)
        elif failed:
            rows = Rows()
            for received in chunk:
                rows.extend(self._read([received]))
        return rows

    def _read_within(self, memory_mb: int, chunk: list[Received], rows: Rows) -> _Died | bool:
        """Read a chunk into ``rows``. Returns whether something failed for which memory may be the reason."""
        worker = self._worker()
        try:
            read, is_full_grown = worker.read(chunk, memory_mb)
        except _Died as death:
            self._own.worker = None
            self.workers.remove(worker)
            worker.close()
            if len(chunk) == 1 and death.is_of_time:
                rows.set_aside(chunk[0], *_what_killed(death, self.setup), self.setup.parser_version)
                return False
            return death
        if is_full_grown:
            self._own.worker = None
            worker.close()
        rows.extend(read)
        return bool(_MAY_LACK_MEMORY.intersection(rows.tables["dim_bulletin"]["status_code"]))

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


_Answer = tuple[Rows, bool]
"""Rows, and whether the worker has grown so that it is to be replaced."""
_MAY_LACK_MEMORY = {"too-large", "damaged", "reader-failed"}
"""Outcomes of a file that a library may give for want of memory."""


class _Turns:
    """Many read at a time, each within its share, or one alone."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._sharing = 0

    @contextmanager
    def shared(self) -> Iterator[None]:
        with self._changed:
            self._sharing += 1
        try:
            yield
        finally:
            with self._changed:
                self._sharing -= 1
                self._changed.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        with self._changed:  # held, so that nobody else begins
            self._changed.wait_for(lambda: not self._sharing)
            yield


class _Died(Exception):  # noqa: N818 — what befell the worker
    """The worker ended without an answer."""

    def __init__(self, code: int, is_late: bool) -> None:
        super().__init__(code)
        self.code = code
        self.is_of_time = is_late or code == -signal.SIGXCPU


class _Worker:
    def __init__(self, setup: ReadingSetup) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "flows.steps.readers"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=PROJECT,
            process_group=0,  # Ctrl-C is for the parent, which then closes their input
        )
        self.max_seconds = setup.max_seconds
        self.is_late = False
        _send(self._pipe(self.process.stdin), setup)

    def read(self, chunk: list[Received], memory_mb: int) -> _Answer:
        patience = Timer(60 + PATIENCE * self.max_seconds, self._give_up)
        patience.start()
        try:
            _send(self._pipe(self.process.stdin), (chunk, memory_mb))
            answer: _Answer | StepError = pickle.load(self._pipe(self.process.stdout))
        except (OSError, EOFError, pickle.UnpicklingError):
            raise _Died(self.process.wait(), self.is_late) from None
        finally:
            patience.cancel()
        if isinstance(answer, StepError):
            raise answer
        return answer

    def _give_up(self) -> None:
        self.is_late = True
        self.process.kill()

    def close(self) -> None:
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(OSError):  # of a worker that died: what it was not sent any more
                    pipe.close()
        self.process.wait()

    @staticmethod
    def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
        assert pipe is not None
        return pipe


def _chunks(bulletins: Sequence[Received], folder: Path) -> Iterator[tuple[list[Received], bool]]:
    """The bulletins in order, in chunks, and whether each is one that may break its reader."""
    chunk: list[Received] = []
    volume = 0
    for received in bulletins:
        is_risky = received.byte_count > CHUNK_BYTES or not _is_plain_text(received, folder)
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
    if death.is_of_time:
        return "too-large", f"reading it takes more than {setup.max_seconds:,} s (setting reader_seconds)"
    return "reader-crashed", (
        f"its reader process ended with code {death.code}: the file is damaged or made to do harm, or reading it takes "
        f"more than {setup.max_memory_mb:,} MB (setting reader_memory_mb); look at it by hand"
    )


def _bound(kind: int, most: int) -> None:
    """Bound what this process takes; a lower bound that it was started with stays."""
    hard = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _bound_memory(memory_mb: int) -> None:
    _bound(resource.RLIMIT_AS, memory_mb * 1024 * 1024)


def _bound_time(setup: ReadingSetup) -> None:
    """From now on; the kernel ends a process that takes longer."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _bound(resource.RLIMIT_CPU, ceil(used.ru_utime + used.ru_stime) + setup.max_seconds)


def _most_memory_mb() -> int:
    """What this process has taken at most, 0 where the system does not tell.

    getrusage would count what its parent had when it started it.
    """
    try:
        status = Path("/proc/self/status").read_text("ascii", "replace")
        return int(status.partition("VmHWM:")[2].split()[0]) // 1024
    except (OSError, IndexError):
        return 0


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
            chunk, memory_mb = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        _bound_time(setup)
        _bound_memory(memory_mb)
        try:
            rows = read_all(setup, chunk)
            answer: _Answer | StepError = (rows, _most_memory_mb() > FULL_GROWN_MB)
        except StepError as error:
            answer = error
        except MemoryError:
            os._exit(1)
        try:
            _send(answers, answer)
        except BrokenPipeError:
            os._exit(1)


if __name__ == "__main__":
    main()
