"""Opening ZIP files within bounds: shared by the formats that are ZIP inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.documents.contract import Limits, Refused

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

_HEAD = b"PK\x03\x04"
_EMPTY = b"PK\x05\x06"


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin as a ZIP file."""
    return data.startswith((_HEAD, _EMPTY))


def has_member(data: bytes, name: str) -> bool:
    """Whether the directory of a ZIP file lists ``name``, or its bytes have it where the directory is broken.

    Nothing is unpacked; the directory is read only where the name is somewhere, as of a document that lies in it.
    """
    import io
    from zipfile import ZipFile

    if not is_zip(data) or name.encode() not in data:
        return False
    try:
        return name in ZipFile(io.BytesIO(data)).namelist()
    except _broken():
        return True


def open_zip(data: bytes, limits: Limits) -> ZipFile:
    """The archive, if its members stay within bounds. Raises Refused (damaged, encrypted, too-large)."""
    import io
    from zipfile import ZipFile

    try:
        archive = ZipFile(io.BytesIO(data))
    except _broken() as error:
        raise Refused("damaged", f"the file breaks off or is damaged ({error}); fetch it again") from None
    members = archive.infolist()
    if is_zip(data) and min((member.header_offset for member in members), default=0):
        # the directory that was found is that of an archive inside, behind which this one breaks off
        raise Refused("damaged", "the file breaks off, its directory is missing; fetch it again")
    if any(member.flag_bits & 1 for member in members):
        raise Refused("encrypted", "it has a password; save it without one")
    limits.check("max_members", len(members), "files in it")
    limits.check("max_unpacked_mb", sum(member.file_size for member in members), "bytes when unpacked")
    return archive


def member_bytes(archive: ZipFile, member: ZipInfo) -> bytes:
    """The bytes of one member, never more than its directory promises. Raises Refused (damaged)."""
    try:
        with archive.open(member) as file:
            data = file.read(member.file_size + 1)
    except _broken() as error:
        raise Refused("damaged", f"{member.filename} cannot be unpacked ({error}); pack it again") from None
    if len(data) != member.file_size:
        raise Refused("damaged", f"{member.filename} is not as long as the directory says; pack it again")
    return data


def _broken() -> tuple[type[Exception], ...]:
    """What reading a damaged archive raises."""
    import zlib
    from zipfile import BadZipFile

    return BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError, zlib.error
