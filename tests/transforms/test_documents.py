"""Every format against text that is known: built with real libraries, read back, refused where it must be."""

from __future__ import annotations

import io
import pickle
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import opencc
import pytest

from flows.settings import Settings
from tests.transforms import formats, pages
from tests.transforms.bulletins import BULLETINS
from transforms import articles, documents
from transforms.documents import REASONS, Limits, Refused, place_at

HEADLINE, PARAGRAPHS = BULLETINS[0]
ALL = [paragraph for _, paragraphs in BULLETINS for paragraph in paragraphs]
PLAIN = formats.plain(HEADLINE, PARAGRAPHS)


@pytest.mark.parametrize("bulletin", BULLETINS, ids=lambda bulletin: bulletin[0])
@pytest.mark.parametrize("kind", formats.EVERY)
def test_a_bulletin_has_one_article_with_the_same_paragraphs_in_every_format(
    kind: str, bulletin: tuple[str, list[str]]
) -> None:
    name, build = formats.EVERY[kind]
    headline, paragraphs = bulletin
    text = documents.read(build(headline, paragraphs), name).text
    (article,) = articles.split(text)
    assert article.headline == headline
    body = [text[start:end] for start, end in articles.paragraphs(text, article.body_start, article.end)]
    assert [line for line in body if line in paragraphs] == paragraphs
    assert not [line for line in body if line not in paragraphs], "something of the page"


@pytest.mark.parametrize("bulletin", BULLETINS, ids=lambda bulletin: bulletin[0])
def test_a_bulletin_has_the_same_figures_in_every_format(bulletin: tuple[str, list[str]]) -> None:
    found = {kind: formats.figures(kind, *bulletin) for kind in formats.EVERY}
    assert found["txt"], "no figures"
    assert {kind: rows for kind, rows in found.items() if rows != found["txt"]} == {}


def test_plain_text_is_kept_as_it_is() -> None:
    text = "\ufeff标题\r\n\r\n　　正文３起。\r\n"
    found = documents.read(text.encode(), "a.txt")
    assert (found.text, found.encoding, found.media_type) == (text[1:], "utf-8", "text/plain")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (PLAIN.encode(), "utf-8"),
        (PLAIN.encode("utf-8-sig"), "utf-8"),
        (PLAIN.encode("utf-16"), "utf-16-le"),
        (b"\xfe\xff" + PLAIN.encode("utf-16-be"), "utf-16-be"),
        (PLAIN.encode("gb18030"), "gb18030"),
        ("抓获3人。".encode("gb18030"), "gb18030"),
        ("一簡訊：查獲走私案件412宗，較去年同期減少。".encode("gb18030"), "gb18030"),
    ],
)
def test_decoding(data: bytes, encoding: str) -> None:
    assert documents.read(data, "a.txt").encoding == encoding


TRADITIONAL = opencc.OpenCC("s2t").convert("\n".join(ALL))


@pytest.mark.parametrize(
    ("data", "name", "reason", "words"),
    [
        (b"", "a.txt", "empty", "no bytes"),
        (b" \r\n", "a.txt", "empty", "white space"),
        (TRADITIONAL.encode("big5", "ignore"), "a.txt", "looks-like-big5", "save the file as UTF-8"),
        (PLAIN.encode("utf-16-le"), "a.txt", "unknown-encoding", "save the file as UTF-8"),
        (PLAIN.encode("utf-16")[:-1], "a.txt", "unknown-encoding", "save the file as UTF-8"),
        (PLAIN.encode() + b"\xff", "a.txt", "unknown-encoding", "save the file as UTF-8"),
        ("警視庁は本日、特殊詐欺の被害状況を発表した。".encode("shift_jis"), "a.txt", "unknown-encoding", "UTF-8"),
        (bytes(range(256)) * 9, "a.txt", "unknown-encoding", "no text at all"),
        (("锟斤拷" * 9 + PLAIN).encode(), "a.txt", "damaged", "fetch the original again"),
        (("(cid:307)" * 9 + PLAIN).encode(), "a.txt", "damaged", "fetch the original again"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "a.doc", "unsupported-format", "save it as DOCX or PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "a.docx", "unsupported-format", "password"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "a.png", "unsupported-format", "text recognition"),
        (b"II*\x00" + bytes(99), "a.tif", "unsupported-format", "text recognition"),
        (bytes(99), "a.bmp", "unsupported-format", "text recognition"),
        (
            formats.packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": PLAIN.encode()}),
            "a.odt",
            "unsupported-format",
            "save it as DOCX",
        ),
        (b"Rar!\x1a\x07\x00" + bytes(99), "a.rar", "unsupported-format", "ZIP"),
        (PLAIN.encode(), "a.pdf", "damaged", "fetch the file again"),
        (b"%PDF-1.7\n" + bytes(99), "a.pdf", "damaged", "fetch it again"),
        (formats.pdf(HEADLINE, ALL)[:900], "a.pdf", "damaged", "fetch it again"),
        (formats.word(HEADLINE, PARAGRAPHS)[:-200], "a.docx", "damaged", "fetch it again"),
        (formats.packed({"a.txt": b"x"})[:-9], "a.zip", "damaged", "fetch it again"),
        (formats.packed({}), "a.zip", "empty", "no files"),
        (formats.packed({"a.png": b"\x89PNG" + bytes(9)}), "a.zip", "unsupported-format", "its only file, a.png"),
        (b"<html><body><script>var n = 3;</script></body></html>", "a.html", "no-text", "check that the file"),
    ],
)
def test_refusals_say_what_to_do(data: bytes, name: str, reason: str, words: str) -> None:
    with pytest.raises(Refused) as caught:
        documents.read(data, name)
    assert caught.value.reason == reason
    assert reason in REASONS
    assert words in caught.value.message


def test_a_spreadsheet_is_refused() -> None:
    import openpyxl

    with pytest.raises(Refused, match=r"unsupported-format.*XLSX"):
        documents.read(formats.saved(openpyxl.Workbook()), "a.xlsx")


def test_a_refusal_travels_between_processes() -> None:
    refused = pickle.loads(pickle.dumps(Refused("empty", "nothing")))
    assert (refused.reason, refused.message) == ("empty", "nothing")


def test_content_counts_before_the_name() -> None:
    found = documents.read(formats.word(HEADLINE, PARAGRAPHS), "a.txt")
    assert found.media_type.endswith("wordprocessingml.document")
    assert found.meta["named_as"] == ".txt"


def test_html_metadata() -> None:
    found = documents.read(pages.government(HEADLINE, PARAGRAPHS).encode(), "a.html")
    assert found.meta == {
        "title": HEADLINE,
        "published_on": "2023-08-16",
        "published_from": "page",
        "source": "市局指挥中心",
    }
    assert documents.read(pages.newspaper(HEADLINE, PARAGRAPHS).encode("gbk"), "a").meta["published_on"] == "2023-08-16"


def test_a_page_without_a_title_has_its_heading_as_one() -> None:
    page = f"<html><body><h1>{HEADLINE}</h1>{''.join(f'<p>{words}</p>' for words in PARAGRAPHS)}</body></html>"
    found = documents.read(page.encode(), "a.html")
    assert (found.text, found.meta["title"]) == ("\n\n".join([HEADLINE, *PARAGRAPHS]), HEADLINE)


def test_a_table_of_a_page_keeps_its_rows() -> None:
    rows = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in (("地区", "起数"), ("东旗", "126"), ("西县", "98")))
    page = pages.government(HEADLINE, PARAGRAPHS).replace(
        '</p></div>\n<div class="page">', f'</p><table>{rows}</table></div>\n<div class="page">'
    )
    assert "地区\t起数\n东旗\t126\n西县\t98" in documents.read(page.encode(), "a.html").text


def test_big5_page_that_says_so() -> None:
    headline, body = "邊檢站去年查驗旅客逾億人次", TRADITIONAL.split("\n")
    page = pages.old(headline, body).replace("charset=gbk", "charset=big5")
    found = documents.read(page.encode("big5", "ignore"), "a.html")
    assert found.encoding == "big5hkscs"
    assert headline in found.text


@pytest.mark.parametrize(
    ("said", "encoding"), [("gbk", "utf-8"), ("big5", "utf-8"), ("utf-8", "gb18030"), ("x", "gb18030")]
)
def test_a_page_that_says_the_wrong_charset(said: str, encoding: str) -> None:
    page = pages.old(HEADLINE, PARAGRAPHS).replace("charset=gbk", f"charset={said}")
    found = documents.read(page.encode(encoding), "a.html")
    assert (found.encoding, found.text.split("\n")[0]) == (encoding, HEADLINE)


def test_word_reads_tables_text_boxes_and_headers_and_honours_tracked_changes() -> None:
    import docx
    from docx.oxml import parse_xml

    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "某某市公安局 第36期"
    document.add_paragraph("夏季行动周报")
    change = (
        f"<w:p {names}><w:r><w:t>共破获案件</w:t></w:r>"
        '<w:del w:id="1" w:author="a"><w:r><w:delText>36</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>38</w:t></w:r></w:ins><w:r><w:t>起。</w:t></w:r></w:p>'
    )
    box = (
        f"<w:p {names}><w:r><w:t>出动警力120人次。</w:t></w:r><w:r>"
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="wps">'
        "<w:txbxContent><w:p><w:r><w:t>抓获42人。</w:t></w:r></w:p></w:txbxContent></mc:Choice>"
        "<mc:Fallback><w:txbxContent><w:p><w:r><w:t>抓获42人。</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    body = document.element.body
    for xml in (change, box):
        body.insert(len(body) - 1, parse_xml(xml))
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip((c for row in table.rows for c in row.cells), ("地区", "起数", "东旗", "126"), strict=True):
        cell.text = words
    text = documents.read(formats.saved(document), "a.docx").text
    assert text.split("\n\n") == [
        "【页眉】某某市公安局 第36期",
        "夏季行动周报",
        "共破获案件38起。",
        "出动警力120人次。",
        "抓获42人。",
        "地区\t起数\n东旗\t126",
    ]


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DELETED = '<w:del w:id="1" w:author="a"/>'
ENDS_DELETED = f"<w:pPr><w:rPr>{DELETED}</w:rPr></w:pPr>"
A, B = "<w:r><w:t>甲3起</w:t></w:r>", "<w:r><w:t>乙5起</w:t></w:r>"
SHOWN = '<w:rPr><w:vanish w:val="{}"/></w:rPr><w:t>'
HELD = f"<w:sdt><w:sdtContent><w:tc><w:p>{B}</w:p></w:tc></w:sdtContent></w:sdt>"
"""A cell in a content control."""


def row(words: str, properties: str = "") -> str:
    return f"<w:tr>{properties}<w:tc><w:p>{words}</w:p></w:tc></w:tr>"


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (f"<w:p>{ENDS_DELETED}{A}</w:p><w:p>{B}</w:p>", "甲3起乙5起"),
        (f"<w:p>{ENDS_DELETED}{A}</w:p><w:tbl>{row(B)}</w:tbl>", "甲3起\n\n乙5起"),
        (f"<w:p>{A}</w:p><w:p>{ENDS_DELETED}{B}</w:p>", "甲3起\n\n乙5起"),
        (f"<w:tbl>{row(A, f'<w:trPr>{DELETED}</w:trPr>')}{row(B)}</w:tbl>", "乙5起"),
        (f"<w:p><w:moveFrom>{A}</w:moveFrom>{B}<w:moveTo>{A}</w:moveTo></w:p>", "乙5起甲3起"),
        (f"<w:p>{A.replace('<w:t>', '<w:rPr><w:vanish/></w:rPr><w:t>')}{B}</w:p>", "乙5起"),
        *((f"<w:p>{A.replace('<w:t>', SHOWN.format(off))}{B}</w:p>", "甲3起乙5起") for off in ("0", "false", "off")),
        (f"<w:tbl>{row(A).replace('</w:tr>', f'{HELD}</w:tr>')}</w:tbl>", "甲3起\t乙5起"),
        (f"<w:tbl>{row(f'{A}</w:p><w:tbl>{row(B)}</w:tbl><w:p>')}</w:tbl>", "甲3起 乙5起"),
        (f"<w:p><w:r><w:ruby><w:rt>{A}</w:rt><w:rubyBase>{B}</w:rubyBase></w:ruby></w:r></w:p>", "乙5起"),
        (f"<w:sdt><w:sdtContent><w:p><w:hyperlink>{A}</w:hyperlink>{B}</w:p></w:sdtContent></w:sdt>", "甲3起乙5起"),
    ],
)
def test_word_markup(xml: str, text: str) -> None:
    import docx
    from docx.oxml import parse_xml

    document = docx.Document()
    for element in reversed(parse_xml(f"<w:body {WORD}>{xml}</w:body>")):
        document.element.body.insert(0, element)
    assert documents.read(formats.saved(document), "a.docx").text == text


