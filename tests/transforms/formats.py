"""The same bulletin in every format, built with real libraries."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

from tests.transforms import pages
from transforms.bulletin import read_bulletin


def plain(headline: str, paragraphs: list[str]) -> str:
    return "\n\n".join([headline, *paragraphs]) + "\n"


def word(headline: str, paragraphs: list[str]) -> bytes:
    """A Word document."""
    import docx

    document = docx.Document()
    document.add_heading(headline, level=1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def saved(document: Any) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def mail(
    headline: str, paragraphs: list[str], attachments: dict[str, bytes] | None = None, html: bool = False
) -> bytes:
    """A mail with the bulletin in its body."""
    message = EmailMessage()
    message["Subject"] = headline
    message["From"] = "zhihui@example.cn"
    message["To"] = "tongji@example.cn"
    message["Date"] = "Wed, 16 Aug 2023 09:30:00 +0800"
    if html:
        message.set_content(pages.portal(headline, paragraphs), subtype="html", charset="gb18030")
    else:
        message.set_content(plain(headline, paragraphs), charset="gb18030")
    for name, content in (attachments or {}).items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


class _GbkName(zipfile.ZipInfo):
    """A member whose name is written as GBK bytes without saying so, as old Chinese packers do."""

    __slots__ = ()

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 — zipfile's own hook
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


def packed(members: dict[str, bytes], gbk_names: bool = False, kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive."""
    target = io.BytesIO()
    info = _GbkName if gbk_names else zipfile.ZipInfo
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members.items():
            archive.writestr(info(name), content, kind)
    return target.getvalue()


def pdf(headline: str, paragraphs: list[str], columns: int = 1, by_row: bool = False, sheets: int = 1) -> bytes:
    """A PDF page: a headline above ``columns`` columns of lines that break anywhere.

    ``by_row`` draws the lines across the columns, as some typesetters do; with more ``sheets`` the columns are short,
    and each page has a running head and a number.
    """
    from reportlab.lib.pagesizes import A3
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A3)
    width, height = A3
    size, gutter, margin = 10.0, 24.0, 60.0
    column = (width - 2 * margin - (columns - 1) * gutter) / columns
    lines = [line for paragraph in paragraphs for line in wrapped("　　" + paragraph, column, size)]
    per_sheet = -(-len(lines) // sheets)
    for sheet in range(sheets):
        here = lines[sheet * per_sheet : (sheet + 1) * per_sheet]
        per_column = -(-len(here) // columns)
        if sheets > 1:
            canvas.setFont("STSong-Light", 9)
            canvas.drawString(margin, height - 40, f"北疆法治 2023年8月16日 星期三 第{sheet + 3}版")
            canvas.drawCentredString(width / 2, 30, f"- {sheet + 1} -")
        if sheet == 0:
            canvas.setFont("STSong-Light", 22)
            canvas.drawCentredString(width / 2, height - 100, headline)
        canvas.setFont("STSong-Light", size)
        placed = [(i // per_column, i % per_column, line) for i, line in enumerate(here)]
        for at, row, line in sorted(placed, key=lambda item: (item[1], item[0])) if by_row else placed:
            canvas.drawString(margin + at * (column + gutter), height - 140 - row * size * 1.6, line)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def newspaper_pdf(stories: list[tuple[str, list[str]]], by_row: bool) -> bytes:
    """A newspaper page of five stories: one over four columns, two side by side over two each, then one over one and
    one over two. ``by_row`` draws it line by line across the whole page.
    """
    from reportlab.lib.pagesizes import A3
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    width, height = A3[0] - 120, A3[1]
    half, third = (width - 18) / 2, (width - 36) / 3
    drawn = [(60.0, height - 50, 9.0, "北疆法治 2023年8月16日 星期三 第3版 责任编辑：高远")]
    bottom = _story(drawn, 60, height - 100, width, 4, 24, *stories[0])
    below = min(
        _story(drawn, 60, bottom - 30, half, 2, 18, *stories[1]),
        _story(drawn, 78 + half, bottom - 30, half, 2, 18, *stories[2]),
    )
    _story(drawn, 60, below - 30, third, 1, 14, *stories[3])
    _story(drawn, 78 + third, below - 30, 2 * third + 18, 2, 16, *stories[4])
    if by_row:
        drawn.sort(key=lambda line: (-line[1], line[0]))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A3)
    for x, y, size, text in drawn:
        canvas.setFont("STSong-Light", size)
        canvas.drawString(x, y, text)
    canvas.save()
    return target.getvalue()


def _story(
    drawn: list[tuple[float, float, float, str]],
    left: float,
    top: float,
    width: float,
    columns: int,
    headline_size: float,
    headline: str,
    paragraphs: list[str],
) -> float:
    """Place a headline and its columns; returns where the story ends."""
    size, gutter = 9.0, 18.0
    for line in wrapped(headline, width, headline_size):
        drawn.append((left + (width - len(line) * headline_size) / 2, top, headline_size, line))
        top -= headline_size * 1.4
    column = (width - (columns - 1) * gutter) / columns
    lines = [line for paragraph in paragraphs for line in wrapped("　　" + paragraph, column, size)]
    per_column = -(-len(lines) // columns)
    for i, line in enumerate(lines):
        drawn.append((left + i // per_column * (column + gutter), top - 6 - i % per_column * size * 1.55, size, line))
    return top - 6 - per_column * size * 1.55


def wrapped(text: str, width: float, size: float) -> list[str]:
    """Lines no wider than a column, broken at any character."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    lines = [""]
    for character in text:
        if stringWidth(lines[-1] + character, "STSong-Light", size) > width:
            lines.append("")
        lines[-1] += character
    return lines


Builder = Callable[[str, list[str]], bytes]


def encoded(page: Callable[[str, list[str]], str], encoding: str) -> Builder:
    return lambda headline, paragraphs: page(headline, paragraphs).encode(encoding)


EVERY: dict[str, tuple[str, Builder]] = {
    "txt": ("a.txt", encoded(plain, "utf-8")),
    "txt-gbk": ("a.txt", encoded(plain, "gbk")),
    "txt-utf16": ("a.txt", encoded(plain, "utf-16")),
    "markdown": ("a.md", lambda h, p: f"# {plain(h, p)}".encode()),
    "docx": ("a.docx", word),
    "pdf": ("a.pdf", pdf),
    "pdf-columns": ("a.pdf", lambda h, p: pdf(h, p, columns=3, by_row=True)),
    "eml": ("a.eml", mail),
    "eml-html": ("a.eml", lambda h, p: mail(h, p, html=True)),
    "zip": ("a.zip", lambda h, p: packed({"通报.txt": plain(h, p).encode()})),
} | {f"html-{name}": ("a.html", encoded(page, pages.ENCODINGS[name])) for name, page in pages.PAGES.items()}
"""Every format in its varieties: name of a file, and what builds it of a headline and paragraphs."""

COMPARED = (
    "text", "value", "value_max", "unit", "approx", "kind", "basis", "action", "object", "region", "region_code", "org",
    "period_start", "period_end", "campaign", "is_cumulative", "sentence", "confidence",
)  # fmt: skip


def figures(kind: str, headline: str, paragraphs: list[str]) -> list[tuple[Any, ...]]:
    """The figures that are read of a bulletin in one format, without their places."""
    about = '{"published_on": "2023-08-16", "home_region": "内蒙古自治区"}'.encode()
    name, build = EVERY[kind]
    document = read_bulletin(build(headline, paragraphs), name, path=name, sidecar=about).document
    return [tuple(getattr(figure, field) for field in COMPARED) for figure in document.figures]
