"""What stands beside the value of an xlsx cell reaches the reader."""

import re
import zipfile

import pytest
from lxml import etree

import hostile_files as built
from builders import raised, write_workbook
from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook import read_workbook
from exchange_stats.reading.workbook.intake.directory import open_archive
from exchange_stats.reading.workbook.intake.limits import asking
from exchange_stats.reading.workbook.looks import SheetLooks, mark_hidden_by_merges, read_looks
from exchange_stats.reading.workbook.sheets import Look, Sheet


def indented(part):
    return etree.tostring(etree.fromstring(part), pretty_print=True)


def in_single_quotes(part):
    return part.replace(b'"', b"'")


def traps(tmp_path):
    return write_workbook(
        tmp_path / "traps.xlsx",
        {
            "traps": [
                ["Title", raised("4 200", "1"), "=1+1", "#REF!"],
                ["indented", 0.153, raised("area, km", "2"), 16900],
                ["hidden", 1, None, 2],
            ]
        },
        bold=["A1"],
        indents={"A2": 2},
        formats={"B2": "0.0%", "D2": '0.0,"k"', "B3": "#,##0"},
        hidden_rows=[3],
        hidden_columns=["C"],
    )


@pytest.fixture
def sheet(tmp_path):
    return read_workbook(traps(tmp_path)).sheet("traps")


def with_spaces(part):
    return part.replace(b'="', b' = "')


def turned_round(part):
    root = etree.fromstring(part)
    for element in root.iter():
        pairs = element.attrib.items()[::-1]
        element.attrib.clear()
        element.attrib.update(pairs)
    return etree.tostring(root)


def prefixed(part):
    root = etree.fromstring(part)
    (own,) = [one for prefix, one in root.nsmap.items() if prefix is None]
    bare = etree.tostring(root, encoding="unicode").replace(f'xmlns="{own}"', f'xmlns:q="{own}"')
    return re.sub(r"(</?)(\w+)(?=[\s>/])", r"\1q:\2", bare).encode()


def with_comments(part):
    return re.sub(rb"(<c |<row |<si>|<col )", rb"<!-- <c t='e'> -->\1", part)


def without_addresses(part):  # of D3 only it is needed: there is no C3
    return re.sub(rb'(<(?:c|row)\b[^<>]*?) r="(?!D3)\w+"', rb"\1", part)


WAYS = [
    *(indented, in_single_quotes, with_spaces, turned_round, prefixed, with_comments),
    without_addresses,
]


@pytest.mark.parametrize("written", WAYS)
def test_another_way_of_writing_the_parts_changes_nothing(tmp_path, sheet, written):
    other = tmp_path / "other.xlsx"
    with zipfile.ZipFile(tmp_path / "traps.xlsx") as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, written(part) if name.endswith(("sheet1.xml", "s.xml")) else part)
    assert read_workbook(other).sheet("traps") == sheet


def test_a_superscript_is_apart_from_its_number(sheet):
    assert sheet.value(0, 1) == "4 200"
    assert sheet.looks[0, 1].superscript == "1"
    assert sheet.printed(0, 1) == "4 200\u00b9"


def test_the_power_of_a_unit_is_not_a_mark(sheet):
    assert sheet.value(1, 2) == "area, km2"


def test_a_formula_without_a_saved_value_is_told(sheet):
    assert sheet.looks[0, 2] == Look(formula_without_value=True)


def test_bold_and_indent_are_seen(sheet):
    assert sheet.looks[0, 0].bold
    assert sheet.looks[1, 0].indent == 2


def test_formats_that_show_another_number_are_kept_and_plain_ones_are_not(sheet):
    assert sheet.looks[1, 1].number_format == "0.0%"
    assert sheet.looks[1, 3].number_format == '0.0,"k"'
    assert (2, 1) not in sheet.looks


def test_hidden_rows_and_columns_are_read_and_told(sheet):
    assert sheet.hidden_rows == {2}
    assert sheet.hidden_columns == {2}
    assert sheet.value(2, 1) == 1


def test_an_error_cell_is_never_an_empty_cell(sheet):
    assert sheet.looks[0, 3].error == "#REF!"
    assert sheet.printed(0, 3) == "#REF!"


def test_what_a_plain_sheet_has_beside_its_values_is_nothing(tmp_path):
    path = write_workbook(tmp_path / "plain.xlsx", {"s": [["a", 1], ["b", 2]]})
    assert read_workbook(path).sheets[0].looks == {}


STYLES = (
    b'<styleSheet><numFmts><numFmt numFmtId="170" formatCode="General"/>'
    b'<numFmt numFmtId="171" formatCode="0.0,"/></numFmts><fonts><font/></fonts><cellXfs>'
    b'<xf numFmtId="170"/><xf numFmtId="171" fontId="7"><alignment/></xf></cellXfs></styleSheet>'
)
MARK = '<rPr><vertAlign val="superscript"/></rPr>'
ODDS = (
    '<row r="1"><c r="A1" s="1"><v>16900</v></c><c r="B1" t="inlineStr">'
    f'<is><r><t>Osh</t></r><r>{MARK}<t>1</t></r></is></c><c r="C1" t="inlineStr"><is><t>"</t>'
    '</is></c><c r="D1"><v>0</v></c><c r="E1" t="s"><v>0</v></c></row>'
)
SHARED = f"<si><r><t>Naryn</t></r><r>{MARK}<t>2</t></r></si><si/>"


