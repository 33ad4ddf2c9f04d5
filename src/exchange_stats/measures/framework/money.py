"""Amounts with their bounds in their own currency, and what they come to at a dated rate."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import DefinitionError, FactError, refuse

RATE_COLUMNS = (
    *("currency", "nominal", "som", "effective_from", "publisher", "provenance", "note"),
)
SOM = "KGS"
DIGITS = Context(prec=3, rounding=ROUND_HALF_UP)  # of what is shown
SCALES = ((9, "bn"), (6, "m"), (3, "thousand"))
ENDLESS = Decimal("Infinity")


@dataclass(frozen=True)
class Rate:
    """What some units of a currency cost in som from a day on."""

    currency: str
    nominal: int
    som: Decimal
    effective_from: date


@dataclass(frozen=True)
class Amount:
    """A sum of money known between two bounds, in one currency; ``hi`` may be infinite.

    Attributes
    ----------
    rates : tuple of Rate
        The rates it was converted by, none when it is in its own currency.
    """

    lo: Decimal
    hi: Decimal
    currency: str
    rates: tuple[Rate, ...] = ()


def load_rates() -> list[Rate]:
    """Return the official rates of ``facts/rates_nbkr.csv``.

    Raises
    ------
    FactError
        If a rate is not above zero, its day is not ISO 8601, its provenance is empty, or two
        hold from one day.
    """
    rows = factbook.load_csv("rates_nbkr.csv", RATE_COLUMNS)
    rates: list[Rate] = []
    faults: list[str] = []
    for number, row in enumerate(rows, start=2):
        try:
            start = date.fromisoformat(row["effective_from"])
            rate = Rate(row["currency"], int(row["nominal"]), Decimal(row["som"]), start)
        except (ValueError, ArithmeticError):
            faults.append(f"row {number}: {row['nominal']}, {row['som']}, {row['effective_from']}")
            continue
        if rate.nominal < 1 or rate.som <= 0 or not row["provenance"]:
            faults.append(f"row {number}: not above zero, or without provenance")
        if (rate.currency, start) in {(known.currency, known.effective_from) for known in rates}:
            faults.append(f"row {number}: {rate.currency} from {start} stands twice")
        rates.append(rate)
    if faults:
        headline = "facts/rates_nbkr.csv: rows that are no rates"
        refuse(FactError, headline, faults, "write units, som, the first day and where it stands")
    return rates


def rate_on(currency: str, day: date, rates: Iterable[Rate], most_age: int) -> Rate:
    """Return the newest rate that held on a day, never one of a later day.

    Parameters
    ----------
    most_age : int
        How many days old the rate may be.

    Raises
    ------
    FactError
        If no rate held yet, or the newest is too old.
    """
    known = [one for one in rates if one.currency == currency]
    held = [one for one in known if one.effective_from <= day]
    where = f"facts/rates_nbkr.csv: {currency} on {day}"
    if not held:
        first = min((one.effective_from for one in known), default=None)
        message = (
            f"{where}: no rate (the first is of {first}), expected one of that day or before; "
            "add it with its source"
        )
        raise FactError(message)
    newest = max(held, key=lambda one: one.effective_from)
    age = (day - newest.effective_from).days
    if age > most_age:
        message = (
            f"{where}: the newest rate is {age} days old, expected at most {most_age}; "
            "add a later one with its source"
        )
        raise FactError(message)
    return newest


def convert(amount: Amount, to: str, day: date, rates: Iterable[Rate], *, most_age: int) -> Amount:
    """Return an amount in som, or through som in another currency, at the rates of a day.

    ``amount x som of its currency / units``, over the same of the other currency; all digits
    are kept.

    Raises
    ------
    FactError
        If a rate is missing or too old on that day.
    DefinitionError
        If the two rates hold from unlike days, or the amount was converted before.
    """
    if amount.rates:
        message = (
            f"amount in {amount.currency}: converted before, expected the original; convert that"
        )
        raise DefinitionError(message)
    known = list(rates)
    used = tuple(rate_on(one, day, known, most_age) for one in (amount.currency, to) if one != SOM)
    if len({rate.effective_from for rate in used}) > 1:
        days = " and ".join(f"{rate.currency} {rate.effective_from}" for rate in used)
        message = f"cross rate of {days}: unlike days, expected one; add the missing rate"
        raise DefinitionError(message)
    factor = _som(amount.currency, used) / _som(to, used)
    return Amount(amount.lo * factor, amount.hi * factor, to, used)


def _som(currency: str, rates: Iterable[Rate]) -> Decimal:
    """Return what one unit of a currency costs in som."""
    found = next((rate for rate in rates if rate.currency == currency), None)
    return found.som / found.nominal if found else Decimal(1)


def times(amount: Amount, number: int) -> Amount:
    """Return an amount for each of a number of things, all together.

    Ten projects at up to 1.5 million each are between 0 and 15 million.
    """
    return Amount(amount.lo * number, amount.hi * number, amount.currency, amount.rates)


def total(amounts: Iterable[Amount]) -> Amount:
    """Return the sum of amounts of one currency that were converted by the same rates, or none.

    Raises
    ------
    DefinitionError
        If currencies or rates differ, or there is nothing to add.
    """
    parts = list(amounts)
    kinds = {(part.currency, part.rates) for part in parts}
    if len(kinds) != 1:
        found = sorted(f"{currency} at {_days(rates)}" for currency, rates in kinds)
        message = (
            f"sum of amounts in {', '.join(found) or 'nothing'}: expected one currency at one "
            "rate; add them apart"
        )
        raise DefinitionError(message)
    low, high = sum(part.lo for part in parts), sum(part.hi for part in parts)
    return Amount(Decimal(low), Decimal(high), parts[0].currency, parts[0].rates)


def _days(rates: Iterable[Rate]) -> str:
    return " ".join(f"{rate.currency} {rate.effective_from}" for rate in rates) or "its own"


def shown(amount: Amount) -> str:
    """Return an amount with three significant digits, its open end as a sign.

    Examples
    --------
    >>> shown(Amount(Decimal(1_500_000), Decimal(1_500_000), "CNY"))
    '1.50 m CNY'
    """
    if amount.lo == amount.hi:
        sign, ends = "", [amount.lo]
    elif amount.hi == ENDLESS:
        sign, ends = "\u2265 ", [amount.lo]
    elif amount.lo == 0:
        sign, ends = "\u2264 ", [amount.hi]
    else:
        sign, ends = "", [amount.lo, amount.hi]
    return f"{sign}{' to '.join(_short(end) for end in ends)} {amount.currency}"


def _short(value: Decimal) -> str:
    """Return a number of three significant digits with the name of its thousands."""
    rounded = DIGITS.plus(value)
    power, name = next(((p, n) for p, n in SCALES if rounded.adjusted() >= p), (0, ""))
    return f"{rounded.scaleb(-power):f} {name}".strip()
