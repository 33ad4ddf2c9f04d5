"""Tables of many kinds are read without a declared layout; each case draws one of them."""

import pandas as pd
import pytest

from builders import sheet_of, write_workbook
from exchange_stats.reading.proposal import read_any
from exchange_stats.reading.proposal.draft import propose_layouts
from exchange_stats.reading.proposal.tidy import Tidy

CASES = {
    "values with flags beside them, the years over a line of the stub": (
        """
TIME|'2019||'2020|
GEO (Labels)||||
Germany|:||'1,204|b
France|'988|p|:|c
Italy|'415||'420|""",
        {"D3": ("Germany", "2020", "1204"), "B4": ("France", "2019", "988")},
        [2, 3, 4],
    ),
    "counts with their shares in one cell": (
        """
Страна|2022|2023
Китай|1 234 (12,5%)|1 450 (13,1%)
Индия|5 678 (57,5%)|6 010 (54,3%)
Всего|6 912 (100%)|7 460 (100%)""",
        {"B2": ("Китай", "2022", "1234"), "C4": ("Всего", "2023", "7460")},
        [1, 2, 3],
    ),
    "years with a raised mark of a note": (
        """
Institution|'2021\u00b2|2022
AUCA|312|350
KSMA|1204|1450
1. Headcount.
2. Revised.""",
        {"B2": ("AUCA", "2021\u00b2", "312"), "C3": ("KSMA", "2022", "1450")},
        [1, 2],
    ),
    "a title over the labels and some values, another title at the right": (
        """
来华留学生情况|<|<||International students
项目|2016|2017|2018|Item
总计|442773|489172|492185|Total
学历生|209966|241543|258122|Degree""",
        {"B3": ("总计", "2016", "442773"), "D4": ("学历生", "2018", "258122")},
        [2, 3],
    ),
    "years across with the unit at the right": (
        """
Численность студентов
 | | |(тыс. человек)
 |2019|2020|2021
Всего|10.5|11.5|12.5
Баткен|4.5|5.5|6
Ош|6|6|6.5""",
        {"B4": ("Всего", "2019", "10.5"), "D6": ("Ош", "2021", "6.5")},
        [3, 4, 5],
    ),
    "a heading over two columns that are not merged": (
        """
Студенты по странам
Страна|2019||2020|
 |всего|женщины|всего|женщины
Китай|100|50|120|60
Индия|200|80|210|90
Итого|300|130|330|150""",
        {"C4": ("Китай", "2019 / женщины", "50"), "E6": ("Итого", "2020 / женщины", "150")},
        [3, 4, 5],
    ),
    "a form with line codes and a row of column numbers": (
        """
Раздел 2. Прием
Наименование показателя|№ строки|Принято - всего|в том числе|<
^|^|^|мужчины|женщины
1|2|3|4|5
Всего|'01|100|60|40
Бакалавриат|'02|70|45|25
Магистратура|'03|30|15|15""",
        {
            "C5": ("Всего / 01", "Принято - всего", "100"),
            "D6": ("Бакалавриат / 02", "в том числе / мужчины", "45"),
        },
        [4, 5, 6],
    ),
    "years down the side": (
        """
 |Admitted|Graduated
2000|100|50
2001|110|55
2002|120|60""",
        {"B2": ("2000", "Admitted", "100"), "C4": ("2002", "Graduated", "60")},
        [1, 2, 3],
    ),
    "a table that goes on under its header again": (
        """
Таблица 5
Область|2019|2020
Ош|10|20
Нарын|30|40

Продолжение таблицы 5
Область|2019|2020
Талас|50|60
Чуй|70|80""",
        {"B3": ("Ош", "2019", "10"), "C9": ("Чуй", "2020", "80")},
        [2, 3, 7, 8],
    ),
    "sections merged across the table": (
        """
Страна|2019|2020|2021
Мужчины|<|<|<
Китай|1|2|3
Индия|4|5|6
Женщины|<|<|<
Китай|7|8|9
Индия|10|11|12""",
        {
            "B3": ("Мужчины / Китай", "2019", "1"),
            "D7": ("Женщины / Индия", "2021", "12"),
        },
        [2, 3, 5, 6],
    ),
    "text numbers with decimal commas, and three signs": (
        """
 |2019|2020
Ош|1 284,4|1 300,5
Нарын|…|-
Талас|х|12,0""",
        {
            "B2": ("Ош", "2019", "1284.4"),
            "B3": ("Нарын", "2019", ""),
            "C4": ("Талас", "2020", "12"),
        },
        [1, 2, 3],
    ),
    "labels merged over their rows": (
        """
Область|Район|2019|2020
Ош|Алай|1|2
^|Узген|5|6
Нарын|Ат-Башы|7|8
^|Жумгал|9|10""",
        {"C3": ("Ош / Узген", "2019", "5"), "D5": ("Нарын / Жумгал", "2020", "10")},
        [1, 2, 3, 4],
    ),
    "serial numbers are no labels": (
        """
№ п/п|Вуз|Бюджет|Контракт
1.|КНУ|10|20
2.|КГТУ|30|40
3.|ОшГУ|50|60
Итого|<|90|120""",
        {"C2": ("КНУ", "Бюджет", "10"), "D5": ("Итого", "Контракт", "120")},
        [1, 2, 3, 4],
    ),
    "titles above the column that counts the rows": (
        """
Студенты из КНР
2024/25 уч. год
№|Вуз|Всего|в том числе|<
^|^|^|женщины|мужчины
1|КНУ|30|12|18
2|ОшГУ|20|1|19
3|КРСУ|7|3|4
|Итого|57|16|41""",
        {"C5": ("КНУ", "Всего", "30"), "E8": ("Итого", "в том числе / мужчины", "41")},
        [4, 5, 6, 7],
    ),
    "two panels of one table side by side": (
        """
国别|人数|国别|人数
哈萨克斯坦|120|法国|30
吉尔吉斯斯坦|80|德国|40
蒙古|60|英国|50""",
        {"B2": ("哈萨克斯坦", "人数", "120"), "D3": ("德国", "人数", "40")},
        [1, 2, 3],
    ),
    "three merged header levels": (
        """
地区|在校生数|<|<|<|招生数
^|合计|<|其中：女|<|^
^|人数|比重|人数|比重|^
北京|100|1.5|50|0.5|30
上海|200|2.5|90|0.9|60""",
        {
            "B4": ("北京", "在校生数 / 合计 / 人数", "100"),
            "F4": ("北京", "招生数", "30"),
        },
        [3, 4],
    ),
    "ages as headings": (
        """
Region|17|18|19|20
Osh|10|20|30|40
Naryn|11|21|31|41
Talas|12|22|32|42""",
        {"B2": ("Osh", "17", "10"), "E4": ("Talas", "20", "42")},
        [1, 2, 3],
    ),
    "counts that look like years": (
        """
Region|2018|2019|2020
Osh|1990|2005|2010
Naryn|1950|1960|1955
Talas|120|2031|98""",
        {"B2": ("Osh", "2018", "1990"), "C4": ("Talas", "2019", "2031")},
        [1, 2, 3],
    ),
    "two tables with other columns": (
        """
Table 1. Students
Country|2019|2020
China|10|20
India|30|40


Table 2. Staff
Institution|Professors|Lecturers|Total
KNU|1|2|3
OSU|4|5|9""",
        {"B3": ("China", "2019", "10"), "D9": ("KNU", "Total", "3")},
        [2, 3, 8, 9],
    ),
    "one record a row, the year among its labels": (
        """
geo|t|students|staff
China|2018|100|5
China|2019|110|6
India|2018|70|7
India|2019|75|8""",
        {"C2": ("China / 2018", "students", "100"), "D5": ("India / 2019", "staff", "8")},
        [1, 2, 3, 4],
    ),
    "the year on the first of its months only": (
        """
Year|Month|Arrivals|Departures
2018|Jan|10|20
|Feb|30|40
2019|Jan|70|80
|Feb|90|95""",
        {"C3": ("2018 / Feb", "Arrivals", "30"), "D5": ("2019 / Feb", "Departures", "95")},
        [1, 2, 3, 4],
    ),
    "a group named by its closing total": (
        """
Province|Level|2018|2019
|Secondary|1|2
|Tertiary|3|4
Alpha Total||4|6
|Secondary|5|6
|Tertiary|7|8
Beta Total||12|14""",
        {
            "C2": ("Alpha Total / Secondary", "2018", "1"),
            "D6": ("Beta Total / Tertiary", "2019", "8"),
        },
        [1, 2, 3, 4, 5, 6],
    ),
    "an empty column between two groups": (
        """
|Men|||Women||
Region|2018|2019||2018|2019
Osh|1|2||3|4
Naryn|5|6||7|8""",
        {"E3": ("Osh", "Women / 2018", "3"), "C4": ("Naryn", "Men / 2019", "6")},
        [2, 3],
    ),
    "rows of signs at both ends": (
        """
Country|Total|Men|Women
Alpha|…|…|…
Beta|10|4|6
Gamma|20|9|11
Delta|-|-|-""",
        {"B2": ("Alpha", "Total", ""), "D5": ("Delta", "Women", "")},
        [1, 2, 3, 4],
    ),
    "stray numbers without a heading": (
        """
Region|2018|2019||
Osh|1|2||0
Naryn|5|6||0""",
        {"B2": ("Osh", "2018", "1")},
        [1, 2],
    ),
}