def read_parts(**changed):
    """Return the looks of an archive of one sheet, with other parts."""
    content = {**built.parts(sheet=built.sheet(ODDS), strings=built.strings(SHARED))}
    return read_looks(open_archive(built.packed({**content, **changed})))


def test_formats_that_are_plain_give_no_look_and_superscripts_stand_in_any_kind_of_text():
    looks = read_parts(**{"xl/styles.xml": STYLES})["s"]
    assert looks.texts == {(0, 1): "Osh", (0, 4): "Naryn"}
    assert looks.looks == {
        (0, 0): Look(number_format="0.0,"),
        (0, 1): Look(superscript="1"),
        (0, 4): Look(superscript="2"),
    }


def test_an_archive_without_a_book_has_no_looks():
    assert read_looks(open_archive(built.packed({"a.xml": b"<a/>"}))) == {}


def test_a_sheet_whose_relation_leads_elsewhere_has_no_looks():
    related = built.relations(("chartsheet", "chartsheets/sheet1.xml"))
    assert read_parts(**{"xl/_rels/workbook.xml.rels": related}) == {}


def test_cells_with_a_comment_are_told_and_those_of_a_talk_are_not():
    comments = (
        b'<comments><commentList><comment ref="B2"><text/></comment></commentList></comments>'
    )
    related = built.relations(
        ("comments", "../comments1.xml"), ("threadedComment", "../threadedComments/c.xml")
    )
    found = read_parts(
        **{"xl/worksheets/_rels/sheet1.xml.rels": related, "xl/comments1.xml": comments}
    )["s"]
    assert [place for place, look in found.looks.items() if look.comment] == [(1, 1)]


def test_more_sheets_than_the_limit_are_too_many():
    two = built.book(("a", ""), ("b", ""))
    with asking({"limits": {"sheets": 2}}):
        assert [*read_parts(**{"xl/workbook.xml": two})] == ["a", "b"]
    with (
        asking({"limits": {"sheets": 1}}),
        pytest.raises(InputError, match=r"^E_TOO_BIG: too large: 2 sheets, the .*--limit sheets=N"),
    ):
        read_parts(**{"xl/workbook.xml": two})


def test_marks_that_stand_in_no_cell_belong_to_none():
    rows = (
        '<f>1+1</f></c><row r="1" s="1" customFormat="1"><x r="A1" t="e"><v>#N/A</v></x>'
        "<f>1+1</f></row>"
        f"<row><is><r>{MARK}<t>1</t></r></is></row>"
    )
    parts = {"xl/styles.xml": STYLES, "xl/worksheets/sheet1.xml": built.sheet(rows)}
    assert read_parts(**parts)["s"].looks == {}


def looks_of(rows, styles=b"", strings="", before=""):
    """Return what a sheet of some rows has beside its values."""
    changed = {"xl/worksheets/sheet1.xml": built.sheet(rows, before=before)}
    changed |= {"xl/sharedStrings.xml": built.strings(strings), "xl/styles.xml": styles}
    return read_parts(**changed)["s"]


def styled(entry, formats="", fonts="<font/>"):
    """Return the look of a number whose style is the second of a workbook."""
    part = f"<styleSheet><numFmts>{formats}</numFmts><fonts>{fonts}</fonts><cellXfs>"
    part += f"<xf/>{entry}</cellXfs></styleSheet>"
    row = '<row r="1"><c r="A1" s="1"><v>1</v></c></row>'
    return looks_of(row, part.encode()).looks.get((0, 0))


@pytest.mark.parametrize(
    ("number", "code"),
    [(9, "0%"), (10, "0.00%"), (11, "0.00E+00"), (12, "# ?/?"), (13, "# ??/??")],
)
def test_the_formats_that_every_workbook_has_are_known_by_their_number(number, code):
    assert styled(f'<xf numFmtId="{number}"/>') == Look(number_format=code)


@pytest.mark.parametrize("code", ["General", "@", "0", "#,##0", "0.00", "# ##0"])
def test_a_format_that_shows_the_number_itself_is_no_look(code):
    assert styled('<xf numFmtId="170"/>', f'<numFmt numFmtId="170" formatCode="{code}"/>') is None


def test_a_style_that_says_nothing_has_the_first_format_and_the_first_font():
    assert styled("<xf/>", fonts="<font><b/></font><font/>") == Look(bold=True)
    assert styled("<xf/>", '<numFmt numFmtId="0" formatCode="0.0,"/>') == Look(number_format="0.0,")


