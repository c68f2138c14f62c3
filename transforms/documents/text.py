"""Plain text and Markdown: the decoded text as it is."""

from __future__ import annotations

from transforms.documents.contract import Limits, Text
from transforms.documents.decode import decode

MEDIA_TYPE = "text/plain"
EXTENSIONS = (".txt", ".text", ".md", ".markdown")


def sniff(data: bytes) -> bool:
    """Plain text has no mark of its own: it is what remains, or what the name says."""
    return False


def read(data: bytes, name: str, limits: Limits) -> Text:
    """The decoded text, verbatim."""
    limits.check("max_characters", len(data) // 4, "or more characters")  # none takes more than four bytes
    text, encoding = decode(data)
    is_markdown = name.lower().endswith((".md", ".markdown"))
    return Text(text, encoding, "text/markdown" if is_markdown else MEDIA_TYPE)
