"""What a document gives its articles: the home of a source of which nothing is known, the bare figure."""

from __future__ import annotations

import pytest

from transforms.extract import extract_text

BODY = "通州查校园周边零食\n\n通州区市场监管局检查食品经营户746户次，立案9件。\n"


@pytest.mark.parametrize(
    ("head", "home", "region"),
    [
        ("新闻网 >> 北京 >> 正文　　2023-09-05 16:20\n\n", None, "北京市通州区"),
        ("新闻网 >> 北京 >> 正文　　2023-09-05 16:20\n\n", "南通市", "南通市通州区"),
    ],
)
def test_the_page_stands_in_for_an_unknown_home(head: str, home: str | None, region: str) -> None:
    document = extract_text(head + BODY, doc="d", path="d.txt", home_region=home)
    assert [figure.region for figure in document.figures] == [region] * len(document.figures)
    assert document.figures and document.home_region == home


@pytest.mark.parametrize(("text", "value"), [("-22.2%", -22.2), ("  ２６起\n", 26)])
def test_a_text_of_a_figure_alone_is_an_article(text: str, value: float) -> None:
    document = extract_text(text, doc="d", path="d.txt")
    assert [figure.value for figure in document.figures] == [value]
    (article,) = document.articles
    assert text[article.start : article.end] == text.strip()
