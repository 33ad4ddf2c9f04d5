"""Rows that are persons are known by what stands in their columns; other tables are left alone."""

import datetime

import pytest

from exchange_stats.privacy.persons import place_of_persons

ENDINGS = ["Асанов Бакыт", "Жумабаева Айгуль", "Токтосунов Эрлан"]
SHAPES = ["Nurlan Sadykbek", "WANG XIAOMING", "Bolot Zhyldyz"]
FULL = ["Асанов Бакыт Маратович", "Ким Ольга Ивановна", "Цой Анна Олеговна"]
SONS = ["Нурлан кызы Айгүл", "Sagyn uulu Tilek"]
HAN = ["王小明", "李娜", "张伟"]
PASSPORTS = ["AN1234567", "AN7654321", "AC1112223"]
NUMBERS = ["11203200312345", "22511199900001", "10101200254321"]
PHONES = ["+996 700 177001", "+996 555 177002", "+996 312 177003"]
BORN = ["12.03.2003", "25.11.1999", "01.01.2002"]
DAYS = [datetime.datetime(2003, 3, 12), datetime.date(1999, 11, 25), datetime.datetime(2002, 1, 1)]
YEARS = [2, 3, 2]
CODES = ["Osh State University", "Naryn State University", "Talas State University"]


def rows_of(*columns, above=()):
    """Return rows below headings that say nothing."""
    return [*above, ["a"] * len(columns), *map(list, zip(*columns, strict=True))]


PERSONS = {
    "names and passports": (ENDINGS, PASSPORTS),
    "texts like names and passports": (SHAPES, PASSPORTS),
    "Chinese names and passports": (HAN, PASSPORTS),
    "passports and days of birth": (PASSPORTS, BORN),
    "names and days of birth": (ENDINGS, BORN, YEARS),
    "names and days of birth as dates": (ENDINGS, DAYS, YEARS),
    "names and telephones": (ENDINGS, PHONES, YEARS),
    "names and telephones as numbers": (ENDINGS, [996700177001, 996555177002, 996312177003]),
    "names and mobile numbers of China": (HAN, [13800000001.0, 13800000002.0, 13800000003.0]),
    "names and addresses": (ENDINGS, ["a@b.kg", "c@d.kg", "e@f.kg"]),
    "names behind the number of the line": ([1, 2, 3], ENDINGS, BORN),
    "names behind what many lines share": (["ОшГУ", "ОшГУ", "НГУ"], ENDINGS, BORN, YEARS),
    "names behind an address of their own": (["a@b.kg", "c@d.kg", "e@f.kg"], ENDINGS, BORN),
    "texts like names and days of birth": ([1, 2, 3], SHAPES, BORN),
    "names with initials and days of birth": (
        ["Асанов Б. К.", "Ким О.П.", "Ли А. Б."],
        BORN,
        YEARS,
    ),
    "initials before the names": (["Б. К. Асанов", "О. П. Ким", "А.Б. Ли"], BORN, YEARS),
    "names in pinyin and days of birth": (["WANG XIAOMING", "Li Na", "Zhang Wei"], BORN, YEARS),
    "surnames and given names apart": (
        ["Асанов", "Осмонова", "Токтосунов"],
        ["Бакыт", "Айжан", "Эрлан"],
        BORN,
    ),
    "names and telephones without the nought": (ENDINGS, [555177001, 700177002.0, 312177003]),
    "names with those of the fathers": (FULL, YEARS),
    "names with the words for son and daughter": (["Асан уулу Бакыт", *SONS], YEARS),
    "names of the fathers in a column": (["Ким", "Цой", "Ли"], ["Олегович", "Ильична", "Янович"]),
    "passports of a series of their own": (["Ош", "Ош", "Нарын"], PASSPORTS),
    "personal numbers alone": (NUMBERS, YEARS),
    "personal numbers as numbers": ([float(one) for one in NUMBERS], YEARS),
    "passports of any series and days of birth": (["ID1234567", "PE7654321", "ID1112223"], BORN),
    "names in pinyin with a comma": (["WANG, XIAOMING", "Li, Na", "Zhang, Wei"], BORN, YEARS),
    "texts like names with a comma": (["Sadykbek, Nurlan", "Wang, Xiao", "Bolot, Zhyldyz"], BORN),
    "town numbers from the first on": (ENDINGS, [200000000, 255177001, 212345678]),
    "texts like names of which a third share a word": (
        ["Nurlan Bek", "Aida Bek", "Bolot Zhyldyz", "Timur Sadyr", "Meerim Toktor", "Azamat Dzhun"],
        BORN * 2,
    ),
    "numbers of China": (["360426199101010071", "110101200002290011", "11010120000229001X"], YEARS),
}


