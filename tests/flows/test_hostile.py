"""Files made to do harm end in quarantine with the bound that they broke; the others are read; nothing gets out."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import duckdb

from flows.steps.ingest import ingest
from tests.flows import hostile
from tests.steps.homes import KAILU, inbox_files, new_home
from tests.transforms import formats

REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "实体炸弹.docx": (hostile.entity_bomb, "damaged", "entity amplification"),
    "层层嵌套.docx": (hostile.nested_word, "damaged", "depth"),
    "压缩炸弹.zip": (
        lambda: formats.packed({f"{n}.txt": bytes(60_000_000) for n in range(5)}),
        "too-large",
        "300,000,000 bytes when unpacked",
    ),
    "一个大文件.zip": (lambda: formats.packed({"a.txt": bytes(70_000_000)}), "too-large", "70,000,000 bytes"),
    "循环.pdf": (lambda: hostile.pdf_of(b"", kids=b"2 0 R " * 50), "damaged", "fetch it again"),
    "无尽.pdf": (hostile.endless_pdf, "too-large", "more than 2 s (setting reader_seconds)"),
    "改名的PDF.txt": (lambda: hostile.endless_pdf(b"2"), "too-large", "more than 2 s (setting reader_seconds)"),
    "邮件套邮件.eml": (hostile.nested_mail, "damaged", "fetch it again"),
    "一行.txt": (lambda: ("全市破获案件59起，" * 600_000).encode(), "too-large", "characters, more than"),
    "太大.txt": (lambda: "破获案件59起，".encode() * 1_200_000, "too-large", "setting max_file_mb"),
    "控制字符.txt": (lambda: "全市破获\x1b[31m\x00案件3起".encode(), "unknown-encoding", "save the file as UTF-8"),
    "深.txt": (lambda: ("---\na: " + "[" * 100_000 + "\n---\n破获3起").encode(), "bad-front-matter", "deep"),
    "别名.txt": (lambda: "---\na: &a [1]\nb: [*a, *a]\n---\n破获3起".encode(), "bad-front-matter", "aliases"),
}


def test_what_would_do_harm_is_set_aside_and_the_rest_is_read(tmp_path: Path) -> None:
    files = {f"恶/{name}": build() for name, (build, _, _) in REFUSED.items()}
    settings = new_home(tmp_path / "home", files | {"恶/好.txt": KAILU.encode()})
    report = ingest(settings.model_copy(update={"reader_seconds": 2, "max_file_mb": 20}))
    told = {Path(one.file_path).name: (one.code, one.reason) for one in report.quarantined}
    assert {name: code for name, (code, _) in told.items()} == {name: code for name, (_, code, _) in REFUSED.items()}
    for name, (_, _, words) in REFUSED.items():
        assert words in told[name][1], f"{name}: {told[name][1]}"
    assert report.bulletins_loaded == 1
    assert inbox_files(settings) == []


READ: dict[str, Callable[[], bytes]] = {
    "外部实体.docx": hostile.external_entity,
    "外部实体.html": lambda: (
        "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><html><body>"
        "<p>&x;</p><script>document.write('破获案件7起')</script><p>全市破获案件59起。</p></body></html>"
    ).encode(),
    "逃逸.zip": lambda: formats.packed({"../../../escaped.txt": "全市破获案件59起。".encode(), "/tmp/x.txt": b"1"}),
    "'; DROP TABLE dim_bulletin; -- $(touch escaped) `id` & | > x.txt": lambda: "全市破获盗窃案件59起。".encode(),
    "\u202e\u2066反.txt": lambda: "\u202e全市破获案件59起。\u2066".encode(),
    "=HYPERLINK(1)\n\t.txt": lambda: "=1+1，全市破获案件59起。".encode(),
    os.fsdecode(b"\xff\xfe.txt"): lambda: "全市破获诈骗案件59起。".encode(),
}


def test_what_only_looks_harmful_is_read_and_gets_nowhere(tmp_path: Path) -> None:
    settings = new_home(tmp_path / "home", {f"恶/{name}": build() for name, build in READ.items()})
    report = ingest(settings)
    assert (report.bulletins_loaded, report.quarantined, report.left) == (len(READ), [], {})
    with duckdb.connect(str(settings.published), read_only=True) as con:
        rows = con.execute(
            "SELECT text, (SELECT list(value) FROM fact_metric WHERE bulletin_id = t.bulletin_id) FROM bulletin_text t"
        ).fetchall()
    for text, values in rows:
        assert 59 in values and 7 not in values, text
        assert hostile.SECRET not in text
    assert not list(tmp_path.rglob("*escaped*.txt")) and not Path("escaped").exists()


def test_memory_is_bounded(tmp_path: Path) -> None:
    packed = formats.packed({"a.txt": "破".encode() * 21_000_000})
    settings = new_home(tmp_path / "home", {"恶/大.zip": packed, "恶/好.txt": KAILU.encode()})
    report = ingest(settings.model_copy(update={"reader_memory_mb": 256, "max_characters": 99_000_000}))
    (aside,) = report.quarantined
    assert "more than 256 MB (setting reader_memory_mb)" in aside.reason
    assert report.bulletins_loaded == 1
