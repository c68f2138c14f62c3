"""Sidecars that come after their file or change: whatever the order, the same is known in the end."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

from flows.settings import Settings
from flows.steps.ingest import ingest
from tests.steps.homes import KAILU, KUNMING, TONGLIAO, inbox_files, new_home, put

A, B, C = KUNMING.encode(), KAILU.encode(), TONGLIAO.encode()
Known = set[tuple[str, str, str | None]]
"""Source, path and title of every bulletin that is read."""


def told(**fields: str) -> bytes:
    return json.dumps(fields).encode()


CASES: dict[str, tuple[list[dict[str, bytes]], Known]] = {
    "each of three files of one name has its own": (
        [
            {"甲/一.txt": A, "甲/子/一.txt": B, "乙/一.txt": C},
            {"甲/子/一.meta.json": told(title="子的标题"), "乙/一.txt.meta.yaml": "title: 乙的标题".encode()},
        ],
        {("甲", "甲/一.txt", None), ("甲", "甲/子/一.txt", "子的标题"), ("乙", "乙/一.txt", "乙的标题")},
    ),
    "one changes": (
        [
            {"丙/子/一.txt": B, "丙/子/一.meta.json": told(title="旧的标题")},
            {"丙/子/一.meta.json": told(title="新的标题")},
            {"丙/子/一.meta.json": told(title="再新标题")},
        ],
        {("丙", "丙/子/一.txt", "再新标题")},
    ),
    "one is for two files of its name": (
        [{"丁/一.txt": A, "丁/一.md": B}, {"丁/一.meta.json": told(title="共同标题")}],
        {("丁", "丁/一.txt", "共同标题"), ("丁", "丁/一.md", "共同标题")},
    ),
    "the newest version is meant": (
        [{"戊/一.txt": A}, {"戊/一.txt": B}, {"戊/一.meta.json": told(title="某某标题")}],
        {("戊", "戊/一.txt", None), ("戊", "戊/一.txt", "某某标题")},
    ),
    "the source is named at once, then another title": (
        [
            {"己/一.txt": A, "己/一.meta.json": told(source="己报")},
            {"己/一.meta.json": told(source="己报", title="新的标题")},
        ],
        {("己报", "己/一.txt", "新的标题")},
    ),
    "the source is named late, then another, then none": (
        [
            {"庚/一.txt": A},
            {"庚/一.meta.json": told(source="庚报")},
            {"庚/一.meta.json": told(source="庚晚报")},
            {"庚/一.meta.json": told(title="无源标题")},
        ],
        {("庚", "庚/一.txt", "无源标题")},
    ),
    "the file comes again with one that names the source": (
        [{"辛/一.txt": A}, {"辛/一.txt": A, "辛/一.meta.json": told(source="辛报")}],
        {("辛报", "辛/一.txt", None)},
    ),
    "the same bytes have come under another name since": (
        [{"癸/一.txt": A}, {"癸/二.txt": A}, {"癸/一.meta.json": told(source="癸报")}],
        {("癸报", "癸/一.txt", None)},
    ),
    "a wrong one is mended": (
        [{"壬/一.txt": A, "壬/一.meta.json": told(titel="标题")}, {"壬/一.meta.json": told(title="好的标题")}],
        {("壬", "壬/一.txt", "好的标题")},
    ),
}


def known(settings: Settings) -> Known:
    with duckdb.connect(str(settings.published), read_only=True) as con:
        rows = con.execute(
            "SELECT source_code, file_path, title, status, figure_count, count(fact_id) FROM dim_bulletin"
            " JOIN dim_source USING (source_id) LEFT JOIN fact_metric USING (bulletin_id) GROUP BY ALL"
        ).fetchall()
    assert all(row[4] == row[5] and (row[4] > 0) == (row[3] == "loaded") for row in rows)
    return {row[:3] for row in rows if row[3] == "loaded"}


def test_the_last_word_counts(tmp_path: Path) -> None:
    settings = new_home(tmp_path / "home", {})
    for number in range(max(len(rounds) for rounds, _ in CASES.values())):
        for rounds, _ in CASES.values():
            put(settings.inbox, rounds[number] if number < len(rounds) else {})
        report = ingest(settings)
        assert report.left == {}
        assert inbox_files(settings) == []
    found = known(settings)
    for case, (_, expected) in CASES.items():
        folders = {path.partition("/")[0] for _, path, _ in expected}
        assert {one for one in found if one[1].partition("/")[0] in folders} == expected, case


def test_in_folders_that_are_copied_from_too(tmp_path: Path) -> None:
    settings = new_home(tmp_path / "home", {})
    given = tmp_path / "given"
    for sidecar, expected in (
        (told(title="某某标题"), ("甲", "甲/一.txt", "某某标题")),
        (told(source="昆明日报"), ("昆明日报", "甲/一.txt", None)),
        (told(title="无源标题"), ("甲", "甲/一.txt", "无源标题")),
    ):
        put(given, {"甲/一.txt": A, "甲/一.meta.json": sidecar})
        ingest(settings, [given])
        assert known(settings) == {expected}
    assert ingest(settings, [given]).files_received == 0
    ingest(settings, [given / "甲"], source="fax")
    assert known(settings) == {expected, ("fax", "一.txt", "无源标题")}, "somebody named another source: two bulletins"
