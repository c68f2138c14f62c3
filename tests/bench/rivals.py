"""One library over some files, in a process of its own, and what it costs to have.

    PYTHON tests/bench/rivals.py LIBRARY

takes pickled files on standard input and answers on standard output. PYTHON may be of another environment than the
project's: nothing is imported but the library.
"""

from __future__ import annotations

import io
import pickle
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path


@dataclass(slots=True)
class Outcome:
    """What a library made of the files."""

    texts: list[str]
    cpu_seconds: float
    """For all files, without the first time, in which a library may still import."""
    first_seconds: float
    """To import it and read the first file, in a fresh process."""
    memory_mb: float
    """What these two added to the process."""
    packages: int
    """It and all that it needs."""
    disk_mb: float


def ours(data: bytes) -> str:
    from transforms.documents import read

    return read(data, "a").text


def readability(data: bytes) -> str:
    from lxml.html import fromstring
    from readability import Document

    return str(fromstring(Document(data.decode()).summary()).text_content())


def trafilatura(data: bytes) -> str:
    from trafilatura import extract

    return extract(data.decode(), include_comments=False, include_tables=True) or ""


def resiliparse(data: bytes) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(data.decode(), main_content=True))


def pypdfium2(data: bytes) -> str:
    from pypdfium2 import PdfDocument

    return "\n".join(page.get_textpage().get_text_range() for page in PdfDocument(data))


def pdfminer(data: bytes) -> str:
    from pdfminer.high_level import extract_text

    return str(extract_text(io.BytesIO(data)))


def pypdf(data: bytes) -> str:
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


LIBRARIES: dict[str, tuple[Callable[[bytes], str], str]] = {
    "this project, HTML": (ours, "readability-lxml"),
    "this project, PDF": (ours, "pypdfium2"),
    "readability": (readability, "readability-lxml"),
    "trafilatura": (trafilatura, "trafilatura"),
    "resiliparse": (resiliparse, "Resiliparse"),
    "pypdfium2": (pypdfium2, "pypdfium2"),
    "pdfminer.six": (pdfminer, "pdfminer.six"),
    "pypdf": (pypdf, "pypdf"),
}
"""What reads a file, and the package that must be installed for it."""


def measure(library: str, files: list[bytes]) -> Outcome:
    """Read all files twice."""
    call, package = LIBRARIES[library]
    memory = _memory_mb()
    began = time.process_time()
    call(files[0])
    first = time.process_time() - began
    memory = _memory_mb() - memory
    texts = [call(data) for data in files]
    spent = min(_timed(call, files) for _ in range(3))
    packages: dict[str, float] = {}
    _needed(package, packages)
    return Outcome(texts, spent, first, memory, len(packages), sum(packages.values()))


def _timed(call: Callable[[bytes], str], files: list[bytes]) -> float:
    began = time.process_time()
    for data in files:
        call(data)
    return time.process_time() - began


def _memory_mb() -> float:
    # getrusage would count what the parent had when it started this process
    status = Path("/proc/self/status").read_text("ascii", "replace")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _needed(package: str, found: dict[str, float]) -> None:
    """The package and all that it needs, with their size in MB; optional needs are left out."""
    try:
        installed = distribution(package)
    except PackageNotFoundError:
        return
    name = re.sub(r"[-_.]+", "-", installed.metadata["Name"]).lower()
    if name in found:
        return
    files = (path.locate() for path in installed.files or ())
    found[name] = sum(path.stat().st_size for path in files if path.exists()) / 1e6
    for need in installed.requires or ():
        if "extra ==" not in need:
            _needed(re.match(r"[\w.-]+", need)[0], found)


if __name__ == "__main__":
    pickle.dump(measure(sys.argv[1], pickle.load(sys.stdin.buffer)), sys.stdout.buffer)
