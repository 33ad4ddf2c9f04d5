from dataclasses import replace

import pandas as pd
import pytest

from exchange_stats.ground.errors import FigureError
from exchange_stats.publishing import texts
from exchange_stats.publishing.figures import selection
from exchange_stats.publishing.figures.definitions import (
    NumberDefinition,
    SeriesDefinition,
    load_definitions,
)


def with_series(definition, **said):
    return replace(definition, series=(replace(definition.series[0], **said),))


def test_a_missing_year_is_a_row_with_its_status(definition, small_tables):
    table = selection.figure_table(definition, small_tables)
    assert list(table["value"]) == ["100", "120", "150", "", "210"]
    assert list(table["status"]) == ["A", "A", "A", "O", "A"]


def test_every_row_keeps_its_cell_and_fact(definition, small_tables):
    table = selection.figure_table(definition, small_tables)
    assert list(table["place"])[:2] == ["book, Sheet!C1", "book, Sheet!C2"]
    assert list(table["fact_id"]) == [f"rec-{n}" for n in range(1, 6)]
    assert tuple(table.columns) == selection.TABLE_COLUMNS


def test_numbers_of_single_institutions_come_from_the_release_only(definition, small_tables):
    table = small_tables["reconciled"].assign(institution="KG-S01")
    with pytest.raises(FigureError, match="single institutions from reconciled, expected them"):
        selection.figure_table(definition, {**small_tables, "reconciled": table})
    released = with_series(definition, table="release")
    shown = selection.figure_table(released, {**small_tables, "release": table.assign(inputs="")})
    assert list(shown["table"]) == ["release"] * 5


def test_no_figure_takes_numbers_of_single_institutions_from_elsewhere(derived):
    tables = derived[0]
    for one in load_definitions(tables).values():
        selection.figure_table(one, tables)
        selection.figure_numbers(one, tables)


def test_a_hidden_number_is_not_for_words(definition, small_tables):
    hidden = small_tables["reconciled"].assign(status="Q")
    with pytest.raises(FigureError, match="number first: its cell is hidden"):
        selection.numbers(definition, {**small_tables, "reconciled": hidden})


def test_a_computed_value_names_the_cells_it_rests_on(definition, small_tables):
    computed = SeriesDefinition(
        id="ratio",
        table="indicators",
        where={"indicator_id": "multiple"},
        role="context",
        label="series.students",
    )
    table = selection.figure_table(replace(definition, series=(computed,)), small_tables)
    assert list(table["place"]) == ["book, Sheet!C1; book, Sheet!C5"]


def test_the_order_of_rows_in_a_table_does_not_matter(definition, small_tables):
    turned = {name: table.iloc[::-1] for name, table in small_tables.items()}
    first = selection.figure_table(definition, small_tables)
    pd.testing.assert_frame_equal(first, selection.figure_table(definition, turned))


def test_the_order_of_a_list_is_kept(definition, small_tables):
    listed = with_series(definition, where={"period": ["2014", "2010"]})
    assert list(selection.figure_table(listed, small_tables)["x"]) == ["2014", "2010"]


def test_rows_may_go_from_large_to_small(definition, small_tables):
    known = with_series(definition, where={"status": "A"})
    table = selection.figure_table(replace(known, options={"sort": "descending"}), small_tables)
    assert list(table["value"]) == ["210", "150", "120", "100"]


def test_words_follow_the_language(definition, small_tables):
    english = selection.figure_table(definition, small_tables)["label"]
    russian = selection.figure_table(definition, small_tables, "ru")["label"]
    assert (english[0], russian[0]) == ("students", "студенты")


def test_a_code_becomes_the_name_of_a_country(definition, small_tables):
    named = with_series(definition, x="origin", categories="country", where={"period": "2010"})
    assert list(selection.figure_table(named, small_tables)["label"]) == ["Kyrgyzstan"]


def test_names_make_one_category_of_several_codes(definition, small_tables):
    named = with_series(definition, names={"2010": "series.said"}, where={"period": "2010"})
    table = selection.figure_table(named, small_tables)
    assert (table["x"][0], table["label"][0]) == ("series.said", "said")


