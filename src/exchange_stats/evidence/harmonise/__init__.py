"""The source's own labels to our codes; refuses what the dictionary does not know."""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pandas as pd

from exchange_stats.evidence.harmonise import names
from exchange_stats.evidence.harmonise.names import fold
from exchange_stats.evidence.quantities import parse_quantity
from exchange_stats.ground import codes, factbook
from exchange_stats.ground.errors import (
    FactError,
    LabelError,
    PeriodError,
    ValueTextError,
    refuse,
)
from exchange_stats.ground.numerals import number_text
from exchange_stats.ground.periods import parse_period
from exchange_stats.ground.stages import LABEL_DIMENSIONS, OBSERVATIONS, SLOT

LABEL_COLUMNS = names.LABEL_COLUMNS
DEFAULTS = {
    "population": "unknown",
    "measure": "enrolled",
    "basis": "unknown",
    "programme": "all",
    "coverage": "unknown",
    "isced_level": "_T",
    "isced_field": "_T",
    "sex": "_T",
    "funding": "_T",
    "institution": "_T",
    "unit": "persons",
}
UNWANTED = "-"


def harmonise(
    reported: pd.DataFrame, card: Mapping[str, str], fixed: Mapping[str, Mapping[str, str]]
) -> pd.DataFrame:
    """Return observations from the reported cells of one workbook.

    Parameters
    ----------
    reported : DataFrame
        Stage ``reported``.
    card : mapping
        ``source_id``, ``dictionary``, ``edition``, ``period_reading``, ``synthetic`` and the
        definition codes (``population``, ``measure``, ``basis``, ``coverage``) of the source.
    fixed : mapping
        Table id to the codes that its layout declares for every cell.

    Returns
    -------
    DataFrame
        Stage ``observations``; unit persons unless the slot says otherwise.

    Raises
    ------
    LabelError
        Naming every unknown label with its place and the file to edit.
    """
    offenders: list[str] = []
    unknown: dict[str, list[str]] = {}
    rows = []
    for cell in reported.to_dict("records"):
        slot = DEFAULTS | {name: card[name] for name in DEFAULTS if name in card}
        slot |= fixed.get(cell["table"], {})
        mapped = _codes_of(cell, card["dictionary"], unknown)
        if mapped is None:
            continue
        try:
            rows.append(_observation(cell, slot | mapped, card))
        except (PeriodError, ValueTextError, FactError) as error:
            offenders.append(f"{_place(cell)}: {error}")
    offenders += [_told(label, places) for label, places in unknown.items()]
    if offenders:
        refuse(
            LabelError,
            f"{card['source_id']}: labels that the dictionary does not know",
            offenders,
            "add each to facts/labels.csv with its codes (or '-' when it is not wanted), to "
            "facts/countries.csv when it is a country, or to facts/institution_aliases.csv when it "
            "names an institution; correct the workbook when it is a slip",
        )
    return OBSERVATIONS.frame(rows)


def fact_id(kind: str, *key: str) -> str:
    """Return the id of a fact: a hash of its key and not of its value, so that it lasts.

    Examples
    --------
    >>> fact_id("obs", "a", "b") == fact_id("obs", "a", "b") != fact_id("obs", "ab", "")
    True
    """
    digest = hashlib.sha256("\x1f".join(key).encode()).hexdigest()
    return f"{kind}-{digest[:10]}"


def _observation(
    cell: Mapping[str, str], slot: dict[str, str], card: Mapping[str, str]
) -> dict[str, str]:
    period = parse_period(cell["period_label"] or slot.get("period", ""), card["period_reading"])
    edition = slot.pop("edition", card["edition"])
    slot = slot | {"period": period.label}
    row = {name: slot.get(name, "") for name in SLOT} | {
        "period_kind": period.kind,
        "period_start": str(period.start),
        "period_end": str(period.end),
        "reference_date": slot.get("reference_date", ""),
        "conf_status": card.get("conf_status", "F"),
        "source_id": card["source_id"],
        "edition": edition,
        "synthetic": card.get("synthetic", ""),
        "flags": slot.get("flags", ""),
        **{name: cell[name] for name in ("workbook_id", "sheet", "cell", "printed")},
    }
    _refuse_elsewhere(row)
    key = [row[name] for name in SLOT]
    row["fact_id"] = fact_id("obs", card["source_id"], edition, period.kind, *key)
    return row | _amount(cell, slot.get("qualifier", ""))


