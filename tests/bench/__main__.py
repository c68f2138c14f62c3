"""Every benchmark, as `make bench` runs them: `python -m tests.bench [NAME …]` runs the named ones."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import tests.bench


def main() -> None:
    """Run `report()` of each module of this folder that has one, in the order of their names."""
    wanted = sys.argv[1:]
    names = [module.name for module in pkgutil.iter_modules(tests.bench.__path__)]
    for name in names:
        if name.startswith("_") or (wanted and name not in wanted):
            continue
        module = importlib.import_module(f"tests.bench.{name}")
        if hasattr(module, "report"):
            print(f"## {name}", flush=True)
            module.report()
            print(flush=True)


if __name__ == "__main__":
    main()
