"""The same bulletins in every format; speed of each reader beside its bare library; what rival libraries make of
the same files, and cost to have.

    python -m tests.bench formats

All files are built here, from the bulletins of these tests. Rivals that the project does not install are looked for in
the environment whose interpreter BENCH_RIVALS names:

    python -m venv /tmp/rivals && /tmp/rivals/bin/pip install trafilatura lxml_html_clean resiliparse
    BENCH_RIVALS=/tmp/rivals/bin/python python -m tests.bench formats
"""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email import message_from_bytes, policy
from typing import Any

from tests.bench import rivals
from tests.transforms import formats, pages
from tests.transforms.bulletins import BULLETINS
from transforms import documents

HEADLINE = BULLETINS[0][0]
PARAGRAPHS = [paragraph for _, paragraphs in BULLETINS for paragraph in paragraphs]
LONG = PARAGRAPHS * 20
RIVALS = "BENCH_RIVALS"
"""Names an interpreter that has the rivals."""


def seconds(call: Callable[[], object], least: float = 0.5) -> float:
    """Least processor time of a call, in runs that take at least so much together."""
    best, spent = float("inf"), 0.0
    while spent < least:
        start = time.process_time()
        call()
        took = time.process_time() - start
        best, spent = min(best, took), spent + took
    return best


def docx(data: bytes) -> str:
    from docx import Document

    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs)


def email(data: bytes) -> str:
    return str(message_from_bytes(data, policy=policy.default).get_content())  # type: ignore[attr-defined]


