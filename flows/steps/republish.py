"""Publishing by hand: after a view was changed, or where a publication was interrupted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.steps import history, ingest, publish, quarantine, versions, warehouse
from flows.steps.lock import hold
from flows.steps.report import NOTHING_NEW, RunReport, now

if TYPE_CHECKING:
    from flows.settings import Settings


def republish(settings: Settings, *, force: bool = False) -> RunReport:
    """Publish the warehouse where the published file is not of its state, or anyway with ``force``. Raises Busy."""
    report = RunReport("publish", versions.parser_version())
    with hold(settings.lock):
        ingest.clean(settings)
        with warehouse.open_for_writing(settings, ingest.load_sources(settings)) as house:
            report.generation = house.generation
            if house.remapped:
                report.message = f"catalogue changed: {house.remapped:,} figures re-mapped"
            waiting = quarantine.waiting(house.con, "warehouse.dim_bulletin")
        if publish.is_current(settings, report.generation) and not force:
            report.state = NOTHING_NEW
            return report
        with report.stage("publish"):
            quarantine.mirror(settings.quarantine, settings.archive, waiting)
            report.published = publish.publish(settings, report.generation, anew=force)
        report.ended_at = now()
        history.record(settings.history, report)
    return report
