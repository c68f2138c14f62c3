"""ZIP archives: every member that can be read, one after the other; archives inside it one level deep."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from transforms.documents.contract import Limits, Refused, Text, join
from transforms.documents.packed import has_member, is_zip, member_bytes, open_zip
from transforms.metadata import SIDECAR_SUFFIXES

if TYPE_CHECKING:
    from zipfile import ZipInfo

MEDIA_TYPE = "application/zip"
EXTENSIONS = (".zip",)

_OF_DOCUMENTS = ("[Content_Types].xml", "OFD.xml")
_UTF8_NAMES = 0x800
_NOT_CONTENT = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def sniff(data: bytes) -> bool:
    """Whether the bytes are a ZIP file that is no document: OOXML, OFD, or one that opens with its type (ODF)."""
    is_document = data[30:38] == b"mimetype" or any(has_member(data, name) for name in _OF_DOCUMENTS)
    return is_zip(data) and not is_document


def read(data: bytes, name: str, limits: Limits) -> Text:
    """The texts of the members in the order of their names, each with its name as its place.

    Members that cannot be read are listed in ``meta["skipped"]`` with the reason. Raises Refused where none can be.
    """
    return _read(data, limits, depth=0)


def _read(data: bytes, limits: Limits, depth: int) -> Text:
    from transforms import documents

    pieces: list[tuple[str, Text]] = []
    skipped: list[str] = []
    refusals: list[Refused] = []
    with open_zip(data, limits) as archive:
        members = sorted((member_name(m), m) for m in archive.infolist() if not m.is_dir())
        for inner, member in members:
            if any(part in inner for part in _NOT_CONTENT) or PurePosixPath(inner).name.startswith("~$"):
                continue
            try:
                if inner.endswith(SIDECAR_SUFFIXES):
                    raise Refused("unsupported-format", "a sidecar inside an archive; put it beside the archive")
                content = member_bytes(archive, member)
                if sniff(content):
                    if depth:
                        raise Refused("too-deep", "an archive in an archive in an archive; unpack it and pack it flat")
                    pieces.append((inner, _read(content, limits, depth + 1)))
                else:
                    pieces.append((inner, documents.read(content, inner, limits)))
            except Refused as refused:
                refusals.append(refused)
                skipped.append(f"{inner}: {refused}")
    if not pieces:
        if len(refusals) == 1:
            raise Refused(refusals[0].reason, f"its only file, {skipped[0]}")
        found = "; ".join(skipped[:5]) or "it has no files"
        raise Refused(refusals[0].reason if refusals else "empty", f"nothing in it can be read: {found}")
    return gathered(pieces, skipped, MEDIA_TYPE)


def gathered(pieces: list[tuple[str, Text]], skipped: list[str], media_type: str) -> Text:
    """One text of several, with the metadata of a single one, or of none where they may differ."""
    text, parts = join(pieces)
    meta = dict(pieces[0][1].meta) if len(pieces) == 1 else {}
    skipped += [f"{label}/{piece.meta['skipped']}" for label, piece in pieces if piece.meta.get("skipped")]
    meta.pop("named_as", None)
    if skipped:
        meta["skipped"] = "; ".join(skipped)
    encodings = {piece.encoding for _, piece in pieces}
    return Text(text, encodings.pop() if len(encodings) == 1 else None, media_type, parts, meta)


def member_name(member: ZipInfo) -> str:
    """A member's name. Old packers of Chinese Windows write it in GBK without saying so."""
    if member.flag_bits & _UTF8_NAMES:
        return member.filename
    try:
        raw = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename
