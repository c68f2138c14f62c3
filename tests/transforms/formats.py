"""The same bulletin in every format, built with real libraries."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from html import escape
from xml.sax.saxutils import escape as xml_escape

MENU = ["首页", "机构职能", "政务公开", "办事服务", "互动交流", "警务资讯", "平安建设", "专题专栏", "数据开放", "网上信访"]
RELATED = [
    "市公安局召开夏季行动调度会",
    "我市新增电子警察抓拍点位36处",
    "全市公安机关开展冬季大练兵",
    "警方提醒：谨防冒充客服诈骗",
    "公安局公开招聘辅警200名公告",
]


def plain(headline: str, paragraphs: list[str]) -> str:
    return "\n\n".join([headline, *paragraphs]) + "\n"


def _links(titles: list[str], css: str = "list") -> str:
    items = "".join(f'<li><a href="/a/{i}.html">{title}</a><span>08-1{i}</span></li>' for i, title in enumerate(titles))
    return f'<ul class="{css}">{items}</ul>'


def government_page(headline: str, paragraphs: list[str]) -> str:
    """A government site: standard meta names, bread crumbs, TRS editor, related links, footer."""
    body = "".join(f'<p style="text-indent: 2em;">{escape(p)}</p>' for p in paragraphs)
    return f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">
<title>{headline}_通报公告_某某市公安局</title>
<meta name="SiteName" content="某某市公安局"><meta name="ArticleTitle" content="{headline}">
<meta name="PubDate" content="2023-08-16 09:30"><meta name="ContentSource" content="市局指挥中心">
<style>.nav{{color:red}}</style><script>var a = "统计3处";</script></head><body>
<div class="header"><h2>某某市公安局</h2><div class="nav">{_links(MENU)}</div></div>
<div class="crumbs">您当前的位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a> &gt; 通报公告</div>
<div class="main"><h1 class="title">{headline}</h1>
<div class="info">发布时间：2023-08-16 09:30 来源：市局指挥中心 浏览次数：326 字号：[大 中 小] <a href="#">打印</a></div>
<div class="TRS_Editor">{body}</div>
<div class="page"><p>上一篇：<a href="/1.html">{RELATED[0]}</a></p><p>下一篇：<a href="/2.html">{RELATED[1]}</a></p></div>
<div class="related"><h3>相关新闻</h3>{_links(RELATED)}</div></div>
<div class="footer"><p>主办单位：某某市公安局 版权所有</p><p>地址：某某市新华路110号 电话：0470-8210110</p>
<p>蒙ICP备05001234号 公网安备15070202000123号</p></div></body></html>"""


def newspaper_page(headline: str, paragraphs: list[str]) -> str:
    """A newspaper's digital edition: nested tables, edition bar, founder-content."""
    body = "".join(f"<P>　　{escape(p)}</P>" for p in paragraphs)
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>某某日报数字报-{headline}</title></head><body>
<table width="100%"><tr><td>2023年08月16日 星期三</td><td>往期回顾</td><td><a href="#">返回目录</a></td></tr></table>
<table><tr><td width="300"><table>{"".join(f'<tr><td><a href="{i}.htm">第0{i + 1}版：要闻</a></td></tr>' for i in range(4))}
{"".join(f'<tr><td><a href="c{i}.htm">{t}</a></td></tr>' for i, t in enumerate(RELATED))}</table></td>
<td><table><tr><td>当前版：03版 法治</td><td><a>上一版</a> <a>下一版</a></td></tr>
<tr><td colspan="2" align="center"><strong style="font-size:23px">{headline}</strong></td></tr>
<tr><td colspan="2"><div id="ozoom"><founder-content>{body}</founder-content></div></td></tr>
<tr><td><a>放大</a> <a>缩小</a> <a>默认</a></td></tr></table></td></tr></table>
<div align="center">某某日报社 版权所有 未经授权禁止转载</div></body></html>"""


def old_page(headline: str, paragraphs: list[str]) -> str:
    """An old site: no paragraphs, line breaks and hard spaces, everything in table cells."""
    body = "<br><br>".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{escape(p)}" for p in paragraphs)
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gbk">
<title>{headline}</title></head><body bgcolor="#ffffff">
<table><tr>{"".join(f"<td><a href='/{i}/'>{m}</a></td>" for i, m in enumerate(MENU))}</tr></table>
<table><tr><td><a href="/">首页</a> &gt;&gt; <a href="/x/">警务动态</a> &gt;&gt; 正文</td></tr></table>
<table><tr><td align="center"><font size="5"><b>{headline}</b></font></td></tr>
<tr><td align="center">2023-08-16　来源：指挥中心　点击数：512　【打印】【关闭】</td></tr>
<tr><td><font size="3">{body}</font></td></tr></table>
<table><tr><td><b>相关文章</b></td></tr>{"".join(f"<tr><td>·<a href='/{i}.htm'>{t}</a></td></tr>" for i, t in enumerate(RELATED))}</table>
<table><tr><td>某某县公安局 技术支持：信通科 ICP备案号：蒙ICP备06001234号</td></tr></table></body></html>"""


