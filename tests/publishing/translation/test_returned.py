"""What a translator changed is taken, checked; all else stays as it is."""

import pytest
from openpyxl import Workbook, load_workbook

from exchange_stats.ground.errors import FigureError, RawFileError
from exchange_stats.publishing import texts, translation
from exchange_stats.publishing.translation.returned import Change

TITLE, ALT = 4, 5  # rows of the sheets


def changed(workbook, tables, cells):
    """Return what is found when cells, such as ``ky!E4``, hold other words."""
    book = load_workbook(workbook)
    for place, words in cells.items():
        name, _, cell = place.partition("!")
        book[name][cell] = words
    book.save(workbook)
    return translation.changed_rows(translation.read_returned(workbook), tables)


def test_a_workbook_that_nobody_touched_changes_nothing(workbook, tables):
    assert changed(workbook, tables, {}) == []


def test_a_new_text_and_state_are_taken_and_blanks_around_them_dropped(workbook, tables):
    cells = {"ky!E4": " {first} эле, {last} болду ", "ky!F4": "confirmed", "zh!F5": "confirmed"}
    assert changed(workbook, tables, cells) == [
        Change("figure.growth.title", "ky", "{first} эле, {last} болду", "confirmed", None),
        Change("figure.growth.alt", "zh", "由{first}到{last}", "confirmed", None),
    ]


def test_only_changed_rows_are_written_and_no_other_byte(workbook, tables, project):
    path = project.facts / "texts.csv"
    path.write_text(path.read_text("utf-8") + '"kept",En,"Ру",К,中,x,\n', "utf-8")
    before = path.read_text("utf-8").splitlines()
    found = changed(workbook, tables, {"ky!E4": "{first}, {last}", "zh!G4": "ask"})
    translation.write_changes(found, project.root)
    after = path.read_text("utf-8").splitlines()
    differing = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [new for _, new in differing] == [
        'figure.growth.title,"{last} students, {first} before",{last} и {first},"{first}, {last}",'
        "{last}人，此前{first}人,en ru: ours; ky zh: awaiting,ask"
    ]


def test_a_confirmed_text_is_confirmed_in_its_language_alone(workbook, tables, project):
    translation.write_changes(changed(workbook, tables, {"ky!F4": "confirmed"}), project.root)
    written = (project.facts / "texts.csv").read_text("utf-8")
    assert "此前{first}人,en ru: ours; ky: confirmed; zh: awaiting," in written


def test_a_text_that_was_missing_awaits_a_reader_unless_one_confirms_it(workbook, tables):
    (one,) = changed(workbook, tables, {"ky!E6": "Жаңы"})
    assert (one.key, one.text, one.state) == ("series.new", "Жаңы", "awaiting")
    (one,) = changed(workbook, tables, {"ky!F6": "confirmed"})
    assert (one.text, one.state) == ("Жаңы", "confirmed")


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("{last} студент", r"fields missing: \{first\}"),
        ("{last} {first} {other}", r"fields that the English text has not: \{other\}"),
        ("{last} {first} {last|а|б|в}", r"has 3 forms, expected 2 in 'ky'"),
        ("{last} {first}}", "a brace outside a field"),
        ("{last} {first} " + "м" * 130, r"142 characters once filled, expected at most 134"),
        ("{last} {first} Киргизия", "the glossary never says Киргиз"),
        ("{last}\n{first}", "a line break"),
        ("", "is empty"),
    ],
)
def test_a_text_that_cannot_be_printed_is_refused(workbook, tables, words, fault):
    with pytest.raises(FigureError, match=rf"ky!E4 'figure\.growth\.title': .*{fault}"):
        changed(workbook, tables, {"ky!E4": words})


def test_an_unknown_state_is_refused(workbook, tables):
    with pytest.raises(FigureError, match="state 'perfect', expected one of ours, awaiting"):
        changed(workbook, tables, {"ky!F4": "perfect"})


def test_an_unknown_key_is_refused(workbook, tables):
    with pytest.raises(FigureError, match=r"ky!E4 'figure\.growth\.name': no such key"):
        changed(workbook, tables, {"ky!A4": "figure.growth.name"})


def test_all_faults_are_named_at_once_and_nothing_is_returned(workbook, tables):
    with pytest.raises(FigureError, match=r"ky!E4(.|\n)*zh!E5") as refusal:
        changed(workbook, tables, {"ky!E4": "", "zh!E5": "", "ky!F5": "confirmed"})
    assert "nothing is written" in str(refusal.value)


def test_two_comments_on_one_text_are_refused(workbook, tables):
    with pytest.raises(FigureError, match=r"'figure\.growth\.title': two comments"):
        changed(workbook, tables, {"ky!G4": "one", "zh!G4": "another"})


@pytest.mark.parametrize(
    ("column", "fault"),
    [
        ("en", "the English or Russian text has changed since the export"),
        ("ky", "the translation in facts/texts.csv is another since the export: 'new"),
    ],
)
def test_a_text_that_changed_here_meanwhile_is_refused_but_only_if_changed_there(
    workbook, tables, monkeypatch, column, fault
):
    row = texts.all_texts()["figure.growth.title"]
    monkeypatch.setitem(row, column, "new {last} {first}")
    assert changed(workbook, tables, {"ky!F5": "confirmed"})
    with pytest.raises(FigureError, match=fault):
        changed(workbook, tables, {"ky!F4": "confirmed"})


def test_a_key_twice_is_refused(workbook, tables):
    with pytest.raises(RawFileError, match=r"ky!E5: 'figure\.growth\.title' stands at ky!E4"):
        changed(workbook, tables, {"ky!A5": "figure.growth.title"})


def test_a_column_without_its_heading_is_refused(workbook, tables):
    with pytest.raises(RawFileError, match=r"columns missing(.|\n)*- State \S+ Состояние"):
        changed(workbook, tables, {"ky!F1": "?"})


def test_another_workbook_and_no_workbook_are_refused(tmp_path):
    book = Workbook()
    book.save(tmp_path / "other.xlsx")
    (tmp_path / "none.xlsx").write_text("no zip")
    with pytest.raises(RawFileError, match="no sheet of a language"):
        translation.read_returned(tmp_path / "other.xlsx")
    with pytest.raises(RawFileError, match=r"none\.xlsx: not a workbook"):
        translation.read_returned(tmp_path / "none.xlsx")
    with pytest.raises(RawFileError, match="no such file"):
        translation.read_returned(tmp_path / "absent.xlsx")
