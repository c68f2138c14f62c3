"""How fast bulletins are read on one core, beside other tools on the same text in the same run."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.generate import bulletin
from transforms.extract import extract_text

NUMERAL = re.compile(r"[0-9０-９]+(?:\.[0-9０-９]+)?|[一二三四五六七八九十百千万亿]+")
ROUNDS = 3
DOCUMENTS = 150


def best(work: Callable[[str], object], texts: list[str]) -> float:
    """Seconds of processor time for all ``texts``, the least of a few rounds."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for text in texts:
            work(text)
        times.append(time.process_time() - start)
    return min(times)


def read(text: str) -> int:
    """Read a text as the ingest does; the number of its figures."""
    return len(extract_text(text, doc="x", path="x").figures)


def speeds(density: int, first_seed: int) -> None:
    """Print the speed on text of ``density`` figures to a thousand characters, with the ratios to other tools."""
    import jieba
    import jieba.posseg

    texts = [bulletin(first_seed + n, figures_per_thousand=density) for n in range(DOCUMENTS)]
    characters, figures = sum(map(len, texts)), sum(map(read, texts))
    own = best(read, texts)
    print(
        f"{density} figures asked for a 1,000 characters: {DOCUMENTS} documents, {characters:,} characters,"
        f" {1_000 * figures / characters:.1f} found a 1,000"
    )
    print(f"  this project            {characters / own:>12,.0f} characters/s  {figures / own:>8,.0f} figures/s")
    few = texts[:15]
    part = sum(map(len, few)) / characters
    jieba.lcut("一")
    rivals: tuple[tuple[str, Callable[[str], object], list[str], float], ...] = (
        ("jieba.lcut", jieba.lcut, texts, 1.0),
        ("jieba.posseg.lcut", jieba.posseg.lcut, few, part),
        ("bare numeral regex", lambda text: NUMERAL.findall(text), texts, 1.0),
    )
    for name, work, on, share in rivals:
        seconds = best(work, on) / share
        print(f"  {name:<22}  {characters / seconds:>12,.0f} characters/s  this project / it = {seconds / own:.2f}")


def growth() -> None:
    """Print the cost of a character as one document grows."""
    print("one document of growing size")
    for size in (1_000, 10_000, 100_000, 1_000_000):
        text = bulletin(size, characters=size)
        start = time.process_time()
        read(text)
        seconds = time.process_time() - start
        print(f"  {len(text):>9,} characters  {1e6 * seconds / len(text):6.2f} µs a character")


def cold() -> None:
    """Print the time of `bulletins extract` on one file in a new process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bulletin.txt"
        path.write_text(bulletin(7), encoding="utf-8")
        command = [str(Path(sys.executable).with_name("bulletins")), "extract", "--json", str(path)]
        times = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            times.append(time.perf_counter() - start)
    print(f"bulletins extract on one file, cold: {min(times):.2f} s (least of {ROUNDS})")


def report() -> None:
    """Print every figure of this benchmark."""
    speeds(10, 1_000)
    speeds(50, 2_000)
    growth()
    cold()
