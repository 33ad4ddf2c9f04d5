"""A table is found again where it stands now, or nowhere."""

from drifted import ROWS, TABLE, moved_merges, written
from exchange_stats.reading.drift.sides import lay_side_by_side


def test_a_table_that_stands_nowhere_is_named(changed):
    told, _ = changed([["Something else"], ["x"]], ())
    assert ("table gone", "data") in told


def test_partners_of_rows_and_columns_are_found(tmp_path):
    old = written(tmp_path / "old.xlsx").sheets[0]
    new = written(tmp_path / "new.xlsx", [["New"], *ROWS], moved_merges(1)).sheets[0]
    sides = lay_side_by_side(old, new, TABLE)
    assert (sides.moved, sides.columns) == (1, {column: column for column in range(5)})
    assert sides.rows == {4: 5, 5: 6, 6: 7, 7: 8}
    assert sides.now((2, 3)) == (2, 3)
    assert sides.column_name(3) == "column D 'of which / degree'"
    assert sides.place(0, 0) == "data!A1"
