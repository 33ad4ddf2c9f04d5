"""The workbook of statements to claims with intervals, and to observations where they may."""

from collections.abc import Mapping

import pandas as pd

from exchange_stats.evidence.harmonise import DEFAULTS, fact_id
from exchange_stats.evidence.quantities import parse_quantity
from exchange_stats.ground import codes
from exchange_stats.ground.errors import FactError, PeriodError, ValueTextError, refuse
from exchange_stats.ground.intervals import Interval
from exchange_stats.ground.numerals import number_text
from exchange_stats.ground.periods import Period, parse_period
from exchange_stats.ground.stages import CLAIMS, DEFINITION, OBSERVATIONS, PERIOD, PLACE

STOCK = "stock"
WHOLE_COUNTRY = "country"
CLOSED = {"kind": "claim_kind", "coverage": "coverage"}  # column to vocabulary of codes.toml


def read_claims(records: pd.DataFrame, source_id: str) -> pd.DataFrame:
    """Return the claims of a workbook of statements.

    Parameters
    ----------
    records : DataFrame
        Rows of the record sheets, columns named as in the layout.
    source_id : str
        Source card of the workbook.

    Returns
    -------
    DataFrame
        Stage ``claims``. ``lo`` and ``hi`` are the pragmatic reading of the quantity,
        ``lo_strict`` and ``hi_strict`` the strict one; an empty ``hi`` is open above.

    Raises
    ------
    ValueTextError
        Naming every claim whose quantity or period cannot be read, or whose kind or coverage
        is on no list.
    """
    offenders: list[str] = []
    rows = []
    for record in records.to_dict("records"):
        try:
            rows.append(_claim(record, source_id))
        except (FactError, ValueTextError, PeriodError) as error:
            offenders.append(f"sheet {record['sheet']!r}, {record['cell']}: {error}")
    if offenders:
        refuse(
            ValueTextError,
            f"{source_id}: statements that cannot be read",
            offenders,
            "correct the quantity or the period in the workbook, or add the wording to "
            "facts/qualifiers.csv",
        )
    return CLAIMS.frame(rows)


def observe_claims(claims: pd.DataFrame, edition: str) -> pd.DataFrame:
    """Return the observations that claims amount to.

    Only a claim on a whole flow in one country, counted as a stock of persons in one period,
    is an observation of enrolment; places offered, citizens in a country, counts over several
    years, one city or one university stay claims and never meet a series.

    Returns
    -------
    DataFrame
        Stage ``observations``, with ``claim_id``.
    """
    usable = claims[
        (claims["kind"] == STOCK)
        & (claims["coverage"] == WHOLE_COUNTRY)
        & (claims["unit"] == "persons")
        & (claims["measure"] == "enrolled")
        & claims["period_kind"].isin(["academic", "calendar"])
        & (claims["status"] == "A")
        & (claims["origin"] != "")
        & (claims["host"] != "")
    ]
    return OBSERVATIONS.frame([_observation(row, edition) for row in usable.to_dict("records")])


def _claim(record: Mapping[str, str], source_id: str) -> dict[str, str]:
    for column, vocabulary in CLOSED.items():
        codes.meaning(vocabulary, record[column])
    row = {name: record.get(name, "") for name in CLAIMS.columns}
    row |= {"source_id": source_id, "status": "A", "fact_id": f"clm-{record['claim_id']}"}
    period = _period(record)
    if period is None:
        return row | {"period_kind": "unknown"} | _amount(record)
    row |= {
        "period": period.label,
        "period_kind": period.kind,
        "period_start": str(period.start),
        "period_end": str(period.end),
    }
    return row | _amount(record)


def _amount(record: Mapping[str, str]) -> dict[str, str]:
    if not record["quantity"]:
        return {"status": "O"}
    quantity = parse_quantity(record["quantity"], unit=record["unit"])
    declared = record.get("qualifier_declared", "")
    if declared not in ("", quantity.qualifier, "derived"):
        message = (
            f"{record['quantity']!r} reads as {quantity.qualifier}, but the qualifier column says "
            f"{declared}; correct one of them"
        )
        raise ValueTextError(message)
    if record["unit"] == "persons" and quantity.value % 1:
        message = f"{record['quantity']!r}: {quantity.value} persons, expected a whole number; "
        message += "write thousands without a decimal mark"
        raise ValueTextError(message)
    pragmatic, strict = quantity.interval(), quantity.interval("strict")
    return {
        "value": number_text(quantity.value),
        "qualifier": declared or quantity.qualifier,
        "granularity": number_text(quantity.granularity),
        "lo": number_text(pragmatic.lo),
        "hi": _upper(pragmatic),
        "lo_strict": number_text(strict.lo),
        "hi_strict": _upper(strict),
    }


def _upper(interval: Interval) -> str:
    return "" if interval.hi == float("inf") else number_text(interval.hi)


def _period(record: Mapping[str, str]) -> Period | None:
    """Return the period of a claim; wording without both ends, such as "to 2013", has none."""
    if record["period_kind"] not in ("calendar", "academic", "span"):
        return None
    period = parse_period(record["period"], "calendar")
    if period.kind != record["period_kind"]:
        message = (
            f"{record['period']!r} is read as {period.kind}, but the column of kinds says "
            f"{record['period_kind']}; correct one of them"
        )
        raise PeriodError(message)
    return period


def _observation(claim: Mapping[str, str], edition: str) -> dict[str, str]:
    flow = ("origin", "host", "period")
    row = DEFAULTS | {name: claim[name] for name in (*flow, *DEFINITION, *PERIOD, *PLACE)}
    return row | {
        **{name: claim[name] for name in ("value", "lo", "hi", "qualifier", "status")},
        "funding": claim["funding"] or "_T",
        "reference_date": claim["reference_date"],
        "conf_status": "F",
        "source_id": claim["source_id"],
        "edition": edition,
        "printed": claim["quantity"],
        "claim_id": claim["claim_id"],
        "fact_id": fact_id("obs", claim["source_id"], claim["claim_id"]),
    }
