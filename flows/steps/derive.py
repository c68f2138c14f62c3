"""What depends on other bulletins, worked out anew for each publication, so that the order of arrival never matters.

Newer versions of a file, the same story in several papers, and a publisher's 更正 of an earlier article. Python finds
the pairs, the files of ``sql/derive`` say what follows from them.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from flows.steps import sql
from transforms import notices, stories

_SAME_BAND = f"""
    WITH band AS (
        SELECT article_id, number, minhash[number * 16 + 1 : number * 16 + 16] AS bits
        FROM dim_article, range({stories.BANDS}) AS band (number)
        WHERE octet_length(minhash) > 0
    )
    SELECT article_id, minhash FROM dim_article WHERE article_id IN (
        SELECT unnest(list(article_id)) FROM band GROUP BY number, bits HAVING count(*) > 1
    )
"""
_NOTICES = """
    SELECT article_id, source_id, published_on, headline || chr(10) || body
    FROM dim_article JOIN dim_bulletin USING (bulletin_id)
    WHERE is_current AND (contains(headline, '更正') OR contains(body, '更正'))
    ORDER BY article_id
"""
_NAMED = """
    SELECT article_id, headline FROM dim_article JOIN dim_bulletin USING (bulletin_id)
    WHERE is_current AND source_id = ? AND article_id <> ? AND coalesce(published_on <= ?, true)
"""
_FACTS = """
    SELECT fact_id, figure_text, sentence, fact_metric.char_start - body_start
    FROM fact_metric JOIN dim_article USING (article_id) WHERE article_id = ? ORDER BY fact_metric.char_start
"""


def derive(con: duckdb.DuckDBPyConnection) -> None:
    """Fill the derived columns of the file that is about to be published."""
    _run(con, "1_supersedes")
    signatures = dict(con.execute(_SAME_BAND).fetchall())
    _table(con, "story", ("article_id", "story_id"), list(stories.group(signatures).items()))
    _run(con, "2_stories")
    _table(con, "erratum", ("wrong_id", "right_id"), _errata(con))
    _run(con, "3_errata")
    _run(con, "4_counted")
    _run(con, "5_parents")


def _errata(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str | None]]:
    """Pairs of figures: the one that a 更正 says was wrong, and the right one, as the notice has it.

    The wrong figure also stands in the notice itself; that one has no right figure beside it, it just does not count.
    """
    pairs: list[tuple[str, str | None]] = []
    for article_id, source_id, published_on, text in con.execute(_NOTICES).fetchall():
        for erratum in notices.errata(text):
            named = con.execute(_NAMED, [source_id, article_id, published_on]).fetchall()
            targets = [target for target, headline in named if notices.same_title(headline, erratum.title)]
            if len(targets) == 1:
                pairs += _pairs(con, article_id, targets[0], erratum, text.index("\n") + 1)
    return pairs


def _pairs(
    con: duckdb.DuckDBPyConnection, notice_id: str, target_id: str, erratum: notices.Erratum, body_start: int
) -> list[tuple[str, str | None]]:
    inside = con.execute(_FACTS, [notice_id]).fetchall()
    quoted = [f[0] for f in inside if erratum.wrong_start - body_start <= f[3] < erratum.wrong_end - body_start]
    right = [f[0] for f in inside if erratum.right_start - body_start <= f[3] < erratum.right_end - body_start]
    words = notices.squeezed(erratum.wrong)
    wrong = [
        fact_id
        for fact_id, figure, sentence, _ in con.execute(_FACTS, [target_id]).fetchall()
        if notices.squeezed(figure) in words and words in notices.squeezed(sentence)
    ]
    if not wrong or len(wrong) != len(right):
        return []
    return [*zip(wrong, right, strict=True), *((fact_id, None) for fact_id in quoted)]


def _run(con: duckdb.DuckDBPyConnection, name: str) -> None:
    sql.run_file(con, sql.SQL / "derive" / f"{name}.sql")


def _table(
    con: duckdb.DuckDBPyConnection, name: str, columns: Sequence[str], rows: Sequence[tuple[str | None, ...]]
) -> None:
    names = ", ".join(f"unnest(?::VARCHAR[]) AS {column}" for column in columns)
    values = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in columns]
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {names}", values)
