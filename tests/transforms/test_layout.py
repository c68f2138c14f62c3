"""Any text has articles, paragraphs and sentences, whatever it is made of."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from transforms import articles, lines
from transforms.metadata import date_in_name, printed_date

WORDS = """公安局 本报讯 呼和浩特讯 （记者　张三） (李四) （完） 新华社北京7月3日电 首页＞要闻 责任编辑：王五 第4版
一、 1. 抓获3人
2023年8月16日 2023-08-16 破案36起 同比下降5.2% https://a.cn/2023/0816/1.html 相关阅读 ——副题 # ---"""
PIECES = st.sampled_from([*"\n\f\t 　。，；：！（）()“”—□#A9𠮷\u2028\u0085", "\n\n", "\r\n", "　　", *WORDS.split()])
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=60).map("".join)


def words(text: str) -> str:
    """``text`` without white space and the marks of Markdown headings, which are nobody's words."""
    return "".join(text.replace("#", " ").split())


@settings(max_examples=400, deadline=None)
@example("—\n# 。\n。")
@example("。\n# 。")
@given(TEXTS)
def test_spans_cut_the_text_in_order_and_lose_nothing_of_an_article(text: str) -> None:
    end = 0
    for article in articles.split(text):
        assert end <= article.start <= article.body_start <= article.end <= len(text)
        end = article.end
        assert words(text[article.start : article.body_start]).startswith(words(article.headline))
        spans = articles.sentences(text, article.body_start, article.end)
        at = article.body_start
        for first, last in spans:
            assert at <= first < last <= article.end
            assert not words(text[at:first]), "between two sentences stands nothing"
            at = last
        assert not words(text[at : article.end])


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_a_text_has_articles_if_it_has_prose_and_only_then(text: str) -> None:
    printed_date(text)
    date_in_name(text)
    kinds = {line.kind for line in lines.lines(text)}
    assert bool(articles.split(text)) == bool(kinds & {lines.Kind.TEXT, lines.Kind.SECTION})


@settings(max_examples=100, deadline=None)
@given(TEXTS, TEXTS)
def test_a_document_is_read_as_if_it_were_the_first(one: str, other: str) -> None:
    before = articles.split(one)
    articles.split(other)
    assert articles.split(one) == before
