"""What is known of a bulletin: sidecars, front matter, printed dates, names, sources."""

from __future__ import annotations

from datetime import date

import pytest

from tests.transforms import formats, pages
from tests.transforms.bulletins import BULLETINS
from transforms.bulletin import read_bulletin
from transforms.documents import Refused
from transforms.metadata import Metadata, date_in_name, front_matter, printed_date, sidecar, sidecar_names
from transforms.sources import SourceDefaults, SourcesError, parse_sources

HEADLINE, PARAGRAPHS = BULLETINS[0]
PLAIN = formats.plain(HEADLINE, PARAGRAPHS)
DAY = date(2023, 8, 16)


def test_sidecar_names() -> None:
    assert sidecar_names("a.b.txt")[:4] == [
        "a.b.txt.meta.json",
        "a.b.txt.meta.yaml",
        "a.b.txt.meta.yml",
        "a.b.meta.json",
    ]


@pytest.mark.parametrize(
    "data",
    [
        b'{"published_on": "2023-08-16", "home_region": "\xe5\xae\x89\xe5\xbe\xbd\xe7\x9c\x81", "url": null}',
        '\ufeff{"published_on": "2023-08-16T09:30:00+08:00", "home_region": "安徽省"}'.encode(),
        "published_on: 2023-08-16\nhome_region: 安徽省\n".encode(),
        "published_on: '2023-08-16'\nhome_region: 安徽省 # 省\n".encode(),
    ],
)
def test_a_sidecar_in_json_or_yaml(data: bytes) -> None:
    assert sidecar(data) == Metadata(published_on=DAY, published_from="sidecar", home_region="安徽省")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'{"published_on": "2023-02-30"}', "published_on is '2023-02-30', which is no day"),
        (b'{"published_on": "16.8.2023"}', "write it as 2022-07-20"),
        (b'{"published_on": 20230816}', "published_on is 20230816"),
        (b'{"published_on": "0023-08-16"}', "published_on"),
        (b'{"publish_on": "2023-08-16"}', "did you mean published_on?"),
        (b'{"colour": "red"}', "'colour' that is not known; it may have: published_on"),
        (b"published_on: 2023-02-30", "published_on is '2023-02-30', which is no day"),
        (b'{"title": "a", "url": "b", "title": "c"}', "title is given twice"),
        (b"title: a\nurl: b\ntitle: c", "line 3: title is given twice"),
        (b'{"title": ["a"]}', "title must be text"),
        (b"home_region: \xe5\x86\x85\xe8\x92\x99", "home_region is '内蒙'; write the full official name: 内蒙古自治区"),
        (b"home_region: Anhui", "home_region is 'Anhui'"),
        (b'{"title": "a",}', "line 1"),
        (b"title: [a", "line"),
        (b"- a\n- b", "mapping of names to values"),
        ("标题".encode("gbk"), "save it as UTF-8"),
    ],
)
def test_a_wrong_sidecar_is_an_error_that_names_the_field(data: bytes, words: str) -> None:
    with pytest.raises(Refused) as caught:
        sidecar(data)
    assert caught.value.reason == "bad-sidecar"
    assert words in caught.value.message


def test_front_matter() -> None:
    text = f"---\ntitle: 甲\ndate: 2023-08-16\ntags: [乙]\n---\n{PLAIN}"
    assert front_matter(text) == Metadata(published_on=DAY, published_from="front matter", title="甲")
    assert front_matter(PLAIN) == Metadata()
    with pytest.raises(Refused, match="bad-front-matter"):
        front_matter("---\ndate: 明天\n---\n")


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("20230816_通报.txt", DAY),
        ("2023-08-16 第04版.txt", DAY),
        ("2023年8月16日警情.pdf", DAY),
        ("警情2023_08_16.docx", DAY),
        ("t20230816_702981.html", DAY),
        ("2023.08.16.txt", DAY),
        ("通报(2023.8.16).txt", DAY),
        ("警情2023-8-16.txt", DAY),
        ("警情2023.8-16.txt", None),
        ("2023.8.1-2023.8.16.txt", None),
        ("2023-08-16至2023-08-22.txt", None),
        ("20231316.txt", None),
        ("1202308160.txt", None),
        ("通报2023.txt", None),
    ],
)
def test_date_in_name(name: str, day: date | None) -> None:
    assert date_in_name(name) == day


BODY = "\n\n标题在此\n\n7月以来，全市破案36起。2022年3月1日，行动启动。\n"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"2023年8月16日 星期三 第4版{BODY}", DAY),
        (f"2023年08月16日\n第02版：要闻{BODY}", DAY),
        (f"法治视窗　　2023年8月16日　第4版{BODY}", DAY),
        (f"发布时间：2023-08-16 10:32  来源：市局{BODY}", DAY),
        (f"2023年8月1日 星期二\n发布时间：2023-08-16{BODY}", DAY),
        (f"{BODY}\n某某市公安局\n2023年8月16日\n", DAY),
        (f"{BODY}\n二〇二三年八月十六日\n", DAY),
        (f"{BODY}\nhttps://www.example.cn/2023/0816/8846.shtml\n", DAY),
        (f"{BODY}\n2023-08-16 要闻 1 1 某某日报 content_145829.html\n", DAY),
        ("标题\n——2023年8月16日在市人大会议上\n\n全市破案36起。", DAY),
        ("标题\n\n新华社北京2023年8月16日电 全国破案36起。", DAY),
        ("快报\n\n某某州应急管理局 2023年8月16日18时\n\n截至2023年8月15日，2人受灾。", DAY),
        ("快报\n某某市反诈中心　2023年8月16日 9时30分\n\n2人受灾。", DAY),
        ("标题\n\n全市破案36起。(2023年8月16日 甲乙丙)", DAY),
        (f"标题\n\n{'全市破案36起，抓获9人。' * 30}（记者 甲乙、丙丁 2023年8月16日）\n\n责任编辑：甲乙\n", DAY),
        ("标题\n\n全市破案36起。（2023年8月16日）\n", DAY),
        ("标题\n\n全市破案36起（2023年8月16日 甲乙丙）", None),
        ("标题\n\n案发。（2023年8月16日）全市破案36起。", None),
        ("标题\n\n全市破案36起。（2023年8月16日—20日 甲乙）", None),
        ("标题\n\n全市破案36起。（截至2023年8月16日）", None),
        ("标题\n\n某某市公安局 2023年8月16日破案36起。", None),
        ("标题\n\n2023年8月16日，全市破案36起。", None),
        ("标题\n\n截至2023年8月16日，全市破案36起。\n8月17日", None),
        (f"发布时间：2023-13-16{BODY}", None),
        ("", None),
    ],
)
def test_printed_date(text: str, day: date | None) -> None:
    assert printed_date(text) == day


