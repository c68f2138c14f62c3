"""Saved web pages of the kinds that papers, offices and portals make, with the same bulletin in each."""

# ruff: noqa: E501 — pages have the lines they have

from __future__ import annotations

from html import escape

MENU = [
    "首页",
    "机构职能",
    "政务公开",
    "办事服务",
    "互动交流",
    "警务资讯",
    "平安建设",
    "专题专栏",
    "数据开放",
    "网上信访",
]
RELATED = [
    "市公安局召开夏季行动调度会",
    "我市新增电子警察抓拍点位36处",
    "全市公安机关开展冬季大练兵",
    "警方提醒：谨防冒充客服诈骗",
    "公安局公开招聘辅警200名公告",
]


def links(titles: list[str]) -> str:
    return (
        "<ul>"
        + "".join(f'<li><a href="/a/{i}.html">{t}</a><span>08-1{i}</span></li>' for i, t in enumerate(titles))
        + "</ul>"
    )


def government(headline: str, paragraphs: list[str]) -> str:
    """A government site: standard meta names, bread crumbs, TRS editor, related links, footer."""
    body = "".join(f'<p style="text-indent: 2em;">{escape(p)}</p>' for p in paragraphs)
    return f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">
<title>{headline}_通报公告_某某市公安局</title>
<meta name="SiteName" content="某某市公安局"><meta name="ArticleTitle" content="{headline}">
<meta name="PubDate" content="2023-08-16 09:30"><meta name="ContentSource" content="市局指挥中心">
<style>.nav{{color:red}}</style><script>var a = "统计3处";</script></head><body>
<div class="header"><h2>某某市公安局</h2><div class="nav">{links(MENU)}</div></div>
<div class="crumbs">您当前的位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a> &gt; 通报公告</div>
<div class="main"><h1 class="title">{headline}</h1>
<div class="info">发布时间：2023-08-16 09:30 来源：市局指挥中心 浏览次数：326 字号：[大 中 小] <a href="#">打印</a></div>
<div class="TRS_Editor">{body}</div>
<div class="page"><p>上一篇：<a href="/1.html">{RELATED[0]}</a></p><p>下一篇：<a href="/2.html">{RELATED[1]}</a></p></div>
<div class="related"><h3>相关新闻</h3>{links(RELATED)}</div></div>
<div class="footer"><p>主办单位：某某市公安局 版权所有</p><p>地址：某某市新华路110号 电话：0470-8210110</p>
<p>蒙ICP备05001234号 公网安备15070202000123号</p></div></body></html>"""


def newspaper(headline: str, paragraphs: list[str]) -> str:
    """A newspaper's digital edition: nested tables, edition bar, founder-content; says GB2312."""
    body = "".join(f"<P>　　{escape(p)}</P>" for p in paragraphs)
    editions = "".join(f'<tr><td><a href="{i}.htm">第0{i + 1}版：要闻</a></td></tr>' for i in range(4))
    stories = "".join(f'<tr><td><a href="c{i}.htm">{t}</a></td></tr>' for i, t in enumerate(RELATED))
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>某某日报数字报-{headline}</title></head><body>
<table width="100%"><tr><td>2023年08月16日 星期三</td><td>往期回顾</td><td><a href="#">返回目录</a></td></tr></table>
<table><tr><td width="300"><table>{editions}{stories}</table></td>
<td><table><tr><td>当前版：03版 法治</td><td><a>上一版</a> <a>下一版</a></td></tr>
<tr><td colspan="2" align="center"><strong style="font-size:23px">{headline}</strong></td></tr>
<tr><td colspan="2"><div id="ozoom"><founder-content>{body}</founder-content></div></td></tr>
<tr><td><a>放大</a> <a>缩小</a> <a>默认</a></td></tr></table></td></tr></table>
<div align="center">某某日报社 版权所有 未经授权禁止转载</div></body></html>"""


def old(headline: str, paragraphs: list[str]) -> str:
    """An old site: no paragraphs, line breaks and hard spaces, everything in table cells; says GBK."""
    body = "<br><br>".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{escape(p)}" for p in paragraphs)
    menu = "".join(f"<td><a href='/{i}/'>{m}</a></td>" for i, m in enumerate(MENU))
    related = "".join(f"<tr><td>·<a href='/{i}.htm'>{t}</a></td></tr>" for i, t in enumerate(RELATED))
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gbk">
<title>{headline}</title></head><body bgcolor="#ffffff"><table><tr>{menu}</tr></table>
<table><tr><td><a href="/">首页</a> &gt;&gt; <a href="/x/">警务动态</a> &gt;&gt; 正文</td></tr></table>
<table><tr><td align="center"><font size="5"><b>{headline}</b></font></td></tr>
<tr><td align="center">2023-08-16　来源：指挥中心　点击数：512　【打印】【关闭】</td></tr>
<tr><td><font size="3">{body}</font></td></tr></table>
<table><tr><td><b>相关文章</b></td></tr>{related}</table>
<table><tr><td>某某县公安局 技术支持：信通科 ICP备案号：蒙ICP备06001234号</td></tr></table></body></html>"""


def portal(headline: str, paragraphs: list[str]) -> str:
    """A news portal: article element, JSON-LD, recommendations, comments with numbers of their own."""
    body = "".join(f"<p>{escape(p)}</p>" for p in paragraphs)
    return f"""<!doctype html><html><head><meta charset="UTF-8"><title>{headline} - 北疆新闻网</title>
<meta property="og:title" content="{headline}"><meta property="og:url" content="https://news.example.cn/2023/0816/1.html">
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{headline}",
"datePublished":"2023-08-16T09:30:00+08:00","publisher":{{"@type":"Organization","name":"北疆新闻网"}}}}</script></head>
<body><nav>{links(MENU)}</nav><main><article><h1>{headline}</h1><div class="meta"><time>2023-08-16 09:30</time>
<span>来源：北疆新闻网</span></div>{body}<p class="editor">责任编辑：高远</p></article>
<aside><h3>推荐阅读</h3>{links(RELATED)}</aside>
<section class="comments"><h3>评论</h3><div class="comment"><p>给警察点赞！昨晚我也看到巡逻车了，一共3辆。</p></div></section>
</main><footer>关于我们 | 联系我们 | 版权声明<br>Copyright © 2023 北疆新闻网</footer></body></html>"""


PAGES = {"government": government, "newspaper": newspaper, "old": old, "portal": portal}
ENCODINGS = {"government": "utf-8", "newspaper": "gb2312", "old": "gbk", "portal": "utf-8"}