def cells_of(sheet):
    tidy = Tidy()
    for proposal in propose_layouts(sheet):
        tidy.add(sheet, proposal)
    return tidy.frame()


@pytest.mark.parametrize("name", CASES)
def test_a_table_is_read(name):
    drawing, expected, rows = CASES[name]
    table = cells_of(sheet_of(drawing))
    assert sorted(set(table["row"])) == rows
    found = table.set_index("cell")[["row_label", "column_label", "value"]]
    assert {cell: tuple(found.loc[cell]) for cell in expected} == expected


def test_a_missing_sign_has_a_status_and_a_number_has_none():
    table = cells_of(sheet_of("Country|n|m\nAlpha|…|1\nBeta|10|2")).set_index("cell")
    assert table.loc["B2", "status"] == "O"
    assert table.loc["B3", "status"] == ""


def test_a_number_under_a_merge_is_given_once():
    table = cells_of(sheet_of("Country|n|m\nAlpha|7|<\nBeta|10|2\nGamma|11|3"))
    assert list(table.loc[table["row_label"] == "Alpha", "cell"]) == ["B2"]


def test_totals_are_told_from_values():
    table = cells_of(sheet_of("Country|n|m\nAll told|40|60\nAlpha|10|20\nBeta|30|40"))
    assert dict(zip(table["cell"], table["role"], strict=True))["B2"] == "total"
    assert dict(zip(table["cell"], table["role"], strict=True))["B3"] == "value"


