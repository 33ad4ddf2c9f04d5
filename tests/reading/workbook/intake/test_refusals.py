"""A refusal has a code, a file, a place and an advice, in two languages."""

import re

import pytest

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook.intake import refusals
from exchange_stats.reading.workbook.intake.refusals import naming, refusal, reject, warning


def test_a_refusal_names_code_file_place_and_advice_in_both_languages():
    with naming("a.xlsx"):
        error = refusal("E_CORRUPT", "xl/a.xml", kind="bad_index")
    assert str(error) == (
        'E_CORRUPT: "a.xlsx" xl/a.xml: damaged (the number of a text that is not there); '
        "open it in Excel, let it repair the file and save a new copy"
    )
    assert error.told("ru").startswith('E_CORRUPT: "a.xlsx" xl/a.xml: \u043f\u043e\u0432\u0440')


def test_numbers_are_grouped_and_a_name_cannot_break_the_line_or_turn_it_round():
    with naming("a\n\u202egnp.xlsx"):
        told = warning("W_LINKS", n=1234567)
    assert told.told("en").startswith('W_LINKS: "agnp.xlsx": 1,234,567 links')


def test_a_rejection_hides_what_led_to_it():
    def work():
        try:
            int("secret")
        except ValueError:
            reject("E_EMPTY")

    with pytest.raises(InputError) as caught:
        work()
    assert caught.value.__suppress_context__


def test_both_languages_have_the_same_fields_and_every_code_an_advice():
    for row in factbook.load_csv("errors.csv", refusals.COLUMNS):
        fields = [re.findall(r"{\w+}", row[name]) for name in refusals.LANGUAGES]
        assert sorted(fields[0]) == sorted(fields[1]), row["code"]
        if row["code"].startswith(("E_", "W_")):
            assert "; " in row["en"], row["code"]
            assert "; " in row["ru"], row["code"]


def test_a_notice_stands_in_every_language_with_its_fields_and_an_advice():
    words = {row["code"]: row for row in factbook.load_csv("errors.csv", refusals.COLUMNS)}
    for code, row in words.items():
        if code.startswith("W_"):
            for language in refusals.ALL_LANGUAGES:
                fields = re.findall(r"{\w+}", row[language])
                assert sorted(fields) == sorted(re.findall(r"{\w+}", row["en"])), (code, language)
                assert row[language].count(refusals.ENDS[language]) == 1, (code, language)


def test_a_notice_keeps_its_place_and_what_was_found_apart_from_what_to_do():
    with naming("a.xlsx"):
        told = warning("W_ERROR_CELL", n=1234, cell="one!two!B5")
    assert (told.code, told.sheet, told.cell) == ("W_ERROR_CELL", "one!two", "B5")
    assert told.said["en"] == "1,234 error cells, first one!two!B5"
    assert told.said["ru"].startswith("1\u00a0234 ")
    assert " 1\u00a0234 " in told.said["ky"]
    assert "1,234" in told.said["zh"]
    assert told.advice["zh"] == "\u8bf7\u66f4\u6b63"
    assert told.told("en") == f'W_ERROR_CELL: "a.xlsx": {told.said["en"]}; correct them'


@pytest.mark.parametrize("name", ["rows", "mib", "cells", "columns", "sheets"])
def test_the_name_of_a_limit_is_what_is_typed_in_every_language(name):
    said = refusal("E_TOO_BIG", n=2, what=name, limit=1, name=name).texts
    assert {text.rpartition("--limit ")[2] for text in said.values()} == {f"{name}=N"}


def test_without_a_file_and_a_place_only_the_code_stands_before_the_words():
    with naming("a.xlsx"):
        pass
    assert str(refusal("E_EMPTY")) == "E_EMPTY: the file is empty; ask for it again"
    with pytest.raises(InputError, match=r"^E_EMPTY: the file is empty; ask for it again$"):
        reject("E_EMPTY")
    told = warning("W_LINKS", n=1)
    assert (told.file, told.sheet, told.cell) == ("", "", "")


def test_the_number_of_a_line_is_a_place_and_told_in_both_languages():
    error = refusal("E_CORRUPT", at_line="2", kind="open_quote")
    assert str(error).startswith("E_CORRUPT: line 2: damaged (a quote is opened")
    assert "\u0441\u0442\u0440\u043e\u043a\u0430 2" in error.told("ru")


@pytest.mark.parametrize(("length", "end"), [(80, "xxx"), (81, "...")])
def test_a_name_of_eighty_signs_is_shown_whole(length, end):
    seen = refusals.shown("x" * length)
    assert (len(seen), seen[-3:]) == (80, end)