@pytest.mark.parametrize("kind", ["", " w:type='normal'"])
def test_notes_of_a_word_document(kind: str) -> None:
    import docx
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = docx.Document()
    document.add_paragraph("全市破获案件59起。")
    note = "<w:footnote w:id='1'{}><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote>"
    notes = note.format(" w:type='separator'", "线") + note.format(kind, " 截至7月25日。")
    part = Part(
        PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        f"<w:footnotes {WORD}>{notes}</w:footnotes>".encode(),
        document.part.package,
    )
    document.part.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes")
    assert documents.read(formats.saved(document), "a.docx").text == "全市破获案件59起。\n\n【脚注】截至7月25日。"


@pytest.mark.parametrize(
    ("columns", "by_row", "sheets"),
    [(1, False, 1), (3, False, 1), (3, True, 1), (3, True, 2), (2, False, 3), (4, True, 3)],
)
def test_pdf_columns_are_read_in_order(columns: int, by_row: bool, sheets: int) -> None:
    found = documents.read(formats.pdf(HEADLINE, ALL, columns, by_row, sheets), "a.pdf")
    assert found.text == "\n\n".join([HEADLINE, *ALL])
    assert [part.place for part in found.parts] == [f"第{number}页" for number in range(1, sheets + 1)]
    assert place_at(found.parts, 0) == "第1页"
    assert place_at(found.parts, len(found.text) - 1) == f"第{sheets}页"
    if sheets > 1:
        assert found.meta["published_on"] == "2023-08-16"


@pytest.mark.parametrize("by_row", [False, True])
def test_a_newspaper_page_of_five_stories(by_row: bool) -> None:
    stories = [BULLETINS[i] for i in (0, 1, 2, 3, 5)]
    text = documents.read(formats.newspaper_pdf(stories, by_row), "a.pdf").text
    found = articles.split(text)
    assert [article.headline for article in found] == [headline for headline, _ in stories]
    for article, (_, paragraphs) in zip(found, stories, strict=True):
        assert text[article.body_start : article.end].split("\n\n") == paragraphs


def test_a_pdf_whose_fonts_lie_is_refused() -> None:
    data = formats.pdf(HEADLINE, ALL)
    assert b"/UniGB-UCS2-H" in data
    with pytest.raises(Refused, match=r"no-text-layer.*fonts"):
        documents.read(data.replace(b"/UniGB-UCS2-H", b"/Identity-H  "), "a.pdf")


def test_pdf_tables_are_read_by_row() -> None:
    from reportlab.pdfgen.canvas import Canvas

    target = io.BytesIO()
    canvas = Canvas(target)
    formats.pdf(HEADLINE, [])  # registers the font
    canvas.setFont("STSong-Light", 10)
    rows = [("地区", "发案数", "同比"), ("东旗", "126", "-4.1"), ("西县", "98", "3.5"), ("南市", "73", "1.0")]
    for row, cells in enumerate(rows):
        for column, words in enumerate(cells):
            canvas.drawString(100 + 120 * column, 700 - 16 * row, words)
    canvas.save()
    text = documents.read(target.getvalue(), "a.pdf").text
    assert text == "地区\t发案数\t同比\n东旗\t126\t-4.1\n西县\t98\t3.5\n南市\t73\t1.0"


