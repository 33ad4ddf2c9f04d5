"""The way of a number is printed, and walked back."""

import pytest

from exchange_stats.commands import trace
from exchange_stats.ground.errors import TraceError


def test_tracing_a_figure_lists_its_numbers(run, built, capsys):
    assert run(trace, "growth", project=built.root) == 0
    out = capsys.readouterr().out
    assert "total:2017 = 10  [rec-" in out
    assert "last = 12  [rec-" in out
    assert "To see the way of one: exchange-stats trace growth total:2017" in out


@pytest.mark.parametrize("point", ["total:2018", "2018", "last"])
def test_tracing_a_point_prints_its_way_and_walks_back(run, built, capsys, point):
    assert run(trace, "growth", point, project=built.root) == 0
    lines = capsys.readouterr().out.splitlines()
    assert (
        lines[1]
        == "chosen: Kyrgyzstan \u2192 China, 2018: 12; rule: the only source (numbers found: 1)"
    )
    assert lines[2] == "  read: Kyrgyzstan \u2192 China, 2018: '12' read as 12 (exact)"
    assert "data/raw/ministry/students.xlsx, sheet 'table 1', cell C6 (sha256 " in lines[3]
    assert lines[4] == "Walked back from the cells: 12, the same."


def test_tracing_a_fact_prints_its_way(run, built, capsys):
    assert run(trace, "ind-degree_share-degree@KGZ-2018", project=built.root) == 0
    out = capsys.readouterr().out
    assert "computed: degree_share, degree@KGZ, 2018: 50 percent = 100 x degree students" in out
    assert out.count("cell: ") == 2
    assert "Walked back from the cells: 50, the same." in out


def test_tracing_a_cell_lists_what_is_made_of_it(run, built, capsys):
    assert run(trace, "ministry_2018!table 1!D6", project=built.root) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0].split("-")[0] for line in lines] == ["obs", "rec", "ind"]
    assert "computed: degree_share" not in lines[0]
    assert "degree_share, degree@KGZ, 2018: 50 percent" in lines[2]


def test_cells_that_no_longer_give_the_number_are_refused(run, built):
    built.change("C6", 13)
    with pytest.raises(TraceError, match="the cells give 13, data/processed holds 12; run `exch"):
        run(trace, "growth", "last", project=built.root)


@pytest.mark.parametrize(
    ("what", "point", "found"),
    [
        ("growth", "1999", "growth: no number at '1999', expected one of total:2017, total:2018"),
        ("nothing", "", "fact 'nothing': not in data/processed"),
        ("ministry_2018!Z9", "", "no fact comes from this cell"),
    ],
)
def test_tracing_what_is_not_there_is_refused(run, built, what, point, found):
    with pytest.raises(TraceError, match=found):
        run(trace, what, point, project=built.root)
