"""A break is documented, stands where the series breaks, and is crossed by a splice only."""

import pandas as pd
import pytest

import exchange_stats as xs
from builders import observations
from exchange_stats.evidence.breaks import apply_breaks, load_breaks, splice_series
from exchange_stats.ground import factbook
from exchange_stats.ground.errors import DefinitionError, FactError

BREAK = {"id": "new form", "flag": "B", "source_id": "yearbook", "origin": "*", "host": "CHN"}
BREAK |= {"programme": "*", "from": "2017", "to": "", "reason": "r", "evidence": "e"}
EVENT = {**BREAK, "id": "closed", "flag": "S", "source_id": "*", "from": "2017", "to": "2018"}


def years(**numbers):
    rows = [{"period": year[1:], "value": number} for year, number in numbers.items()]
    return [row if row["value"] else row | {"status": "O"} for row in rows]


def flags(rows, *breaks):
    table = apply_breaks(observations(*rows), breaks)
    return dict(zip(table["period"], table["flags"], strict=True))


def test_a_break_stands_at_the_first_number_of_the_new_kind():
    rows = years(y2016="1", y2017="2", y2018="3")
    assert flags(rows, BREAK) == {"2016": "", "2017": "B", "2018": ""}


def test_where_the_year_of_the_break_has_no_number_it_stands_at_the_next():
    rows = years(y2016="1", y2017="", y2018="3")
    assert flags(rows, BREAK) == {"2016": "", "2017": "", "2018": "B"}


@pytest.mark.parametrize("other", [{"source_id": "paper"}, {"host": "KGZ"}])
def test_a_break_of_another_source_or_host_touches_nothing(other):
    assert flags([{**row, **other} for row in years(y2017="2")], BREAK) == {"2017": ""}


def test_a_special_event_stands_at_all_numbers_of_its_years_beside_other_flags():
    rows = [{**row, "flags": "U"} for row in years(y2016="1", y2017="2", y2018="3", y2019="4")]
    assert flags(rows, EVENT) == {"2016": "U", "2017": "U S", "2018": "U S", "2019": "U"}


def test_a_school_year_counts_by_the_year_in_which_it_ends():
    school = {"period": "2016/17", "period_kind": "academic", "period_start": "2016"}
    assert flags([{**school, "period_end": "2017"}], EVENT) == {"2016/17": "S"}


def facts_in(folder, **changed):
    row = {**BREAK, "confirmed_by": "m", "confirmed_on": "2026-11-24", **changed}
    text = ",".join(row) + "\n" + ",".join(row.values()) + "\n"
    (folder / "breaks.csv").write_text(text, encoding="utf-8")
    return factbook.using(folder)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"evidence": ""}, "new form: no evidence"),
        ({"reason": ""}, "new form: no reason"),
        ({"flag": "X"}, "new form: flag 'X', expected one of B, S"),
    ],
)
def test_a_break_that_is_not_documented_is_refused(tmp_path, changed, fault):
    with facts_in(tmp_path, **changed), pytest.raises(FactError, match=fault):
        load_breaks()


def test_the_special_event_has_the_years_that_projections_mask():
    (event,) = [one for one in load_breaks() if one["flag"] == "S"]
    years = factbook.load_toml("projection.toml")["mask"]["years"]
    assert [int(event["from"]), int(event["to"])] == [min(years), max(years)]


def test_no_number_of_2020_to_2022_is_without_its_flag(derived):
    table = derived[0]["reconciled"]
    told = table[(table["value"] != "") & table["period_end"].isin(["2020", "2021", "2022"])]
    assert len(told) > 10
    assert told["flags"].str.split().map(lambda found: "S" in found).all()


def series(**numbers):
    rows = [
        {"period": year[1:], "period_end": int(year[1:]), "value": number, "status": "A"}
        for year, number in numbers.items()
    ]
    return pd.DataFrame(rows)


OLD = series(y2017=100, y2018=110, y2019=120)


def test_an_old_series_is_spliced_by_the_ratio_of_the_year_in_both():
    table = splice_series(OLD, series(y2019=90))
    assert list(table["value"]) == [75, 82.5, 90]
    assert list(table["unspliced"]) == [100, 110, 90]
    assert list(table["status"]) == ["E", "E", "A"]


def test_the_first_shared_year_is_the_seam_and_later_years_are_the_new_series():
    table = splice_series(OLD, series(y2018=55, y2019=90, y2020=95))
    assert dict(zip(table["period"], table["value"], strict=True)) == {
        **{"2017": 50, "2018": 55, "2019": 90, "2020": 95},
    }


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (OLD, series(y2020=90), "splice of 2017 to 2019 with 2020 to 2020: no year with an exact"),
        (series(y2019=0), series(y2019=90), "no year with an exact number in both"),
        (OLD.assign(lo=1, hi=2), series(y2019=90).assign(lo=90, hi=90), "no year with an exact"),
        (OLD, series(y2019=None), "splice of 2017 to 2019 with no numbers"),
        (pd.concat([OLD, OLD]), series(y2019=9), "6 numbers for 3 years, expected one a year"),
    ],
    ids=["no shared year", "zero", "interval", "missing", "two definitions"],
)
def test_a_splice_without_a_year_to_compare_by_is_refused(old, new, found):
    with pytest.raises(DefinitionError, match=found):
        splice_series(old, new)


def test_an_analyst_reaches_the_splice():
    assert xs.splice_series is splice_series
