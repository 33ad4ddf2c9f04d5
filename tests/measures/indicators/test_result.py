"""What all kinds of indicators share."""

from counted import point, series
from exchange_stats.ground.intervals import Interval
from exchange_stats.measures.indicators import result


def test_only_a_count_that_cannot_be_zero_divides():
    assert result.divides(point(1, 5, 1, 9))
    assert not result.divides(point(1, 5), point(1, 5, 0, 9))


def test_only_a_count_without_a_width_is_exact():
    assert result.exact(point(1, 5), point(1, 0))
    assert not result.exact(point(1, 5), point(1, 5, 4, 6))


def test_common_years_are_those_of_all_series_in_order():
    assert result.common(series(y2018=1, y2016=1, y2017=1), series(y2018=1, y2017=2)) == [
        2017,
        2018,
    ]


def test_added_points_add_their_bounds():
    assert result.added([point(1, 5, 4, 6), point(1, 7)]) == (12, Interval(11, 13))


def test_a_result_is_of_the_period_of_its_first_input():
    found = result.result(
        "s", 1.0, Interval(1, 1), (point(2018, 2), point(2010, 1)), point(2010, 1)
    )
    assert (found.period, found.from_period) == ("2018", "2010")


def test_a_value_of_what_is_written_keeps_to_the_bounds_of_what_is_meant():
    more_than_4200 = point(2025, 4200, 4201, 4299)
    kept = result.result("s", 4200.0, more_than_4200.bounds, (more_than_4200,))
    assert kept.value == 4201
    assert result.result("s", 4250.0, more_than_4200.bounds, (more_than_4200,)).value == 4250
