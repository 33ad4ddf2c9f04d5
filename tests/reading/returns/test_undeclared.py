"""An undeclared return is taken when every label is known and nothing is left to ask."""

import pytest

from builders import write_workbook
from exchange_stats import pipeline
from exchange_stats.evidence import harmonise
from exchange_stats.evidence.harmonise import names
from exchange_stats.ground.errors import LayoutError
from exchange_stats.reading.returns.undeclared import understand
from exchange_stats.reading.workbook import read_workbook

MERGES = ("B2:C2",)
ROWS = [
    ["Students from China enrolled in 2025/26"],
    ["Institution", "Всего", None],
    [None, "женщины", "мужчины"],
    ["ОшГУ", 30, 20],
    ["ЖАГУ", 7, 9],
]


def asked(folder, rows=ROWS, merges=MERGES):
    path = write_workbook(folder / "r.xlsx", {"s": rows}, merges=merges)
    return understand(read_workbook(path), harmonise.label_codes)


def with_cell(cell, value):
    rows = [list(row) + [None] * (3 - len(row)) for row in ROWS]
    rows[int(cell[1:]) - 1]["ABC".index(cell[0])] = value
    return rows


def test_a_table_whose_labels_are_all_known_leaves_nothing_to_ask(tmp_path):
    found = asked(tmp_path)
    assert (found.source, found.questions, found.labels) == ("returns_kyrgyz_side", [], [])
    (table,) = found.tables
    assert table["id"] == "form_1_1"
    assert table["dimensions"] == {"institution": "A", "category": "header", "period": "A1"}


def test_new_entrants_are_told_from_the_enrolled(tmp_path):
    (table,) = asked(tmp_path, with_cell("A1", "Students admitted from China in 2025/26")).tables
    assert table["id"] == "form_2_1"


@pytest.mark.parametrize(
    ("cell", "text", "question"),
    [
        ("A4", "Тайный вуз", "s!A4: the institution 'Тайный вуз' is not known"),
        ("B3", "прочие", "s!B3: the category 'Всего / прочие' is not known"),
        ("A1", "Students from China enrolled in 2025", "no school year above the table"),
        ("A1", "Students enrolled in 2025/26", "name no country of origin=CHN"),
        ("A1", "Students from China, 2025/26", "do not say: enrolled or admitted"),
        ("A1", "Admissions from China, 2025/26", "do not say: enrolled or admitted"),
        ("A1", "Students from China enrolled and admitted, 2025/26", "do not say: enrolled or"),
        ("C2", None, ""),
    ],
)
def test_what_is_unknown_or_ambiguous_is_asked(tmp_path, cell, text, question):
    questions = asked(tmp_path, with_cell(cell, text)).questions
    assert len(questions) == (1 if question else 0)
    assert all(question in one for one in questions)


def test_a_word_that_nobody_has_confirmed_is_asked_for_and_decides_nothing(tmp_path):
    questions = asked(tmp_path, [*ROWS, ["баары", 37, 29]]).questions
    assert "s!A6: the word 'баары' is only proposed; have it confirmed in" in " ".join(questions)


def test_the_side_that_knows_more_labels_is_asked_for_the_others(tmp_path):
    rows = [*ROWS[:4], *([name, 1, 2] for name in ("Первый вуз", "Второй вуз", "Третий вуз"))]
    found = asked(tmp_path, rows)
    assert found.source == "returns_kyrgyz_side"
    assert [question.split("'")[1] for question in found.questions] == [row[0] for row in rows[4:]]


def test_what_an_unknown_institution_may_be_meant_for_is_told_and_decides_nothing(tmp_path):
    path = write_workbook(tmp_path / "r.xlsx", {"s": with_cell("A4", "ОшГУУ")}, merges=MERGES)
    (question,) = understand(read_workbook(path), harmonise.label_codes, names.hint).questions
    told = "spelt alike, for review: 'ОшГУ' (institution=KG-OSHSU)"
    assert question == f"s!A4: the institution 'ОшГУУ' is not known; {told}"


def test_a_column_that_counts_the_rows_is_left_out_by_name(tmp_path):
    rows = [["№", *row] if row[0] == "Institution" else [None, *row] for row in ROWS]
    rows[0], rows[3], rows[4] = ROWS[0], [1, *ROWS[3]], [2, *ROWS[4]]
    (table,) = asked(tmp_path, rows, ("C2:D2",)).tables
    assert table["beside"] == "A"