def modern_page(headline: str, paragraphs: list[str]) -> str:
    """A news portal: article element, JSON-LD, recommendations, comments."""
    body = "".join(f"<p>{escape(p)}</p>" for p in paragraphs)
    return f"""<!doctype html><html><head><meta charset="UTF-8"><title>{headline} - 北疆新闻网</title>
<meta property="og:title" content="{headline}"><meta property="og:url" content="https://news.example.cn/2023/0816/1.html">
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{headline}",
"datePublished":"2023-08-16T09:30:00+08:00","publisher":{{"@type":"Organization","name":"北疆新闻网"}}}}</script></head><body>
<nav>{_links(MENU)}</nav><main><article><h1>{headline}</h1><div class="meta"><time>2023-08-16 09:30</time>
<span>来源：北疆新闻网</span></div><figure><img src="a.jpg"><figcaption>民警在夜市巡逻。</figcaption></figure>{body}
<p class="editor">责任编辑：高远</p></article>
<aside><h3>推荐阅读</h3>{_links(RELATED)}</aside>
<section class="comments"><h3>评论</h3><div class="comment"><p>给警察同志点赞！昨晚我也看到巡逻车了，一共3辆。</p></div></section></main>
<footer>关于我们 | 联系我们 | 版权声明<br>Copyright © 2023 北疆新闻网</footer></body></html>"""


PAGES = {"government": government_page, "newspaper": newspaper_page, "old": old_page, "modern": modern_page}


def word(headline: str, paragraphs: list[str]) -> bytes:
    """A Word document."""
    import docx

    document = docx.Document()
    document.add_heading(headline, level=1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return _saved(document)


def _saved(document: object) -> bytes:
    target = io.BytesIO()
    document.save(target)  # type: ignore[attr-defined]
    return target.getvalue()


def mail(headline: str, paragraphs: list[str], attachments: dict[str, bytes] | None = None, html: bool = False) -> bytes:
    """A mail with the bulletin in its body."""
    message = EmailMessage()
    message["Subject"] = headline
    message["From"] = "zhihui@example.cn"
    message["To"] = "tongji@example.cn"
    message["Date"] = "Wed, 16 Aug 2023 09:30:00 +0800"
    text = plain(headline, paragraphs)
    if html:
        message.set_content(modern_page(headline, paragraphs), subtype="html")
    else:
        message.set_content(text, charset="utf-8")
    for name, content in (attachments or {}).items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def packed(members: dict[str, bytes], gbk_names: bool = False) -> bytes:
    """A ZIP archive; ``gbk_names``: as old Chinese packers write them."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name.encode("gbk").decode("cp437") if gbk_names else name)
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    data = target.getvalue()
    if gbk_names:
        raw = {name.encode("gbk").decode("cp437").encode("utf-8"): name.encode("gbk") for name in members}
        assert all(len(new) <= len(old) for old, new in raw.items())
        data = _with_raw_names(members)
    return data


def _with_raw_names(members: dict[str, bytes]) -> bytes:
    """The same with GBK bytes as names and no flag that says UTF-8."""

    class RawInfo(zipfile.ZipInfo):
        __slots__ = ()

        def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 — zipfile's own hook
            return self.filename.encode("gbk"), self.flag_bits & ~0x800

    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(RawInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def pdf(headline: str, paragraphs: list[str], columns: int = 1, by_row: bool = False, pages: int = 1) -> bytes:
    """A PDF page: a headline above ``columns`` columns of lines that break anywhere.

    ``by_row`` draws the lines across the columns, as some typesetters do; on more ``pages`` the columns are short,
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
    lines = [line for paragraph in paragraphs for line in _wrapped("　　" + paragraph, column, size)]
    per_page = -(-len(lines) // pages)
    for page in range(pages):
        here = lines[page * per_page : (page + 1) * per_page]
        per_column = -(-len(here) // columns)
        top = height - 140
        if pages > 1:
            canvas.setFont("STSong-Light", 9)
            canvas.drawString(margin, height - 40, f"北疆法治 2023年8月16日 星期三 第{page + 3}版")
            canvas.drawCentredString(width / 2, 30, f"- {page + 1} -")
        if page == 0:
            canvas.setFont("STSong-Light", 22)
            canvas.drawCentredString(width / 2, height - 100, headline)
        canvas.setFont("STSong-Light", size)
        placed = [(i // per_column, i % per_column, line) for i, line in enumerate(here)]
        for at, row, line in sorted(placed, key=lambda item: (item[1], item[0])) if by_row else placed:
            canvas.drawString(margin + at * (column + gutter), top - row * size * 1.6, line)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _wrapped(text: str, width: float, size: float) -> list[str]:
    """Lines no wider than a column, broken at any character."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    lines = [""]
    for character in text:
        if stringWidth(lines[-1] + character, "STSong-Light", size) > width:
            lines.append("")
        lines[-1] += character
    return lines
