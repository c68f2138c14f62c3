"""A gigabyte of files made to do harm, read one by one and then all together.

python -m tests.faults.hostile [WORDS …]     # only files whose name has one of the words

Prints what became of each, what it took, and the memory of all processes at their peak.
"""

from __future__ import annotations

import base64
import io
import random
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from flows.console import printable
from flows.settings import load
from tests import memory
from tests.flows import hostile
from tests.transforms import formats

MEGABYTE = 1_000_000
CLAUSE = "全市破获案件59起，"


def text(megabytes: int, encoding: str = "utf-8") -> bytes:
    """One line."""
    clause = CLAUSE.encode(encoding)
    return clause * (megabytes * MEGABYTE // len(clause))


def table(megabytes: int) -> bytes:
    """A page with one table that has no end."""
    row = "<tr><td>盗窃<td>59起".encode()
    return b"<html><body><table>" + row * (megabytes * MEGABYTE // len(row))


def objects(number: int) -> bytes:
    """A PDF file of objects without end and without a table of them."""
    return b"%PDF-1.7\n" + b"".join(b"%d 0 obj<</Next %d 0 R>>endobj\n" % (n, n + 1) for n in range(number))


def packed(members: Iterator[tuple[str, bytes]], method: int = zipfile.ZIP_STORED) -> bytes:
    """An archive, its members as they are unless a method of packing is named."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return whole.getvalue()


def nested(levels: int) -> bytes:
    """Archives in archives."""
    inner = packed(iter([("通报.txt", CLAUSE.encode())]))
    for _ in range(levels):
        inner = packed(iter([("包.zip", inner)]), zipfile.ZIP_DEFLATED)
    return inner


def attached(megabytes: int) -> bytes:
    """A mail with a large attachment that is nothing."""
    head = "From: a\r\nSubject: =?utf-8?b?6YCa5oql?=\r\nMIME-Version: 1.0\r\nContent-Type: application/octet-stream\r\n"
    return head.encode() + b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(bytes(megabytes * 750_000))


FILES: dict[str, Callable[[], bytes]] = {
    "一行，太大.txt": lambda: text(380),
    "一行.txt": lambda: text(120),
    "一行，国标.txt": lambda: text(60, "gb18030"),
    "一行，刚好.txt": lambda: text(13),
    "随机.txt": lambda: random.Random(1).randbytes(20 * MEGABYTE),
    "控制字符.txt": lambda: "全市\x1b[31m\x00案件3起".encode() * 500_000,
    "深.txt": lambda: ("---\na: " + "[" * 1_000_000 + "\n---\n破获3起").encode(),
    "别名.txt": lambda: ("---\na: &a [1]\n" + "b: [*a, *a]\n" * 100_000 + "---\n破获3起").encode(),
    "深.html": lambda: b"<div>" * (8 * MEGABYTE),
    "表.html": lambda: table(60),
    "脚本.html": lambda: ("<script>" + "破获3起" * (3 * MEGABYTE) + "</script>").encode(),
    "实体炸弹.docx": hostile.entity_bomb,
    "外部实体.docx": hostile.external_entity,
    "层层嵌套.docx": hostile.nested_word,
    "长.docx": lambda: formats.word("通报", [CLAUSE * 10] * 20_000),
    "压缩炸弹.zip": lambda: formats.packed({f"{n}.txt": bytes(60_000_000) for n in range(5)}),
    "一个大文件.zip": lambda: formats.packed({"a.txt": CLAUSE.encode() * 9_000_000}),
    "大包.zip": lambda: packed((f"{n}.txt", text(40)) for n in range(4)),
    "许多.zip": lambda: packed((f"{n}.txt", b"1") for n in range(100_000)),
    "包中包.zip": lambda: nested(200),
    "逃逸.zip": lambda: formats.packed({"../../../escaped.txt": CLAUSE.encode(), "/tmp/escaped.txt": CLAUSE.encode()}),
    "循环.pdf": lambda: hostile.pdf_of(b"", kids=b"2 0 R " * 50),
    "无尽.pdf": hostile.endless_pdf,
    "对象.pdf": lambda: objects(2_000_000),
    "炸弹.pdf": lambda: hostile.pdf_of(b" " * 900_000_000),
    "邮件套邮件.eml": hostile.nested_mail,
    "附件.eml": lambda: attached(60),
    "'; DROP TABLE dim_bulletin; -- $(touch escaped) `id`.txt": lambda: f"{CLAUSE}'; --".encode(),
    "\u202e反\u2066.txt": lambda: f"\u202e{CLAUSE}\u2066".encode(),
    "=HYPERLINK(1).txt": lambda: f"=1+1，{CLAUSE}@".encode(),
    "好.txt": CLAUSE.encode,
}


def main() -> int:
    wanted = sys.argv[1:] or [""]
    names = [name for name in FILES if any(word in name for word in wanted)]
    print(f"{'file':44}{'MB':>6}{'seconds':>9}{'CPU s':>7}{'peak MB':>9}  outcome")
    with TemporaryDirectory(prefix="bulletins-hostile-") as folder:
        given = Path(folder) / "given"
        given.mkdir()
        volume = 0
        for number, name in enumerate(names):
            file = given / name
            file.write_bytes(FILES[name]())
            volume += file.stat().st_size
            home = Path(folder) / f"home-{number}"
            peak, seconds = _ingest(file, home)
            (outcome,) = _outcomes(home) or ["nothing on record"]
            _print(printable(name), file.stat().st_size, peak, seconds, outcome)
        peak, seconds = _ingest(given, Path(folder) / "all")
        outcomes = _outcomes(Path(folder) / "all")
        _print("all together", volume, peak, seconds, f"{len(outcomes)} on record")
    return 0 if len(outcomes) == len(names) else 1


def _print(name: str, size: int, peak: memory.Peak, seconds: float, outcome: str) -> None:
    numbers = f"{size / MEGABYTE:>6.0f}{seconds:>9.1f}{peak.cpu_seconds:>7.1f}{peak.pss_mb:>9.0f}"
    print(f"{name:44}{numbers}  {outcome}", flush=True)


def _ingest(given: Path, home: Path) -> tuple[memory.Peak, float]:
    """What the command took at its peak, and its seconds."""
    command = [sys.executable, "-m", "flows.cli", "ingest", str(given), "--source", "恶"]
    done, peak, seconds = memory.run(command, BULLETINS_HOME=str(home), BULLETINS_WORKERS="2")
    if done.returncode or "Traceback" in done.stdout:
        print(done.stdout)
    return peak, seconds


def _outcomes(home: Path) -> list[str]:
    with duckdb.connect(str(load(home).published), read_only=True) as con:
        rows = con.execute(
            "SELECT status, status_code, status_reason, figure_count FROM dim_bulletin ORDER BY file_path"
        ).fetchall()
    return [
        f"read: {figures} figures" if status == "loaded" else f"{code}: {why}" for status, code, why, figures in rows
    ]


if __name__ == "__main__":
    sys.exit(main())
