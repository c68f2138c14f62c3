"""Leave pandas out of a process: DuckDB and pyarrow import it only to know a data frame when they see one."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder


class _Absent(MetaPathFinder):
    def find_spec(self, fullname: str, *_: object) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname)


def leave_pandas_out() -> None:
    """From here on pandas is not there. For processes of our own only, which have no data frame: it costs a second."""
    if "pandas" not in sys.modules:
        sys.meta_path.insert(0, _Absent())