def _refuse_elsewhere(row: Mapping[str, str]) -> None:
    """Refuse students of an institution that does not lie in the host country."""
    country = names.country_of_institution(row["institution"])
    if country not in ("", row["host"]):
        message = (
            f"institution {row['institution']} lies in {country}, expected one of the host country "
            f"{row['host']}; correct the label, or the host in the layout"
        )
        raise FactError(message)


def _amount(cell: Mapping[str, str], declared: str) -> dict[str, str]:
    """Return value, bounds, qualifier and status of a cell; a phrase becomes an interval."""
    if cell["status"] in codes.MISSING:
        return {"value": "", "lo": "", "hi": "", "qualifier": "", "status": cell["status"]}
    if cell["value"]:
        value = cell["value"]
        kept = {"value": value, "lo": value, "hi": value}
        return kept | {"qualifier": declared or "exact", "status": cell["status"]}
    quantity = parse_quantity(cell["printed"])
    bounds = quantity.interval()
    return {
        "value": number_text(quantity.value),
        "lo": number_text(bounds.lo),
        "hi": "" if bounds.hi == float("inf") else number_text(bounds.hi),
        "qualifier": quantity.qualifier,
        "status": cell["status"],
    }


def _codes_of(
    cell: Mapping[str, str], dictionary: str, unknown: dict[str, list[str]]
) -> dict[str, str] | None:
    """Return the codes of all labels of a cell, None when a label says it is not wanted.

    A label that the dictionary lacks is added to ``unknown`` with the place of the cell.
    """
    found: dict[str, str] = {}
    for dimension in LABEL_DIMENSIONS:
        printed = cell[f"{dimension}_label"]
        if dimension == "period" or not printed:
            continue
        answer = label_codes(dictionary, dimension, printed)
        if answer is None:
            unknown.setdefault(_unknown(dictionary, dimension, printed), []).append(_place(cell))
        elif answer == UNWANTED:
            return None
        else:
            found |= dict(pair.split("=", 1) for pair in answer.split())
    return found


def label_codes(source_id: str, dimension: str, printed: str) -> str | None:
    """Return the codes of one printed label, ``-`` if it is not wanted, None if unknown."""
    key = fold(printed)
    answer = _dictionary(factbook.facts_folder()).get((source_id, dimension, key))
    if answer is None and dimension in ("origin", "host"):
        country = names.country_of(printed)
        return f"{dimension}={country}" if country else None
    if answer is None and dimension == "institution":
        institution = names.institution_of(printed, source_id)
        return f"institution={institution}" if institution else None
    return answer


def printed_labels(source_id: str, dimension: str) -> dict[str, dict[str, str]]:
    """Return the labels of a source as it prints them: codes to language to the first label."""
    found: dict[str, dict[str, str]] = {}
    for row in factbook.load_csv("labels.csv", LABEL_COLUMNS):
        ours = (row["source_id"], row["dimension"], row["state"])
        if ours == (source_id, dimension, "confirmed"):
            found.setdefault(row["codes"], {}).setdefault(row["language"], row["printed"])
    return found


def _unknown(dictionary: str, dimension: str, printed: str) -> str:
    mixed = " (letters of two scripts in one word)" if codes.mixes_scripts(printed) else ""
    hint = names.hint(dictionary, dimension, printed)
    return f"{dimension} {printed!r}{mixed} is not in the labels of {dictionary}{hint}"


def _told(label: str, places: list[str]) -> str:
    """Return a label named once, with its first place and the number of further ones."""
    more = f" (and {len(places) - 1} more cells)" if len(places) > 1 else ""
    return f"{places[0]}: {label}{more}"


def _place(cell: Mapping[str, str]) -> str:
    return f"{cell['workbook_id']}, sheet {cell['sheet']!r}, {cell['cell']}"


@cache
def _dictionary(folder: Path) -> dict[tuple[str, str, str], str]:
    del folder
    rows = factbook.load_csv("labels.csv", LABEL_COLUMNS)
    return {
        (row["source_id"], row["dimension"], fold(row["printed"])): row["codes"]
        for row in rows
        if row["state"] == "confirmed"
    }
