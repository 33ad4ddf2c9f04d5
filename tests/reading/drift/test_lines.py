"""Row labels and totals are compared with the layout."""

from drifted import ROWS, TABLE


def test_a_new_label_is_named_and_said_to_be_known_or_not(changed):
    rows = [*ROWS[:7], ["Uzbekistan", 2018, 1, 1, 0], *ROWS[7:]]
    told, patch = changed(rows, codes=lambda dimension, text: {"origin": "origin=UZB"}[dimension])
    found = "the label 'Uzbekistan' is new (facts/labels.csv knows it)"
    assert told["label new", "data!A8"] == found
    assert ("row appeared", "data!A8") in told
    assert patch[:2] == [
        'body = "5:9"  # was body = "5:8"',
        'total_rows = "9"  # was total_rows = "8"',
    ]


def test_a_label_that_is_gone_is_named(changed):
    told, patch = changed([*ROWS[:6], *ROWS[7:]])
    assert told == {("label gone", "data"): "the label 'Kazakhstan' is gone"}
    assert 'body = "5:7"  # was body = "5:8"' in patch


def test_a_total_that_is_gone_or_empty_is_named(changed):
    told, _ = changed([*ROWS[:7], *ROWS[8:]])
    assert told == {("total gone", "data"): "the total 'Total / 2018' of row 8 is gone"}
    told, _ = changed([*ROWS[:7], ["Total", 2018, None, None, None], *ROWS[8:]])
    assert told["total gone", "data!A8"].endswith("holds no number any more")


def test_a_further_year_in_an_open_body_is_no_drift(changed):
    layout = {"table": [{**TABLE, "body": "5:", "total_rows": ""}]}
    rows = [*ROWS[:7], ["Kazakhstan", 2019, 40, 21, 19], *ROWS[7:]]
    assert changed(rows, layout=layout) == ({}, [])


def test_a_label_that_no_dimension_reads_is_new_without_a_word_on_the_dictionary(changed):
    layout = {"table": [{**TABLE, "dimensions": {"period": "B"}}]}
    rows = [*ROWS[:7], ["Uzbekistan", 2018, 1, 1, 0], *ROWS[7:]]
    told, _ = changed(rows, layout=layout)
    assert told["label new", "data!A8"] == "the label 'Uzbekistan' is new"
