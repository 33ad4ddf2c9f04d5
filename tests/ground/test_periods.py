"""Calendar years, academic years and UIS reference years."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_stats.ground.errors import PeriodError
from exchange_stats.ground.periods import Period, parse_period

SPLIT_YEARS = [
    ("2021/2022 уч. год", 2021),
    ("2022/23", 2022),
    ("2021-2022", 2021),
    ("2022/23 окуу жылы", 2022),
    ("2020\u201321", 2020),
    ("на начало 2022/2023 учебного года", 2022),
    ("AY 2022-23", 2022),
    ("2022\u20142023学年", 2022),
]
LONE_YEARS = ["２０１９年", "2019-жыл", "2018年", "2019 г.", "2022 ж.", "2022学年"]


@pytest.mark.parametrize(("text", "start"), SPLIT_YEARS)
@pytest.mark.parametrize("reading", ["refuse", "calendar", "academic_end"])
def test_a_split_year_gives_both_ends_whatever_the_card_says(text, start, reading):
    assert parse_period(text, reading) == Period(start, start + 1, "academic")


@pytest.mark.parametrize("text", LONE_YEARS)
def test_a_lone_year_is_refused_until_the_source_card_says_how_to_read_it(text):
    with pytest.raises(PeriodError, match=r"a lone year may be .*facts/sources\.toml"):
        parse_period(text)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("２０１９年", Period(2019, 2019, "calendar")),
        ("2019-жыл", Period(2019, 2019, "calendar")),
        ("2018年", Period(2018, 2018, "calendar")),
        ("2019 г.", Period(2019, 2019, "calendar")),
        ("2022 ж.", Period(2022, 2022, "calendar")),
        ("2022学年", Period(2022, 2023, "academic")),
    ],
)
def test_under_a_calendar_card_only_the_word_for_a_school_year_makes_one(text, period):
    assert parse_period(text, "calendar") == period


@pytest.mark.parametrize(
    ("reading", "period"),
    [
        ("calendar", Period(2018, 2018, "calendar")),
        ("academic_start", Period(2018, 2019, "academic")),
        ("academic_end", Period(2017, 2018, "academic")),
        ("uis_reference", Period(2018, 2018, "uis_reference")),
    ],
)
def test_the_card_decides_what_a_lone_year_is(reading, period):
    assert parse_period("2018", reading) == period


@pytest.mark.parametrize(
    "text",
    [
        "2018学年度",
        "2018 學年",
        "本学年2018",
        "2018 уч. год",
        "2018 уч.г.",
        "На начало 2018 УЧЕБНОГО ГОДА",
        "2018-окуу жылында",
        "AY 2018",
        "Academic year 2018",
    ],
)
def test_a_word_for_a_school_year_makes_a_lone_year_academic(text):
    assert parse_period(text, "calendar") == Period(2018, 2019, "academic")


@pytest.mark.parametrize(
    "text",
    ["May 2018", "получено в 2018 г.", "2018, участники", "non-nonacademical 2018", "Ayni, 2018"],
)
def test_a_word_inside_another_word_makes_no_school_year(text):
    assert parse_period(text, "calendar") == Period(2018, 2018, "calendar")


def test_an_unknown_reading_is_answered_with_the_known_ones():
    known = "calendar, academic_start, academic_end, uis_reference, refuse"
    with pytest.raises(PeriodError, match=f"to one of {known}"):
        parse_period("2018", "academic")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("20212)", 0),
        ("19901)", 0),
        ("20232)", 0),
        ("103", 0),
        ("至90年12月", 0),
        ("10", 0),
        ("202122", 0),
        ("2100", 0),
        ("12018", 0),
        ("", 0),
        ("всего", 0),
        ("2017, 2018", 2),
        ("2014年为2013年%", 2),
        ("2016/17 and 2017/18", 2),
    ],
)
def test_a_label_without_one_year_is_refused_with_the_number_found(text, found):
    with pytest.raises(PeriodError, match=f"{found} years found, expected one"):
        parse_period(text, "calendar")


@pytest.mark.parametrize(
    "text",
    [
        "2018年6月",
        "截至2025年6月20日",
        "01.09.2018",
        "2021-09-01/P1Y",
        "2008-09-01",
        "1 half-year of 2008",
        "1975 (1,000)",
        "2018 2)",
        "2018-9999",
        "2018/19/20",
    ],
)
def test_a_month_a_day_or_a_mark_beside_the_year_is_refused(text):
    with pytest.raises(PeriodError, match=f"^{re.escape(repr(text))}: more digits than a year"):
        parse_period(text, "calendar")


@pytest.mark.parametrize("text", ["2020-09", "2018-12", "2005-08", "2018/01"])
def test_a_year_and_a_month_are_no_span_of_years(text):
    with pytest.raises(PeriodError, match="a month or a year, expected a period"):
        parse_period(text, "calendar")


@pytest.mark.parametrize("text", ["2018-2017", "2018/2018", "2018-17"])
def test_a_period_that_ends_before_it_begins_is_refused(text):
    with pytest.raises(PeriodError, match="ends before it begins"):
        parse_period(text)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("1999/00", Period(1999, 2000, "academic")),
        ("1999/2000", Period(1999, 2000, "academic")),
        ("2008-09", Period(2008, 2009, "academic")),
        ("2001/02", Period(2001, 2002, "academic")),
        ("２０２１／２２", Period(2021, 2022, "academic")),
        ("2021 \u2212 2022", Period(2021, 2022, "academic")),
        ("2013-2018", Period(2013, 2018, "span")),
        ("2013\u201318", Period(2013, 2018, "span")),
        ("1996-2022", Period(1996, 2022, "span")),
    ],
)
def test_two_years_are_a_school_year_or_a_span(text, period):
    assert parse_period(text) == period


@pytest.mark.parametrize(
    ("period", "label"),
    [
        (Period(2018, 2018, "calendar"), "2018"),
        (Period(2018, 2018, "uis_reference"), "2018"),
        (Period(2018, 2019, "academic"), "2018/19"),
        (Period(1999, 2000, "academic"), "1999/00"),
        (Period(2008, 2009, "academic"), "2008/09"),
        (Period(2013, 2018, "span"), "2013-2018"),
    ],
)
def test_a_label_is_what_tables_print(period, label):
    assert period.label == label


def test_periods_sort_by_their_years():
    periods = [parse_period(text, "calendar") for text in ("2020", "2018/19", "2018", "2013-2018")]
    assert [period.label for period in sorted(periods)] == ["2013-2018", "2018", "2018/19", "2020"]


def test_a_calendar_year_is_not_the_reference_year_of_the_same_number():
    assert parse_period("2018", "calendar") != parse_period("2018", "uis_reference")


YEARS = st.integers(1900, 2098)


@given(YEARS)
def test_the_label_of_a_school_year_reads_back_as_itself(start):
    period = Period(start, start + 1, "academic")
    assert parse_period(period.label) == period


@given(YEARS, st.sampled_from(["calendar", "uis_reference"]))
def test_the_label_of_a_single_year_reads_back_as_itself(year, kind):
    period = Period(year, year, kind)
    assert parse_period(period.label, kind) == period


@given(st.integers(1900, 2050), st.integers(2, 49))
def test_the_label_of_a_span_reads_back_as_itself(start, length):
    period = Period(start, start + length, "span")
    assert parse_period(period.label) == period
