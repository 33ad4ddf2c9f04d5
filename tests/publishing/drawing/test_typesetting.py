import pytest

from exchange_stats.publishing.drawing import typesetting

LONG = "Students from Kyrgyzstan in China in each calendar year, persons, and later statements"


def texts_by_part(frame, part):
    found = [t for t in frame.figure.texts if str(t.get_gid()).startswith(f"{part}.")]
    return [text.get_text() for text in found]


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("width", [60, 130, 300])
def test_no_line_is_wider_than_its_room(width, bold):
    lines = typesetting.wrap(LONG, width, 9, bold=bold)
    assert all(typesetting.measure(line, 9, bold) <= width for line in lines)
    assert " ".join(lines) == LONG


def test_a_word_wider_than_its_room_stands_alone():
    assert typesetting.wrap("a Schifffahrtsgesellschaft b", 20, 9) == [
        "a",
        "Schifffahrtsgesellschaft",
        "b",
    ]


def test_a_short_russian_word_stays_with_the_next():
    words = "студенты в Китае"
    width = typesetting.measure("студенты в", 9) / typesetting.SLACK + 1
    assert typesetting.wrap(words, width, 9, language="ru") == ["студенты", "в Китае"]
    assert typesetting.wrap(words, width, 9, language="en") == ["студенты в", "Китае"]


def test_chinese_breaks_between_signs_but_not_before_a_stop():
    width = typesetting.measure("吉尔吉斯", 9) / typesetting.SLACK + 1
    lines = typesetting.wrap("吉尔吉斯，学生", width, 9, language="zh")
    assert lines[0] == "吉尔吉"
    assert lines[1].startswith("斯，")


def test_a_chinese_range_is_not_broken_behind_its_dash():
    width = typesetting.measure("假设，增加：490\u2014", 9) / typesetting.SLACK + 1
    lines = typesetting.wrap("假设，增加：490\u2014499", width, 9, language="zh")
    assert lines == ["假设，增加：", "490\u2014499"]


def test_no_short_word_stands_alone_below_a_paragraph():
    width = typesetting.measure("published statements of officials and of their offices", 7)
    words = "published statements of officials and of their offices too"
    width = width / typesetting.SLACK + 1
    assert typesetting.wrap(words, width, 7)[-1] == "too"
    assert typesetting.filled(words, width, 7, "en")[-1].endswith("offices too")


def test_balanced_lines_are_no_more_and_about_equal():
    words = "Growth came in two spurts and almost none for three years before nearly a third"
    greedy = typesetting.wrap(words, 400, 11, bold=True)
    even = typesetting.balanced(words, 400, 11, "en", bold=True)
    widths = [typesetting.measure(line, 11, bold=True) for line in even]
    assert len(even) == len(greedy) == 2
    assert max(widths) - min(widths) < 80


@pytest.mark.parametrize(
    ("words", "language", "first", "second"),
    [
        ("до 2027 года не хватает 7 лет", "ru", "до 2027 года не хватает", "7 лет"),
        ("two rows and 1,441 persons", "en", "two rows and", "1,441 persons"),
        ("吉尔吉斯斯坦，1月讲话", "zh", "吉尔吉斯斯坦，", "1月讲话"),
    ],
)
def test_a_number_stays_with_the_word_that_it_counts(words, language, first, second):
    room = typesetting.measure(words.replace(second, second[:-4] or "1"), 9)
    width = max(room, typesetting.measure(first, 9) + 8) / typesetting.SLACK + 1
    assert typesetting.wrap(words, width, 9, language=language) == [first, second]


def test_a_number_that_ends_a_phrase_does_not_hold_the_next_word():
    words = "2019-жылы 19\u00a0626, 2022-жылы 80\u00a0701"
    width = typesetting.measure(words.rpartition(" ")[0], 9) / typesetting.SLACK + 1
    assert typesetting.wrap(words, width, 9, language="ky") == [
        "2019-жылы 19\u00a0626, 2022-жылы",
        "80\u00a0701",
    ]
    half = typesetting.measure("2019-жылы 19\u00a0626,", 9) / typesetting.SLACK + 1
    assert typesetting.wrap(words, half, 9, language="ky")[0] == "2019-жылы 19\u00a0626,"


def test_no_word_is_lost_whatever_stands_last():
    for words in ("the count of 3,163", "2 of 4", "7", "из них 3"):
        for width in (15, 40, 200):
            lines = typesetting.wrap(words, width, 9, language="ru")
            assert " ".join(lines) == words


def test_a_number_and_a_word_too_wide_together_part():
    assert typesetting.wrap("1\u00a0500\u00a0000 граждан", 50, 9, language="ru") == [
        "1\u00a0500\u00a0000",
        "граждан",
    ]


