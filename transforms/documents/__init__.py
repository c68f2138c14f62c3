"""Files of any format to text: ``read(data, name)``.

A format is one module of this package with the members of ``contract.Reader``; it is found by being there.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import PurePath
from typing import cast

from transforms.documents.contract import (
    DEFAULT_LIMITS,
    REASONS,
    Limits,
    Part,
    Reader,
    Refused,
    Text,
    place_at,
)
from transforms.documents.packed import is_zip
from transforms.lexicon import LexiconError

__all__ = [
    "DEFAULT_LIMITS",
    "REASONS",
    "Limits",
    "Part",
    "Reader",
    "Refused",
    "Text",
    "is_plain_text",
    "place_at",
    "read",
    "readers",
]

_UNREAD = (
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Office document (DOC, XLS, PPT, WPS) or one with a password",
        "save it as DOCX or PDF, without a password",
    ),
    (b"Rar!", "a RAR archive", "unpack it, or pack it again as ZIP"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it, or pack it again as ZIP"),
    (b"\x1f\x8b", "a gzip archive", "unpack it, or pack it again as ZIP"),
    (b"{\\rtf", "an RTF document", "save it as DOCX or as plain text"),
    (b"\xff\xd8\xff", "a picture (JPEG)", "run text recognition and drop the result as text or PDF"),
    (b"\x89PNG", "a picture (PNG)", "run text recognition and drop the result as text or PDF"),
    (b"II*\x00", "a scan (TIFF)", "run text recognition and drop the result as text or PDF"),
    (b"MM\x00*", "a scan (TIFF)", "run text recognition and drop the result as text or PDF"),
    (b"GIF8", "a picture (GIF)", "run text recognition and drop the result as text or PDF"),
    (b"SQLite format 3", "a database", "export the bulletin as text"),
)
"""First bytes of formats that are known and not read: what it is, what to do."""
_BINARY_NAMES = {
    ".doc": "save it as DOCX or PDF",
    ".wps": "save it as DOCX or PDF",
    ".xls": "save the text as DOCX or PDF",
    ".xlsx": "tables of figures are no bulletin in prose: save the text as DOCX or PDF",
    ".et": "save the text as DOCX or PDF",
    ".ppt": "save the text as DOCX or PDF",
    ".pptx": "save the text as DOCX or PDF",
    ".ofd": "print it to PDF or save it as DOCX",
    ".ceb": "print it to PDF or save it as DOCX",
    ".caj": "print it to PDF or save it as DOCX",
    ".rtf": "save it as DOCX or as plain text",
    ".odt": "save it as DOCX or PDF",
    ".bmp": "run text recognition and drop the result as text or PDF",
    ".webp": "run text recognition and drop the result as text or PDF",
    ".heic": "run text recognition and drop the result as text or PDF",
    ".msg": "save the mail as EML",
}


@cache
def readers() -> tuple[Reader, ...]:
    """Every module of this package that reads a format."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return tuple(cast(Reader, module) for module in modules if hasattr(module, "EXTENSIONS"))


def read(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Text:
    """The text of a file: its format by content first, then by the extension of ``name``. Raises Refused."""
    if not data:
        raise Refused("empty", "the file has no bytes; copy it again from where it came from")
    limits.check("max_file_mb", len(data), "bytes")
    extension = PurePath(name).suffix.lower()
    reader = _reader(data, extension)
    try:
        found = reader.read(data, name, limits)
    except (Refused, LexiconError, MemoryError):
        raise
    except Exception as error:  # libraries raise anything on a damaged file
        what = f"{type(error).__name__}: {error}"
        raise Refused("damaged", f"reading it as {reader.MEDIA_TYPE} failed ({what}); fetch it again") from error
    if not found.text.strip():
        raise Refused("no-text", "nothing to read was found in it; check that the file is the bulletin itself")
    limits.check("max_characters", len(found.text), "characters")
    if extension and extension not in reader.EXTENSIONS:
        found.meta["named_as"] = extension
    return found


def is_plain_text(head: bytes, name: str) -> bool:
    """Whether a file that begins with ``head`` (16 KB) is read, or refused, without a parser of some format."""
    if is_zip(head) or any(reader.sniff(head) for reader in readers()):
        return False
    by_name = _named(PurePath(name).suffix.lower())
    return by_name is None or by_name.MEDIA_TYPE == "text/plain"


def _named(extension: str) -> Reader | None:
    return next((reader for reader in readers() if extension in reader.EXTENSIONS), None)


def _reader(data: bytes, extension: str) -> Reader:
    for reader in readers():
        if reader.sniff(data):
            return reader
    for mark, what, advice in _UNREAD:
        if data.startswith(mark):
            raise Refused("unsupported-format", f"{what}; {advice}")
    if extension in _BINARY_NAMES or data.startswith(b"PK\x03\x04"):
        advice = _BINARY_NAMES.get(extension, "save it as DOCX, PDF or text")
        raise Refused("unsupported-format", f"a {extension.lstrip('.').upper() or 'packed'} file; {advice}")
    by_name = _named(extension)
    if by_name is not None and not by_name.MEDIA_TYPE.startswith(("text/", "message/")):
        raise Refused("damaged", f"named {extension}, but its content is none; fetch the file again")
    return by_name or next(reader for reader in readers() if reader.MEDIA_TYPE == "text/plain")
