"""Word documents (DOCX): text with tables, text boxes and headers; tracked insertions read, deletions left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from transforms.documents.contract import Limits, Refused, Text, is_title
from transforms.documents.packed import has_member, member_bytes, open_zip

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXTENSIONS = (".docx", ".docm")

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_UNREAD = frozenset(
    (
        *(_W + tag for tag in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "rt")),
        _COMPATIBILITY + "Fallback",
    )
)
_JOINED = f"{_W}pPr/{_W}rPr/{_W}del"
"""The mark at a paragraph's end is deleted: what follows belongs to it."""
_DELETED_ROW = f"{_W}trPr/{_W}del"
_HIDDEN = f"{_W}rPr/{_W}vanish"
_OFF = ("0", "false", "off")
_WORDS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_NOTES = {"footnotes": "【脚注】", "endnotes": "【尾注】"}
_LINES = ("separator", "continuationSeparator", "continuationNotice")
"""Types of notes that are none: the lines that part notes from the text."""
_TEMPLATE_DAY = "2013-12-23"
"""The day that python-docx's own template carries."""


def sniff(data: bytes) -> bool:
    """Whether the bytes are a ZIP file with a Word document in it."""
    return has_member(data, "word/document.xml")


def read(data: bytes, name: str, limits: Limits) -> Text:
    """Paragraphs apart, rows of tables on a line each with tabs between cells, headers first, notes and footers last.

    Raises Refused (damaged, encrypted, too-large).
    """
    with open_zip(data, limits) as archive:
        for member in archive.infolist():
            member_bytes(archive, member)
    document = _opened(data)
    lines = [
        *_margins(document, "header"),
        *_blocks(document.element.body),
        *_notes(document),
        *_margins(document, "footer"),
    ]
    meta: dict[str, str] = {}
    properties = document.core_properties
    if is_title(properties.title):
        meta["title"] = properties.title
    if properties.created and properties.created.date().isoformat() != _TEMPLATE_DAY:
        meta |= {"published_on": properties.created.date().isoformat(), "published_from": "properties"}
    return Text("\n".join(lines).strip("\n"), None, MEDIA_TYPE, meta=meta)


def _opened(data: bytes) -> Document:
    import io

    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        return docx.Document(io.BytesIO(data))
    except (OpcError, LxmlError, KeyError, ValueError, AttributeError) as error:
        raise Refused("damaged", f"Word's own parts are missing or broken ({error}); save it again as DOCX") from None


def _margins(document: Document, which: str) -> list[str]:
    """The distinct texts of all headers or footers, marked as such."""
    mark = "【页眉】" if which == "header" else "【页脚】"
    found: dict[str, None] = {}
    for section in document.sections:
        for kind in ("", "first_page_", "even_page_"):
            margin = getattr(section, f"{kind}{which}")
            if not margin.is_linked_to_previous:
                found |= dict.fromkeys(line for line in _blocks(margin._element) if line.strip())
    return [line for text in found for line in (f"{mark}{text}", "")]


def _notes(document: Document) -> Iterator[str]:
    """Footnotes and endnotes, marked as such."""
    from docx.oxml import parse_xml

    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind in _NOTES:
            for note in parse_xml(relation.target_part.blob):
                if note.get(_W + "type") not in _LINES:
                    yield from (f"{_NOTES[kind]}{line.strip()}" if line.strip() else line for line in _blocks(note))


def _blocks(parent: _Element) -> Iterator[str]:
    """Lines of the paragraphs and tables below ``parent``, an empty one after each paragraph."""
    text = ""
    boxes: list[_Element] = []

    def ended() -> Iterator[str]:
        nonlocal text, boxes
        if text.strip():
            yield text
            yield ""
        for box in boxes:
            yield from _blocks(box)
        text, boxes = "", []

    for element in parent:
        if element.tag == _W + "p":
            text += "".join(_words(element, boxes))
            if element.find(_JOINED) is None:
                yield from ended()
        elif element.tag not in _UNREAD:
            yield from ended()
            if element.tag == _W + "tbl":
                yield from _rows(element)
                yield ""
            else:
                yield from _blocks(element)
    yield from ended()


def _rows(table: _Element) -> Iterator[str]:
    for row in table.iter(_W + "tr"):
        if next(row.iterancestors(_W + "tbl")) is not table or row.find(_DELETED_ROW) is not None:
            continue
        own = (cell for cell in row.iter(_W + "tc") if next(cell.iterancestors(_W + "tr")) is row)  # controls hold some
        cells = [" ".join(line.strip() for line in _blocks(cell) if line.strip()) for cell in own]
        if any(cells):
            yield "\t".join(cells)


def _words(element: _Element, boxes: list[_Element]) -> Iterator[str]:
    """The text of a paragraph; text boxes anchored in it are put aside."""
    for child in element:
        if child.tag == _W + "t":
            yield child.text or ""
        elif child.tag in _WORDS:
            yield _WORDS[child.tag]
        elif child.tag == _W + "txbxContent":
            boxes.append(child)
        elif child.tag not in _UNREAD and not _is_hidden(child):
            yield from _words(child, boxes)


def _is_hidden(run: _Element) -> bool:
    mark = run.find(_HIDDEN)
    return mark is not None and mark.get(_W + "val") not in _OFF
