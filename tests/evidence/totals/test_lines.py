"""What the totals of a table are sums of is found from its lines, its labels and arithmetic."""

import pytest

from exchange_stats.evidence.totals import lines
from exchange_stats.evidence.totals.lines import is_slip, line_sums
from exchange_stats.ground.stages import REPORTED

RULE = {"by_chance": 1e-5, "odd": 0.02}


def table(drawing, labels=None):
    """Return a table in one column of numbers by year: ``T`` total, ``S`` subtotal, ``-`` value."""
    roles = {"T": "total", "S": "subtotal", "-": "value"}
    rows = []
    for row, line in enumerate(drawing):
        sign, *values = line.split()
        for column, value in enumerate(values):
            missing = value in ("O", "M")
            rows.append(
                {
                    **{"workbook_id": "book", "sheet": "s", "table": "t", "row": str(row)},
                    **{"column": str(column), "cell": f"{'BCDEFG'[column]}{row + 1}"},
                    **{"row_label": (labels or {}).get(row, f"line {row}"), "printed": value},
                    **{"column_label": f"column {column}", "value": "" if missing else value},
                    **{"status": value if missing else "A", "role": roles[sign]},
                }
            )
    return REPORTED.frame(rows)


def found(reported):
    return {
        (one.total["cell"], " ".join(part["cell"] for part in one.parts)): one.gap
        for one in line_sums(reported, RULE)
    }


def test_a_total_before_and_a_total_after_its_lines():
    assert found(table(["T 6 9", "- 1 4", "- 5 5"])) == {("B1", "B2 B3"): 0, ("C1", "C2 C3"): 0}
    assert found(table(["- 1 4", "- 5 5", "T 6 9"])) == {("B3", "B1 B2"): 0, ("C3", "C1 C2"): 0}


def test_subtotals_and_all_lines_both_make_the_total():
    sums = found(table(["T 10 20", "S 3 7", "- 1 3", "- 2 4", "S 7 13", "- 3 6", "- 4 7"]))
    assert {key for key in sums if key[0] == "B1"} == {("B1", "B3 B4 B6 B7"), ("B1", "B2 B5")}
    assert ("B2", "B3 B4") in sums
    assert ("B5", "B6 B7") in sums
    assert set(sums.values()) == {0}


def test_lines_that_differ_in_one_level_of_their_labels_are_parts():
    labels = {0: "All / men", 1: "All / women", 2: "A / men", 3: "A / women", 4: "B / men"}
    labels |= {5: "B / women"}
    lines = ["T 30 33", "T 70 77", "- 10 11", "- 30 44", "- 20 22", "- 40 33"]
    assert set(found(table(lines, labels))) == {
        *(("B1", "B3 B5"), ("C1", "C3 C5"), ("B2", "B4 B6"), ("C2", "C4 C6"))
    }


def test_a_part_that_is_missing_leaves_its_sum_out_and_an_impossible_one_is_nothing():
    sums = found(table(["T 6 9 4", "- 1 O 4", "- 5 5 M", "- 0 1 0"]))
    assert sums == {("B1", "B2 B3 B4"): 0, ("D1", "D2 D3 D4"): 0}


def test_a_total_that_fails_once_among_three_fails():
    sums = found(table(["T 6 9 5", "- 1 4 2", "- 5 5 2"]))
    assert sums[("D1", "D2 D3")] == 1


def test_whole_numbers_that_were_rounded_are_allowed_half_a_unit():
    lines = ["T 7 9 5 13 10 8", "- 1 4 2 6 5 3", "- 5 5 2 6 4 4"]
    sums = list(line_sums(table(lines), RULE))
    assert {one.unit for one in sums} == {1.0}
    assert all(one.holds for one in sums)


def test_of_a_large_table_only_the_sums_that_fail_are_listed(monkeypatch):
    monkeypatch.setattr(lines, "LARGE", 5)
    assert found(table(["T 6 9 5", "- 1 4 2", "- 5 5 2"])) == {("D1", "D2 D3"): 1}
    assert found(table(["T 6 9 5", "- 1 4 2", "- 7 8 2"])) == {}


@pytest.mark.parametrize(
    ("gap", "slip"), [(4, True), (3000, True), (27, True), (0.9, True), (23, False), (110, False)]
)
def test_a_slip_is_one_digit_or_two_changed_about(gap, slip):
    assert is_slip(gap) is slip
