"""Returns leave as protected tables only: their small cells, and all that would tell them."""

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from attacker import Persons, Reader, learnt
from builders import observations, reconciled
from exchange_stats import processed
from exchange_stats.disclosure.ledger import Release
from exchange_stats.disclosure.record import record_returns
from exchange_stats.disclosure.release import (
    load_release,
    release_returns,
    withheld_workbooks,
    withhold_returns,
)
from exchange_stats.ground.errors import DisclosureError
from exchange_stats.ground.stages import INDICATORS, RELEASE
from released import COUNTS, LEVELS, SPEC, TABLE, WOMEN, returned, rows


def released(counts=COUNTS, **said):
    return release_returns(returned(counts, **said), SPEC, ())


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


def test_two_rows_of_one_cell_are_refused():
    given = [*rows(), {**rows()[2], "programme": "language", "fact_id": "rec-a-courses"}]
    with pytest.raises(
        DisclosureError, match=r"(?s)several rows.*- a _Z.*\[\[table\]\].*tell them"
    ):
        release_returns(reconciled(*given), SPEC, ())


def some_persons():
    """Return any counts of two institutions by level and sex, many small; one cell cannot be."""
    cells = [(name, level, sex) for name in "ab" for level in LEVELS for sex in "FM"]
    count = st.one_of(st.just(0), st.integers(1, 4), st.integers(5, 25))
    counts = st.lists(count, min_size=len(cells), max_size=len(cells))
    return st.tuples(counts, st.sampled_from([*cells, None])).map(
        lambda drawn: (
            {
                cell: 0 if drawn[1] and cell[:2] == drawn[1][:2] else number
                for cell, number in zip(cells, drawn[0], strict=True)
            }
            | {"empty": drawn[1] and drawn[1][:2]}
        )
    )


def as_returned(persons, empty):
    """Return the rows of all, and of the women among them."""
    made = []
    for sexes, said in (("FM", {}), ("F", {"sex": "F"})):
        counts = {
            name: tuple(
                "M" if (name, level) == empty else str(sum(persons[name, level, s] for s in sexes))
                for level in LEVELS
            )
            for name in "ab"
        }
        made += rows(counts, **said)
    return reconciled(*made)


def written(folder, rows, spec, earlier=()):
    """Write what leaves the house of real returns, and return the file of the release."""
    tables = {"release": release_returns(rows, spec, earlier), "reconciled": rows}
    tables |= {"observations": observations(), "indicators": INDICATORS.empty()}
    free = withhold_returns(tables)
    assert free["reconciled"].empty
    return processed.write_table(free["release"], "release", folder)


REACH = {"rounded": 4, "rounded_further": 9}  # how far a printed number is from the truth at most


@pytest.mark.parametrize("method", ["suppress", "round"])
@pytest.mark.parametrize("after", [False, True], ids=["alone", "after an earlier release"])
@settings(max_examples=4)
@given(some_persons())
def test_written_files_tell_no_small_count_not_even_to_who_is_counted(
    method, after, tmp_path_factory, persons
):
    """Men stand in no table: they are all less the women, by the sum of the codes."""
    empty = persons.pop("empty")
    rows = as_returned(persons, empty)
    first, both = SPEC | {"method": method}, SPEC | {"method": method, "table": [TABLE, WOMEN]}
    folders, files, earlier = [tmp_path_factory.mktemp("files") for _ in "12"], [], ()
    try:
        if after:
            files.append(written(folders[0], rows, first))
            earlier = record_returns(rows, first, Release("1", "2026-11-25", ""), ())
        files.append(written(folders[1], rows, both, earlier))
    except DisclosureError:
        assume(False)
    impossible = [(*empty, sex) for sex in ("F", "M", "_T")] if empty else []
    reach = max(REACH.get(how, 0) for file in files for how in set(pd.read_csv(file)["how"]))
    people = Persons(persons)
    now, before = Reader(files, impossible, reach), Reader(files[:-1], impossible, reach)
    assert all(low <= people.true[cell] <= high for cell, (low, high) in now.told.items())
    assert learnt(people, now, before, 5) == []
