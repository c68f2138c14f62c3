"""One bulletin from its bytes: format, text, metadata, figures."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from pathlib import PurePath

from transforms.documents import DEFAULT_LIMITS, Limits, Part, Refused, Text, place_at
from transforms.documents import read as read_document
from transforms.extract import extract_text
from transforms.metadata import Metadata, date_in_name, front_matter, merged, printed_date
from transforms.metadata import sidecar as read_sidecar
from transforms.records import Document
from transforms.sources import SourceDefaults

__all__ = ["Bulletin", "Refused", "read_bulletin"]


@dataclass(slots=True)
class Bulletin:
    """What a file says and how it was read."""

    document: Document
    media_type: str
    encoding: str | None
    """Character encoding of the bytes; None where the format has its own."""
    parts: list[Part]
    """Pages, members or attachments, with the offset in the text at which each begins."""
    source: str | None
    title: str | None
    url: str | None
    skipped: str | None
    """What the file holds besides and was not read: members of archives, attachments of mails."""

    def place_of(self, offset: int) -> str:
        """Page, member or attachment of a character of the text; empty where the file is one piece."""
        return place_at(self.parts, offset) or ""


def read_bulletin(
    data: bytes,
    name: str,
    *,
    path: str,
    sidecar: bytes | None = None,
    defaults: SourceDefaults | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Bulletin:
    """Read the bytes of the file ``name``; ``path`` is what its record says of where it lies.

    ``sidecar``: bytes of its .meta.json or .meta.yaml. ``defaults``: what sources.yaml says of its source.
    Raises Refused with a reason (documents.REASONS) and a message that says what to do.
    """
    given = read_sidecar(sidecar) if sidecar is not None else Metadata()
    found = read_document(data, name, limits)
    about = describe(found, name, given, defaults)
    document = extract_text(
        found.text,
        doc=PurePath(name).stem,
        path=path,
        published_on=about.published_on,
        published_from=about.published_from,
        home_region=about.home_region,
    )
    return Bulletin(
        document=document,
        media_type=found.media_type,
        encoding=found.encoding,
        parts=found.parts,
        source=about.source,
        title=about.title,
        url=about.url,
        skipped=found.meta.get("skipped"),
    )


def describe(found: Text, name: str, given: Metadata, defaults: SourceDefaults | None) -> Metadata:
    """What is known of a text that was read, each field from the first that says it."""
    embedded = _embedded(found.meta)
    certain = embedded if embedded.published_from != "properties" else _without_day(embedded)
    about = merged(given, front_matter(found.text), certain)
    if about.published_on is None:
        day, origin = printed_date(found.text), "text"
        if day is None:
            day, origin = date_in_name(name), "file name"
        if day is not None:
            about.published_on, about.published_from = day, origin
    if embedded.published_on and str(embedded.published_on.year) in found.text:
        about = merged(about, embedded)
    return merged(about, _of_source(defaults))


def _embedded(meta: dict[str, str]) -> Metadata:
    """What the format itself carries: marks of a page, head of a mail, document properties."""
    known = {f.name: meta.get(f.name) for f in fields(Metadata) if f.name != "published_on"}
    day = meta.get("published_on")
    return Metadata(published_on=date.fromisoformat(day) if day else None, **known)


def _without_day(about: Metadata) -> Metadata:
    """Document properties tell when a file was made, often years later: anything printed counts before their day, and
    the day itself only where the text names its year.
    """
    return Metadata(home_region=about.home_region, source=about.source, title=about.title, url=about.url)


def _of_source(defaults: SourceDefaults | None) -> Metadata:
    return Metadata(home_region=defaults.home_region, source=defaults.name) if defaults else Metadata()
