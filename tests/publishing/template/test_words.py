"""The words of the form: complete in four languages, its labels those of the dictionary."""

import dataclasses

import pytest

from exchange_stats.evidence import harmonise
from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError
from exchange_stats.publishing.template import words
from returned import request


def test_every_text_stands_in_four_languages():
    texts = words.load_texts()
    assert len(texts) > 50
    assert all(row[name].strip() for row in texts.values() for name in ("ru", "ky", "zh", "en"))
    assert all("awaiting" in row["state"] for row in texts.values())


@pytest.mark.parametrize("side", ["kyrgyz", "chinese"])
def test_every_entry_of_the_lists_is_understood_when_it_comes_back(side):
    asked = request(side)
    source = asked.facts["side"][side]["source"]
    for dimension, entries in (
        ("institution", words.institutions(asked)),
        ("field", words.fields(asked)),
    ):
        assert entries
        for entry in entries:
            first = entry.split(" | ")[0]
            assert harmonise.label_codes(source, dimension, first), entry


def test_a_date_is_written_as_each_language_writes_it():
    assert "на 1 октября 2025 г." in request().line("unit_kyrgyz_form_1")
    assert "on 1 October 2025" in request().line("unit_kyrgyz_form_1")


def test_messages_of_cells_are_as_short_as_the_program_allows():
    for side in ("kyrgyz", "chinese"):
        for key in words.load_texts():
            if key.startswith(("list_", "whole_")):
                assert len(request(side).line(key)) <= 250, key
            if key.startswith("sheet_"):
                assert len(request(side).sheet(key.removeprefix("sheet_"))) <= 31, key


def test_codes_without_a_label_are_refused_with_the_file_to_edit():
    with pytest.raises(FactError, match=r"facts/labels\.csv: returns_kyrgyz_side has no category"):
        request().printed("category", "funding=nobody")


def test_a_text_that_is_missing_is_refused():
    with pytest.raises(FactError, match="no text 'heading_nothing'"):
        request().line("heading_nothing")


def test_an_empty_text_is_refused_by_its_key_and_language(tmp_path):
    header = ",".join(words.TEXT_COLUMNS)
    (tmp_path / "template_texts.csv").write_text(f"{header}\na,б,,丙,d,ours\n", encoding="utf-8")
    with factbook.using(tmp_path), pytest.raises(FactError, match="a: ky"):
        words.load_texts()


def test_an_unknown_side_is_refused():
    with pytest.raises(FactError, match="expected one of kyrgyz, chinese"):
        words.make_request("mongolian", "2025/26", lambda source: {})


def test_invented_institutions_are_not_offered():
    assert not [name for name in words.institutions(request()) if "Sample" in name]
    only = dataclasses.replace(request(), labels={"institution": {}})
    assert words.institutions(only) == []