@pytest.mark.parametrize(
    ("data", "name", "given", "origin"),
    [
        (PLAIN.encode(), "20230816.txt", b"published_on: 2023-08-15", "sidecar"),
        (f"---\ndate: 2023-08-16\n---\n{PLAIN}".encode(), "20230817.md", None, "front matter"),
        (pages.portal(HEADLINE, PARAGRAPHS).encode(), "20230817.html", None, "page"),
        (formats.mail(HEADLINE, PARAGRAPHS), "20230817.eml", None, "mail"),
        (f"发布时间：2023-08-16\n\n{PLAIN}".encode(), "20230817.txt", None, "text"),
        (PLAIN.encode(), "20230816.txt", None, "file name"),
        (formats.pdf(HEADLINE, PARAGRAPHS), "a.pdf", None, None),
        (PLAIN.encode(), "a.txt", None, None),
    ],
)
def test_the_first_that_says_it_decides(data: bytes, name: str, given: bytes | None, origin: str | None) -> None:
    found = read_bulletin(data, name, path=name, sidecar=given)
    assert found.document.published_from == origin
    assert found.document.published_on == (None if origin is None else date(2023, 8, 15 if given else 16))


def test_properties_date_a_document_only_if_its_text_names_the_year() -> None:
    import docx

    document = docx.Document()
    document.core_properties.created = document.core_properties.created.replace(2021, 3, 4)
    document.add_paragraph("工作总结")
    document.add_paragraph("2021年，全县破获案件36起。")
    found = read_bulletin(formats.saved(document), "a.docx", path="a.docx")
    assert (found.document.published_on, found.document.published_from) == (date(2021, 3, 4), "properties")
    document.core_properties.created = document.core_properties.created.replace(2024, 3, 4)
    assert read_bulletin(formats.saved(document), "a.docx", path="a.docx").document.published_on is None


def test_defaults_of_the_source_come_last() -> None:
    defaults = SourceDefaults(code="a", name="某报", home_region="安徽省")
    found = read_bulletin(PLAIN.encode(), "a.txt", path="a/a.txt", defaults=defaults)
    assert (found.document.home_region, found.source) == ("安徽省", "某报")
    told = read_bulletin(
        PLAIN.encode(),
        "a.txt",
        path="a/a.txt",
        defaults=defaults,
        sidecar=b"home_region: \xe6\xb2\xb3\xe5\x8d\x97\xe7\x9c\x81",
    )
    assert told.document.home_region == "河南省"


SOURCES = """\
beijiang:
  name: 北疆法治周刊
  publisher: 周刊社
  home_region: 内蒙古自治区
  cadence_days: 7
  lane: urgent
yichang:
  name: 警情发布
"""


def test_sources() -> None:
    assert parse_sources(SOURCES) == {
        "beijiang": SourceDefaults("beijiang", "北疆法治周刊", "周刊社", "内蒙古自治区", 7, "urgent"),
        "yichang": SourceDefaults("yichang", "警情发布"),
    }
    assert parse_sources("# none yet\n") == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (SOURCES.replace("urgent", "fast"), "sources.yaml:6: beijiang: lane must be routine or urgent, not 'fast'"),
        (SOURCES.replace("cadence_days: 7", "cadence_days: weekly"), "sources.yaml:5: beijiang: cadence_days"),
        (SOURCES.replace("cadence_days: 7", "cadence_days: 0"), "sources.yaml:5: beijiang: cadence_days"),
        (SOURCES.replace("内蒙古自治区", "内蒙"), "sources.yaml:4: beijiang: home_region is '内蒙'; write the full"),
        (SOURCES.replace("publisher", "publishers"), "sources.yaml:3: beijiang has a field 'publishers'"),
        (SOURCES.replace("yichang", "beijiang"), "sources.yaml:7: beijiang stands here a second time"),
        (SOURCES.replace("  name: 警情发布", "  publisher: 甲"), "sources.yaml:8: yichang has no name"),
        (SOURCES.replace("  name: 警情发布", "  - 甲"), "sources.yaml:8: yichang must be a mapping"),
        (SOURCES + "x: [", "sources.yaml:9: "),
        ("a/b:\n  name: 甲\n", "sources.yaml:1: 'a/b' is no name of a subfolder"),
        ("- a\n", "sources.yaml:1: the file must be a mapping"),
    ],
)
def test_wrong_sources_name_file_and_line(text: str, words: str) -> None:
    with pytest.raises(SourcesError) as caught:
        parse_sources(text)
    assert str(caught.value).startswith(words)