def test_a_workbook_is_read_with_its_places(tmp_path):
    rows = [["Students"], ["Country", 2018, 2019], ["China", 10, 20], ["India", 30, None]]
    path = write_workbook(tmp_path / "w.xlsx", {"first": rows, "second": rows})
    table = read_any(path, "second")
    assert table[["sheet", "cell", "row", "column"]].iloc[0].tolist() == ["second", "B3", 2, 1]
    assert len(table) == 4
    assert len(read_any(path)) == 8


def test_a_sheet_of_words_gives_an_empty_table(tmp_path):
    table = read_any(write_workbook(tmp_path / "w.xlsx", {"s": [["only"], ["words"]]}))
    assert table.empty
    assert isinstance(table, pd.DataFrame)


def test_reading_twice_gives_the_same(tmp_path):
    rows = [["Country", 2018], ["China", 10], ["India", 30]]
    path = write_workbook(tmp_path / "w.xlsx", {"s": rows})
    pd.testing.assert_frame_equal(read_any(path), read_any(path))


STUDENTS = [["Страна", "2021", "2022"], ["Ош", 5, "–"], ["Нарын", "…", 7], ["Талас", 4, 9]]


def signs(path, **options):
    table = read_any(path, **options).astype(str).set_index("cell")
    return [table.loc[cell, ["value", "status", "notes"]].tolist() for cell in ("C2", "B3")]


def test_signs_are_read_by_the_legend_on_a_sheet_of_notes(tmp_path):
    legend = [["Условные обозначения:"], ["– явление отсутствует"], ["… нет данных"]]
    path = write_workbook(tmp_path / "a.xlsx", {"1": STUDENTS, "notes": legend})
    expected = [["0", "A", "– явление отсутствует"], ["", "O", "… нет данных"]]
    assert signs(path) == signs(path, sheet_name="1") == expected


def test_signs_are_read_by_the_policy_where_no_legend_speaks(tmp_path):
    rows = [*STUDENTS, ["«…» - нет данных"]]
    path = write_workbook(tmp_path / "a.xlsx", {"1": rows})
    assert signs(path, symbols={"-": "M", "…": "Q"}) == [
        ["", "M", "by the policy of the source"],
        ["", "O", "«…» - нет данных; facts/symbols.toml holds it to be 'Q'"],
    ]


def test_a_legend_below_a_table_of_another_sheet_is_quoted_with_its_sheet(tmp_path):
    other = [*STUDENTS, ["– явление отсутствует; … нет данных"]]
    path = write_workbook(tmp_path / "a.xlsx", {"1": STUDENTS, "2": other})
    said = "– явление отсутствует (sheet '2')"
    assert signs(path, sheet_name="1")[0] == ["0", "A", said]
    both = read_any(path).set_index(["sheet", "cell"])
    assert both.loc[("1", "C2"), "notes"] == said
    assert both.loc[("2", "C2"), "notes"] == "– явление отсутствует"


def test_sheets_that_explain_a_sign_otherwise_decide_nothing_for_a_third(tmp_path):
    books = {"2": [*STUDENTS, ["– явление отсутствует"]], "3": [*STUDENTS, ["– нет данных"]]}
    path = write_workbook(tmp_path / "a.xlsx", {"1": STUDENTS, **books})
    assert signs(path, sheet_name="1")[0] == ["", "O", "what '–' means is not stated"]


def test_the_policy_can_hold_a_sign_to_be_the_number_zero(tmp_path):
    path = write_workbook(tmp_path / "a.xlsx", {"1": STUDENTS})
    assert signs(path, symbols={"–": "zero"})[0] == ["0", "A", "by the policy of the source"]


def test_signs_that_nothing_explains_say_so(tmp_path):
    path = write_workbook(tmp_path / "a.xlsx", {"1": STUDENTS})
    assert signs(path)[0] == ["", "O", "what '–' means is not stated"]
