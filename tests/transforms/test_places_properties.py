"""Whatever the text: nothing raises, the words given are words of the text, and no document leans on another."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.figures import gazetteer, organisations, regions
from transforms.figures.context import Context
from transforms.figures.joined import join
from transforms.records import Article, Figure

WORDS = (
    *(
        "全市",
        "全区",
        "该县",
        "我省",
        "泉州市",
        "晋江",
        "南安、石狮两地警方",
        "通辽市科左后旗",
        "双胜镇",
        "鼓楼区",
        "城区",
    ),
    *(
        "公安局",
        "公安机关",
        "派出所",
        "该局",
        "市局",
        "支队",
        "检察院",
        "边检站",
        "海关",
        "分别",
        "其中",
        "占全市",
        "赴",
    ),
    *(
        "，",
        "。",
        "；",
        "、",
        "：",
        "\n",
        "\n\n",
        " ",
        "“",
        "”",
        "（",
        "）",
        "讯",
        "破获",
        "下降",
        "公安",
        "關於",
        "查",
    ),
)


def figures(text: str) -> list[Figure]:
    """A figure at every 件."""
    starts = [index for index, character in enumerate(text) if character == "件"]
    return [
        Figure(
            start=start, end=start + 1, text="件", value=1.0, value_max=None, unit="件", unit_text="件",
            approx="exact", kind="level" if index % 3 else "change", basis=None, action="破获" if index % 2 else None,
            object="案件", region=None, region_code=None, region_text=None, org=None, org_text=None,
            period_start=None, period_end=None, period_text=None, campaign=None,
            part_of=starts[index - 1] if index % 4 == 1 else None, repeats=None, is_cumulative=False,
            sentence=text, sentence_start=0, article=0, confidence=1.0,
        )
        for index, start in enumerate(starts)
    ]  # fmt: skip


def read(text: str, home: str | None, body_start: int) -> list[tuple[str | None, ...]]:
    found, context = figures(text), Context(home_region=home)
    article = Article("", 0, len(text), min(body_start, len(text)))
    regions.fill(text, article, found, context)
    organisations.fill(text, article, found, context)
    return [(f.region, f.region_code, f.region_text, f.org, f.org_text) for f in found]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from((*WORDS, "件", "件")), max_size=60).map("".join),
    st.sampled_from((None, "泉州市", "内蒙古自治区", "重庆市万州区", "火星")),
    st.integers(0, 20),
)
def test_any_text_is_read(text: str, home: str | None, body_start: int) -> None:
    first = read(text, home, body_start)
    for region, code, region_text, org, org_text in first:
        assert (region is None) == (code is None)
        assert region_text is None or region_text in text
        assert (org is None) == (org_text is None)
        assert org_text is None or org_text in text
        named = regions.lookup(region) if region else None
        assert region is None or (named is not None and named.path == region)
    read("兴安盟科尔沁右翼前旗公安局破获件。", "内蒙古自治区", 0)
    assert read(text, home, body_start) == first


@given(st.text(alphabet="全市公安。\n 件a", max_size=60))
def test_joined_lines_lead_back_to_the_source(text: str) -> None:
    joined = join(text, [match.span() for match in re.finditer(r"\n\s*", text)])
    for index, character in enumerate(joined.text):
        start, end = joined.source(index, index + 1)
        assert (text[start:end], joined.at(start)) == (character, index)


def test_every_division_is_found_by_its_own_name() -> None:
    for region in gazetteer.load().regions:
        if region.valid_to is None:
            assert regions.lookup(region.path) is region
