"""The description of ``data/processed`` as a Data Package: columns, types, units, sources."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError
from exchange_stats.ground.stages import PROCESSED, Stage
from exchange_stats.reading.sources import Source

COLUMN_COLUMNS = ("column", "type", "unit", "description")
SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"
TABLE_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"


def write_datapackage(folder: Path, cards: Iterable[Source]) -> Path:
    """Return the path of ``datapackage.json``, which describes the tables beside it.

    Raises
    ------
    FactError
        If a column has no description in ``facts/columns.csv``.
    """
    described = {row["column"]: row for row in factbook.load_csv("columns.csv", COLUMN_COLUMNS)}
    content = {
        "$schema": SCHEMA,
        "name": "exchange-stats-processed",
        "title": factbook.load_toml(factbook.PAIR)["title"],
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "sources": [{"title": f"{card.publisher}: {card.title_en}"} for card in cards],
        "resources": [_resource(stage, described) for stage in PROCESSED],
    }
    return write_json(content, folder / "datapackage.json")


def write_json(content: Mapping[str, Any], path: Path) -> Path:
    """Return the path of a JSON file written with sorted keys and a final line end."""
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return path


def _resource(stage: Stage, described: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    return {
        "name": stage.name,
        "path": f"{stage.name}.csv",
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "$schema": TABLE_SCHEMA,
            "fields": [_field(name, described) for name in stage.columns],
            "primaryKey": list(stage.key),
            "missingValues": [""],
        },
    }


def _field(name: str, described: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    if name not in described:
        message = (
            f"facts/columns.csv: no column {name!r}, expected one; add it with its description"
        )
        raise FactError(message)
    row = described[name]
    field = {"name": name, "type": row["type"], "description": row["description"]}
    return field | ({"unit": row["unit"]} if row["unit"] else {})
