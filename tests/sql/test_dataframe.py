"""The published file from a notebook: what analysts who use pandas do with it."""

from __future__ import annotations

from tests.warehouse_fixture import build, gold_documents


def test_a_mart_as_a_data_frame() -> None:
    con = build([("gold", document) for document in gold_documents()[:3]])
    frame = con.sql("SELECT region, unit, value, as_of_on FROM mart_value WHERE unit = '起'").df()
    assert list(frame.columns) == ["region", "unit", "value", "as_of_on"]
    by_region = frame.groupby("region")["value"].sum()
    assert by_region.sum() == frame["value"].sum() > 0
