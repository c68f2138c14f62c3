"""Saved web pages: the story without menus, related links and footers (readability), and what the page says of it."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from transforms.documents.contract import Limits, Refused, Text
from transforms.documents.decode import decode
from transforms.furniture import is_furniture
from transforms.metadata import date_of, printed_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MEDIA_TYPE = "text/html"
EXTENSIONS = (".html", ".htm", ".shtml", ".xhtml")

_OPENS = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.I)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")

_BLOCK = re.compile(
    r"address|article|aside|blockquote|body|center|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr"
    r"|li|main|nav|ol|p|pre|section|table|tbody|tfoot|thead|ul|founder-content"
)
_UNSEEN = frozenset(("head", "script", "style", "noscript", "template", "svg", "select", "button", "iframe"))
_BREAK, _PARAGRAPH, _CELL = "\x1e", "\x1d", "\x1f"
_MARKS = re.compile(f"[ \u00a0{_BREAK}{_PARAGRAPH}{_CELL}]*[{_BREAK}{_PARAGRAPH}][ \u00a0{_BREAK}{_PARAGRAPH}{_CELL}]*")
_CELLS = re.compile(f" *{_CELL} *")
_SOURCE_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—]"
_BETWEEN_WIDE = re.compile(rf"(?<={_WIDE})[ \t]*[\r\n]+\s*(?={_WIDE})")
_EMPTY_LINES = re.compile(r"\n{3,}")
_DIGIT = re.compile("[0-9]")
_TITLE_PARTS = re.compile(r"\s*[_|｜–—-]\s*")

_DEEP = "boolean(//*[count(ancestor::*) > 200])"
_INLINE = ("a", "b", "big", "em", "font", "i", "small", "span", "strong", "u")
_TOO_DEEP = "its elements are nested too deep: open it in a browser and save it as text, or print it to PDF"

_TITLE_NAMES = ("articletitle", "og:title", "title")
_DATE_NAMES = (
    "pubdate", "publishdate", "article:published_time", "og:published_time", "publish_time", "date", "dc.date",
)  # fmt: skip
_SOURCE_NAMES = ("contentsource", "source", "og:site_name", "sitename")
_ADDRESS_NAMES = ("og:url", "url")


def sniff(data: bytes) -> bool:
    """Whether the bytes open as a page."""
    return _OPENS.match(data[:2048]) is not None


def read(data: bytes, name: str, limits: Limits) -> Text:
    """Headline and text of the story; title, day, source and address as the page gives them.

    The charset is that of a byte order mark, else of a meta element, else found as for plain text. Raises Refused.
    """
    declared = _CHARSET.search(data[:4096])
    markup, encoding = decode(data, declared[1].decode("ascii") if declared else None)
    return from_markup(markup, encoding)


def from_markup(markup: str, encoding: str | None) -> Text:
    """The same for markup that is decoded already (a part of a mail)."""
    from lxml import etree

    try:
        page = _shallow(_parsed(_DECLARATION.sub("", markup)))
        whole = _rendered(page)
        story = _parsed(_story(page))
    except (etree.LxmlError, ValueError, TypeError) as error:
        raise Refused("damaged", f"the page cannot be parsed ({error}); save it again from the browser") from None
    body = _without_furniture(_rendered(story)) or _without_furniture(whole)
    meta = _page_meta(page)
    headline = _headline(page, meta, body)
    if headline and not _squeezed(body).startswith(_squeezed(headline)):
        body = f"{headline}\n\n{body}"
    about = {key: value for key, value in meta.items() if key in ("source", "url") and value}
    if headline:
        about["title"] = headline
    day = date_of(meta.get("published_on", "")) or printed_date(whole)
    if day:
        about |= {"published_on": day.isoformat(), "published_from": "page"}
    return Text(body, encoding, MEDIA_TYPE, meta=about)


def _parsed(markup: str) -> HtmlElement:
    """The tree of a page, whole: by default the parser drops without a word what follows 10 MB or 256 levels."""
    from lxml.etree import ErrorTypes
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(huge_tree=True)
    page = document_fromstring(markup, parser=parser)
    if any(error.type == ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        raise Refused("too-deep", _TOO_DEEP)
    return page


def _shallow(page: HtmlElement) -> HtmlElement:
    """The page without deep nesting, which costs the square of its depth. Mostly it comes of tags left open, each of
    which holds the rest of the page. Raises Refused (too-deep) where those that say nothing of the text are not all.
    """
    from lxml.etree import strip_tags
    from lxml.html import tostring

    if not page.xpath(_DEEP):
        return page
    strip_tags(page, *_INLINE)
    page = _parsed(tostring(page, encoding="unicode"))
    if page.xpath(_DEEP):
        raise Refused("too-deep", _TOO_DEEP)
    return page


def _story(page: HtmlElement) -> str:
    """The part of a page that is its story, as markup. Short tables and lists stay if they hold figures and no
    links.
    """
    from readability import Document

    logging.getLogger("readability.readability").setLevel(logging.CRITICAL)
    document = Document(page)
    preserved = document.get_preserved_elements

    def with_figures(node: HtmlElement) -> dict[HtmlElement, bool]:
        tables = (element for element in node.iter("table", "ul") if _DIGIT.search(element.text_content()))
        return {**preserved(node), **{table: True for table in tables if document.get_link_density(table) < 0.2}}

    document.get_preserved_elements = with_figures
    return str(document.summary(html_partial=True))


def _rendered(element: HtmlElement) -> str:
    """What a reader sees: paragraphs apart, rows of tables on a line each, cells between tabs."""
    text = "".join(_pieces(element))
    text = _MARKS.sub(lambda m: "\n\n" if _PARAGRAPH in m[0] or m[0].count(_BREAK) > 1 else "\n", text)
    text = _CELLS.sub("\t", text)
    return "\n".join(line.strip() for line in text.split("\n")).strip()


def _without_furniture(text: str) -> str:
    """A text without the lines of the page that extraction left in it: time and source, tools, editors."""
    lines = [line for line in text.split("\n") if not is_furniture(line)]
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def _pieces(element: HtmlElement) -> Iterator[str]:
    """The text below an element in order, with marks where lines, paragraphs and cells end."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _UNSEEN:
        return
    if tag == "tr":
        mark = _BREAK if sum(cell.tag in ("td", "th") for cell in element) > 1 else _PARAGRAPH
    else:
        mark = _PARAGRAPH if _BLOCK.fullmatch(tag) else _BREAK if tag == "br" else ""
    yield mark
    if element.text:
        yield _flowing(element.text)
    for child in element:
        yield from _pieces(child)
        if child.tail:
            yield _flowing(child.tail)
    if mark == _PARAGRAPH or tag in ("td", "th"):
        yield mark or _CELL


