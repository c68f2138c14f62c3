"""Mails (EML) and web archives (MHT), which are mails inside: the body, then every attachment that can be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.documents.archive import gathered
from transforms.documents.contract import Limits, Refused, Text
from transforms.documents.decode import decode

if TYPE_CHECKING:
    from email.message import EmailMessage, MIMEPart

MEDIA_TYPE = "message/rfc822"
EXTENSIONS = (".eml", ".mht", ".mhtml")

_HEADER = re.compile(
    rb"^(?:from|to|subject|date|mime-version|message-id|received|return-path|delivered-to|content-type|x-mailer):",
    re.I | re.M,
)
_SUBJECT = re.compile(rb"^subject:[ \t]*([^\r\n]+(?:\r?\n[ \t]+[^\r\n]+)*)", re.IGNORECASE | re.MULTILINE)
_NAME = re.compile(rb"name=\"?([^\";\r\n]+)")
_UNDECODED = re.compile("[\ufffd\udc80-\udcff]")
_FIRST = re.compile(rb"\A(?:From \S+[^\n]*\n)?[A-Za-z][A-Za-z0-9-]{0,40}:[ \t\r\n]")


def sniff(data: bytes) -> bool:
    """Whether the bytes begin with the head of a mail: three of its fields or more."""
    head = re.split(rb"\r?\n\r?\n", data[:16_384], maxsplit=1)[0]
    return _FIRST.match(head) is not None and len({m.lower() for m in _HEADER.findall(head)}) >= 3


def read(data: bytes, name: str, limits: Limits) -> Text:
    """The body (plain text before HTML) and the attachments, each with its place; subject and day as metadata.

    Attachments that cannot be read are listed in ``meta["skipped"]``. Raises Refused where nothing can be read.
    """
    from email import policy
    from email.parser import BytesParser

    from transforms import documents

    mail = BytesParser(policy=policy.default).parsebytes(data)
    pieces: list[tuple[str, Text]] = []
    skipped: list[str] = []
    body = _body(mail)
    if body is not None and body.text.strip():
        pieces.append(("正文", body))
    for number, part in enumerate(_attachments(mail), start=1):
        label = _file_name(part) or f"附件{number}"
        try:
            if part.get_content_maintype() == "multipart":
                raise Refused("unsupported-format", "a group of parts; save the attachments one by one")
            pieces.append((label, documents.read(_content(part), label, limits)))
        except Refused as refused:
            skipped.append(f"{label}: {refused}")
    if not pieces:
        found = "; ".join(skipped[:5]) or "it has neither a body nor attachments"
        raise Refused("no-text", f"nothing in the mail can be read: {found}")
    text = gathered(pieces, skipped, MEDIA_TYPE)
    return Text(text.text, text.encoding, MEDIA_TYPE, text.parts, _head(mail, data) | text.meta)


def _is_web_archive(mail: EmailMessage) -> bool:
    """Whether a browser saved it: nobody sent it, and its parts are those of one page."""
    return mail.get_content_type() == "multipart/related" and "@" not in str(mail["from"])


def _attachments(mail: EmailMessage) -> list[MIMEPart]:
    """The attachments; of a saved page its frames, not its pictures and styles."""
    parts: list[MIMEPart] = [*mail.iter_attachments()]
    return [part for part in parts if part.get_content_type() == "text/html"] if _is_web_archive(mail) else parts


def _file_name(part: MIMEPart) -> str | None:
    """An attachment's name. Old mailers write its bytes as they are, without saying in which encoding.

    None where it has none, or one that cannot be decoded.
    """
    name = part.get_filename()
    if name is None or not _UNDECODED.search(name):
        return name
    heads = "".join(str(value) for _, value in part.raw_items()).encode("utf-8", "surrogateescape")
    raw = _NAME.search(heads)
    return _decoded(raw[1]) if raw else name


def _decoded(raw: bytes) -> str | None:
    try:
        return decode(raw)[0]
    except Refused:
        return None


def _content(part: MIMEPart) -> bytes:
    """An attachment as a file. Raises Refused (damaged)."""
    if part.get_content_maintype() != "message":
        return _payload(part)
    try:
        content = part.get_content()
        return content if isinstance(content, bytes) else bytes(content)
    except (LookupError, ValueError, TypeError, AttributeError) as error:
        raise Refused("damaged", f"a mail inside that cannot be unpacked ({error}); save it by itself") from None


def _payload(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _body(mail: EmailMessage) -> Text | None:
    """The body: plain text, or HTML where the plain text is a stub beside it."""
    from transforms.documents.html import from_markup

    found: list[Text] = []
    for kind in ("plain", "html"):
        part = mail.get_body(preferencelist=(kind,))
        if part is None or not _payload(part).strip():
            continue
        text, encoding = decode(_payload(part), part.get_content_charset())
        found.append(from_markup(text, encoding) if kind == "html" else Text(text, encoding, "text/plain"))
    return max(found, key=lambda body: len(body.text) * (2 if body.media_type == "text/plain" else 1), default=None)


def _head(mail: EmailMessage, data: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    subject = str(mail["subject"] or "").strip()
    if "\ufffd" in subject:  # bytes of another encoding, as old mailers send them
        raw = _SUBJECT.search(data)
        subject = " ".join((_decoded(raw[1]) or "").split()) if raw else ""
    if subject:
        found["title"] = subject
    sent = getattr(mail["date"], "datetime", None)
    if sent is not None and not _is_web_archive(mail):  # which has the day on which it was saved
        found |= {"published_on": sent.date().isoformat(), "published_from": "mail"}
    return found
