"""The print of a cell becomes a number, a status and marks, or a refusal."""

import datetime

import pytest

from exchange_stats.ground.errors import ValueTextError
from exchange_stats.reading.cell_text import (
    CellText,
    bare_numeral,
    bare_sign,
    one_line,
    parse_cell,
    plain_number,
    split_marks,
)
from exchange_stats.reading.workbook import Look


@pytest.mark.parametrize(
    ("printed", "value", "marks"),
    [
        ("4 200\u00b9", "4200", ("1",)),
        ("1,2\u00b2", "1.2", ("2",)),
        ("15 3)", "15", ("3)",)),
        ("5381)", "538", ("1)",)),
        ("12*", "12", ("*",)),
        ("* 12", "12", ("*",)),
        ("7 (a)", "7", ("(a)",)),
        ("1\u00a0284,4", "1284.4", ()),
        ("1.5\u4e07", "15000", ()),
        ("-5", "-5", ()),
    ],
)
def test_marks_come_off_before_the_number_is_read(printed, value, marks):
    assert parse_cell(printed) == CellText(value, "A", marks)


@pytest.mark.parametrize(
    ("raised", "plain"),
    [
        *zip(
            "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079",
            "0123456789",
            strict=True,
        ),
        *zip("\u1d43\u1d47\u1d9c\u1d48\u1d49\u02b0", "abcdeh", strict=True),
        ("\u207d\u00b9\u207e", "(1)"),
    ],
)
def test_every_raised_sign_is_read_as_the_plain_one(raised, plain):
    assert split_marks(f"15{raised}") == ("15", (plain,))
    assert split_marks(f"{raised}15") == ("15", (plain,))
    assert split_marks(f" {raised} \uff11\uff15") == ("\uff11\uff15", (plain,))


@pytest.mark.parametrize(
    ("printed", "rest", "marks"),
    [
        ("15 1) 2)", "15", ("1)", "2)")),
        ("15* ; \u2020, ", "15* ; \u2020,", ()),
        ("15;  *", "15", ("*",)),
        ("15, \u2021", "15", ("\u2021",)),
        ("\u00a7 15 b)", "15", ("\u00a7", "b)")),
        ("15 ( 1 )", "15", ("(1)",)),
        ("12.345 p", "12.345", ("p",)),
        ("12 p", "12", ("p",)),
        ("1.5 m", "1.5 m", ()),
        ("250 k", "250 k", ()),
        ("*", "*", ()),
    ],
)
def test_marks_come_off_in_the_order_in_which_they_stand(printed, rest, marks):
    assert split_marks(printed) == (rest, marks)


@pytest.mark.parametrize(
    ("printed", "bare"),
    [
        ("$9,800", "9,800"),
        ("-\u00a35", "-5"),
        ("\u00a5 12", "12"),
        ("12 \u20ac", "12"),
        ("7\u20c0", "7"),
        ("+3\u2030", "3"),
        ("4\uff05", "4"),
    ],
)
def test_signs_of_money_and_share_come_off(printed, bare):
    assert bare_numeral(printed) == bare


