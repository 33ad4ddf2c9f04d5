"""Totals against the sums of their parts: by declared identity, by code, by row and column."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import pandas as pd

from exchange_stats.evidence.findings import Evidence, Row, cell_list, finding, number
from exchange_stats.evidence.identities import families
from exchange_stats.evidence.totals.breakdowns import form_sums, table_sums
from exchange_stats.evidence.totals.equations import Limits, cells_of
from exchange_stats.evidence.totals.joint import Conflict, find_conflicts
from exchange_stats.evidence.totals.lines import line_sums
from exchange_stats.evidence.totals.sums import NOISE, Place, Sum, amount, distinct, place_of
from exchange_stats.evidence.totals.suspects import Suspect, find_suspects
from exchange_stats.evidence.totals.units import is_multiple
from exchange_stats.ground.numerals import number_text

COUNTED = "counted"


def check_parts_add_up(evidence: Evidence) -> list[dict[str, str]]:
    """Find totals that differ from the sum of their declared parts, source by source."""
    return _findings("parts_add_up", evidence)


def check_totals_in_returns(evidence: Evidence) -> list[dict[str, str]]:
    """Find totals of a returned form that differ from the sum over one breakdown."""
    return _findings("totals_in_returns", evidence)


def check_totals_in_tables(evidence: Evidence) -> list[dict[str, str]]:
    """Find totals of published tables that fail where the like of them hold."""
    return _findings("totals_in_tables", evidence)


def check_totals_unproven(evidence: Evidence) -> list[dict[str, str]]:
    """Find single totals that one wrong digit would explain, with no like of them to compare."""
    return _findings("totals_unproven", evidence)


def check_totals_odd(evidence: Evidence) -> list[dict[str, str]]:
    """Find numbers with digits that their rounded table does not have.

    They stand in a sum of numbers without such digits, so that one of these must be wrong however
    the table was made.
    """
    found: dict[Place, dict[str, str]] = {}
    for one in all_sums(evidence):
        for cell in cells_of(one) if one.unit else ():
            if not is_multiple(amount(cell), one.unit) and place_of(cell) not in found:
                fields = {"printed": number(cell["value"]), "unit": number(number_text(one.unit))}
                found[place_of(cell)] = finding("totals_odd", cell, fields)
    return list(found.values())


def check_totals_strained(evidence: Evidence) -> list[dict[str, str]]:
    """Find rounded totals that rounding can explain, but seldom does.

    The difference is within half a unit for each part, and yet further than a number of standard
    deviations of what rounding makes: a wrong last digit would look like this.
    """
    deviations = float(evidence.settings["totals"]["deviations"])
    found = []
    for one in all_sums(evidence):
        usual = deviations * one.spread
        if one.unit and one.holds and abs(one.gap) > usual + NOISE:
            fields = {**_fields(one, None), "usual": {"number": f"{usual:.3g}"}}
            found.append(finding("totals_strained", one.total, fields, one.parts))
    return found


def check_totals_together(evidence: Evidence) -> list[dict[str, str]]:
    """Find rounded totals that hold one by one, and that no true table makes right together."""
    conflicts, _ = _together(evidence)
    return [
        finding(
            "totals_together", one.sums[0].total, _conflict_fields(one), _cells_of_all(one.sums)
        )
        for one in conflicts
    ]


def check_totals_undecided(evidence: Evidence) -> list[dict[str, str]]:
    """Say which rounded totals were not held together, because that takes too long."""
    limits = _limits(evidence)
    _, undecided = _together(evidence)
    found = []
    for sums in undecided:
        cells = _cells_of_all(sums)
        fields = {"count": len(cells), "most": limits.cells, "nodes": limits.nodes}
        found.append(finding("totals_undecided", sums[0].total, fields))
    return found


@lru_cache(maxsize=1)
def _together(evidence: Evidence) -> tuple[list[Conflict], list[tuple[Sum, ...]]]:
    return find_conflicts(all_sums(evidence), _limits(evidence))


def _limits(evidence: Evidence) -> Limits:
    settings = evidence.settings["totals"]
    return Limits(int(settings["cells"]), int(settings["nodes"]))


def _cells_of_all(sums: Iterable[Sum]) -> list[Row]:
    """Return the cells of sums, each once."""
    return list({place_of(cell): cell for one in sums for cell in cells_of(one)}.values())


def _conflict_fields(one: Conflict) -> dict[str, Any]:
    sheet = one.sums[0].total["sheet"]
    written = [
        f"{cell_list([each.total], sheet)} = Σ({cell_list(each.parts, sheet)})" for each in one.sums
    ]
    fields: dict[str, Any] = {"sums": "; ".join(written)}
    if one.suspect:
        least, most = (number(number_text(end)) for end in one.fits)
        ends = {"repaired": least} if least == most else {"least": least, "most": most}
        fields |= ends | {
            "suspect": cell_list([one.suspect], sheet),
            "printed": number(one.suspect["value"]),
        }
    return fields


@lru_cache(maxsize=1)
def all_sums(evidence: Evidence) -> tuple[Sum, ...]:
    """Return every sum that the evidence is held to, each once, holding or not."""
    returned = set(evidence.returns["workbook_id"])
    series = evidence.observations[
        (evidence.observations["claim_id"] == "")
        & ~evidence.observations["workbook_id"].isin(returned)
    ]
    rounding = evidence.settings["rounding"]
    printed = evidence.reported[~evidence.reported["workbook_id"].isin(returned)]
    known = _by_place(pd.concat([evidence.observations, evidence.returns], ignore_index=True))
    sums = [
        *_declared(evidence),
        *form_sums(_as_sent(evidence)),
        *table_sums(series, rounding),
        *(_with_facts(one, known) for one in line_sums(printed, rounding)),
    ]
    return tuple(distinct(sums))


def _declared(evidence: Evidence) -> Iterator[Sum]:
    for identity in evidence.settings["identity"]:
        for total, parts in families(evidence.observations, identity):
            yield Sum("parts_add_up", identity["id"], total, tuple(parts))


def _as_sent(evidence: Evidence) -> pd.DataFrame:
    """Return the cells of returned forms; what we counted from lists of persons has no totals."""
    counted = evidence.reported[evidence.reported["markers"] == COUNTED]["workbook_id"]
    return evidence.returns[~evidence.returns["workbook_id"].isin(counted)]


def _by_place(table: pd.DataFrame) -> dict[Place, Row]:
    return {place_of(row): row for row in table.to_dict("records")}


def _with_facts(one: Sum, known: Mapping[Place, Row]) -> Sum:
    """Return a sum of printed cells with the observations made of them, where there are any."""
    parts = tuple(known.get(place_of(part), part) for part in one.parts)
    return dataclasses.replace(one, total=known.get(place_of(one.total), one.total), parts=parts)


def _findings(check_id: str, evidence: Evidence) -> list[dict[str, str]]:
    suspects = _suspects(evidence)
    return [
        finding(check_id, one.total, _fields(one, suspects.get(index)), one.parts)
        for index, one in enumerate(all_sums(evidence))
        if one.check == check_id and not one.holds
    ]


@lru_cache(maxsize=1)
def _suspects(evidence: Evidence) -> dict[int, Suspect]:
    return find_suspects(all_sums(evidence))


def _fields(one: Sum, suspect: Suspect | None) -> dict[str, Any]:
    sheet = one.total["sheet"]
    fields: dict[str, Any] = {
        "what": {"term": one.what},
        "total": number(one.total["value"]),
        "added": number(number_text(one.added)),
        "parts": cell_list(one.parts, sheet),
    }
    if one.tolerance:
        fields["tolerance"] = number(number_text(one.tolerance))
    if suspect:
        fields |= {
            "suspect": cell_list([suspect.cell], sheet),
            "printed": number(suspect.cell["value"]),
            "repaired": number(number_text(suspect.value)),
        }
    return fields