def test_an_empty_selection_is_refused(definition, small_tables):
    empty = with_series(definition, where={"origin": "QQQ"})
    with pytest.raises(FigureError, match=r"small.toml, series total: no rows in reconciled"):
        selection.figure_table(empty, small_tables)


def test_a_row_without_a_fact_id_is_refused(definition, small_tables):
    small_tables["reconciled"].loc[2, "fact_id"] = ""
    with pytest.raises(FigureError, match="rows without a fact id"):
        selection.figure_table(definition, small_tables)


def test_an_unknown_table_or_column_is_refused(definition, small_tables):
    with pytest.raises(FigureError, match="no processed table 'wishes'"):
        selection.figure_table(with_series(definition, table="wishes"), small_tables)
    with pytest.raises(FigureError, match=r"no such column in reconciled(.|\n)*- colour"):
        selection.figure_table(with_series(definition, where={"colour": "red"}), small_tables)


def test_numbers_are_rows_with_their_facts(definition, small_tables):
    assert selection.figure_numbers(definition, small_tables) == {
        "first": ("100", "rec-1"),
        "last": ("210", "rec-5"),
        "multiple": ("2.1", "ind-1"),
    }


def test_a_number_must_be_one_row(definition, small_tables):
    loose = replace(definition, numbers={"any": NumberDefinition(series="total")})
    with pytest.raises(FigureError, match=r"number any: 5 rows found.*expected exactly one"):
        selection.numbers(loose, small_tables)


@pytest.mark.parametrize(
    ("left", "relation", "right"),
    [
        ("last", "above", "first"),
        ("first", "below", "last"),
        ("first", "equal", 100),
        ("first", "at_least", 100),
        ("first", "at_most", 100.0),
    ],
)
def test_a_true_claim_holds(definition, small_tables, left, relation, right):
    claimed = replace(definition, holds=({"left": left, "is": relation, "right": right},))
    selection.check_holds(claimed, selection.numbers(claimed, small_tables))


@pytest.mark.parametrize(
    ("left", "relation", "right"),
    [
        ("first", "above", "last"),
        ("last", "below", "first"),
        ("first", "equal", "last"),
        ("first", "at_least", 101),
        ("last", "at_most", 209),
    ],
)
def test_a_false_claim_stops_the_figure(definition, small_tables, left, relation, right):
    claimed = replace(definition, holds=({"left": left, "is": relation, "right": right},))
    with pytest.raises(FigureError, match=f"says what the data do not(.|\n)*- {left} "):
        selection.check_holds(claimed, selection.numbers(claimed, small_tables))


def test_dates_are_compared_as_dates():
    dates = {
        "before": selection.Number("2006-06-15", "a", "", ""),
        "after": selection.Number("2025-11-23", "b", "", ""),
    }
    assert selection._amount("before", dates) < selection._amount("after", dates)


def test_words_of_the_register_are_those_of_its_entries(tables):
    told = {f"entry.{row.entry_id}": row for row in tables["cooperation"].itertuples()}
    told |= {f"result.{row.result_id}": row for row in tables["results"].itertuples()}
    differing = [
        key
        for key, row in texts.all_texts().items()
        if key.startswith(("entry.", "result."))
        and [typed(row[name]) for name in ("en", "ru")] != [*map(typed, said(told[key]))]
    ]
    assert differing == []


def typed(words):
    """The words with the signs of a keyboard, as a register has them."""
    signs = {
        "\u00a0": " ",
        "\u2013": "-",
        "\u2014": "-",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
    }
    return words.translate(str.maketrans(signs))


def said(row):
    return (row.title, row.title_ru) if hasattr(row, "title") else (row.statement, row.statement_ru)


def test_words_may_be_named_by_another_code_than_the_place(definition, small_tables):
    one = definition.series[0]
    coded = replace(one, categories="country", coded_by="origin")
    labels = selection.figure_table(replace(definition, series=(coded,)), small_tables)["label"]
    assert set(labels) == {"Kyrgyzstan"}
