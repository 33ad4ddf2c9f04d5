"""The patch holds the parts of the layout that lie elsewhere now, and what they were."""

from drifted import LAYOUT, MERGES, ROWS, TABLE, moved_merges, with_column


def test_nothing_is_patched_when_only_words_have_changed(changed):
    rows = [*ROWS[:4], ["Kyrgyz Republic", *ROWS[4][1:]], *ROWS[5:]]
    assert changed(rows)[1] == []


def test_dimensions_move_with_their_columns_and_header_rows(changed):
    layout = {
        "table": [
            {**TABLE, "dimensions": {"period": "B", "category": "header 4", "note": "A1"}},
        ]
    }
    rows = [["New"], *([None, *row] for row in ROWS)]
    _, patch = changed(rows, ("B4:B5", "C4:C5", "D4:D5", "E4:F4"), layout=layout)
    assert 'labels = "B:C"  # was labels = "A:B"' in patch
    assert 'values = "D:F"  # was values = "C:E"' in patch
    assert [line for line in patch if "was '" in line] == [
        """period = "C"  # was 'B'""",
        """category = "header 5"  # was 'header 4'""",
        """note = "B2"  # was 'A1'""",
    ]


def test_a_column_of_words_is_not_proposed_as_values(changed):
    told, patch = changed(with_column(5, ["Remark", None, "a", "b", "c", "d"]))
    assert ("column appeared", "data!F4") in told
    assert patch == []


def test_sections_and_rows_that_are_skipped_move_too(changed):
    layout = {"table": [{**TABLE, "skip_rows": "6", "subtotal_rows": "7", "sections": "5"}]}
    _, patch = changed([["New"], *ROWS], moved_merges(1), layout=layout)
    moved = {line.split(" = ")[0]: line.split('"')[1] for line in patch if "rows" in line}
    assert moved == {"total_rows": "9", "skip_rows": "7", "subtotal_rows": "8"}
    assert 'sections = "6"  # was sections = "5"' in patch


def test_an_open_body_stays_open(changed):
    layout = {"table": [{**TABLE, "body": "5:"}]}
    _, patch = changed([["New"], *ROWS], moved_merges(1), layout=layout)
    assert 'body = "6:"  # was body = "5:"' in patch
    assert changed(ROWS, MERGES, layout=LAYOUT) == ({}, [])


def test_a_row_far_below_the_body_is_no_part_of_it(changed):
    layout = {"table": [{**TABLE, "body": "5:6", "total_rows": ""}]}
    rows = [*ROWS[:6], ["Kyrgyzstan", 2019, 14, 7, 7], *ROWS[6:8], ["x", 1, 1, 1, 1], *ROWS[8:]]
    _, patch = changed(rows, layout=layout)
    assert [line for line in patch if line.startswith("body")] == [
        'body = "5:7"  # was body = "5:6"'
    ]