def test_a_scanned_pdf_is_refused() -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    target = io.BytesIO()
    canvas = Canvas(target)
    canvas.drawImage(ImageReader(Image.new("L", (80, 120))), 0, 0, 500, 800)
    canvas.save()
    with pytest.raises(Refused, match=r"no-text-layer.*OCR"):
        documents.read(target.getvalue(), "a.pdf")


Draw = Callable[[Any], None]


def drawn(*sheets: Draw) -> bytes:
    """A PDF of pages drawn by hand."""
    from reportlab.pdfgen.canvas import Canvas

    formats.pdf(HEADLINE, [])  # registers the font
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(600, 800))
    for sheet in sheets:
        canvas.setFont("STSong-Light", 10)
        sheet(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def prose(canvas: Any) -> None:
    for row, line in enumerate(formats.wrapped("　　" + PARAGRAPHS[0], 400, 10)):
        canvas.drawString(50, 550 - 16 * row, line)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_on_its_side_is_read(turn: int) -> None:
    def sheet(canvas: Any) -> None:
        canvas.translate(300, 300)
        canvas.rotate(turn)
        canvas.translate(-300, -300)
        prose(canvas)

    assert documents.read(drawn(sheet), "a.pdf").text == PARAGRAPHS[0]


def test_pages_whose_characters_are_outlines_are_told_of() -> None:
    def outlines(canvas: Any) -> None:
        for at in range(50):
            shape = canvas.beginPath()
            shape.moveTo(50 + 10 * at, 500)
            shape.curveTo(53 + 10 * at, 508, 56 + 10 * at, 502, 58 + 10 * at, 508)
            canvas.drawPath(shape, fill=1)

    def short(canvas: Any) -> None:
        canvas.setFont("STSong-Light", 20)
        canvas.drawString(50, 500, "附件")
        canvas.line(50, 480, 500, 480)

    found = documents.read(drawn(prose, outlines, short), "a.pdf")
    assert (found.text, found.meta["skipped"]) == (f"{PARAGRAPHS[0]}\n\n附件", "第2页: no-text-layer")
    with pytest.raises(Refused, match=r"no-text-layer.*outlines"):
        documents.read(drawn(outlines, outlines), "a.pdf")


def test_a_pdf_with_a_password_is_refused() -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(formats.pdf(HEADLINE, PARAGRAPHS))))
    writer.encrypt("secret", algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    with pytest.raises(Refused, match=r"encrypted.*without one"):
        documents.read(target.getvalue(), "a.pdf")


def test_a_mail_with_attachments() -> None:
    attached = {"通报.docx": formats.word(*BULLETINS[1]), "照片.png": b"\x89PNG" + bytes(9)}
    found = documents.read(formats.mail(HEADLINE, PARAGRAPHS, attached), "a.eml")
    assert [part.place for part in found.parts] == ["正文", "通报.docx"]
    assert place_at(found.parts, found.text.index("318起")) == "通报.docx"
    assert (found.meta["title"], found.meta["published_on"], found.meta["published_from"]) == (
        HEADLINE,
        "2023-08-16",
        "mail",
    )
    assert "照片.png: unsupported-format" in found.meta["skipped"]


def test_a_mail_of_an_old_mailer() -> None:
    data = formats.mail(HEADLINE, PARAGRAPHS)
    subject = next(line for line in data.splitlines() if line.startswith(b"Subject:"))
    found = documents.read(data.replace(subject, b"Subject: " + HEADLINE.encode("gbk")), "a.eml")
    assert found.meta["title"] == HEADLINE


def test_a_raw_name_of_an_attachment() -> None:
    data = formats.mail(HEADLINE, PARAGRAPHS, {"a.txt": PLAIN.encode()}).replace(b"a.txt", "附件通报.txt".encode("gbk"))
    assert [part.place for part in documents.read(data, "a.eml").parts] == ["正文", "附件通报.txt"]


def test_a_mail_with_names_and_attachments_that_cannot_be_decoded() -> None:
    data = formats.mail("SUBJECT", PARAGRAPHS, {"a.txt": PLAIN.encode(), "b.txt": PLAIN.encode()})
    data = data.replace(b"SUBJECT", b"\x80\x81").replace(b"a.txt", b"\x80\x81")
    group = b"application/octet-stream", b"multipart/mixed; boundary=x"
    unknown = b"application/octet-stream", b"text/plain; charset=x-unknown"
    first, second = (data.replace(*mended, 1) for mended in (unknown, group))
    assert [part.place for part in documents.read(first, "a.eml").parts] == ["正文", "附件1", "b.txt"]
    assert "title" not in documents.read(first, "a.eml").meta
    found = documents.read(second, "a.eml")
    assert [part.place for part in found.parts] == ["正文", "b.txt"]
    assert found.meta["skipped"].startswith("附件1: unsupported-format: a group of parts")


def test_a_page_saved_as_web_archive() -> None:
    from email.message import EmailMessage

    page = EmailMessage()
    page["From"], page["Subject"] = "<Saved by Blink>", HEADLINE
    page["Date"] = "Tue, 24 Oct 2023 10:00:00 -0000"
    page.set_content(pages.portal(HEADLINE, PARAGRAPHS), subtype="html")
    page.add_related(b"\x89PNG" + bytes(9), "image", "png", headers=["Content-Location: https://www.example.cn/a.png"])
    page.add_related("p { color: red }", "css", headers=["Content-Location: https://www.example.cn/a.css"])
    found = documents.read(page.as_bytes(), "a.mht")
    assert [line for line in found.text.split("\n") if line] == [HEADLINE, *PARAGRAPHS]
    assert (found.meta["published_on"], found.meta["published_from"]) == ("2023-08-16", "page")
    assert not {"skipped", "named_as"} & found.meta.keys()


def test_a_mail_whose_plain_text_is_a_stub() -> None:
    from email.message import EmailMessage

    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.cn", "b@example.cn", HEADLINE
    mail.set_content("请用 HTML 方式查看")
    mail.add_alternative(pages.portal(HEADLINE, PARAGRAPHS), subtype="html")
    text = documents.read(mail.as_bytes(), "a.eml").text
    assert [line for line in text.split("\n") if line] == [HEADLINE, *PARAGRAPHS]


def test_an_archive_with_gbk_names_and_one_inside() -> None:
    inner = formats.packed({"二.pdf": formats.pdf(*BULLETINS[1])}, gbk_names=True)
    members = {"周报/一.txt": PLAIN.encode("gbk"), "周报/更多.zip": inner, "说明.xlsx": b"PK\x03\x04" + bytes(9)}
    found = documents.read(formats.packed(members, gbk_names=True), "a.zip")
    assert [part.place for part in found.parts] == ["周报/一.txt", "周报/更多.zip/二.pdf/第1页"]
    assert "说明.xlsx" in found.meta["skipped"]
    beside = formats.packed({"一.txt": PLAIN.encode(), "一.meta.json": b'{"published_on": "2022-07-26"}'})
    found = documents.read(beside, "a.zip")
    assert (found.text, found.meta["skipped"]) == (
        PLAIN,
        "一.meta.json: unsupported-format: a sidecar inside an archive; put it beside the archive",
    )
    deep = formats.packed({"b.zip": formats.packed({"c.zip": formats.packed({"a.txt": PLAIN.encode()})})})
    with pytest.raises(Refused, match="too-deep"):
        documents.read(deep, "a.zip")


@pytest.mark.parametrize("kind", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_an_archive_of_documents_is_one_however_they_are_packed(kind: int) -> None:
    members = {f"{number}.docx": formats.word(*BULLETINS[number]) for number in (1, 2)} | {"图.ofd": b"OFD.xml"}
    found = documents.read(formats.packed(members, kind=kind), "a.zip")
    assert [part.place for part in found.parts] == ["1.docx", "2.docx"]
    assert found.meta["skipped"].startswith("图.ofd: unsupported-format")


def test_an_archive_that_breaks_off_is_not_taken_for_the_last_one_in_it() -> None:
    members = {f"{number}.docx": formats.word(*BULLETINS[number]) for number in (1, 2)}
    with pytest.raises(Refused, match=r"damaged.*fetch it again"):
        documents.read(formats.packed(members, kind=zipfile.ZIP_STORED)[:-200], "a.zip")


BEYOND: dict[str, tuple[Limits, Callable[[], bytes], str]] = {
    "max_file_mb": (Limits(max_file_mb=1), lambda: b" " * 1_000_001, "1,000,001 bytes, more than 1,000,000"),
    "max_unpacked_mb": (
        Limits(max_unpacked_mb=1),
        lambda: formats.packed({"a.txt": bytes(2_000_000)}),
        "2,000,000 bytes when unpacked, more than 1,000,000",
    ),
    "max_members": (
        Limits(max_members=2),
        lambda: formats.packed({f"{n}.txt": PLAIN.encode() for n in range(3)}),
        "3 files in it, more than 2",
    ),
    "max_pages": (
        Limits(max_pages=2),
        lambda: formats.pdf(HEADLINE, PARAGRAPHS, sheets=3),
        "3 pages, more than 2",
    ),
    "max_characters": (Limits(max_characters=99), lambda: PLAIN.encode(), "characters, more than 99"),
}


@pytest.mark.parametrize("setting", BEYOND)
def test_what_is_beyond_a_bound_is_refused_and_the_setting_named(setting: str) -> None:
    limits, build, words = BEYOND[setting]
    data = build()
    assert documents.read(data, "a") if setting in ("max_members", "max_pages", "max_characters") else True
    with pytest.raises(Refused) as caught:
        documents.read(data, "a", limits)
    assert caught.value.reason == "too-large"
    assert caught.value.message.endswith(f"{words} (setting {setting}); split it")


def test_bytes_that_must_be_too_many_characters_are_not_decoded() -> None:
    with pytest.raises(Refused, match=r"25 or more characters, more than 9 \(setting max_characters\)"):
        documents.read(b"\xff" * 100, "a.txt", Limits(max_characters=9))


def test_the_settings_have_every_limit_and_its_default() -> None:
    assert Settings().limits == documents.DEFAULT_LIMITS


@pytest.mark.parametrize("tag", ["font", "span", "b", "a"])
def test_a_page_whose_tags_are_left_open_is_read_to_its_end(tag: str) -> None:
    paragraphs = [f"第{number}大队破获盗窃案件{number}起，抓获犯罪嫌疑人若干名。" for number in range(400)]
    body = "".join(f"<p><{tag}>{paragraph}" for paragraph in paragraphs)
    page = f"<html><head><title>{HEADLINE}</title></head><body><h1>{HEADLINE}</h1><div>{body}</div></body></html>"
    lines = documents.read(page.encode(), "a.html").text.split("\n\n")
    assert lines == [HEADLINE, *paragraphs]


@pytest.mark.parametrize("depth", [300, 3_000])
def test_a_page_that_is_nested_too_deep_is_refused(depth: int) -> None:
    page = f"<html><body>{'<div>' * depth}<p>{PARAGRAPHS[0]}</p>{'</div>' * depth}<p>{PARAGRAPHS[1]}</p></body></html>"
    with pytest.raises(Refused, match=r"too-deep.*save it as text"):
        documents.read(page.encode(), "a.html")


def test_a_page_with_a_picture_in_it_is_read_to_its_end() -> None:
    picture = f'<img src="data:image/png;base64,{"A" * 11_000_000}">'
    page = pages.portal(HEADLINE, PARAGRAPHS).replace(PARAGRAPHS[0], f"{picture}{PARAGRAPHS[0]}", 1)
    text = documents.read(page.encode(), "a.html").text
    assert [line for line in text.split("\n") if line] == [HEADLINE, *PARAGRAPHS]


def test_a_member_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(formats.packed({"a.txt": PLAIN.encode() * 9}))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        size = archive.infolist()[0].file_size
    at = data.rindex(size.to_bytes(4, "little"))
    data[at : at + 4] = (9).to_bytes(4, "little")
    with pytest.raises(Refused, match="damaged"):
        documents.read(bytes(data), "a.zip")


def test_every_reason_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "formats.md").read_text("utf-8")
    assert [reason for reason in REASONS if f"`{reason}`" not in page] == []
