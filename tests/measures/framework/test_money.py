"""Amounts keep their bounds and their currency; a rate is the one that held on the day."""

from datetime import date
from decimal import Decimal

import pytest

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import DefinitionError, FactError
from exchange_stats.measures.framework.money import (
    ENDLESS,
    Amount,
    Rate,
    convert,
    load_rates,
    rate_on,
    shown,
    times,
    total,
)

WORKED = date(2026, 6, 11)
WEEKLY = [
    Rate("CNY", 1, Decimal("12.1"), date(2024, 8, 17)),
    Rate("CNY", 1, Decimal("12.2"), date(2024, 8, 24)),
    Rate("USD", 1, Decimal("85.5"), date(2024, 8, 24)),
]


def yuan(low, high=None):
    return Amount(Decimal(low), Decimal(low if high is None else high), "CNY")


def test_the_worked_amount_comes_to_the_printed_digits():
    som = convert(yuan(1_500_000), "KGS", WORKED, load_rates(), most_age=10)
    dollars = convert(yuan(1_500_000), "USD", WORKED, load_rates(), most_age=10)
    assert som.lo == som.hi == Decimal("19352400.0000")
    assert round(dollars.lo, 2) == Decimal("221299.02")
    assert (shown(som), shown(dollars)) == ("19.4 m KGS", "221 thousand USD")


@pytest.mark.parametrize(
    ("day", "som"),
    [(date(2024, 8, 24), "12.2"), (date(2024, 8, 23), "12.1"), (date(2024, 8, 26), "12.2")],
)
def test_the_rate_of_a_day_is_the_newest_that_held_not_one_of_that_very_day(day, som):
    assert rate_on("CNY", day, WEEKLY, 10).som == Decimal(som)


def test_units_of_ten_or_a_hundred_are_divided_out():
    tenge = [Rate("KZT", 100, Decimal("16.5"), WORKED)]
    found = convert(Amount(Decimal(2000), Decimal(2000), "KZT"), "KGS", WORKED, tenge, most_age=0)
    assert found.lo == Decimal("330")


def test_a_day_before_every_rate_is_refused():
    found = r"CNY on 2025-07-18: no rate \(the first is of 2026-06-11\), expected one of that day"
    with pytest.raises(FactError, match=found):
        convert(yuan(1), "KGS", date(2025, 7, 18), load_rates(), most_age=10)


def test_an_unknown_currency_is_refused():
    with pytest.raises(FactError, match=r"EUR on 2026-06-11: no rate \(the first is of None\)"):
        convert(yuan(1), "EUR", WORKED, load_rates(), most_age=10)


def test_a_rate_that_is_too_old_is_refused_and_one_just_old_enough_is_taken():
    assert rate_on("CNY", date(2024, 9, 3), WEEKLY, 10).som == Decimal("12.2")
    with pytest.raises(FactError, match="the newest rate is 11 days old, expected at most 10"):
        rate_on("CNY", date(2024, 9, 4), WEEKLY, 10)


def test_a_cross_rate_of_two_days_is_refused():
    found = "cross rate of CNY 2024-08-17 and USD 2024-08-24: unlike days"
    with pytest.raises(DefinitionError, match=found):
        convert(yuan(1), "USD", date(2024, 8, 25), [WEEKLY[0], WEEKLY[2]], most_age=10)


def test_what_was_converted_is_not_converted_again():
    som = convert(yuan(1), "KGS", WORKED, load_rates(), most_age=10)
    with pytest.raises(DefinitionError, match="converted before, expected the original"):
        convert(som, "USD", WORKED, load_rates(), most_age=10)


def test_projects_under_a_ceiling_are_between_nothing_and_all_of_it():
    together = times(yuan(0, 1_500_000), 10)
    assert (together.lo, together.hi) == (0, 15_000_000)
    assert shown(together) == "\u2264 15.0 m CNY"


def test_projects_above_a_floor_are_open_upwards():
    assert shown(times(yuan(1_500_000, ENDLESS), 10)) == "\u2265 15.0 m CNY"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (yuan(1_500_000), "1.50 m CNY"),
        (yuan(999_999), "1.00 m CNY"),
        (yuan(123, 4565), "123 to 4.57 thousand CNY"),
        (yuan(0), "0 CNY"),
        (yuan(0, ENDLESS), "\u2265 0 CNY"),
        (yuan("2500000000"), "2.50 bn CNY"),
    ],
)
def test_an_amount_is_shown_with_three_digits(amount, words):
    assert shown(amount) == words


def test_amounts_at_one_rate_add_up_and_at_mixed_rates_do_not():
    early, late = (
        convert(yuan(100), "KGS", date(2024, 8, day), WEEKLY, most_age=10) for day in (17, 24)
    )
    assert total([early, early]).lo == Decimal("2420.0")
    with pytest.raises(DefinitionError, match="KGS at CNY 2024-08-17, KGS at CNY 2024-08-24"):
        total([early, late])
    with pytest.raises(DefinitionError, match="CNY at its own, KGS at CNY 2024-08-17"):
        total([early, yuan(1)])


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("CNY,1,0,2026-06-11,bank,page,", "row 2: not above zero"),
        ("CNY,1,12.9,11.06.2026,bank,page,", "row 2: 1, 12.9, 11.06.2026"),
        ("CNY,1,12.9,2026-06-11,bank,,", "row 2: not above zero, or without provenance"),
        ("CNY,1,9,2026-06-11,b,p,\nCNY,1,8,2026-06-11,b,p,", "CNY from 2026-06-11 stands twice"),
    ],
)
def test_a_row_that_is_no_rate_is_refused(row, fault, tmp_path):
    head = "currency,nominal,som,effective_from,publisher,provenance,note\n"
    (tmp_path / "rates_nbkr.csv").write_text(f"{head}{row}\n", encoding="utf-8")
    with factbook.using(tmp_path), pytest.raises(FactError, match=fault):
        load_rates()


def test_every_rate_of_the_project_says_where_it_stands():
    assert {rate.currency for rate in load_rates()} == {"CNY", "USD"}