@pytest.mark.parametrize(
    ("font", "is_bold"),
    [
        ("<font><b/></font>", True),
        ('<font><b val="1"/></font>', True),
        ('<font><b val="true"/></font>', True),
        ('<font><b val="0"/></font>', False),
        ("", False),
    ],
)
def test_a_style_is_bold_as_its_font_says_if_there_is_one(font, is_bold):
    found = styled('<xf fontId="1"/>', fonts="<font/>" + font)
    assert found == (Look(bold=True) if is_bold else None)


def raised_text(base, mark):
    return f"<si><r><t>{base}</t></r><r>{MARK}<t>{mark}</t></r></si>"


def test_each_cell_has_the_superscript_of_its_own_text():
    texts = f"<si/>{raised_text('Osh_x000D_', '1')}<si><t>x</t></si>{raised_text('&amp;', ' a ')}"
    cells = "".join(f'<c r="{at}1" t="s"><v>{n}</v></c>' for n, at in enumerate("ABCD"))
    found = looks_of(f'<row r="1">{cells}<c r="E1"><v>1</v></c></row>', strings=texts)
    assert found.texts == {(0, 1): "Osh", (0, 3): "&"}
    assert found.looks == {(0, 1): Look(superscript="1"), (0, 3): Look(superscript="a")}


@pytest.mark.parametrize(
    ("base", "raised", "text", "mark"),
    [
        *(("km", "2", "km2", ""), ("m", "3", "m3", ""), ("area, \u043c", "2", "area, \u043c2", "")),
        *(("km", "23", "km", "23"), ("km", "1", "km", "1"), ("Osh", "2", "Osh", "2")),
    ],
)
def test_only_a_square_and_a_cube_of_metres_are_powers(base, raised, text, mark):
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    found = looks_of(row, strings=raised_text(base, raised))
    assert (found.texts[0, 0], found.looks[0, 0].superscript) == (text, mark)


def test_texts_with_superscripts_that_do_not_end_are_damage():
    with pytest.raises(InputError, match=r"^E_CORRUPT: damaged \(a part that cannot be read\)"):
        looks_of("", strings=raised_text("a", "1") + "<si><t>")
    looks_of("", strings="<si><t>")  # without superscripts nothing is looked for in them


@pytest.mark.parametrize(
    "inside", ["", "<f>1/0</f>", "<f/>", '<f t="shared" si="0"/>', "\n "], ids=repr
)
def test_an_error_is_told_with_or_without_its_formula(inside):
    row = f'<row r="1"><c r="A1"/><c r="B1" t="e">{inside}<v>#DIV/0!</v></c></row>'
    assert looks_of(row).looks == {(0, 1): Look(error="#DIV/0!")}


def test_cells_are_counted_that_give_a_value():
    cells = "".join(
        (
            '<c r="A1"><v>1</v></c><c r="B1" t="s"><v>0</v></c>',
            '<c r="C1" t="e"><v>#N/A</v></c>',  # an error has none
            '<c r="D1" t="s"><v>1</v></c>',  # nor has a mark alone
            '<c r="E1"><f>1+1</f></c><c r="F1"/>',
        )
    )
    texts = f"<si><t>x</t></si>{raised_text('', '1')}"
    found = looks_of(f'<row r="1">{cells}</row>', strings=texts)
    assert found.filled == 2
    assert found.looks[0, 4] == Look(formula_without_value=True)
    for blank in ("<si/>", "<si><t> </t></si>"):
        assert looks_of(f'<row r="1">{cells}</row>', strings=texts + blank).filled is None


def test_a_lone_cell_far_from_all_others_is_named_and_not_counted():
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="900"><c r="Z900"><v>2</v></c></row>'
    with asking({"limits": {"cells": 20_000}}):
        found = looks_of(rows)
    assert (found.stray, found.filled) == (("xl/worksheets/sheet1.xml", "Z900"), 1)
    assert looks_of(rows).stray == ("xl/worksheets/sheet1.xml", "")


def test_columns_that_are_hidden_to_the_end_are_hidden_to_the_last_one():
    column = '<cols><col min="2" max="20000" hidden="1"/><col min="1" max="1"/></cols>'
    assert looks_of("", before=column).hidden_columns == {*range(1, 16_384)}
    assert looks_of("", before=column.replace('"1"/>', '"0"/>', 1)).hidden_columns == frozenset()


def test_values_under_a_merge_are_marked_and_the_first_one_is_not():
    sheet = Sheet("s", [[1.0, 2.0, 3.0], [None, 4.0]], {(0, 1): Look(bold=True)}, ((0, 0, 5, 1),))
    mark_hidden_by_merges([sheet])
    assert sheet.looks == {
        (0, 1): Look(bold=True, under_merge=True),
        (1, 1): Look(under_merge=True),
    }
    column = Sheet("t", [[1.0], [2.0], [3.0]], {}, ((0, 0, 1, 0),))
    mark_hidden_by_merges([column])
    assert column.looks == {(1, 0): Look(under_merge=True)}


def test_a_sheet_of_which_nothing_is_told_has_no_lone_cell_and_no_count():
    found = SheetLooks()
    assert (any(found.stray), found.filled) == (False, None)
