"""Speed of each reader beside its bare library, and what rival libraries make of the same files.

    python -m tests.bench formats

Rivals that are not installed are left out. All files are built here, from the bulletins of these tests.
"""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterable
from email import message_from_bytes, policy
from importlib.util import find_spec

from tests.transforms import formats, pages
from tests.transforms.bulletins import BULLETINS
from transforms import documents

HEADLINE = BULLETINS[0][0]
PARAGRAPHS = [paragraph for _, paragraphs in BULLETINS for paragraph in paragraphs]
LONG = PARAGRAPHS * 20


def seconds(call: Callable[[], object], least: float = 0.5) -> float:
    """Best time of a call, in runs that last at least so long together."""
    best, spent = float("inf"), 0.0
    while spent < least:
        start = time.perf_counter()
        call()
        took = time.perf_counter() - start
        best, spent = min(best, took), spent + took
    return best


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


def docx(data: bytes) -> str:
    from docx import Document

    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs)


def email(data: bytes) -> str:
    return str(message_from_bytes(data, policy=policy.default).get_content())  # type: ignore[attr-defined]


def zipped(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


def whole(text: str) -> tuple[int, int]:
    """How many of the paragraphs stand in a text unbroken, and how many foreign characters are in it."""
    rest = "".join(text.split())
    found = 0
    for wanted in ("".join(paragraph.split()) for paragraph in PARAGRAPHS):
        found += wanted in rest
        rest = rest.replace(wanted, "", 1)
    return found, len(rest.replace(HEADLINE, "", 1))


def readers() -> Iterable[tuple[str, ...]]:
    text = formats.plain(HEADLINE, LONG).encode()
    cases: list[tuple[str, bytes, Callable[[bytes], str]]] = [
        ("a.txt", text, bytes.decode),
        ("a.html", pages.government(HEADLINE, LONG).encode(), readability),
        ("a.docx", formats.word(HEADLINE, LONG), docx),
        ("a.pdf", formats.pdf(HEADLINE, LONG[:120], columns=3), pypdfium2),
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


def rivals(
    kind: str, files: list[bytes], candidates: list[tuple[str, Callable[[bytes], str]]]
) -> Iterable[tuple[str, ...]]:
    yield (kind, "paragraphs whole", "foreign characters", "M characters/s", "import, s")
    for module, call in candidates:
        if find_spec(module.partition(".")[0]) is None:
            yield (module, "not installed", "", "", "")
            continue
        results = [whole(call(data)) for data in files]
        spent = sum(seconds(lambda: call(data), 0.1) for data in files)  # noqa: B023
        size = len("".join(PARAGRAPHS)) * len(files)
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", f"import {module}"], check=True)
        imported = time.perf_counter() - start
        subprocess.run([sys.executable, "-c", "pass"], check=True)
        yield (
            module, f"{sum(r[0] for r in results)} of {len(PARAGRAPHS) * len(files)}", str(sum(r[1] for r in results)),
            f"{size / spent / 1e6:.2f}", f"{imported:.2f}",
        )  # fmt: skip


def show(rows: Iterable[tuple[str, ...]]) -> None:
    table = list(rows)
    widths = [max(len(row[i]) for row in table) for i in range(len(table[0]))]
    for row in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    print(flush=True)


def report() -> None:
    """Print the tables."""
    show(readers())
    html = [page(HEADLINE, PARAGRAPHS).encode() for page in pages.PAGES.values()]
    html = [data.replace(b"gb2312", b"utf-8").replace(b"gbk", b"utf-8") for data in html]
    ours: tuple[str, Callable[[bytes], str]] = ("transforms.documents", lambda data: documents.read(data, "a").text)
    show(
        rivals(
            "HTML",
            html,
            [ours, ("readability", readability), ("trafilatura", trafilatura), ("resiliparse", resiliparse)],
        )
    )
    shapes = [(1, False, 1), (3, False, 1), (3, True, 1), (3, True, 2), (2, False, 3)]
    pdf = [formats.pdf(HEADLINE, PARAGRAPHS, *shape) for shape in shapes]
    show(rivals("PDF", pdf, [ours, ("pypdfium2", pypdfium2), ("pdfminer.high_level", pdfminer), ("pypdf", pypdf)]))
