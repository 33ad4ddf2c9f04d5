"""What looks like a person is stopped before it is written, and never shown."""

import json

import pandas as pd
import pytest

from exchange_stats.ground.errors import LabelError, PrivacyError
from exchange_stats.privacy.scan import (
    check_table,
    check_texts,
    is_chinese_number,
    looks_of,
    unquoted,
)

PASSPORT, KYRGYZ, CHINESE = (
    "a passport number",
    "a personal number of the Kyrgyz Republic",
    "an identity number of China",
)
PHONE, MAIL, BORN, NAME = (
    *("a telephone number", "an e-mail address", "a date of birth", "a name"),
)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("AN1234567", PASSPORT),
        ("passport ID 7654321, issued", PASSPORT),
        ("E12345678", PASSPORT),
        ("EA1234567", PASSPORT),
        ("G12345678", PASSPORT),
        ("20102200312345", KYRGYZ),
        ("ПИН 12345678901234.", KYRGYZ),
        ("360426199101010071", CHINESE),
        ("11010519491231002X", CHINESE),
        ("11010519491231002x", CHINESE),
        ("+996 555 000 111", PHONE),
        ("+996(312)123456", PHONE),
        ("+86 138-0013-8000", PHONE),
        ("0086 13800138000", PHONE),
        ("13800138000", PHONE),
        ("0555 123 456", PHONE),
        ("0555 12-34-56", PHONE),
        ("someone@example.org", MAIL),
        ("кто-то@пример.рф", MAIL),
        ("01.02.2003", BORN),
        ("1/2/1998", BORN),
        ("2003-02-01", BORN),
        ("born 2003年2月1日", BORN),
        ("Асанов Бакыт Темирович", NAME),
        ("студент Асан уулу Бакыт", NAME),
        ("Aygul Asan kyzy", NAME),
        ("Асанова Айгүл", NAME),
        ("АСАНОВ БАКЫТ", NAME),
        ("Бакыт Асанов", NAME),
        ("Asanov Bakyt", NAME),
        ("BAKYT ASANOV", NAME),
        ("王小明", NAME),
        ("欧阳锋", NAME),
    ],
)
def test_a_personal_value_is_told_by_its_look(text, says):
    assert looks_of(text) == [says]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4,200 students",
        "2025-07-18",
        "2018",
        "5034.816084",
        "0.12345678901234",
        "in_china_all@KGZ:kept",
        "obs-e93edec81e",
        "360426199101010072",  # wrong check digit
        "ISCED 7T8",
        "Osh State University",
        "Кыргызский национальный университет",
        "more than 1,000 of the whole",
        "中亚五国",
        "江",
        "人数",
        "+99 1234567",
    ],
)
def test_an_ordinary_value_looks_like_nobody(text):
    assert looks_of(text) == []


def test_a_look_may_be_allowed():
    assert looks_of("2003-02-01, AN1234567", {"birth_date"}) == [PASSPORT]


@pytest.mark.parametrize("place", range(17))
def test_every_digit_has_its_own_weight_in_the_check_digit(place):
    bare = "0" * place + "1" + "0" * (16 - place)
    # ISO 7064, mod 11-2: the sum of all digits, each by two to the power of its place, is 1.
    check = (1 - 2 ** (17 - place)) % 11
    digits = [*"0123456789", "X"]
    assert [one for one in digits if is_chinese_number(bare + one)] == [digits[check]]


def test_the_check_digit_of_china_is_worked_by_hand():
    # 3*7+6*9+0*10+4*5+2*8+6*4+1*2+9*1+9*6+1*3+0*7+1*9+0*10+1*5+0*8+0*4+7*2 = 231 = 21*11 + 0 -> 1
    assert is_chinese_number("360426199101010071")
    assert is_chinese_number("440524188001010014")  # the usual example of such a number
    assert [d for d in "0123456789X" if is_chinese_number("36042619910101007" + d)] == ["1"]


