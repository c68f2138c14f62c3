"""An inbox of two thousand generated files in every format, one in twenty of them bad: where each of them ends.

python -m tests.bench mixed
"""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from collections import Counter
from pathlib import Path

import duckdb

from flows.settings import load
from flows.steps.ingest import ingest
from tests.bench.generate import bulletin
from tests.transforms import formats, pages

FILES = 2_000
BAD = {
    "empty": (".txt", b""),
    "unsupported-format": (".tif", b"II*\x00" + bytes(200)),
    "unknown-encoding": (".txt", bytes(range(128, 256)) * 40),
    "damaged": (".docx", b"PK\x03\x04 cut off"),
    "looks-like-big5": (".txt", "警方在行動中拘捕三十六人並檢獲毒品一批".encode("big5") * 20),
}
"""Reason that people are told → extension and bytes."""


def report() -> None:
    """Print how many files of each format were loaded, and each reason of the others beside the one expected."""
    folder = Path(tempfile.mkdtemp(prefix="bench-mixed-"))
    try:
        settings = load(folder / "home")
        inbox = settings.inbox / "mixed"
        inbox.mkdir(parents=True)
        expected = _fill(inbox)
        started = time.perf_counter()
        done = ingest(settings)
        took = time.perf_counter() - started
        with duckdb.connect(str(settings.published), read_only=True) as con:
            states = dict(con.sql("SELECT file_name, coalesce(status_code, 'loaded') FROM dim_bulletin").fetchall())
        wrong = [name for name, reason in expected.items() if states.get(name) != reason]
        print(f"{len(expected):,} files in {took:.0f} s: {done.figures:,} figures")
        for (suffix, reason), count in sorted(Counter((Path(n).suffix, r) for n, r in expected.items()).items()):
            print(f"  {suffix:6} {reason:20} {count:5,} files")
        left = [path for path in settings.inbox.rglob("*") if path.is_file()]
        print(f"left in the inbox: {len(left)}; in quarantine: {len(list(settings.quarantine.glob('*/*.json')))}")
        print(f"elsewhere than expected: {len(wrong)} {[(name, states.get(name)) for name in wrong[:5]]}")
    finally:
        shutil.rmtree(folder)


def _fill(inbox: Path) -> dict[str, str]:
    """Write the files; name → ``loaded`` or the reason."""
    dice = random.Random(7)
    expected: dict[str, str] = {}
    for number in range(FILES):
        if number % 20 == 0:
            reason = dice.choice(list(BAD))
            suffix, content = BAD[reason]
            content += b" " * number  # the same bytes twice would be noted, not set aside twice
        else:
            reason = "loaded"
            suffix, content = _good(dice, number)
        name = f"{number:04}{suffix}"
        (inbox / name).write_bytes(content)
        expected[name] = reason
    return expected


def _good(dice: random.Random, number: int) -> tuple[str, bytes]:
    headline, *paragraphs = [line.strip() for line in bulletin(number, characters=600).split("\n") if line.strip()]
    suffix = dice.choice((".txt", ".md", ".html", ".docx", ".pdf", ".eml", ".zip"))
    if suffix in (".txt", ".md"):
        return suffix, formats.plain(headline, paragraphs).encode(dice.choice(("utf-8", "gb18030")))
    if suffix == ".html":
        return suffix, pages.portal(headline, paragraphs).encode()
    if suffix == ".docx":
        return suffix, formats.word(headline, paragraphs)
    if suffix == ".pdf":
        return suffix, formats.pdf(headline, paragraphs, columns=3)
    if suffix == ".eml":
        return suffix, formats.mail(headline, paragraphs)
    return suffix, formats.packed({"通报.txt": formats.plain(headline, paragraphs).encode()}, gbk_names=True)
