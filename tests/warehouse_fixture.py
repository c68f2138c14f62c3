"""A small warehouse made from annotated documents, so that marts and queries are tested apart from reading."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

from flows.steps import derive, sql
from transforms import dimensions, metrics
from transforms.bulletin import Bulletin
from transforms.figures import gazetteer
from transforms.records import Article, Document, Figure, Numeral
from transforms.rows import Received, Rows, key
from transforms.sources import SourceDefaults

GOLD = Path(__file__).parent / "gold"
RECEIVED = datetime(2022, 8, 1, tzinfo=UTC)
SOURCES = {"gold": SourceDefaults("gold", "标注样本", cadence_days=7), "paper": SourceDefaults("paper", "另一家报纸")}


def gold_documents() -> list[Document]:
    """Every annotated document, with its annotations as if the reader had found them."""
    return [_document(path) for path in sorted(GOLD.glob("*.json")) if not path.name.endswith(".meta.json")]


def written(
    doc: str, text: str, figures: Sequence[Figure], published_on: date | None = None, region: str | None = None
) -> Document:
    """A document written for a test: its first line is the headline of its one article."""
    headline = text.partition("\n")[0]
    article = Article(headline, 0, len(text), len(headline) + 1)
    metrics.assign(figures)
    return Document(doc, f"{doc}.txt", text, published_on, "sidecar", region, [article], list(figures), [])


def figure(text: str, words: str, value: float, unit: str | None, **fields: object) -> Figure:
    """A figure of ``text`` where ``words`` stand in it; any other field by name."""
    start = text.index(words)
    sentence_start = max(text.rfind("。", 0, start), text.rfind("\n", 0, start)) + 1
    stop = text.find("。", start) + 1 or len(text)
    plain = Figure(
        start=start, end=start + len(words), text=words, value=value, value_max=None, unit=unit, unit_text=unit or "",
        approx="exact", kind="level", basis=None, action=None, object=None, region=None, region_code=None,
        region_text=None, org=None, org_text=None, period_start=None, period_end=None, period_text=None, campaign=None,
        part_of=None, repeats=None, is_cumulative=False, sentence=text[sentence_start:stop],
        sentence_start=sentence_start, article=0, confidence=0.9,
    )  # fmt: skip
    return replace(plain, **fields)  # type: ignore[arg-type]


def build(documents: Iterable[tuple[str, Document]], path: Path | str = ":memory:") -> duckdb.DuckDBPyConnection:
    """A published file of these (source code, document) pairs, received an hour apart."""
    rows = Rows()
    for number, (source, document) in enumerate(documents):
        sha256 = key("sha", source, document.path, document.text)
        received = Received(
            key("bulletin", source, sha256), source, sha256, document.path, len(document.text.encode()),
            RECEIVED + timedelta(hours=number),
        )  # fmt: skip
        rows.add(received, Bulletin(document, "text/plain", "utf-8", [], None, None, None, None), "test")
    con = duckdb.connect(str(path))
    sql.run_all(con, "schema")
    for tables in (_regions(), dimensions.named(rows.names, SOURCES), rows.tables):
        for table, columns in tables.items():
            if not columns:
                continue
            con.register("incoming", pa.table(columns))
            first = next(iter(columns))
            con.execute(f"INSERT INTO {table} BY NAME FROM incoming WHERE {first} NOT IN (SELECT {first} FROM {table})")
            con.unregister("incoming")
    derive.derive(con)
    sql.run_all(con, "marts")
    return con


@cache
def _regions() -> dict[str, dict[str, list[object]]]:
    return {"dim_region": dimensions.catalogued()["dim_region"]}


def _document(path: Path) -> Document:
    gold = json.loads(path.read_text("utf-8"))
    with path.with_suffix(".txt").open(encoding="utf-8-sig", newline="") as file:
        text = file.read()
    articles = [
        Article(
            a["headline"], a["start"], a["end"], a["start"] + len(a["headline"]), a.get("byline", []), a.get("dateline")
        )
        for a in gold["articles"]
    ]
    figures = [_gold_figure(text, articles, f) for f in gold["figures"]]
    metrics.assign(figures)
    numerals = [
        Numeral(
            n["start"],
            n["end"],
            n["text"],
            n["role"],
            None,
            None,
            "gold" if n["role"] == "other" else None,
            _article(articles, n["start"]),
        )
        for n in gold["numerals"]
    ]
    published = gold["published_on"] and date.fromisoformat(gold["published_on"])
    return Document(
        gold["doc"], f"{gold['doc']}.txt", text, published, "sidecar", gold["home_region"], articles, figures, numerals
    )


def _gold_figure(text: str, articles: list[Article], f: dict) -> Figure:  # type: ignore[type-arg]
    start = max(text.rfind("。", 0, f["start"]), text.rfind("\n", 0, f["start"])) + 1
    stop = text.find("。", f["end"]) + 1 or len(text)
    region = gazetteer.lookup(f["region"]) if f["region"] else None
    return Figure(
        start=f["start"], end=f["end"], text=f["text"], value=f["value"], value_max=f["value_max"], unit=f["unit"],
        unit_text=f["unit"] or "", approx=f["approx"], kind=f["kind"], basis=f["basis"], action=_first(f["action"]),
        object=_first(f["object"]), region=f["region"], region_code=region and region.code, region_text=f["region"],
        org=_first(f["org"]), org_text=_first(f["org"]), period_start=_day(f["period_start"]),
        period_end=_day(f["period_end"]), period_text=None, campaign=_first(f["campaign"]), part_of=f["part_of"],
        repeats=None, is_cumulative=False, sentence=text[start:stop], sentence_start=start,
        article=_article(articles, f["start"]), confidence=0.5 + (f["start"] % 50) / 100,
    )  # fmt: skip


def _article(articles: list[Article], start: int) -> int:
    return next((i for i, a in enumerate(articles) if a.start <= start < a.end), -1)


def _first(spellings: list[str]) -> str | None:
    return spellings[0] if spellings else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
