"""python -m tests.drill alerts: every automation fires once, and its message is received.

python -m tests.drill day: a day of arrivals in minutes, with a bad file, a restart and a reparse.
"""

from __future__ import annotations

import sys

from tests.drill import alerts, day

DRILLS = {"alerts": alerts.report, "day": day.report}


def main() -> int:
    """Run the drill that is named; 1 if something was not as it has to be."""
    if sys.argv[1:] not in ([name] for name in DRILLS):
        print(__doc__)
        return 2
    return 0 if DRILLS[sys.argv[1]]() else 1


if __name__ == "__main__":
    sys.exit(main())