def test_each_language_breaks_into_its_own_lines_by_its_own_rules():
    words = "Кытайдагы кыргызстандык студенттер\n吉尔吉斯斯坦在华留学生"
    lines = typesetting.wrap(words, 100, 9, language="ky-zh")
    assert lines[0] == "Кытайдагы"
    assert "".join(lines[-2:]) == "吉尔吉斯斯坦在华留学生"
    assert typesetting.balanced(words, 400, 9, "ky-zh") == words.split("\n")
    assert typesetting.filled(words, 400, 9, "ky-zh") == words.split("\n")


def test_words_said_once_in_two_languages_break_by_their_signs():
    assert len(typesetting.wrap("吉尔吉斯斯坦在华留学生", 60, 9, language="ky-zh")) > 1
    assert typesetting.wrap("Кыргызстан 2018", 60, 9, language="ky-zh") == ["Кыргызстан", "2018"]


def test_a_cyrillic_word_among_chinese_ones_is_not_broken():
    words = "3 – Макулдашылган / 已商定；4 – Ачылган / 已揭牌"
    lines = typesetting.wrap(words, 75, 9, language="ky-zh")
    assert any("Макулдашылган" in line for line in lines)


def test_a_chinese_word_that_stays_whole_is_not_broken():
    width = typesetting.measure("在华奖学金吉尔", 9) / typesetting.SLACK + 1
    lines = typesetting.wrap("在华奖学金吉尔吉斯斯坦", width, 9, language="zh")
    assert lines == ["在华奖学金", "吉尔吉斯斯坦"]


def test_a_chinese_word_wider_than_its_room_is_broken_between_signs():
    width = typesetting.measure("吉尔吉", 9) / typesetting.SLACK + 1
    assert typesetting.wrap("吉尔吉斯斯坦", width, 9, language="zh") == ["吉尔吉", "斯斯坦"]


@pytest.mark.parametrize(
    ("words", "language", "first"),
    [
        ("Education leads with 24 events; no other named field has more", "en", "events;"),
        ("虚构示例：八所大学的报表，各校吉尔吉斯斯坦学生由九百人到二百人", "zh", "报表，"),
    ],
)
def test_even_lines_end_behind_a_stop_where_that_keeps_them_even(words, language, first):
    lines = typesetting.balanced(words, 250, 9, language)
    assert len(lines) == 2
    assert lines[0].endswith(first)


def test_a_stop_near_the_end_does_not_make_lines_uneven():
    words = "Kyrgyz students in China by kind of study and by year, persons"
    assert typesetting.balanced(words, 230, 9, "en")[0].endswith("by kind")


@pytest.mark.parametrize(
    ("words", "language", "second"),
    [
        ("students (speech of January 2015)", "en", "January 2015)"),
        ("на сайте 24\u00a0ноября 2026", "ru", "24\u00a0ноября 2026"),
    ],
)
def test_a_year_stays_with_its_month(words, language, second):
    width = typesetting.measure(words[:-3], 9) / typesetting.SLACK + 1
    assert typesetting.wrap(words, width, 9, language=language)[-1] == second


def test_lines_of_even_width_break_no_chinese_name():
    width = typesetting.measure("哈萨克斯坦 11", 9) / typesetting.SLACK + 1
    lines = typesetting.balanced("哈萨克斯坦 11,784", width, 9, "zh")
    assert lines == ["哈萨克斯坦", "11,784"]


def test_the_longest_part_of_words_is_what_no_line_breaks():
    assert typesetting.longest("two 哈萨克斯坦", 9, "zh") == typesetting.measure("哈萨克斯坦", 9)
    assert typesetting.longest("a railway", 9, "en") == typesetting.measure("railway", 9)
    assert typesetting.longest("", 9, "zh") == 0.0  # of a picture without words around it


def test_even_lines_do_not_end_behind_a_shortened_word():
    words = "Кыргызстан дал 26,6 п. п. прироста числа студентов из Центральной Азии"
    width = typesetting.measure("Кыргызстан дал 26,6 п. п. прироста числа", 9)
    assert typesetting.balanced(words, width, 9, "ru")[0].endswith("прироста")


def test_a_line_does_not_end_behind_a_word_that_only_names_the_next():
    words = "吉中合作的主要步骤；实心：已开设或启动，空心：已商定或讨论"
    width = typesetting.measure("吉中合作的主要步骤；实心：已开设或启", 9) / typesetting.SLACK
    assert not typesetting.balanced(words, width, 9, "zh")[0].endswith("实心：")