def zipped(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


def whole(text: str, headlines: list[str], paragraphs: list[str]) -> tuple[int, int]:
    """How many of the paragraphs stand in a text unbroken, and how many foreign characters are in it."""
    rest = "".join(text.split())
    found = 0
    for wanted in ("".join(paragraph.split()) for paragraph in paragraphs):
        found += wanted in rest
        rest = rest.replace(wanted, "", 1)
    for headline in headlines:
        rest = rest.replace(headline, "", 1)
    return found, len(rest)


def readers() -> Iterable[tuple[str, ...]]:
    text = formats.plain(HEADLINE, LONG).encode()
    cases: list[tuple[str, bytes, Callable[[bytes], str]]] = [
        ("a.txt", text, bytes.decode),
        ("a.html", pages.government(HEADLINE, LONG).encode(), rivals.readability),
        ("a.docx", formats.word(HEADLINE, LONG), docx),
        ("a.pdf", formats.pdf(HEADLINE, LONG[:120], columns=3), rivals.pypdfium2),
        ("a.eml", formats.mail(HEADLINE, LONG), email),
        ("a.zip", formats.packed({f"{i}.txt": text for i in range(9)}), zipped),
    ]
    yield ("reader", "bytes", "characters", "M characters/s", "MB/s", "bare library, M characters/s", "ratio")
    for name, data, bare in cases:
        characters = len(documents.read(data, name).text)
        ours, theirs = seconds(lambda: documents.read(data, name)), seconds(lambda: bare(data))  # noqa: B023
        speed, beside = characters / ours / 1e6, characters / theirs / 1e6
        yield (
            name.removeprefix("a."), f"{len(data):,}", f"{characters:,}", f"{speed:.2f}",
            f"{len(data) / ours / 1e6:.2f}", f"{beside:.2f} ({bare.__name__})", f"{speed / beside:.2f}",
        )  # fmt: skip


@dataclass(slots=True)
class Case:
    """A file, and what is to be found in it."""

    data: bytes
    headlines: list[str]
    paragraphs: list[str]


def compared(kind: str, cases: list[Case], libraries: list[str]) -> Iterable[tuple[str, ...]]:
    yield (
        kind, "paragraphs whole", "foreign characters", "M characters/s", "import and first file, s", "memory, MB",
        "packages", "on disk, MB",
    )  # fmt: skip
    wanted = sum(len(case.paragraphs) for case in cases)
    size = sum(len("".join(case.paragraphs)) for case in cases)
    for library in libraries:
        outcome = _outcome(library, [case.data for case in cases])
        if outcome is None:
            yield (library, f"not installed: see {RIVALS}", *[""] * 6)
            continue
        results = [
            whole(text, case.headlines, case.paragraphs) for text, case in zip(outcome.texts, cases, strict=True)
        ]
        yield (
            library, f"{sum(r[0] for r in results)} of {wanted}", f"{sum(r[1] for r in results):,}",
            f"{size / outcome.cpu_seconds / 1e6:.2f}", f"{outcome.first_seconds:.2f}", f"{outcome.memory_mb:.0f}",
            str(outcome.packages), f"{outcome.disk_mb:.1f}",
        )  # fmt: skip


def _outcome(library: str, files: list[bytes]) -> rivals.Outcome | None:
    """From the project's environment, or from that of the rivals; None where neither has the library."""
    for python in filter(None, (sys.executable, os.environ.get(RIVALS))):
        package = rivals.LIBRARIES[library][1]
        asked = [python, "-c", "import sys, importlib.metadata as m; m.distribution(sys.argv[1])", package]
        if subprocess.run(asked, capture_output=True).returncode == 0:
            done = subprocess.run(
                [python, rivals.__file__, library], input=pickle.dumps(files), stdout=subprocess.PIPE, check=True
            )
            return Answers(io.BytesIO(done.stdout)).load()
    return None


class Answers(pickle.Unpickler):
    """The script that answers calls itself __main__."""

    def find_class(self, module: str, name: str) -> Any:
        return super().find_class(rivals.__name__ if module == "__main__" else module, name)


def show(rows: Iterable[tuple[str, ...]]) -> None:
    table = list(rows)
    widths = [max(len(row[i]) for row in table) for i in range(len(table[0]))]
    for row in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    print(flush=True)


def html_cases() -> list[Case]:
    """The fixtures of pages, as UTF-8: not every rival reads a declared charset."""
    made = [page(HEADLINE, PARAGRAPHS).encode() for page in pages.PAGES.values()]
    said = [data.replace(b"gb2312", b"utf-8").replace(b"gbk", b"utf-8") for data in made]
    return [Case(data, [HEADLINE], PARAGRAPHS) for data in said]


def pdf_cases() -> list[Case]:
    """One to three columns on one to three sheets, and a newspaper page of five stories."""
    shapes = [(1, False, 1), (3, False, 1), (3, True, 1), (3, True, 2), (2, False, 3)]
    cases = [Case(formats.pdf(HEADLINE, PARAGRAPHS, *shape), [HEADLINE], PARAGRAPHS) for shape in shapes]
    stories = [BULLETINS[i] for i in (0, 1, 2, 3, 5)]
    told = [headline for headline, _ in stories], [paragraph for _, story in stories for paragraph in story]
    return [*cases, *(Case(formats.newspaper_pdf(stories, by_row), *told) for by_row in (False, True))]


def figures() -> Iterable[tuple[str, ...]]:
    expected = [formats.figures("txt", *bulletin) for bulletin in BULLETINS]
    yield ("format", "figures of each bulletin", "equal to those of plain text")
    for kind in formats.EVERY:
        found = [formats.figures(kind, *bulletin) for bulletin in BULLETINS]
        equal = sum(a == b for a, b in zip(found, expected, strict=True))
        yield (kind, " ".join(f"{len(rows):2}" for rows in found), f"{equal} of {len(BULLETINS)}")


def report() -> None:
    """Print the tables."""
    show(figures())
    show(readers())
    show(compared("HTML", html_cases(), ["this project, HTML", "readability", "trafilatura", "resiliparse"]))
    show(compared("PDF", pdf_cases(), ["this project, PDF", "pypdfium2", "pdfminer.six", "pypdf"]))
