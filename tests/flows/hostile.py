"""Files made to do harm: each small as it comes, and large or endless to whoever trusts it."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable

from tests.transforms import formats

HEADLINE, PARAGRAPHS = "通辽市公安局通报", ["上半年，全县共破获刑事案件59起，抓获犯罪嫌疑人36人。"]
SECRET = "root:x:0:0"
"""What /etc/passwd begins with: no bulletin may show it."""


def word_with(change: Callable[[str], str]) -> bytes:
    """A Word document whose main part is rewritten."""
    with zipfile.ZipFile(io.BytesIO(formats.word(HEADLINE, PARAGRAPHS))) as document:
        members = {name: document.read(name) for name in document.namelist()}
    main = "word/document.xml"
    members[main] = change(members[main].decode()).encode()
    return formats.packed(members)


def entity_bomb() -> bytes:
    """Ten thousand million characters by names that stand for ten names each."""
    levels = "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    return word_with(lambda xml: _declared(xml, f'<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">{levels}', "&j;"))


def external_entity() -> bytes:
    """A document that asks its reader for a file of the system."""
    return word_with(lambda xml: _declared(xml, '<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"))


def _declared(xml: str, entities: str, reference: str) -> str:
    body = xml.partition("?>")[2].replace("59起", f"59起{reference}", 1)
    return f'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE d [{entities}]>{body}'


def nested_word() -> bytes:
    """Elements in elements, a hundred thousand deep."""
    deep = 100_000
    return word_with(
        lambda xml: xml.replace("<w:body>", "<w:body>" + "<w:sdt>" * deep).replace(
            "</w:body>", "</w:sdt>" * deep + "</w:body>"
        )
    )


def pdf_of(stream: bytes, kids: bytes = b"3 0 R") -> bytes:
    """A PDF file of one page with a packed content stream."""
    packed = zlib.compress(stream, 1)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count 1>>" % kids,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
    ]
    body, places = b"%PDF-1.7\n", b""
    for number, content in enumerate(objects, start=1):
        places += b"%010d 00000 n \n" % len(body)
        body += b"%d 0 obj%sendobj\n" % (number, content)
    table = b"xref\n0 5\n0000000000 65535 f \n" + places + b"trailer<</Size 5/Root 1 0 R>>\n"
    return body + table + b"startxref\n%d\n%%%%EOF" % len(body)


def endless_pdf(text: bytes = b"1") -> bytes:
    """A page that draws a million times."""
    return pdf_of(b"BT /F1 1 Tf (%s) Tj ET " % text * 1_000_000)


def nested_mail() -> bytes:
    """A mail in a mail, a thousand deep."""
    parts = (b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i) for i in range(1_000))
    return b"From: a\r\nTo: b\r\nSubject: c\r\nMIME-Version: 1.0\r\n" + b"".join(parts)
