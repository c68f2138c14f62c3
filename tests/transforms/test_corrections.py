"""Corrections find their figure by quoted words, hold to what was expected, and say why where they fail."""

from __future__ import annotations

import re
import textwrap
from datetime import date
from pathlib import Path

import pytest

from tests.warehouse_fixture import figure, written
from transforms.corrections import SETTABLE, CorrectionsError, apply, parse
from transforms.records import Document

TEXT = "战果通报\n全市破获刑事案件\n35起，其中命案2起。另有十余人受伤。去年破获刑事案件40起。"
HEAD = "bulletin: b1, reason: 原件如此, who: 张三, when: 2022-08-02"


def document() -> Document:
    whole = figure(TEXT, "35起", 35, "起", action="破获", object="刑事案件")
    part = figure(TEXT, "2起", 2, "起", action="破获", object="命案", part_of=whole.start)
    before = figure(TEXT, "40起", 40, "起", action="破获", object="刑事案件")
    return written("d", TEXT, [whole, part, before])


def applied(entry: str) -> tuple[Document, str | None]:
    doc = document()
    (outcome,) = apply(doc, parse(f"- {{{HEAD}, {entry}}}", "c.yaml"))
    return doc, outcome.failure


def test_set_finds_the_figure_over_a_line_break() -> None:
    doc, failure = applied(
        "quote: 破获刑事案件35起, figure: 35起, expect: {value: 35, unit: 起}, set: {value: 53, region: 通辽市开鲁县}"
    )
    assert failure is None
    assert (doc.figures[0].value, doc.figures[0].region_code, doc.figures[0].confidence) == (53.0, "150523", 1.0)


def test_drop_keeps_the_number_accounted_for() -> None:
    doc, failure = applied("quote: 破获刑事案件35起, figure: 35起, expect: {value: 35}, drop: true")
    assert failure is None
    assert [f.value for f in doc.figures] == [2.0, 40.0]
    assert doc.figures[0].part_of is None
    assert [(n.text, n.role) for n in doc.numerals] == [("35起", "other")]


def test_add_takes_what_the_reader_missed() -> None:
    doc, failure = applied(
        "quote: 另有十余人受伤, figure: 十余人, add: {value: 10, approx: over, unit: 人, action: 受伤}"
    )
    assert failure is None
    added = doc.figures[2]
    assert (added.text, added.value, added.approx, added.sentence, added.article) == (
        "十余人",
        10.0,
        "over",
        "另有十余人受伤。",
        0,
    )


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (
            "quote: 破获刑事案件35起, figure: 35起, expect: {value: 34}, set: {value: 53}",
            "expected to be 34.0, it is 35 now",
        ),
        ("quote: 破获刑事案件, figure: 35起, expect: {value: 35}, set: {value: 53}", "stand 2 times"),
        ("quote: 破获盗窃案件35起, figure: 35起, expect: {value: 35}, set: {value: 53}", "stand nowhere"),
        ("quote: 全市破获刑事案件, figure: 35起, expect: {value: 35}, set: {value: 53}", "inside the quote"),
        ("quote: 另有十余人受伤, figure: 十余人, expect: {value: 10}, drop: true", "finds no figure"),
        ("quote: 其中命案2起, figure: 2起, add: {value: 2}", "finds a figure"),
    ],
)
def test_what_no_longer_holds_changes_nothing(entry: str, words: str) -> None:
    doc, failure = applied(entry)
    assert failure is not None and words in failure
    assert doc == document()


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("- {bulletin: b", 1, ""),
        ("a: 1", 1, "a list of corrections"),
        (f"- {{{HEAD}, quote: x, figure: x, drop: true, expect: {{value: 1}}}}\n- 7", 2, "made of fields"),
        (f"\n- {{{HEAD}, quote: x, set: {{value: 1}}}}", 2, "figure is missing"),
        (f"- {{{HEAD}, quote: x, figure: x, set: {{value: 1}}, drop: true}}", 1, "one of set, add and drop"),
        (f"- {{{HEAD}, quote: x, figure: x, set: {{value: 1}}}}", 1, "expect is missing"),
        (f"- {{{HEAD}, quote: x, figure: x, expect: {{value: 1}}, set: {{worth: 1}}}}", 1, "worth cannot be set"),
        (f"- {{{HEAD}, quote: x, figure: x, expect: {{value: 1}}, set: {{value: 许多}}}}", 1, "must be a number"),
        (
            f"- {{{HEAD}, quote: x, figure: x, expect: {{value: 1}}, set: {{kind: rate}}}}",
            1,
            "level or change or ratio",
        ),
        (f"- {{{HEAD}, quote: x, figure: x, expect: {{value: 1}}, set: {{value: null}}}}", 1, "cannot be empty"),
        (f"- {{{HEAD}, quote: x, figure: x, add: {{unit: 起}}}}", 1, "add needs a value"),
        (f"- {{{HEAD}, quote: x, figure: x, note: x, drop: true}}", 1, "'note' is known"),
        (
            f"- {{{HEAD.replace('2022-08-02', '昨天')}, quote: x, figure: x, drop: true, expect: {{value: 1}}}}",
            1,
            "a day",
        ),
    ],
)
def test_a_wrong_file_names_its_line(text: str, place: int, words: str) -> None:
    with pytest.raises(CorrectionsError, match=f"^c.yaml:{place}: ") as raised:
        parse(text, "c.yaml")
    assert words in str(raised.value)


def test_the_examples_of_the_page_are_corrections() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "corrections.md").read_text("utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert [made.verb for made in parse(example, "corrections.md")] == ["set", "add"]
    assert all(f"`{name}`" in page for name in SETTABLE)


def test_the_example_of_the_module_is_a_correction() -> None:
    from transforms import corrections

    example = textwrap.dedent((corrections.__doc__ or "").partition("drop:\n\n")[2])
    (made,) = parse(example, "c.yaml")
    assert (made.verb, made.values, made.expect, made.when) == (
        "set",
        {"value": 53.0},
        {"value": 35.0},
        date(2022, 8, 2),
    )
