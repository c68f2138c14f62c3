"""An edit of the metric catalogue, brought to the figures that are loaded by their words; no bulletin is read again."""

from __future__ import annotations

import duckdb

from transforms import metrics
from transforms.rows import key

_WORDS = """
    SELECT DISTINCT action_text, object_text, unit, kind, metric_id
    FROM warehouse.fact_metric LEFT JOIN warehouse.dim_unit USING (unit_id)
"""
_MOVE = """
    UPDATE warehouse.fact_metric AS fact SET metric_id = moved.new_id
    FROM (
        SELECT words.*, unit_id FROM (
            SELECT unnest(?::VARCHAR[]) AS action_text, unnest(?::VARCHAR[]) AS object_text,
                unnest(?::VARCHAR[]) AS unit, unnest(?::VARCHAR[]) AS kind,
                unnest(?::VARCHAR[]) AS old_id, unnest(?::VARCHAR[]) AS new_id
        ) AS words LEFT JOIN warehouse.dim_unit USING (unit)
    ) AS moved
    WHERE fact.metric_id = moved.old_id AND fact.kind = moved.kind
        AND fact.unit_id IS NOT DISTINCT FROM moved.unit_id
        AND fact.action_text IS NOT DISTINCT FROM moved.action_text
        AND fact.object_text IS NOT DISTINCT FROM moved.object_text
"""


def remap(con: duckdb.DuckDBPyConnection) -> tuple[int, list[str]]:
    """Give every figure the metric that today's catalogue gives its words.

    Returns how many figures moved to another one, and the codes that they moved to.
    """
    words = con.execute(_WORDS).fetchall()
    codes = metrics.codes([(action, thing, unit, kind) for action, thing, unit, kind, _ in words])
    moved = [
        (*row, key("metric", code), code)
        for row, code in zip(words, codes, strict=True)
        if row[-1] != key("metric", code)
    ]
    if not moved:
        return 0, []
    changed = con.execute(_MOVE, [list(column) for column in list(zip(*moved, strict=True))[:6]]).fetchone()
    return changed[0] if changed else 0, sorted({row[-1] for row in moved})
