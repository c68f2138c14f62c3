"""Times, periods and campaigns against the corpora beside this file: what is expected first, then the phrasings.

Figures stand in braces: {12起} is a level, {+5%} and {-5%} a change, {=5%} a ratio; only they are compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from transforms.figures import campaign_names, campaigns, dates, frames, periods
from transforms.figures.context import Context
from transforms.lexicon import LexiconError
from transforms.records import Article, Figure

HERE = Path(__file__).parent
MARK = re.compile(r"\{([+\-=]?)([^{}]+)\}")
KINDS = {"": "level", "+": "change", "-": "change", "=": "ratio"}


def load(name: str) -> Iterator[Any]:
    """One parameter for each phrasing: the group, the expected value, the text."""
    for number, group in enumerate(yaml.safe_load((HERE / name).read_text("utf-8"))):
        for expected, texts in group["cases"].items():
            for text in texts:
                yield pytest.param(group, str(expected), text, id=f"{number}:{expected}:{text[:40]}")


def read(group: dict[str, Any], marked: str) -> list[Figure]:
    """The figures in braces, with campaign and period filled."""
    figures: list[Figure] = []
    text, at = "", 0
    for m in MARK.finditer(marked):
        text += marked[at : m.start()]
        start, at = len(text), m.end()
        text += m[2]
        kind = KINDS[m[1]]
        figures.append(
            Figure(
                start=start, end=len(text), text=m[2], value=1.0, value_max=None, unit=None, unit_text="",
                approx="exact", kind=kind, basis=None, action=None, object=None, region=None, region_code=None,
                region_text=None, org=None, org_text=None, period_start=None, period_end=None, period_text=None,
                campaign=None, part_of=None, repeats=None, is_cumulative=False, sentence="", sentence_start=0,
                article=0, confidence=1.0,
            )
        )  # fmt: skip
    text += marked[at:]
    headline = group.get("headline", "")
    if headline:
        shift = len(headline) + 1
        text = f"{headline}\n{text}"
        for figure in figures:
            figure.start += shift
            figure.end += shift
    article = Article(headline=headline, start=0, end=len(text), body_start=len(headline))
    published = group.get("published")
    context = Context(published, None, group.get("year") or periods.document_year(text, published))
    campaigns.fill(text, article, figures, context)
    periods.fill(text, article, figures, context)
    return figures


def span(first: date | None, last: date | None) -> str:
    return f"{first or ''}..{last or ''}"


@pytest.mark.parametrize(("group", "expected", "text"), load("dates.yaml"))
def test_dates(group: dict[str, Any], expected: str, text: str) -> None:
    published = group["published"]
    found = [
        e for e in dates.find(text, 0, len(text), published.year, published) if e.first or e.last or e.kind == "since"
    ]
    if expected == "none":
        assert [(text[e.start : e.end], e.kind) for e in found] == []
        return
    days, _, kind = expected.partition(" ")
    assert [span(e.first, e.last) for e in found] == [days]
    assert not kind or found[0].kind == kind


@pytest.mark.parametrize(("group", "expected", "text"), load("periods.yaml"))
def test_periods(group: dict[str, Any], expected: str, text: str) -> None:
    figures = read(group, text)
    assert figures, "no figure in braces"
    wanted = expected.split(" ")
    have = [span(f.period_start, f.period_end) for f in figures]
    assert have == (wanted * len(have) if len(wanted) == 1 else wanted)


@pytest.mark.parametrize(("group", "expected", "text"), load("campaigns.yaml"))
def test_campaigns(group: dict[str, Any], expected: str, text: str) -> None:
    figures = read(group, text)
    assert figures, "no figure in braces"
    wanted = [None if name == "none" else name for name in expected.split(" | ")]
    have = [f.campaign for f in figures]
    assert have == (wanted * len(have) if len(wanted) == 1 else wanted)


PIECES = [
    *"年月日号至到以来截期间前后起今去本当同上下半第首一二三四五六七八九十廿零0123456789０１—～、，。；：“”（） \n",
    *(
        "以来",
        "截至",
        "期间",
        "行动开展以来",
        "“昆仑2022”专项行动",
        "百日行动",
        "目前",
        "去年同期",
        "上半年",
        "8月12日",
    ),
    *("2023年", "三季度", "同期", "春运", "近日", "全年", "年末", "本周", "次日", "升至", "破获案件", "警情下降"),
]


@pytest.mark.parametrize("seed", range(40))
def test_any_text_is_read_alike_and_in_order(seed: int) -> None:
    """No text raises; a period's start is never after its end; reading depends on nothing read before."""
    random = Random(seed)
    for _ in range(10):
        marked = "".join(
            random.choice(PIECES) if random.random() < 0.9 else f"{{{random.choice('+-=')}12起}}" for _ in range(120)
        )
        group = {"published": random.choice([None, date(2023, 8, 15)])}
        first, again = read(group, marked), read(group, marked)
        assert first == again
        assert all(f.period_start is None or f.period_end is None or f.period_start <= f.period_end for f in first)


HEADER = "code,name,aliases,start,end,parent,note\n"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("Bad Code,断卡,,,,,", r"line 2: code 'Bad Code'"),
        ("a,断卡,,,,,\na,断流,,,,,", r"line 3: code 'a' must be new"),
        ("a,断,,,,,", r"line 2: a needs a name"),
        ("a,断卡,,2022-13-01,,,", r"line 2: '2022-13-01' is no date"),
        ("a,断卡,,2022-06-25,2022-06-01,,", r"line 2: a ends before it starts"),
        ("a,断卡,,,,b,", r"parent 'b' of a is no code"),
        ("a,断卡,,", r"line 2: 4 cells where 7 belong"),
    ],
)
def test_a_wrong_catalogue_says_where(row: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "campaigns.csv").write_text(HEADER + row + "\n", encoding="utf-8")
    monkeypatch.setattr("transforms.lexicon.FOLDER", tmp_path)
    with pytest.raises(LexiconError, match=message):
        campaign_names.read_catalogue()


def test_seasons_do_not_overlap() -> None:
    for name, spans in frames.seasons().items():
        assert all(a[1] < b[0] for a, b in pairwise(spans)), name


@pytest.mark.parametrize(
    ("text", "published", "year"),
    [
        ("2019年3月1日，民警接警。", date(2023, 1, 10), 2023),
        ("2023年1月6日，民警上马。2022年，巡逻。", None, 2023),
        ("自2023年4月行动启动以来，破案。", None, 2023),
        ("“百日行动”开展以来，破案。2021年度案件收尾。", None, 2022),
        ("“昆仑2021”专项行动捣毁窝点。", None, 2021),
        ("2022年，全市破案。到2025年建成体系。", None, 2022),
        ("发布时间：2022-09-14 10:32", None, 2022),
        ("二〇二五年四月三日，警方公布。", None, 2025),
        ("8月12日，民警接警。", None, None),
        ("夏季治安打击整治行动开展以来，破案。", None, None),
    ],
)
def test_document_year(text: str, published: date | None, year: int | None) -> None:
    assert periods.document_year(text, published) == year