def table(**columns):
    return pd.DataFrame(columns, dtype="str")


def test_an_ordinary_table_passes_as_it_is():
    ordinary = table(
        origin=["KGZ", "CHN"],
        value=["4200", ""],
        lo=["-1.5", "2e-07"],
        period=["2003-02-01", ""],
        statement=["Minister Asanov Bakyt said so on 1.02.2003", ""],
        message=["two lines\nof ours", ""],
    )
    assert check_table(ordinary, "claims") is ordinary


def test_a_column_that_is_not_on_the_list_is_named():
    expected = (
        r"claims: columns that are not on the allow-list found:\n  - column full_name\n"
        r"  - column phone\n  What to do: add them to facts/columns.csv .*\(E_COLUMN\)"
    )
    with pytest.raises(PrivacyError, match=expected):
        check_table(table(origin=["KGZ"], full_name=["x"], phone=["y"]), "claims")


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("message", "call +996 555 000 111", PHONE),
        ("message", "王小明", NAME),
        ("statement", "her passport AN1234567", PASSPORT),
        ("statement", "write to a@example.org", MAIL),
        ("period", "20102200312345", KYRGYZ),
        ("institution", "Asanov Bakyt", NAME),
        ("institution", "ОшГУ", "something else than a code"),
        ("origin", "2003-02-01", BORN),
        ("value", "4200 persons", "something else than a number"),
        ("value", "4,200", "something else than a number"),
    ],
)
def test_a_personal_value_is_counted_and_not_shown(column, value, says):
    with pytest.raises(PrivacyError, match="E_PII") as caught:
        check_table(table(**{column: ["", value, value]}), "processed table claims")
    assert f"  - column {column}: 2 values look like {says}" in str(caught.value)
    assert value not in str(caught.value)


def test_texts_are_counted_and_not_shown():
    check_texts(["ordinary", "2025-07-18"], "provenance.json")
    with pytest.raises(PrivacyError) as caught:
        check_texts(["Asanov Bakyt", "a@example.org", "b@example.org"], "provenance.json")
    lines = str(caught.value).splitlines()
    assert lines[:3] == [
        "provenance.json: values that may be of a person found, expected none:",
        "  - 1 texts look like a name",
        "  - 2 texts look like an e-mail address",
    ]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("A9: 'Новый университет' is unknown", "A9: 'Новый университет' is unknown"),
        ("A9: '江明' is unknown", "A9: a text that looks like a name, not shown here, is unknown"),
        (
            "A9: 'Асанов Бакыт' is unknown",
            "A9: a text that looks like a name, not shown here, is unknown",
        ),
        (
            "A9: \"her mother's +996 555 000 111\" and 'Osh'",
            "A9: a text that looks like a telephone number, not shown here, and 'Osh'",
        ),
        (
            "A9: Osh, B9: 'Osh', C9: '+996 555 000 111'",
            "A9: Osh, B9: 'Osh', C9: a text that looks like a telephone number, not shown here,",
        ),
    ],
)
def test_a_refusal_quotes_labels_and_hides_persons(said, shown):
    with pytest.raises(LabelError) as caught, unquoted():
        raise LabelError(said)
    assert str(caught.value) == shown
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_no_notebook_of_the_project_holds_a_personal_value(project_root):
    names = sorted((project_root / "notebooks").glob("*.ipynb"))
    assert names
    for path in names:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        lines = [line for cell in cells for line in cell["source"]]
        assert [says for line in lines for says in looks_of(line, {"birth_date"})] == [], path.name
        assert [cell for cell in cells if cell.get("outputs") or cell.get("attachments")] == []


def test_no_processed_table_of_the_project_holds_a_personal_value(project_root):
    for path in sorted((project_root / "data" / "processed").glob("*.csv")):
        found = pd.read_csv(path, dtype="str", keep_default_na=False, na_filter=False)
        assert check_table(found, path.name) is found
