"""The vocabulary in the shape of the warehouse's dimensions, and rows for names that bulletins bring along."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from transforms import catalogue, metrics
from transforms.catalogue import Metric
from transforms.figures import campaign_names, gazetteer, units
from transforms.figures.gazetteer import Region
from transforms.figures.organisations import describe
from transforms.lexicon import rows
from transforms.rows import Columns, key
from transforms.sources import SourceDefaults

Sources = Mapping[str, SourceDefaults]


def catalogued() -> dict[str, Columns]:
    """Every row that the lexicon gives, by table."""
    return {
        "dim_region": _columns(_region(region) for region in _regions()),
        "dim_unit": _columns(_units()),
        "dim_campaign": _columns(_campaigns()),
        "dim_metric": _columns(_metric(metric) for metric in catalogue.metrics().values()),
    }


def named(names: Mapping[str, Mapping[str, Any]], sources: Sources) -> dict[str, Columns]:
    """Rows for the names that bulletins refer to, whether or not the lexicon has them, by table."""
    return {
        "dim_source": _columns(_source(code, sources) for code in names["source"]),
        "dim_metric": _columns(_metric(metrics.metric(code)) for code in names["metric"]),
        "dim_region": _columns(_unknown_region(name, code) for name, code in names["region"].items()),
        "dim_organisation": _columns(_organisation(name) for name in names["organisation"]),
        "dim_campaign": _columns(_campaign(name) for name in names["campaign"]),
        "dim_unit": _columns(_unit(name, None) for name in names["unit"]),
    }


def described(codes: Iterable[str], sources: Sources) -> Columns:
    """Rows of ``dim_source`` for ``codes`` and for every source of sources.yaml."""
    return _columns(_source(code, sources) for code in sorted({*codes, *sources}))


def _columns(records: Iterable[dict[str, Any]]) -> Columns:
    columns: Columns = defaultdict(list)
    for record in records:
        for name, value in record.items():
            columns[name].append(value)
    return dict(columns)


def _source(code: str, sources: Sources) -> dict[str, Any]:
    source = sources.get(code) or SourceDefaults(code, code)
    return {
        "source_id": key("source", code),
        "source_code": code,
        "source_name": source.name,
        "publisher": source.publisher,
        "home_region": source.home_region,
        "cadence_days": source.cadence_days,
        "lane": source.lane,
    }


def _regions() -> Iterable[Region]:
    """One division a full name: the one in force where an abolished one had the same."""
    by_path = dict(gazetteer.load().by_path)
    for region in list(by_path.values()):
        if region.level in ("county", "prefecture"):
            # not kept: nobody asks for all of them again
            for township in gazetteer.townships.__wrapped__(region.code).values():
                by_path.setdefault(township.path, township)
    return by_path.values()


def _region(region: Region) -> dict[str, Any]:
    chain = gazetteer.ancestors(region)
    parent = chain[1] if len(chain) > 1 else None
    return {
        "region_id": key("region", region.path),
        "region_code": region.code,
        "region": region.path,
        "name": region.name,
        "full_path": "/".join(above.name for above in reversed(chain) if above.level != "country") or region.name,
        "level": region.level,
        "parent_id": parent and key("region", parent.path),
        "province": next((above.name for above in chain if above.level == "province"), None),
        "aliases": "|".join(gazetteer.shorten(region.name)) or None,
        "valid_from_on": date(region.valid_from, 1, 1) if region.valid_from else None,
        "valid_to_on": date(region.valid_to, 12, 31) if region.valid_to else None,
    }


def _unknown_region(name: str, code: str | None) -> dict[str, Any]:
    return {
        "region_id": key("region", name),
        "region_code": code,
        "region": name,
        "name": name,
        "full_path": name,
        "level": None,
        "parent_id": None,
        "province": None,
        "aliases": None,
        "valid_from_on": None,
        "valid_to_on": None,
    }


def _units() -> Iterable[dict[str, Any]]:
    kinds = {unit: kind for _, (_, unit, kind, *_) in rows("units.csv", units.COLUMNS)}
    return (_unit(unit, kind) for unit, kind in kinds.items())


def _unit(unit: str, kind: str | None) -> dict[str, Any]:
    return {
        "unit_id": key("unit", unit),
        "unit": unit,
        "dimension": kind,
        "is_catalogued": kind is not None,
    }


def _campaigns() -> Iterable[dict[str, Any]]:
    """One row a name; editions of several years share it, and so have no dates."""
    editions: dict[str, list[dict[str, str]]] = defaultdict(list)
    for _, cells in rows("campaigns.csv", campaign_names.COLUMNS):
        record = dict(zip(campaign_names.COLUMNS, cells, strict=True))
        editions[record["name"]].append(record)
    names = {record["code"]: record["name"] for records in editions.values() for record in records}
    for name, records in editions.items():
        one = records[0] if len(records) == 1 else None
        yield _campaign(name) | {
            "aliases": "|".join(dict.fromkeys(a for r in records for a in r["aliases"].split("|") if a)) or None,
            "start_on": _day(one["start"]) if one else None,
            "end_on": _day(one["end"]) if one else None,
            "parent_id": key("campaign", names[one["parent"]]) if one and one["parent"] in names else None,
            "is_catalogued": True,
        }


def _campaign(name: str) -> dict[str, Any]:
    return {
        "campaign_id": key("campaign", name),
        "campaign": name,
        "aliases": None,
        "start_on": None,
        "end_on": None,
        "parent_id": None,
        "is_catalogued": False,
    }


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if len(text) == 10 else None


def _metric(metric: Metric) -> dict[str, Any]:
    return {
        "metric_id": key("metric", metric.code),
        "metric_code": metric.code,
        "name_zh": metric.name_zh,
        "name_en": metric.name_en,
        "category": metric.category,
        "action": metric.action,
        "object": metric.object,
        "unit": metric.unit,
        "units": "|".join(metric.units) or None,
        "polarity": metric.polarity,
        "additivity": metric.additivity,
        "is_family": metric.is_family,
        "is_catalogued": metric.is_catalogued,
    }


# what the levels of the divisions are called for bodies
_LEVELS = {"country": "ministry", "prefecture": "city"}


def _organisation(name: str) -> dict[str, Any]:
    kind, level, region, parent = describe(name)
    return {
        "organisation_id": key("organisation", name),
        "organisation": name,
        "kind": kind,
        "level": _LEVELS.get(level, level) if level else None,
        "region_id": region and key("region", region),
        "parent_id": parent and key("organisation", parent),
    }
