"""The texts of the project go to a translator and come back."""

from dataclasses import replace

from exchange_stats.publishing import translation


def test_all_texts_go_out_and_come_back_as_they_are(tables, tmp_path):
    path = translation.write_sheets(tmp_path / "texts.xlsx", tables, ["ky", "zh"])
    returned = translation.read_returned(path)
    assert set(returned) == {"ky", "zh"}
    assert translation.changed_rows(returned, tables) == []


def test_every_text_fits_as_a_change(tables, tmp_path):
    path = translation.write_sheets(tmp_path / "texts.xlsx", tables, ["ky", "zh"])
    book = {
        language: [replace(row, state="confirmed") for row in rows]
        for language, rows in translation.read_returned(path).items()
    }
    changes = translation.changed_rows(book, tables)
    assert {one.state for one in changes} == {"confirmed"}
    assert len(changes) == sum(len(rows) for rows in book.values())