@pytest.mark.parametrize(
    ("sign", "alike"),
    [
        *((dash, "-") for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u4e00\u30fc"),
        ("\u2014 \u2014", "--"),
        ("\u2026", "..."),
        ("\u0425", "x"),
        ("\u00d7", "x"),
        ("\u0421", "c"),
        ("N / A", "n/a"),
    ],
)
def test_signs_that_look_alike_have_one_form(sign, alike):
    assert bare_sign(sign) == alike


def test_a_superscript_run_is_a_mark():
    assert parse_cell("4 200", Look(superscript="1")) == CellText("4200", "A", ("1",))


def test_a_stored_number_keeps_the_digits_that_a_workbook_holds():
    assert parse_cell(1441.0).value == "1441"
    assert parse_cell(762.8000000000001).value == "762.8"


@pytest.mark.parametrize(("sign", "status"), [("\u2026", "O"), ("-", "M"), (" x ", "Q")])
def test_a_sign_means_what_its_source_says(sign, status):
    symbols = {"\u2026": "O", "-": "M", "x": "Q"}
    assert parse_cell(sign, symbols=symbols) == CellText("", status)


def test_one_sign_under_two_policies_gives_two_results():
    assert parse_cell("x", symbols={"x": "O"}).status == "O"
    assert parse_cell("x", symbols={"x": "Q"}).status == "Q"


def test_a_blank_is_missing_with_a_reason():
    assert parse_cell(None) == CellText("", "O")
    assert parse_cell("\u00a0", symbols={"": "M"}) == CellText("", "M")


def test_a_mark_of_the_policy_flags_its_number():
    assert parse_cell("120*", symbols={"*": "P"}) == CellText("120", "P")


@pytest.mark.parametrize("printed", ["\u2026", "n/a", "-", "about 12"])
def test_an_unknown_sign_is_refused_and_the_facts_are_named(printed):
    advice = "; if it is a sign of the source, give its meaning in facts/symbols.toml"
    with pytest.raises(ValueTextError, match="no number found") as refused:
        parse_cell(printed)
    assert str(refused.value).endswith(advice)


def test_two_readings_are_refused_until_the_decimal_mark_is_declared():
    with pytest.raises(ValueTextError, match=r"2300 or 2\.300 found"):
        parse_cell("2.300")
    assert parse_cell("2.300", decimal=",").value == "2300"


def test_a_phrase_is_kept_for_its_reader_where_phrases_are_declared():
    assert parse_cell("more than 440,000", quantities=True) == CellText("", "A")


def test_a_date_among_numbers_is_refused():
    with pytest.raises(ValueTextError, match="a date found, expected a number"):
        parse_cell(datetime.date(2020, 9, 1))


def test_an_error_and_an_unsaved_formula_are_refused():
    with pytest.raises(ValueTextError, match="#REF! found"):
        parse_cell(None, Look(error="#REF!"))
    with pytest.raises(ValueTextError, match="formula without a saved value"):
        parse_cell(None, Look(formula_without_value=True))


def test_invisible_characters_and_runs_of_spaces_go_from_labels():
    assert one_line("Osh\u00a0 \n city\u200b") == "Osh city"


def test_a_policy_can_hold_a_sign_or_a_blank_to_be_the_number_zero():
    assert parse_cell("–", symbols={"–": "O"}) == CellText("", "O")
    assert parse_cell("–", symbols={"–": "zero"}) == CellText("0", "A")
    assert parse_cell(None, symbols={"": "zero"}) == CellText("0", "A")


def test_a_sign_with_a_mark_behind_it_keeps_the_mark():
    assert parse_cell("… 1)", symbols={"…": "O"}) == CellText("", "O", ("1)",))


def test_a_number_keeps_its_superscripts_as_marks():
    assert parse_cell(12.0, Look(superscript="1 2")) == CellText("12", "A", ("1", "2"))


@pytest.mark.parametrize(
    ("value", "look", "message"),
    [
        (None, Look(error="#N/A"), "the error #N/A found, expected a number; correct the formula"),
        (
            None,
            Look(formula_without_value=True),
            "a formula without a saved value found; open the workbook in Excel and save it",
        ),
        (True, None, "a truth value found, expected a number; correct the type of the cell"),
        (datetime.time(8), None, "a date found, expected a number; correct the type of the cell"),
    ],
)
def test_what_is_no_number_is_named_with_what_to_do(value, look, message):
    with pytest.raises(ValueTextError) as caught:
        parse_cell(value, look)
    assert str(caught.value).startswith(message)


def test_a_text_that_is_no_number_is_told_with_one_advice():
    with pytest.raises(ValueTextError) as caught:
        parse_cell("many")
    told, advice = str(caught.value).split("; ")
    assert "'many'" in told
    assert advice == "if it is a sign of the source, give its meaning in facts/symbols.toml"


@pytest.mark.parametrize("dash", "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc\u4e00")
def test_every_dash_is_one_sign(dash):
    assert bare_sign(dash) == "-"
    assert bare_sign("\u2016") == "\u2016"


def test_the_digits_that_a_workbook_holds_are_fifteen():
    assert plain_number(0.1 + 0.2) == "0.3"
    assert plain_number(123_456_789_012_345.0) == "123456789012345"
    assert plain_number(1e15) == plain_number(10**15) == "1000000000000000"
