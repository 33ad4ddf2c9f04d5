"""What is written cannot act, and comes back as it was."""

import csv
import hashlib
import io
import unicodedata
import zipfile
from datetime import datetime

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import load_workbook

from exchange_stats.ground import inert
from exchange_stats.ground.errors import RawFileError

ACT = {
    "=1+1": "'=1+1",
    "+1+1": "'+1+1",
    "-1+1": "'-1+1",
    "@SUM(A1)": "'@SUM(A1)",
    "\t=1": "'\t=1",
    "\tOsh": "'\tOsh",
    "\rOsh": "'\rOsh",
    "\nOsh": "'\nOsh",
    "\uff1d1+1": "'\uff1d1+1",
    "\uff0b1": "'\uff0b1",
    "\uff0d1": "'\uff0d1",
    "\uff20a": "'\uff20a",
    "\ufe661": "'\ufe661",  # a small equals sign
    " =1": "' =1",
    "\u00a0\u200b\ufeff=1": "'\u00a0\u200b\ufeff=1",
    "\u202e=1": "'\u202e=1",
    "\x00=1": "'\x00=1",
    "\u2028=1": "'\u2028=1",
    "\u2029=1": "'\u2029=1",
    "'=1": "''=1",
    "''=1": "'''=1",
    "' =1": "'' =1",
    "-": "'-",
    "-5 %": "'-5 %",
    "-1.5 to -1.3": "'-1.5 to -1.3",
    "--5": "'--5",
    "-5.": "'-5.",
    "-.5": "'-.5",
    "-5e": "'-5e",
    "+5": "'+5",
    "-\u0665": "'-\u0665",  # an Arabic digit
    "+996 700 177123": "'+996 700 177123",
    "=cmd|' /C calc'!A0": "'=cmd|' /C calc'!A0",
    "-5\n": "'-5\n",
}
KEPT = [
    *("", " ", "'", "''", "'tis", "Osh", "Osh = 5", "5-7", "'Osh", "'5", "'-5", "a\t=1", "\u22125"),
    *("Xi'an", "X1", "Cc", "Zs"),
    *("-5", "-1.5", "-0.5e-3", "-5E+10", "1e5", "12", "\u200bOsh", "\u2014", "#N/A", "|cmd"),
]


@pytest.mark.parametrize("text", ACT)
def test_a_text_that_may_be_run_gets_an_apostrophe(text):
    assert inert.cell_of(text) == ACT[text]
    assert inert.text_of(ACT[text]) == text


@pytest.mark.parametrize("text", KEPT)
def test_every_other_text_and_every_number_stays_as_it_is(text):
    assert inert.cell_of(text) == text
    assert inert.text_of(text) == text


def first_seen(cell):
    """Return the first sign of a cell that is seen, full width and small ones as usual ones."""
    seen = (sign for sign in cell if unicodedata.category(sign) not in ("Cf", "Zs", "Zl", "Zp"))
    return unicodedata.normalize("NFKC", next(seen, ""))[:1]


LABELS = (
    st.text(st.sampled_from("'=+-@\t\r\n \u00a0\u200b\ufeff\uff1d\uff0b15.eOш\x00|<$")) | st.text()
)


@given(LABELS)
def test_no_cell_begins_with_a_sign_and_all_come_back(text):
    cell = inert.cell_of(text)
    assert inert.text_of(cell) == text
    assert inert.NUMBER.fullmatch(cell) or first_seen(cell) not in set("=+-@\t\r\n")


@pytest.mark.parametrize("broken", [False, True])
def test_a_table_comes_back_from_csv_as_it_was(tmp_path, broken):
    texts = [text for text in (*ACT, *KEPT) if broken or "\r" not in text]
    table = pd.DataFrame({"=head": texts, "plain": ["x"] * len(texts)})
    inert.write_csv(table, tmp_path / "t.csv")
    head = b'"\'=head","plain"\n"\'=1+1"' if broken else b"'=head,plain\n'=1+1,x\n"
    assert (tmp_path / "t.csv").read_bytes().startswith(head)
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert [cell for cell in cells if cell.startswith(tuple("=+@\t\r\n"))] == []
    again = pd.read_csv(tmp_path / "t.csv", dtype="str", keep_default_na=False, na_filter=False)
    pd.testing.assert_frame_equal(inert.plain_table(again), table)


