"""Chinese is told from what reads as Chinese signs by chance."""

import pytest

from exchange_stats.reading.workbook.text.han import han_weight, other_language


def read_as_chinese(text, encoding, wrong="gb18030"):
    content = text.encode(encoding)
    return other_language(content, content.decode(wrong))


def test_signs_of_our_tables_are_chinese_however_few():
    for text in ("国家", "甘肃,宁夏,贵州", "合计", "国家,留学生人数,本科,硕士,博士"):
        assert read_as_chinese(text, "gb18030") == ""
    assert read_as_chinese("國家,學生人數,高雄市,合計", "big5", "big5") == ""


def test_korean_that_reads_as_chinese_is_named():
    assert read_as_chinese("서울,부산,합계", "euc-kr") == "euc-kr"


def test_japanese_is_told_by_its_syllables_and_by_signs_that_no_table_of_ours_has():
    assert read_as_chinese("キルギス", "euc-jp") == "euc-jp"
    assert read_as_chinese("大阪府,北海道,学生数", "euc-jp") == "euc-jp"


def test_a_single_sign_that_our_tables_do_not_have_tells_nothing():
    assert read_as_chinese("魑", "gb18030") == ""
    assert read_as_chinese("굳", "euc-kr") == ""


@pytest.mark.parametrize(
    ("before", "sign", "after", "weight"),
    [
        ("国", "家", ",", 1.0),
        ("a", "家", "b", 0.4),
        (",", "龘", ",", 0.1),
        ("国", "，", "家", 0.9),
        ("國", "\u5b78", "生", 1.0),
    ],
)
def test_signs_of_everyday_use_are_likely_and_less_so_between_latin_letters(
    before, sign, after, weight
):
    assert han_weight(before, sign, after) == weight