def _flowing(text: str) -> str:
    """White space of the source as a browser shows it; none where a line breaks between two Chinese characters."""
    return _SOURCE_SPACE.sub(" ", _BETWEEN_WIDE.sub("", text))


def _page_meta(page: HtmlElement) -> dict[str, str]:
    """Title, day, source and address from meta elements and JSON-LD."""
    given: dict[str, str] = {}
    for element in page.iter("meta"):
        key = (element.get("name") or element.get("property") or "").lower()
        if key and element.get("content"):
            given.setdefault(key, element.get("content", "").strip())
    found = {
        key: next((given[name] for name in names if given.get(name)), "")
        for key, names in (
            ("title", _TITLE_NAMES),
            ("published_on", _DATE_NAMES),
            ("source", _SOURCE_NAMES),
            ("url", _ADDRESS_NAMES),
        )
    }
    linked = _json_ld(page)
    return {key: linked.get(key) or value for key, value in found.items()}


def _json_ld(page: HtmlElement) -> dict[str, str]:
    for element in page.iter("script"):
        if element.get("type") != "application/ld+json":
            continue
        try:
            content: Any = json.loads(element.text or "")
        except (ValueError, RecursionError):
            continue
        nodes = content.get("@graph", [content]) if isinstance(content, dict) else content
        for node in nodes if isinstance(nodes, list) else []:
            if isinstance(node, dict) and "datePublished" in node:
                publisher = node.get("publisher")
                return {
                    "title": str(node.get("headline") or ""),
                    "published_on": str(node["datePublished"]),
                    "source": str(publisher.get("name") or "") if isinstance(publisher, dict) else "",
                    "url": str(node.get("url") or ""),
                }
    return {}


def _headline(page: HtmlElement, meta: dict[str, str], body: str) -> str:
    """The story's headline: what the page names as title, in the form that stands on it; else its only heading."""
    title = " ".join((page.findtext(".//title") or "").split())
    shown = [" ".join(h.text_content().split()) for tag in ("h1", "h2") for h in page.iter(tag)]
    parts = sorted(_TITLE_PARTS.split(title), key=len, reverse=True)
    for wanted in (meta["title"], title):
        for heading in shown:
            if len(heading) >= 4 and heading in wanted and not _is_site(heading, meta):
                return heading
    whole = _squeezed(page.text_content().replace(title, "", 1))
    for candidate in (meta["title"], title, *parts):
        if len(candidate) >= 4 and _squeezed(candidate) in whole and not _is_site(candidate, meta):
            return candidate
    only = shown[0] if len(shown) == 1 else ""  # of a page that has no title
    return next((part for part in (*parts, only) if len(part) >= 4), "")


def _is_site(words: str, meta: dict[str, str]) -> bool:
    return words == meta["source"]


def _squeezed(text: str) -> str:
    return "".join(text.split())