def test_what_is_no_text_stays_what_it_is_in_a_csv():
    out = io.StringIO()
    table = pd.DataFrame(
        {"n": [-5, 2], "yes": [True, False], "c": pd.Categorical(["=1", "b"]), 7: [None, "x"]}
    )
    inert.write_csv(table, out)
    assert out.getvalue() == "n,yes,c,7\n-5,True,'=1,\n2,False,b,x\n"


def test_a_workbook_holds_texts_and_numbers_and_no_formula_or_link(tmp_path):
    texts = ["=1+1", "+1", "-1", "@a", "http://example.org", "internal:A1", "12", "#N/A", "{=1}"]
    table = pd.DataFrame({"=head": texts, "n": range(-1, len(texts) - 1)})
    inert.write_xlsx(table, tmp_path / "t.xlsx", "cells")
    sheet = load_workbook(tmp_path / "t.xlsx")["cells"]
    cells = [(cell.value, cell.data_type) for cell in sheet["A"]]
    assert cells == [(text, "s") for text in ["=head", *texts]]
    assert [cell.value for cell in sheet["B"]][1:] == list(range(-1, len(texts) - 1))
    with zipfile.ZipFile(tmp_path / "t.xlsx") as book:
        parts = {name: book.read(name).decode() for name in book.namelist()}
    assert [name for name, part in parts.items() if "<f>" in part or "hyperlink" in part] == []


def test_two_workbooks_of_a_table_have_the_same_bytes_and_one_author(tmp_path):
    table = pd.DataFrame({"a": ["Osh"]})
    for name in ("one.xlsx", "two.xlsx"):
        inert.write_xlsx(table, tmp_path / name, "cells")
    one, two = (tmp_path / name for name in ("one.xlsx", "two.xlsx"))
    assert one.read_bytes() == two.read_bytes()
    properties = load_workbook(one).properties
    assert (properties.creator, properties.created) == ("exchange_stats", datetime(2000, 1, 1))


def test_what_xml_cannot_hold_is_a_space(tmp_path):
    text = "a\x00b\x0bc\x1fd\ud800e\ufffef\tg\nh"
    assert inert.sheet_text(text) == "a b c d e f\tg\nh"
    table = pd.DataFrame({"h\x01": [text]})
    inert.write_xlsx(table, tmp_path / "t.xlsx", "cells")
    values = [cell.value for cell in load_workbook(tmp_path / "t.xlsx")["cells"]["A"]]
    assert values == ["h ", "a b c d e f\tg\nh"]


def test_a_text_longer_than_a_cell_is_refused_not_cut(tmp_path):
    fits = pd.DataFrame({"label": ["x" * 32_767]})
    inert.write_xlsx(fits, tmp_path / "t.xlsx", "cells")
    assert load_workbook(tmp_path / "t.xlsx")["cells"]["A2"].value == "x" * 32_767
    with pytest.raises(RawFileError) as caught:
        inert.write_xlsx(pd.DataFrame({"label": ["x" * 32_768, None]}), tmp_path / "u.xlsx", "s")
    assert str(caught.value) == (
        f"{tmp_path / 'u.xlsx'}: a text of 32768 characters in column label found, expected at "
        "most the 32767 of a cell; write a .csv"
    )
    assert not (tmp_path / "u.xlsx").exists()


