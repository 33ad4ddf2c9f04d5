"""A legend says what signs mean, before them or behind them; a policy speaks where it is silent."""

import pytest

from builders import sheet_of
from exchange_stats.reading.notes import by_policy, legend_in, legend_of, over_policy
from exchange_stats.reading.notes.legend import texts_of
from exchange_stats.reading.proposal.draft import propose_layouts
from exchange_stats.reading.workbook import Sheet


@pytest.mark.parametrize(
    ("line", "sign", "meaning"),
    [
        ("... no data; - none", "-", ("A", "0")),
        ("... no data; - none", "...", ("O", "")),
        ("«…» - нет данных", "...", ("O", "")),
        ("– явление отсутствует", "-", ("A", "0")),
        ("注：…表示数据不足本表最小单位数", "...", ("N", "")),
        ("注：“空格”表示该项统计指标数据不详", "", ("O", "")),
        ("«-» кубулуш жок, … маалымат жок", "...", ("O", "")),
        ("Note: - = nil or zero; c = confidential", "c", ("Q", "")),
        ("Условные обозначения: «х» – не применимо", "x", ("M", "")),
        ("* provisional", "*", ("P", "")),
        ('values between 0 and 5 are shown as "--" and all others rounded', "--", ("Q", "")),
        ("No data are shown as …", "...", ("O", "")),
        ("Zero values are denoted by -.", "-", ("A", "0")),
        ("Отсутствие данных обозначено «…»", "...", ("O", "")),
        ("数据不详以“…”表示", "...", ("O", "")),
        ("说明：“--”为无数据", "--", ("O", "")),
    ],
)
def test_a_legend_says_what_a_sign_means(line, sign, meaning):
    found = legend_in([line])[sign]
    assert (found.status, found.value) == meaning
    assert found.said in line


@pytest.mark.parametrize(
    "line",
    [
        *("Students – no data for Osh", "2015-2016", "z not applicable", "Source - not available"),
        *("Values that are not zero are shown as -", "no data are shown as -5", ""),
    ],
)
def test_a_line_that_explains_no_sign_is_no_legend(line):
    assert legend_in([line]) == {}


def test_the_legend_stands_below_or_above_the_table():
    sheet = sheet_of("- none\nx|n|m\na|5|7\nb|-|…\n… no data")
    layout = propose_layouts(sheet)[0].layout
    assert {sign: found.said for sign, found in legend_of(sheet, layout).items()} == {
        "-": "- none",
        "...": "… no data",
    }


def test_a_proposed_word_speaks_in_a_proposal_and_decides_nothing():
    line = "c – купуя"
    assert legend_in([line])["c"].status == "Q"
    assert legend_in([line], confirmed=True) == {}
    assert legend_in(["c – confidential"], confirmed=True)["c"].status == "Q"


def test_a_legend_wins_over_the_policy_and_says_where_they_differ():
    policy = {"-": by_policy("O"), "...": by_policy("O"), "x": by_policy("M")}
    means = over_policy(policy, legend_in(["- none; … no data"]))
    assert means["-"].value == "0"
    assert means["-"].said == "- none; facts/symbols.toml holds it to be 'O'"
    assert means["..."].said == "… no data"
    assert means["x"].said == "by the policy of the source"


def test_a_sign_in_one_cell_is_explained_in_the_next():
    sheet = sheet_of("x|n|m\na|5|:\nb|6|7\n\nSpecial value\n:|not available")
    (proposal,) = propose_layouts(sheet)
    assert legend_of(sheet, proposal.layout)[":"].status == "O"


def test_the_first_line_that_explains_a_sign_holds():
    assert legend_in(["- none", "- no data"])["-"].value == "0"


def test_a_word_that_only_joins_a_sign_to_its_meaning_is_none():
    for line in ("... means", "- is shown as", "... blank", '"x" - is'):
        assert legend_in([line]) == {}


def test_short_texts_are_signs_of_the_text_beside_them():
    rows = [
        [":", "not available"],
        ["ab", None, 5.0, "x ", "abc", "Osh", ""],
        ["-", "none", "more", "..", 7.0],
    ]
    assert list(texts_of(Sheet("s", rows), range(5))) == [
        ": = not available",
        *("x = abc", "Osh"),
        *("- = none", "more"),
    ]


def test_a_meaning_by_policy_is_a_status_or_the_number_zero():
    zero, missing = by_policy("zero"), by_policy("O")
    assert (zero.status, zero.value, missing.status, missing.value) == ("A", "0", "O", "")
    assert zero.agrees(legend_in(["- none"])["-"])
    assert not zero.agrees(missing)
