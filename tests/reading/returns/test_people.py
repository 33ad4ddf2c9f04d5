"""A list of persons is counted into the form's cells, and nothing of a person gets out."""

import io
import logging
from contextlib import redirect_stderr, redirect_stdout

import pytest

from exchange_stats import __main__
from exchange_stats.ground.errors import ExchangeStatsError, LayoutError
from returned import PERSON_HEADINGS, person, person_list, read_back, value_of

CANARIES = ("Канарейкина", "ZX7654321", "31.12.1999", "+996555000111", "канарейка@почта")


def with_canaries(**changed):
    line = person(9, **{"ФИО": CANARIES[0], "Номер паспорта": CANARIES[1]}, **changed)
    line[PERSON_HEADINGS.index("Дата рождения")] = CANARIES[2]
    return [*line, CANARIES[3], CANARIES[4], CANARIES[0]]


HEADINGS = [*PERSON_HEADINGS, "Телефон", "E-mail", "Примечание"]


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    """Return a list of six persons, read."""
    lines = [
        person(1),
        person(2, Пол="м", Уровень="магистр"),
        person(3, **{"Область образования": "Здравоохранение и социальное обеспечение"}),
        person(4, Вуз="КРСУ", **{"Источник средств": "стипендия Правительства КНР"}),
        person(5, Пол=None),
        person(6, Гражданство="Казахстан"),
    ]
    return read_back(person_list(tmp_path_factory.mktemp("list") / "список.xlsx", lines))


@pytest.mark.parametrize(
    ("category", "institution", "field", "count"),
    [
        ("isced_level=_T sex=_T", "KG-OSHSU", "_T", "4"),
        ("isced_level=_T sex=F", "KG-OSHSU", "_T", "2"),
        ("isced_level=_T sex=M", "KG-OSHSU", "_T", "1"),
        ("programme=degree isced_level=6 sex=_T", "KG-OSHSU", "_T", "3"),
        ("programme=degree isced_level=6 sex=F", "KG-OSHSU", "09", "1"),
        ("programme=degree isced_level=7 sex=M", "KG-OSHSU", "02", "1"),
        ("programme=degree isced_level=8 sex=F", "KG-OSHSU", "_T", "0"),
        ("funding=self", "KG-OSHSU", "_T", "4"),
        ("funding=cgs", "KG-KRSU", "_T", "1"),
    ],
)
def test_persons_are_counted_into_the_cells_of_the_form(table, category, institution, field, count):
    assert value_of(table, category, institution, field) == count


def test_a_column_that_a_list_lacks_is_not_counted_by(tmp_path):
    keep = [at for at, name in enumerate(PERSON_HEADINGS) if name not in ("Пол", "Уровень")]
    lines = [[person(1)[at] for at in keep]]
    path = person_list(tmp_path / "l.xlsx", lines, [PERSON_HEADINGS[at] for at in keep])
    labels = set(read_back(path)["category_label"])
    assert labels == {
        *("Всего / всего", "По источнику средств / стипендия Правительства КНР"),
        *(
            "По источнику средств / за свой счёт (контракт)",
            "По источнику средств / другие источники",
        ),
    }


def test_a_count_names_the_area_of_the_list(table):
    assert set(table["cell"]) == {"A4:K9"}
    assert set(table["markers"]) == {"counted"}


def test_no_value_of_a_person_is_in_the_table(tmp_path):
    table = read_back(person_list(tmp_path / "l.xlsx", [with_canaries(), [*person(2)]], HEADINGS))
    text = table.to_csv()
    assert not [canary for canary in CANARIES if canary in text]


BROKEN = [
    {"Пол": "Канарейкина"},
    {"Гражданство": "Канарейкина"},
    {"Уровень": "ZX7654321"},
    {"Область образования": "канарейка@почта"},
    {"Источник средств": "+996555000111"},
    {"Вуз": "Канарейкина"},
    {"Учебный год": "31.12.1999"},
]


@pytest.mark.parametrize("broken", BROKEN, ids=[next(iter(b)) for b in BROKEN])
def test_no_message_and_no_log_quotes_a_cell_of_a_list(tmp_path, broken, caplog):
    """The cell of a shifted column may hold a name: it is named by its place alone."""
    caplog.set_level(logging.DEBUG)
    path = person_list(tmp_path / "l.xlsx", [person(1), with_canaries(**broken)], HEADINGS)
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = __main__.main(["read", str(path)])
    assert code == 2
    with pytest.raises(ExchangeStatsError) as caught:
        read_back(path)
    said = "\n".join([out.getvalue(), err.getvalue(), str(caught.value), caplog.text])
    assert "5" in said  # the row is named
    assert not [canary for canary in CANARIES if canary in said]
    assert caught.value.__cause__ is None


def test_a_list_at_the_command_line_is_counted_and_not_shown(tmp_path, capsys):
    path = person_list(tmp_path / "l.xlsx", [with_canaries()], HEADINGS)
    assert __main__.main(["read", str(path)]) == 0
    out = capsys.readouterr().out
    assert "Всего / всего" in out
    assert not [canary for canary in CANARIES if canary in out]


def test_a_list_without_a_citizen_of_the_country_is_refused(tmp_path):
    path = person_list(tmp_path / "l.xlsx", [person(1, Гражданство="Казахстан")])
    with pytest.raises(LayoutError, match="without a citizen of CHN"):
        read_back(path)