@pytest.mark.parametrize("name", PERSONS)
def test_persons_are_known_by_what_the_columns_hold(name):
    found = place_of_persons(rows_of(*PERSONS[name], above=[["Список"], []]))
    assert found is not None
    assert found[0] >= 2


OTHERS = {
    "counts": (CODES, YEARS, [1200, 800, 450]),
    "institutions with codes like passports": (CODES, ["ID0000001", "ID0000002", "ID0000003"]),
    "institutions with telephones": (CODES, PHONES, [1200, 800, 450]),
    "institutions and their heads": (CODES, ENDINGS, PHONES, [1200, 800, 450]),
    "institutions and days of their licences": (CODES, BORN, [1200, 800, 450]),
    "heads alone": (ENDINGS, [1200, 800, 450]),
    "heads in full": (CODES, FULL, [1200, 800, 450]),
    "one speaker again and again": ([FULL[0]] * 3, ["10.05.2021", "11.05.2021", "12.05.2021"]),
    "two names in full": ([*FULL[:2], "x"], YEARS),
    "meetings": (BORN, ["Встреча министров", "Визит ректоров", "Форум городов"], [12, 5, 7]),
    "codes like passports of one series": (
        ["Ош", "Ош", "Нарын"],
        ["ID0000001", "ID0000002", "ID03"],
    ),
    "amounts of nine digits": (["Новый Город", "Ак Суу", "Кара Балта"], [555177001, 700177002, 21]),
    "two short texts": (["Ош", "Нарын", "Талас"], ["юг", "север", "запад"], BORN),
    "texts like names, telephones and counts": (SHAPES, PHONES, [1200, 800, 450]),
    "two texts like names": (["Hong Kong", "Sri Lanka", "x"], BORN),
    "large amounts": (["Ош", "Нарын", "Талас"], [13800000001, 15800000002, 99670017700312]),
    "a fiscal number of 14 digits": (CODES, ["00112199910012", "31203200312345", "99999999999999"]),
    "a register number of China": (CODES, ["121000004000022593"] * 3),
    "days": (BORN, YEARS),
    "one cell a line": (ENDINGS,),
    "truth values": (ENDINGS, [True, False, True]),
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_tables_are_left_alone(name):
    assert place_of_persons(rows_of(*OTHERS[name])) is None


def test_the_place_is_that_of_the_cell_that_gives_persons_away():
    assert place_of_persons(rows_of(ENDINGS, PASSPORTS)) == (0, 1)
    told = [["see the list of 11203200312345"], ["Country", 2019], ["Osh", 5]]
    assert place_of_persons(told) == (0, 0)


def test_names_are_most_of_a_column_or_they_are_none():
    half = [*ENDINGS, *CODES]
    assert place_of_persons(rows_of(half, BORN * 2)[1:]) is None
    assert place_of_persons(rows_of([*half, "Асанова Айжан"], [*BORN * 2, "x"])[1:]) == (0, 1)


def test_a_word_that_comes_back_is_of_an_institution():
    texts = ["Ala Too", "Osh Academy", "Naryn Academy", "Talas Bilim"]
    assert place_of_persons(rows_of(texts, [*BORN, BORN[0]])) is None
    texts[2] = "Naryn Lyceum"
    assert place_of_persons(rows_of(texts, [*BORN, BORN[0]])) is not None


def test_small_words_and_digits_are_no_names():
    assert place_of_persons(rows_of(["arts and law", "health care", "other fields"], BORN)) is None
    assert place_of_persons(rows_of(["Group A1", "Group2 B", "Year 3"], BORN)) is None


def test_lines_far_down_are_not_looked_at():
    counts = [["Osh", 5]] * 5000
    assert place_of_persons([*counts, ["Асанов Бакыт", "AN1234567"]]) is None


def test_half_of_the_cells_of_a_column_are_not_most_of_them():
    assert place_of_persons([[ENDINGS[0], PASSPORTS[0]], ["Osh", "x"]]) is None
    rows = [[ENDINGS[0], PASSPORTS[0]], [ENDINGS[1], PASSPORTS[1]], ["Osh", "x"]]
    assert place_of_persons(rows) == (0, 1)


def test_fewer_than_three_texts_like_names_prove_nothing():
    two = rows_of(SHAPES[:2], PASSPORTS[:2])[1:]
    assert place_of_persons(two) is None
    assert place_of_persons([*two, [SHAPES[2], PASSPORTS[2]]]) == (0, 1)


def test_numbers_that_only_look_large_are_none_of_a_person():
    assert place_of_persons(rows_of(ENDINGS, [13800000001.5, 13800000002.5, 13800000003.5])) is None
    assert place_of_persons(rows_of(ENDINGS, [9966, 9967, 9968])) is None
