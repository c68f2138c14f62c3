"""An edit of the catalogue reaches the figures that are loaded, and no bulletin is read again."""

from __future__ import annotations

from pathlib import Path

import duckdb

from flows.settings import load
from flows.steps.ingest import ingest
from flows.steps.warehouse import open_for_writing

TEXT = "开鲁县公安局战果通报\n6月25日以来，开鲁县公安局破获刑事案件35起，抓获犯罪嫌疑人41人。\n"


def test_figures_move_to_the_metric_of_their_words(tmp_path: Path) -> None:
    settings = load(tmp_path / "home")
    (tmp_path / "通报.txt").write_text(TEXT, "utf-8")
    ingest(settings, [tmp_path / "通报.txt"])
    query = "SELECT metric_code FROM fact_metric JOIN dim_metric USING (metric_id) ORDER BY char_start"
    with duckdb.connect(str(settings.warehouse)) as con:
        right = con.execute(query).fetchall()
        assert right == [("case.criminal.cracked",), ("people.all.arrested",)]
        # as an older catalogue would have left them
        con.execute(
            "UPDATE fact_metric SET metric_id = (SELECT metric_id FROM dim_metric WHERE metric_code = 'stats.gdp')"
        )
        con.execute("UPDATE fact_metric SET object_text = '九连环', action_text = NULL WHERE figure_text = '41人'")
        con.execute("UPDATE warehouse_state SET lexicon_version = 'older'")
    with open_for_writing(settings, {}) as house:
        before = house.generation
        assert house.remapped == 2
    with duckdb.connect(str(settings.warehouse)) as con:
        assert con.execute(query).fetchall() == [("case.criminal.cracked",), ("auto:-|九连环",)]
    with open_for_writing(settings, {}) as house:
        assert (house.generation, house.remapped) == (before, 0), "a second opening changes nothing"
