"""The meaning of codes joins cells of several tables, and only of several."""

import pytest

from exchange_stats.disclosure.equations.codes import load_code_sums, shared_sums
from exchange_stats.disclosure.tables import cell_key
from exchange_stats.ground import codes, factbook
from exchange_stats.ground.errors import FactError

HELD = {"origin": "KGZ", "host": "CHN", "period": "2031"}


def cell(**given):
    return cell_key(HELD | given)


def joined(*sources):
    return [one for sums in shared_sums(sources).values() for one in sums]


def test_every_code_of_the_sums_is_known():
    vocabularies = {name: codes.codes(name) for name in ("sex", "programme", "funding")}
    nodes = [
        pair
        for sums in load_code_sums().values()
        for whole, parts in sums
        for key in (whole, *parts)
        for pair in key
    ]
    assert nodes
    assert [pair for pair in nodes if pair[1] not in vocabularies.get(pair[0], [pair[1]])] == []


def test_tables_of_one_part_each_are_joined_by_the_sum_of_their_codes():
    found = joined([cell(programme="degree")], [cell()])
    assert (cell(), (cell(programme="degree"), cell(programme="nondegree"))) in found


def test_levels_reach_the_total_through_what_no_table_has():
    found = joined([cell(isced_level="6")], [cell(isced_level="8")], [cell()])
    wholes = {whole for whole, _ in found}
    assert {cell(), cell(isced_level="5T8"), cell(isced_level="7T8")} <= wholes


def test_one_table_that_has_all_of_a_line_needs_no_sum_of_codes():
    assert joined([cell(sex="F"), cell(sex="M"), cell()]) == []
    assert joined([cell(sex="F"), cell(sex="M"), cell()], [cell(sex="F")]) == []


def test_cells_that_differ_in_another_code_are_not_joined():
    assert joined([cell(sex="F")], [(*cell(), ("isced_level", "6"))]) == []
    assert joined([cell(sex="F")], [cell_key(HELD | {"period": "2032"})]) == []


@pytest.mark.parametrize("parts", ["sex=F + sex", "sex=F + funding=cgs"])
def test_a_sum_of_another_form_is_refused_by_its_row(tmp_path, parts):
    text = f"breakdown,whole,parts,reason\nsex,_T,sex=F + sex=M,all\nsex,_T,{parts},?\n"
    (tmp_path / "code_sums.csv").write_text(text, encoding="utf-8")
    with factbook.using(tmp_path), pytest.raises(FactError, match="row 3"):
        load_code_sums()
