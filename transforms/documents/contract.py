"""What a reader of one file format takes and returns, and how it refuses."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Protocol

REASONS = (
    "empty",
    "no-text",
    "no-text-layer",
    "unknown-encoding",
    "looks-like-big5",
    "unsupported-format",
    "damaged",
    "encrypted",
    "too-large",
    "too-deep",
    "bad-front-matter",
    "bad-sidecar",
)
"""Every reason for which a file is refused: names of quarantine folders."""

_HAN = re.compile("[\u4e00-\u9fff]")


class Refused(Exception):  # noqa: N818 — what befell the file, not a fault of the program
    """A file that cannot be read. ``reason`` is one of REASONS, ``message`` says what is wrong and what to do."""

    def __init__(self, reason: str, message: str) -> None:
        if reason not in REASONS:
            raise ValueError(f"{reason!r} is no reason of refusal")
        super().__init__(f"{reason}: {message}")
        self.reason = reason
        self.message = message

    def __reduce__(self) -> tuple[type[Refused], tuple[str, str]]:
        """Worker processes hand it back to their parent."""
        return Refused, (self.reason, self.message)


@dataclass(slots=True, frozen=True)
class Limits:
    """What one file may have at most, each under the name of its setting."""

    max_file_mb: int = 200
    max_unpacked_mb: int = 256
    """Millions of bytes that all members of an archive may have together."""
    max_members: int = 2_000
    max_pages: int = 1_000
    max_characters: int = 5_000_000

    def check(self, name: str, count: int, what: str) -> None:
        """Raise Refused (too-large) where ``count`` of ``what`` is more than the bound ``name``."""
        bound = getattr(self, name) * (1_000_000 if name.endswith("_mb") else 1)
        if count > bound:
            raise Refused("too-large", f"{count:,} {what}, more than {bound:,} (setting {name}); split it")


DEFAULT_LIMITS = Limits()


@dataclass(slots=True)
class Part:
    """A page of a PDF, a member of an archive, the body or an attachment of a mail."""

    start: int
    """Offset of its first character in the text."""
    place: str
    """Where it is, in words: 第3页, 附件/通报.docx."""


@dataclass(slots=True)
class Text:
    """The text of a file, as it is stored and as every offset counts."""

    text: str
    encoding: str | None
    """Character encoding of the bytes; None where the format has its own."""
    media_type: str
    parts: list[Part] = field(default_factory=list)
    """In order of start; empty where the file is one piece."""
    meta: dict[str, str] = field(default_factory=dict)
    """What the format itself says: title, published_on (ISO), published_from, source, url, home_region; ``skipped``
    lists what was in the file and was not read."""


class Reader(Protocol):
    """A module that reads one format."""

    MEDIA_TYPE: str
    EXTENSIONS: tuple[str, ...]

    def sniff(self, data: bytes) -> bool:
        """Whether the bytes show this format."""
        ...

    def read(self, data: bytes, name: str, limits: Limits) -> Text:
        """The text of the bytes; ``name`` is for messages and hints. Raises Refused."""
        ...


def is_title(words: str | None) -> bool:
    """Whether a document property holds a title in Chinese, rather than what a program filled in."""
    return words is not None and len(_HAN.findall(words)) >= 4


def place_at(parts: list[Part], offset: int) -> str | None:
    """The place of a character: the label of the part that holds it."""
    index = bisect_right(parts, offset, key=lambda part: part.start) - 1
    return parts[index].place if index >= 0 else None


def join(pieces: list[tuple[str, Text]]) -> tuple[str, list[Part]]:
    """Put texts of several members into one, with the place of each: its label, and its own parts below it."""
    text = ""
    parts: list[Part] = []
    for label, piece in pieces:
        if text:
            text += "\n\n"
        start = len(text)
        if not piece.parts or piece.parts[0].start > 0:
            parts.append(Part(start, label))
        parts += [Part(start + part.start, f"{label}/{part.place}") for part in piece.parts]
        text += piece.text
    return text, parts
