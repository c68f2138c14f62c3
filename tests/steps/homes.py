"""Home folders for tests: a few bulletins, a fresh installation, and what its tables hold."""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import duckdb

from flows.settings import Settings, load
from flows.steps.ingest import ingest

KUNMING = "昆明警方通报\n\n截至7月25日,全市公安机关共出动警力 3846 人次,查处酒驾 165 起,同比下降 12.6%。\n"
KAILU = "开鲁县公安局通报\n\n上半年,全县共立刑事案件 59 起,破获 41 起,抓获犯罪嫌疑人 36 人,其中网上逃犯 4 人。\n"
TONGLIAO = "通辽市公安局工作通报\n\n2022年7月18日至27日,全市检查旅店 412 家、网吧 87 家,整改隐患 35 处。\n"
SIDECAR = json.dumps({"published_on": "2022-07-26", "home_region": "昆明市"}).encode()

FILES = {
    "昆明/7月通报.txt": KUNMING.encode(),
    "昆明/7月通报.meta.json": SIDECAR,
    "昆明/重发 “7月” 通报's.txt": KUNMING.encode(),
    "通辽/2022-07-01 开鲁.txt": KAILU.encode("gb18030"),
    "通辽/2022-07-28.md": TONGLIAO.encode(),
    "通辽/传真.tif": b"II*\x00\x08\x00\x00\x00",
    "无源.txt": (KAILU + "\n\n" + TONGLIAO).encode(),
}
"""An inbox: a sidecar, a duplicate, GB18030, one that is refused, one outside all subfolders."""
BULLETINS = 5


@cache
def _template() -> Path:
    """A home whose warehouse is made and holds nothing: making one costs a second."""
    home = Path(mkdtemp(prefix="bulletins-"))
    ingest(load(home))
    return home


def new_home(folder: Path, files: dict[str, bytes] | None = None) -> Settings:
    """A fresh installation in ``folder`` with ``files`` in its inbox, all of them settled."""
    shutil.copytree(_template(), folder, symlinks=True)
    put(folder / "inbox", FILES if files is None else files)
    return load(folder).model_copy(update={"settle_seconds": 0.0, "workers": 1})


def put(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def tables(published: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Rows of every dim_ and fact_ table, the time of receipt apart; of the large dimensions a hash."""
    with duckdb.connect(str(published), read_only=True) as con:
        names = [row[0] for row in con.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()]
        found = {}
        for name in names:
            if not name.startswith(("dim_", "fact_", "bulletin_text")):
                continue
            what = "* EXCLUDE (received_at)" if name == "dim_bulletin" else "*"
            if name in ("dim_date", "dim_region", "dim_metric"):
                what = "count(*), bit_xor(hash(COLUMNS(*)))"
            found[name] = con.execute(f"SELECT {what} FROM {name} ORDER BY ALL").fetchall()
        return found


def inbox_files(settings: Settings) -> list[str]:
    """Every file in the inbox, claimed ones too."""
    return sorted(str(path.relative_to(settings.inbox)) for path in settings.inbox.rglob("*") if path.is_file())
