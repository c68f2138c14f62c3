"""What is fuzzed: a strategy of bytes, and what reads them. Whatever it raises is a finding."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st

from flows.settings import FILE_NAME, SettingsError, load
from tests.fuzz import words
from tests.fuzz.mutations import mutated, mutated_members
from tests.transforms import formats, pages
from tests.transforms.test_extract import assert_sound, noise, prose, read
from transforms.bulletin import read_bulletin
from transforms.corrections import CorrectionsError, apply, parse
from transforms.documents import Refused
from transforms.documents.decode import decode
from transforms.figures.scan import scan
from transforms.metadata import sidecar
from transforms.sources import SourcesError, parse_sources

FINDINGS = Path(__file__).parent / "findings"
"""Inputs that once broke a target, one file each: TARGET-NAME.bin. They are tried in every run of the tests."""

HEADLINE = "通辽市公安局通报"
PARAGRAPHS = ["2022年7月18日至27日，全市共破获刑事案件59起，同比下降12.6%，其中盗窃案件3起。", "检查旅店412家。"]
PLAIN = formats.plain(HEADLINE, PARAGRAPHS)


@dataclass(slots=True, frozen=True)
class Target:
    """One reader under fuzz."""

    inputs: Callable[[], st.SearchStrategy[bytes]]
    """Made when first needed: some seeds are built by slow libraries."""
    run: Callable[[bytes], object]


def _bulletin(name: str) -> Callable[[bytes], None]:
    """Reads a whole bulletin: refused, or sound."""

    def run(data: bytes) -> None:
        with contextlib.suppress(Refused):
            found = read_bulletin(data, name, path=name)
            assert_sound(found.document.text, found.document)

    return run


def _only(refusals: type[Exception], reader: Callable[[str], object]) -> Callable[[bytes], None]:
    """Reads a text; only ``refusals`` may come out."""

    def run(data: bytes) -> None:
        with contextlib.suppress(refusals):
            reader(data.decode("utf-8", "replace"))

    return run


def _decoder(data: bytes) -> None:
    with contextlib.suppress(Refused):
        text, encoding = decode(data, data[-12:].decode("latin-1"))
        assert text.encode(encoding) in (data, data[2:], data[3:])


def _numerals(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    tokens = scan(text)
    end = 0
    for token in tokens:
        assert end <= token.start < token.end <= len(text)
        assert token.value is None or abs(token.value) < float("inf")
        end = token.end
    for digits in re.finditer("[0-9０-９]+", text):
        assert any(token.start <= digits.start() and digits.end() <= token.end for token in tokens), digits.group()


def _extractor(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    assert_sound(text, read(text))


def _sidecar(data: bytes) -> None:
    with contextlib.suppress(Refused):
        sidecar(data)


def _corrections(data: bytes) -> None:
    with contextlib.suppress(CorrectionsError):
        apply(read(PLAIN), parse(data.decode("utf-8", "replace"), "a.yaml"))


@cache
def _home() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="bulletins-fuzz-")


def _settings(data: bytes) -> None:
    home = Path(_home().name)
    (home / FILE_NAME).write_bytes(data)
    with contextlib.suppress(SettingsError):
        load(home)


def _pdf(compressed: bool) -> bytes:
    from reportlab import rl_config

    before, rl_config.pageCompression = rl_config.pageCompression, int(compressed)
    try:
        return formats.pdf(HEADLINE, PARAGRAPHS)
    finally:
        rl_config.pageCompression = before


SIDECARS = [
    b'{"published_on": "2022-07-26", "home_region": "\xe6\x98\x86\xe6\x98\x8e\xe5\xb8\x82", "url": null}',
    "published_on: 2022-07-26\nhome_region: 内蒙古自治区通辽市\ntitle: 通报\n".encode(),
]
CORRECTIONS = """\
- bulletin: 3f2a90c1d2e4b567
  quote: 全市共破获刑事案件59起
  figure: 59起
  expect: {value: 59}
  set: {value: 53, region: 通辽市, period_end: 2022-07-27}
  reason: 原件为53起
  who: 张三
  when: 2022-08-02
- {bulletin: a, quote: 检查旅店412家, figure: 412家, expect: {value: 412}, drop: true, reason: r, who: w,
   when: 2022-08-02}
- {bulletin: a, quote: 2022年, figure: "2022", add: {value: 35, unit: 起}, reason: r, who: w, when: 2022-08-02}
""".encode()
SOURCES = "通辽:\n  name: 通辽市公安局\n  home_region: 内蒙古自治区通辽市\n  cadence_days: 7\n  lane: urgent\n".encode()
SETTINGS = b'inbox = "inbox"\nworkers = 2\nsettle_seconds = 0.5\nduckdb_memory = "192MB"\ninbox_polling = true\n'


def _texts() -> list[bytes]:
    return [PLAIN.encode(), f"---\ndate: 2022-07-26\ntitle: 通报\n---\n{PLAIN}".encode(), PLAIN.encode("gb18030")]


def _word_files() -> st.SearchStrategy[bytes]:
    seed = formats.word(HEADLINE, PARAGRAPHS)
    return st.one_of(mutated([seed], words.ZIP), mutated_members(seed, words.MARKUP))


def _archives() -> st.SearchStrategy[bytes]:
    inner = formats.packed({"a.txt": PLAIN.encode()})
    seed = formats.packed(
        {"通报.txt": PLAIN.encode(), "b.eml": formats.mail(HEADLINE, PARAGRAPHS), "c.zip": inner}, True
    )
    return st.one_of(mutated([seed], words.ZIP), mutated_members(seed, [*words.TEXT, *words.MAIL]))


def _mails() -> list[bytes]:
    attached = {"通报.txt": PLAIN.encode(), "a.html": pages.portal(HEADLINE, PARAGRAPHS).encode()}
    return [formats.mail(HEADLINE, PARAGRAPHS, attached), formats.mail(HEADLINE, PARAGRAPHS, html=True)]


def _pages() -> list[bytes]:
    return [page(HEADLINE, PARAGRAPHS).encode(pages.ENCODINGS[name]) for name, page in pages.PAGES.items()]


TARGETS: dict[str, Target] = {
    "text": Target(lambda: mutated(_texts(), words.TEXT), _bulletin("2022-07-26.txt")),
    "html": Target(lambda: mutated(_pages(), words.MARKUP), _bulletin("a.html")),
    "docx": Target(_word_files, _bulletin("a.docx")),
    "pdf": Target(lambda: mutated([_pdf(False), _pdf(True)], words.PDF), _bulletin("a.pdf")),
    "mail": Target(lambda: mutated(_mails(), words.MAIL), _bulletin("a.eml")),
    "zip": Target(_archives, _bulletin("a.zip")),
    "decoder": Target(lambda: st.one_of(mutated(_texts(), words.BYTES), st.binary(max_size=60)), _decoder),
    "numerals": Target(lambda: noise.map(str.encode), _numerals),
    "extractor": Target(lambda: st.one_of(prose.map(str.encode), mutated([PLAIN.encode()], words.TEXT)), _extractor),
    "sidecars": Target(lambda: mutated(SIDECARS, words.YAML), _sidecar),
    "corrections": Target(lambda: mutated([CORRECTIONS], words.YAML), _corrections),
    "sources": Target(lambda: mutated([SOURCES], words.YAML), _only(SourcesError, parse_sources)),
    "settings": Target(
        lambda: mutated([SETTINGS], [*words.YAML, b"[a]\n", b"home = 1\n", b'\\u0000"', b"'''"]), _settings
    ),
}
