"""PDF files with a text layer: columns in reading order, lines joined to paragraphs, running heads out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from math import pi
from typing import TYPE_CHECKING

from transforms.documents.contract import Limits, Part, Refused, Text, is_title
from transforms.documents.decode import reads_as_chinese
from transforms.metadata import date_of, printed_date

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

    from transforms.documents.reading_order import Piece, Row

MEDIA_TYPE = "application/pdf"
EXTENSIONS = (".pdf",)

_SCANNED = (
    "no text layer (a scan, or characters drawn as outlines): "
    "run text recognition (OCR) over it and drop the result as PDF or text"
)
_UNMAPPED = "its fonts do not say which characters they draw: print it to PDF anew, or run OCR"

_FEW = 10
"""A page with fewer characters carries no text layer worth the name."""
_OUTLINES = 40
"""So many shapes on a page without text are taken for characters drawn as outlines."""
_MARGIN = 0.08
"""Share of the page's height, above and below, where running heads stand."""
_PAGE_NUMBER = re.compile(r"[-—–·\s]*(?:第\s*)?[0-9]{1,4}(?:\s*[页/]\s*(?:共\s*)?[0-9]*\s*页?)?[-—–·\s]*$")
_CREATED = re.compile(r"^D:([0-9]{4})([0-9]{2})([0-9]{2}).*")
_DIGITS = re.compile(r"[0-9]+")
_ENDED = re.compile(r"[。！？!?；;：:…][”’」』）)》\"']*$|[）)]$")
_LATIN = re.compile(r"[A-Za-z0-9,.;]")
_NO_CHARACTER = re.compile("[\ufffd\ufffe\uffff\ue000-\uf8ff\x00-\x08\x0e-\x1f]|\\(cid:[0-9]+\\)")


@dataclass(slots=True)
class _Page:
    height: float
    pieces: list[Piece]
    is_unread: bool
    """Hardly any text, but pictures, or shapes that may be characters drawn as outlines."""


@dataclass(slots=True)
class _Paragraph:
    page: int
    text: str
    size: float
    starts: bool
    """Whether its first line shows that a paragraph begins (indented, set off, or of another size)."""
    indented: bool
    full: bool
    """Whether its last line fills the column."""
    breaks: list[tuple[int, int]] = field(default_factory=list)
    """Where in the text later pages begin: (offset, page)."""


def sniff(data: bytes) -> bool:
    """Whether the bytes are a PDF file; some makers put a few bytes before its mark."""
    return b"%PDF-" in data[:1024]


def read(data: bytes, name: str, limits: Limits) -> Text:
    """The text with pages as its parts. Raises Refused (damaged, encrypted, too-large, no-text-layer)."""
    import pypdfium2

    document = _opened(data)
    try:
        limits.check("max_pages", len(document), "pages")
        pages = [_page(document[index]) for index in range(len(document))]
        properties = document.get_metadata_dict()
    except pypdfium2.PdfiumError as error:
        raise Refused("damaged", f"a page of it is damaged ({error}); fetch it again") from None
    finally:
        document.close()
    _refuse_unreadable(pages)
    heads = _take_running_heads(pages)
    text, parts = _joined([paragraph for number, page in enumerate(pages) for paragraph in _paragraphs(number, page)])
    meta = {"title": properties["Title"]} if is_title(properties.get("Title")) else {}
    day, origin = printed_date("\n".join(heads)), "page"
    if day is None and not printed_date(text):
        day, origin = date_of(_CREATED.sub(r"\1-\2-\3", properties.get("CreationDate", ""))), "properties"
    if day:
        meta |= {"published_on": day.isoformat(), "published_from": origin}
    unread = [f"第{number}页" for number, page in enumerate(pages, start=1) if page.is_unread]
    if unread:
        meta["skipped"] = "; ".join(f"{page}: no-text-layer" for page in unread)
    return Text(text, None, MEDIA_TYPE, parts, meta)


