"""Parts by their codes: nothing twice, nothing left out, and only where arithmetic agrees."""

from builders import observations
from exchange_stats.evidence.totals.breakdowns import form_sums, table_sums

RULE = {"by_chance": 1e-5, "odd": 0.02}


def cells_of(sums):
    return [(one.what, one.total["cell"], [part["cell"] for part in one.parts]) for one in sums]


def by_level(*levels, year="2018", line=5):
    return [
        {
            **{"period": year, "programme": "degree", "isced_level": level, "value": value},
            "cell": f"{'CDEFGH'[at]}{line}",
        }
        for at, (level, value) in enumerate(levels)
    ]


def test_a_level_that_holds_others_is_not_added_beside_them():
    rows = by_level(("_T", "60"), ("6", "30"), ("7T8", "30"), ("7", "20"), ("8", "10"))
    assert cells_of(table_sums(observations(*rows), RULE)) == [
        ("isced_level", "C5", ["D5", "F5", "G5"]),
        ("isced_level", "C5", ["D5", "E5"]),
    ]


def test_regions_and_countries_are_two_ways_to_the_world():
    codes = {"WLD": "100", "XAS": "60", "XAF": "40", "KGZ": "70", "XKX": "30"}
    rows = [
        {"origin": code, "value": value, "cell": f"C{line}"}
        for line, (code, value) in enumerate(codes.items(), start=5)
    ]
    assert cells_of(table_sums(observations(*rows), RULE)) == [
        ("origin", "C5", ["C8", "C9"]),
        ("origin", "C5", ["C6", "C7"]),
    ]


def test_parts_that_never_add_up_are_no_sum_of_a_published_table():
    rows = by_level(("_T", "60"), ("6", "30"), ("7T8", "20"))
    assert list(table_sums(observations(*rows), RULE)) == []


def test_one_year_of_three_that_fails_is_kept_as_a_failing_sum():
    rows = [
        row
        for line, (year, total) in enumerate({"2016": "61", "2017": "61", "2018": "62"}.items())
        for row in by_level(("_T", total), ("6", "31"), ("7T8", "30"), year=year, line=5 + line)
    ]
    assert [one.holds for one in table_sums(observations(*rows), RULE)] == [True, True, False]


def test_percentages_and_approximate_numbers_are_not_added():
    rows = by_level(("_T", "100"), ("6", "50"), ("7T8", "50"))
    assert list(table_sums(observations(*({**row, "unit": "percent"} for row in rows)), RULE)) == []
    assert (
        list(table_sums(observations(*({**row, "qualifier": "about"} for row in rows)), RULE)) == []
    )


def test_a_form_with_one_institution_is_held_to_it():
    rows = [{"value": "50"}, {"institution": "uni-a", "value": "49", "cell": "C24"}]
    (one,) = form_sums(observations(*rows))
    assert (one.what, one.gap) == ("institution", 1)