def test_more_rows_than_a_sheet_are_refused(tmp_path, monkeypatch):
    assert inert.SHEET_ROWS == 2**20
    monkeypatch.setattr(inert, "SHEET_ROWS", 3)
    inert.write_xlsx(pd.DataFrame({"a": [1, 2]}), tmp_path / "t.xlsx", "cells")
    with pytest.raises(RawFileError) as caught:
        inert.write_xlsx(pd.DataFrame({"a": [1, 2, 3]}), tmp_path / "u.xlsx", "cells")
    assert str(caught.value) == (
        f"{tmp_path / 'u.xlsx'}: 3 rows found, expected fewer than the 3 of a sheet; write a .csv"
    )


NAMES = {
    "../../x": "_.._x",
    "..\\..\\x": "_.._x",
    "/etc/passwd": "_etc_passwd",
    "C:\\a": "C__a",
    "CON": "_CON",
    "nul.txt": "_nul.txt",
    "com1": "_com1",
    "lpt\u00b2.a": "_lpt\u00b2.a",
    "conout$": "_conout$",
    "": "_",
    ".": "_",
    "..": "_",
    "-rf": "rf",
    ".hidden": "hidden",
    " a. ": "a",
    "a.": "a",
    "a\nb": "a_b",
    "a\u2028b\u2029c": "a_b_c",
    "a\x00b\u202ec\ue000\ud800": "a_b_c__",
    'a*b?c"d<e>f|g': "a_b_c_d_e_f_g",
    "Osh": "Osh",
    "\u0438\u0306": "\u0439",
    "\u0449" * 200: "\u0449" * 50,
    "x" * 101: "x" * 100,
    "a" + "\u0449" * 60: "a" + "\u0449" * 49,  # a hundred bytes end within a letter
    "a\u0378": "a_",
    "Xian": "Xian",
    "-X": "X",
    "X-X.": "X-X",
}


@pytest.mark.parametrize("label", NAMES)
def test_a_name_that_is_changed_ends_in_a_checksum(label):
    digest = hashlib.sha256(label.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    assert inert.file_name(label) == f"{NAMES[label]}-{digest}"


@pytest.mark.parametrize(
    "label", ["flows-by-year", "2018_19.final", "x" * 100, "\u0449" * 50, "\u0439", "conx", "a con"]
)
def test_a_good_name_is_kept(label):
    assert inert.file_name(label) == label


@given(st.text(), st.text())
@example("A", "a")
@example("\u0439", "\u0438\u0306")
@example("x" * 300, "x" * 301)
@example("a/b", "a_b")
def test_no_name_leaves_its_folder_and_unlike_labels_have_unlike_names(one, other):
    name = inert.file_name(one)
    assert not set(name) & set('\\/:*?"<>|\x00\n')
    assert name.encode()
    assert len(name.encode()) <= 109
    assert name[0] not in "-. "
    assert name[-1] not in ". "
    twin = inert.file_name(other)
    folded = [unicodedata.normalize("NFD", name.casefold()) for name in (name, twin)]
    assert (folded[0] == folded[1]) == (one == other)


def test_any_name_can_be_written_and_lies_in_the_folder(tmp_path):
    for label in NAMES:
        path = tmp_path / inert.file_name(label)
        path.write_bytes(b"")
        assert path.resolve().parent == tmp_path
    assert len(list(tmp_path.iterdir())) == len(NAMES)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("one\r\ntwo\tthree\n\nfour", "one two three four"),
        ("a\x00b\x1fc\x7fd\x9fe\u2028f\u2029g", "a b c d e f g"),
        ("a\ud800b\udfffc\ufffed\uffffe", "a b c d e"),
        ("Osh\u00a0 2024 $5 <b>\u202e~\u00a1", "Osh\u00a0 2024 $5 <b>\u202e~\u00a1"),
    ],
)
def test_a_text_for_a_picture_is_one_line_that_xml_can_hold(text, line):
    assert inert.printable(text) == line


def test_half_a_sign_is_a_question_mark_in_a_csv(tmp_path):
    assert inert.cell_of("\ud800=1") == "'\ud800=1"
    inert.write_csv(pd.DataFrame({"a": ["b\ud800"]}), tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes() == b"a\nb?\n"