def _opened(data: bytes) -> PdfDocument:
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise Refused("encrypted", "it has a password; save it without one") from None
        raise Refused("damaged", f"the file breaks off or is damaged ({error}); fetch it again") from None
    return document


def _page(page: PdfPage) -> _Page:
    """The pieces of text of a page, from the box of each character."""
    text_page = page.get_textpage()
    left, bottom, right, top = page.get_mediabox()
    width, height = right - left, top - bottom
    count = text_page.count_chars()
    turns = _turns(text_page.raw, count)
    pieces = _pieces(text_page.raw, count, turns, width, height)
    is_unread = sum(len(piece.text) for piece in pieces) < _FEW and _has_drawings(page)
    text_page.close()
    page.close()
    return _Page(width if turns % 2 else height, pieces, is_unread)


def _has_drawings(page: PdfPage) -> bool:
    import pypdfium2.raw as raw

    kinds = Counter(drawn.type for drawn in page.get_objects())
    return kinds[raw.FPDF_PAGEOBJ_IMAGE] > 0 or kinds[raw.FPDF_PAGEOBJ_PATH] >= _OUTLINES


def _turns(handle: object, count: int) -> int:
    """By how many quarters, clockwise, most characters are turned: pages may lie on their side."""
    import pypdfium2.raw as raw

    some = range(0, count, max(1, count // 50))
    seen = Counter(round(raw.FPDFText_GetCharAngle(handle, index) / (pi / 2)) % 4 for index in some)
    return seen.most_common(1)[0][0] if seen else 0


def _pieces(handle: object, count: int, turns: int, width: float, height: float) -> list[Piece]:
    import ctypes

    import pypdfium2.raw as raw

    from transforms.documents.reading_order import Piece

    box = raw.FS_RECTF()
    reference = ctypes.byref(box)
    code_of, box_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    pieces: list[Piece] = []
    current: Piece | None = None
    space = wide = False
    high = 0  # first half of a character beyond the basic plane
    for index in range(count):
        code = code_of(handle, index)
        if code in (9, 10, 13, 32, 160, 0x3000):
            space, wide = True, wide or code == 0x3000
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0
        high = 0
        box_of(handle, index, reference)
        left, right, bottom, top = box.left, box.right, box.bottom, box.top
        if turns == 1:
            left, right, bottom, top = height - top, height - bottom, left, right
        elif turns == 2:
            left, right, bottom, top = width - right, width - left, height - top, height - bottom
        elif turns == 3:
            left, right, bottom, top = bottom, top, width - right, width - left
        size = top - bottom
        character = chr(code) if 0 < code < 0x110000 else "\ufffd"
        if (
            current is not None
            and abs(current.bottom + current.top - bottom - top) < min(size, current.size)
            and -0.5 * size < left - current.right < 0.9 * size
        ):
            current.text += f" {character}" if space else character
            current.right = right
        else:
            current = Piece(left, right, bottom, top, size, character, wide)
            pieces.append(current)
        space = wide = False
    return pieces


def _refuse_unreadable(pages: list[_Page]) -> None:
    text = "".join(piece.text for page in pages for piece in page.pieces)
    if len(text) < _FEW * max(1, sum(page.is_unread for page in pages)):
        raise Refused("no-text-layer", _SCANNED)
    lost = len(_NO_CHARACTER.findall(text))
    if lost * 20 > len(text) or not reads_as_chinese(text):
        raise Refused("no-text-layer", _UNMAPPED)


def _take_running_heads(pages: list[_Page]) -> list[str]:
    """Take what repeats in the margins of several pages, and page numbers, out of the pages; returns their texts."""

    def in_margin(page: _Page, piece: Piece) -> bool:
        return piece.middle > page.height * (1 - _MARGIN) or piece.middle < page.height * _MARGIN

    seen = Counter(
        shape for page in pages for shape in {_shape(piece) for piece in page.pieces if in_margin(page, piece)}
    )
    taken: list[str] = []
    for page in pages:
        kept: list[Piece] = []
        for piece in page.pieces:
            if in_margin(page, piece) and (seen[_shape(piece)] > 1 or _PAGE_NUMBER.match(piece.text)):
                taken.append(piece.text)
            else:
                kept.append(piece)
        page.pieces = kept
    return taken


def _shape(piece: Piece) -> tuple[str, int]:
    return _DIGITS.sub("0", piece.text), round(piece.middle / 4)


def _paragraphs(number: int, page: _Page) -> list[_Paragraph]:
    """The paragraphs of a page in reading order."""
    from transforms.documents.reading_order import columns

    found: list[_Paragraph] = []
    last: Row | None = None
    for rows in columns(page.pieces):
        left = min(row.left for row in rows)
        right = max(row.right for row in rows)
        gaps = sorted(a.middle - b.middle for a, b in pairwise(rows))
        leading = gaps[len(gaps) // 2] if gaps else 0.0
        edges = sum(row.right > right - 1.5 * row.size for row in rows)
        before: Row | None = None
        for row in rows:
            if before is None:
                starts = last is not None and row.middle < last.middle  # further down the page: a band lies between
            else:
                starts = _starts(row, before, left, right, leading) or (
                    edges == 1 and before.right == right and _ENDED.search(before.text) is not None
                )
            indented = _is_indented(row, left)
            is_full = row.right > right - 1.5 * row.size and "\t" not in row.text
            if starts or indented or before is None:
                found.append(_Paragraph(number, row.text, row.size, starts or indented, indented, is_full))
            else:
                found[-1].text = _continued(found[-1].text, row.text)
                found[-1].full = is_full
            before = last = row
    return found


def _starts(row: Row, before: Row, left: float, right: float, leading: float) -> bool:
    """Whether a row begins a paragraph, by what stands above it."""
    short_by = 2 * before.size if _ENDED.search(before.text) else 0.3 * (right - left)
    return (
        "\t" in row.text
        or "\t" in before.text
        or abs(before.size - row.size) > 0.15 * row.size
        or before.right < right - short_by
        or before.middle - row.middle > 1.6 * leading
    )


def _is_indented(row: Row, left: float) -> bool:
    return row.indented or row.left - left > 1.2 * row.size


def _continued(text: str, more: str) -> str:
    between = " " if _LATIN.match(text[-1]) and more[0].isascii() and more[0].isalpha() and text[-1].isalpha() else ""
    return text + between + more


def _joined(paragraphs: list[_Paragraph]) -> tuple[str, list[Part]]:
    """The text, paragraphs that a column or page breaks made whole, and where each page begins."""
    whole: list[_Paragraph] = []
    indents = any(paragraph.indented for paragraph in paragraphs)
    for paragraph in paragraphs:
        last = whole[-1] if whole else None
        if (
            last is not None
            and last.full
            and not paragraph.starts
            and abs(last.size - paragraph.size) < 0.15 * last.size
            and (indents or not _ENDED.search(last.text))
        ):
            if paragraph.page != last.page:
                last.breaks.append((len(last.text), paragraph.page))
            last.text = _continued(last.text, paragraph.text)
            last.full, last.page = paragraph.full, paragraph.page
        else:
            whole.append(paragraph)
            paragraph.breaks.insert(0, (0, paragraph.page))
    text = ""
    parts: list[Part] = []
    large = 1.2 * _body_size(whole)
    for at, paragraph in enumerate(whole):
        if at:
            is_same_size = abs(whole[at - 1].size - paragraph.size) < 0.05 * paragraph.size
            is_row_or_headline = "\t" in paragraph.text or (is_same_size and paragraph.size > large)
            text += "\n" if is_row_or_headline else "\n\n"
        for offset, page in paragraph.breaks:
            if not parts or parts[-1].place != f"第{page + 1}页":
                parts.append(Part(len(text) + offset, f"第{page + 1}页"))
        text += paragraph.text
    return text, parts


def _body_size(paragraphs: list[_Paragraph]) -> float:
    """The size that most of the text is set in."""
    sizes = Counter[float]()
    for paragraph in paragraphs:
        sizes[round(paragraph.size)] += len(paragraph.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0
