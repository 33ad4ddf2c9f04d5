"""Returns leave as protected tables only: their small cells, and all that would tell them."""

import pytest

from builders import observations, reconciled
from exchange_stats.disclosure.release import (
    load_release,
    release_returns,
    withheld_workbooks,
    withhold_returns,
)
from exchange_stats.ground.stages import INDICATORS, RELEASE

SPEC = {
    "id": "returns",
    "method": "suppress",
    "table": [
        {
            "id": "students",
            "dimensions": ["institution", "isced_level"],
            "where": {"origin": "KGZ", "isced_field": "_T", "sex": "_T", "funding": "_T"},
        }
    ],
}
COUNTS = {"a": ("20", "3", "12"), "b": ("30", "40", "11"), "c": ("25", "17", "19")}
LEVELS = {"6": "degree", "7": "degree", "_Z": "nondegree"}


def rows(counts=COUNTS, **said):
    """Return the rows of returns: every level of every institution, and its printed total."""
    made = []
    for name, numbers in counts.items():
        for (level, programme), number in zip(LEVELS.items(), numbers, strict=True):
            missing = {"status": number} if number in ("O", "M") else {"value": number}
            made.append({"isced_level": level, "programme": programme, **missing})
            made[-1] |= {"institution": name, "fact_id": f"rec-{name}-{level}", **said}
        total = str(sum(int(number) for number in numbers if number.isdigit()))
        made.append({"institution": name, "value": total, "fact_id": f"rec-{name}", **said})
    return made


def released(counts=COUNTS, **said):
    return release_returns(reconciled(*rows(counts, **said)), SPEC, ())


def cell(table, institution, level):
    found = table[(table["institution"] == institution) & (table["isced_level"] == level)]
    return found.iloc[0].to_dict()


def test_a_small_cell_and_those_that_would_tell_it_are_hidden():
    table = released()
    assert (cell(table, "a", "7")["shown"], cell(table, "a", "7")["value"]) == ("c", "")
    assert set(table.loc[table["shown"] == "c", "status"]) == {"Q"}
    assert (table["shown"] == "c").sum() >= 4
    assert "0" not in set(table["shown"])
    assert set(table["how"]) == {"cheapest"}


def test_the_release_says_neither_bounds_nor_reasons():
    assert not {"lo", "hi", "conf_status", "reason"} & set(RELEASE.columns)


def test_totals_are_sums_and_name_what_they_are_made_of():
    table = released()
    assert cell(table, "_T", "_T")["shown"] == "177"
    assert cell(table, "_T", "_T")["inputs"] == "rec-a rec-b rec-c"
    assert cell(table, "_T", "6")["shown"] == "75"
    assert cell(table, "_T", "6")["inputs"] == "rec-a-6 rec-b-6 rec-c-6"
    assert cell(table, "_T", "6")["programme"] == "degree"
    assert table["fact_id"].is_unique


def test_a_printed_total_that_is_no_sum_of_its_parts_gives_way_to_the_sum():
    given = rows()
    given[3] |= {"value": "36"}
    table = release_returns(reconciled(*given), SPEC, ())
    assert cell(table, "a", "_T")["inputs"] == "rec-a-6 rec-a-7 rec-a-_Z"
    assert cell(table, "_T", "_T")["shown"] == "177"


def test_a_part_that_is_not_reported_leaves_its_total_open():
    table = released({**COUNTS, "b": ("30", "O", "11")})
    assert (cell(table, "b", "7")["shown"], cell(table, "b", "7")["status"]) == ("", "O")
    assert (cell(table, "_T", "7")["shown"], cell(table, "_T", "7")["status"]) == ("", "O")


def test_a_cell_that_cannot_exist_stays_so_and_counts_nothing():
    table = released({"a": ("20", "M", "12"), "b": ("30", "40", "11")})
    assert (cell(table, "a", "7")["status"], cell(table, "_T", "7")["shown"]) == ("M", "40")
    assert set(table["how"]) == {"nothing_hidden"}


def test_without_returns_nothing_is_released():
    assert release_returns(reconciled({}), SPEC, ()).empty
    assert load_release()["method"] in ("suppress", "round")


def tables_with(indicator, **said):
    given = rows(**said)
    base = {"period": "2018", "unit": "persons", "status": "A"}
    base |= {name: text for name, text in said.items() if name in INDICATORS.columns}
    return {
        "observations": observations(
            {"fact_id": "obs"}, *({**row, "fact_id": f"o{row['fact_id']}"} for row in given)
        ),
        "reconciled": reconciled({"fact_id": "rec"}, *given),
        "release": release_returns(reconciled(*given), SPEC, ()),
        "indicators": INDICATORS.frame(
            [{**base, "series": "s", "indicator_id": "i", "fact_id": "ind", **indicator}]
        ),
    }


def test_rows_of_real_returns_are_kept_back_and_all_others_stay():
    tables = withhold_returns(tables_with({"value": "1", "inputs": "rec"}))
    assert list(tables["observations"]["fact_id"]) == ["obs"]
    assert list(tables["reconciled"]["fact_id"]) == ["rec"]
    assert list(tables["indicators"]["value"]) == ["1"]
    assert set(tables["release"]["inputs"]) == {""}


def test_samples_stay_as_they_are():
    before = tables_with({"value": "75", "inputs": "rec-a-6"}, synthetic="yes")
    after = withhold_returns(before)
    assert all(after[name].equals(before[name]) for name in before)
    assert withheld_workbooks(before) == set()


@pytest.mark.parametrize(
    ("inputs", "unit", "value", "status"),
    [
        ("rec-a-6 rec-b-6 rec-c-6", "persons", "75", "A"),
        ("rec-a-7", "persons", "", "Q"),
        ("rec-a-6 rec-b-6", "persons", "", "Q"),
        ("rec-a-6 rec-b-6 rec-c-6", "percent", "", "Q"),
    ],
    ids=["shown", "hidden", "no cell", "no count"],
)
def test_an_indicator_of_real_returns_says_what_the_release_says(inputs, unit, value, status):
    given = {"value": "75", "lo": "75", "hi": "75", "inputs": inputs, "unit": unit}
    tables = withhold_returns(tables_with(given))
    row = INDICATORS.check(tables["indicators"]).iloc[0]
    assert (row["value"], row["lo"], row["status"]) == (value, value, status)
    assert not set(row["inputs"].split()) & set(inputs.split())


def test_the_workbooks_of_real_returns_are_named():
    assert withheld_workbooks(tables_with({"value": "1"}, workbook_id="return:x")) == {"return:x"}