def test_a_doubt_of_the_proposal_is_a_question(tmp_path):
    rows = [*ROWS[:4], ["ЖАГУ", 7, "see below"]]
    (question,) = asked(tmp_path, rows).questions
    assert question == "s, table 1: C5: a text where a number is expected"


def test_labels_that_fit_nothing_are_asked_for_by_their_column(tmp_path):
    rows = [*ROWS[:3], ["Somewhere", 1, 2], ["Elsewhere", 3, 4]]
    (question,) = asked(tmp_path, rows).questions
    assert question == "s, table 1: column A: none of institution and field fit it"


def test_the_lines_to_add_are_given(tmp_path):
    lines = list(asked(tmp_path, with_cell("A4", "Вуз, новый")).lines())
    assert lines[:2] == [
        "facts/labels.csv, with the codes of each:",
        '  returns_kyrgyz_side,institution,"Вуз, новый",,,proposed,,,',
    ]
    assert '  header = "2:3"' in lines
    assert '  institution = "A"' in lines


@pytest.fixture
def returned(project_root, tmp_path):
    """A project whose raw workbooks are those of the repository, and its folder of returns."""
    (tmp_path / "data" / "raw" / "returns").mkdir(parents=True)
    for folder in (project_root / "data" / "raw").iterdir():
        if folder.name != "returns":
            (tmp_path / "data" / "raw" / folder.name).symlink_to(folder)
    return tmp_path / "data" / "raw" / "returns"


def test_the_build_takes_it(returned):
    write_workbook(returned / "r.xlsx", {"s": ROWS}, merges=MERGES)
    root = returned.parents[2]
    books = [book for book in pipeline.registered_workbooks(root) if book.path.endswith("/r.xlsx")]
    assert [(book.kind, book.source) for book in books] == [("undeclared", "returns_kyrgyz_side")]
    tables, _ = pipeline.derive_tables(root)
    rows = tables["observations"].query("source_id == 'returns_kyrgyz_side'")
    found = rows[["origin", "host", "period", "institution", "sex", "measure", "value", "cell"]]
    assert sorted(map(tuple, found.to_numpy().tolist()), key=lambda row: row[-1]) == [
        ("CHN", "KGZ", "2025/26", "KG-OSHSU", "F", "enrolled", "30", "B4"),
        ("CHN", "KGZ", "2025/26", "KG-JASU", "F", "enrolled", "7", "B5"),
        ("CHN", "KGZ", "2025/26", "KG-OSHSU", "M", "enrolled", "20", "C4"),
        ("CHN", "KGZ", "2025/26", "KG-JASU", "M", "enrolled", "9", "C5"),
    ]


def test_the_build_stops_with_the_questions_and_the_lines(returned):
    write_workbook(returned / "r.xlsx", {"s": with_cell("A4", "Тайный вуз")}, merges=MERGES)
    with pytest.raises(LayoutError) as caught:
        pipeline.registered_workbooks(returned.parents[2])
    message = str(caught.value)
    assert "r.xlsx: follows none of the return forms" in message
    assert "  - s!A4: the institution 'Тайный вуз' is not known" in message
    assert "returns_kyrgyz_side,institution,Тайный вуз,,,proposed,,," in message
    assert 'header = "2:3"' in message


def test_what_may_be_names_is_not_quoted(returned):
    write_workbook(returned / "r.xlsx", {"s": [["Name", "Score"], ["Invented Person", 3]]})
    with pytest.raises(
        LayoutError, match=r"s!A1\n.*name the columns as docs/returns\.md"
    ) as caught:
        pipeline.registered_workbooks(returned.parents[2])
    assert "Invented" not in str(caught.value)


def test_a_column_of_school_years_is_the_period(tmp_path):
    rows = [["Students from China enrolled"], ["Institution", "Year", "женщины", "мужчины"]]
    rows += [["ОшГУ", "2024/25", 30, 20], ["ОшГУ", "2025/26", 31, 21], ["ЖАГУ", "2025/26", 7, 9]]
    (table,) = asked(tmp_path, rows, ()).tables
    assert table["dimensions"] == {"institution": "A", "period": "B", "category": "header"}


def test_a_return_without_a_table_of_numbers_is_asked_for_one(tmp_path):
    found = asked(tmp_path, [["Students"], ["will follow"]], ())
    assert (found.tables, found.questions) == ([], ["no table of numbers found"])
