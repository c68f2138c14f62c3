"""Bytes to text, strictly: byte order mark, UTF-8, GB18030, else refused. Nothing is guessed.

GB18030 accepts nearly any bytes of other East Asian encodings without an error, so its result is taken only when
it reads as Chinese: no private-use characters, and enough of the commonest characters
(lexicon/common_hanzi.txt: the 600 most frequent of jieba's dictionary with their Traditional forms).
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from pathlib import Path

from transforms.documents.contract import Refused

_COMMON_FILE = Path(__file__).parent.parent / "lexicon" / "common_hanzi.txt"
_COMMON_SHARE = 0.4
"""Chinese prose has two thirds or more of its characters among the common ones, text decoded wrongly a quarter."""
_SAMPLE = 20_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "cp936": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "cp950": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "utf8": "utf-8",
    "utf-8": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "utf-16": "utf-16",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
}
"""Declared names that are followed, with the codec that reads a superset of each."""

_HAN = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003ffff]")
_WRONG = re.compile("[\ue000-\uf8ff\x00-\x08\x0e-\x1a\x80-\x84\x86-\x9f]")
_LOST = re.compile(r"\ufffd|锟斤拷|\(cid:[0-9]+\)")


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Text and the encoding it was read with.

    ``declared`` is the charset that an HTML page or a mail names; it comes after a byte order mark, and counts only
    if the bytes bear it out. Raises Refused (empty, unknown-encoding, looks-like-big5, damaged).
    """
    if not data:
        raise Refused("empty", "the file has no bytes; copy it again from where it came from")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_strict(data[len(mark) :], encoding), encoding, data)
    codec = _NAMES.get(declared.strip().strip("\"'").lower()) if declared else None
    for encoding in dict.fromkeys(filter(None, (codec, "utf-8", "gb18030"))):
        text = _strict(data, encoding)
        if text is not None and (encoding == "utf-8" or reads_as_chinese(text)):
            return _checked(text, encoding, data)
    return _checked(None, "", data)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _checked(text: str | None, encoding: str, data: bytes) -> tuple[str, str]:
    if text is None or "\x00" in text:
        big5 = _strict(data, "big5hkscs")
        if big5 is not None and "\x00" not in big5 and _common_share(big5) >= _COMMON_SHARE:
            raise Refused(
                "looks-like-big5",
                "the bytes look like Big5, which is never guessed; save the file as UTF-8 and drop it again",
            )
        raise Refused(
            "unknown-encoding",
            "the bytes are neither UTF-8 nor GB18030, or no text at all; save the file as UTF-8 and drop it again",
        )
    if not text.strip():
        raise Refused("empty", "the file holds only white space; copy it again from where it came from")
    lost = len(_LOST.findall(text))
    if lost and lost * 1000 > len(text):
        raise Refused(
            "damaged",
            f"{lost} characters were lost by a wrong conversion before it came (�, 锟斤拷 or (cid:…)); "
            "fetch the original again",
        )
    return text, encoding


def reads_as_chinese(text: str) -> bool:
    """Whether a text has no stray characters and is mostly made of common ones; True where few tell."""
    return not _WRONG.search(text) and _common_share(text) >= _COMMON_SHARE


def _common_share(text: str) -> float:
    """Share of the common characters among the Chinese ones; 1 where there are too few to tell."""
    han = _HAN.findall(text[:_SAMPLE])
    if len(han) < 8:
        return 1.0
    return sum(map(_common().__contains__, han)) / len(han)


@cache
def _common() -> frozenset[str]:
    return frozenset(_COMMON_FILE.read_text("utf-8").replace("\n", ""))
