"""A chart and a cell show a number as the language of the file writes it."""

import pytest

from exchange_stats.publishing import texts
from exchange_stats.publishing.office.numbers.formats import axis_format, number_format

LCIDS = {"en": "809", "ru": "419", "ky": "440", "zh": "804"}


@pytest.mark.parametrize("language", texts.complete_languages())
def test_a_format_names_the_language_and_writes_a_minus_sign_of_its_own(language):
    tag = f"[$-{LCIDS[language]}]"
    assert number_format("count", 0, language) == f"{tag}#,##0;{tag}\\\u2212#,##0"
    assert number_format("ratio", 2, language).startswith(f"{tag}#,##0.00;")


def test_the_percent_sign_stands_as_the_language_sets_it():
    assert number_format("percent", 1, "en").split(";")[0] == '[$-809]#,##0.0"%"'
    assert number_format("percent", 1, "ru").split(";")[0] == '[$-419]#,##0.0"\u00a0%"'


def test_what_was_said_of_a_number_stands_with_it_before_or_after():
    said = {name: number_format("count", 0, name, "more_than").split(";")[0] for name in LCIDS}
    assert said["ru"] == '[$-419]"более "#,##0'
    assert said["ky"] == '[$-440]#,##0" ашуун"'
    endings = [
        number_format("count", 0, "ky", "more_than", one).split(";")[0] for one in (4e3, 42e2)
    ]
    assert endings == ['[$-440]#,##0"ден ашуун"', '[$-440]#,##0"дөн ашуун"']
    assert number_format("count", 0, "ru", "exact") == number_format("count", 0, "ru")


def test_an_axis_shows_no_more_decimals_than_its_steps_need():
    assert axis_format("percent", 1, "ru") == '[$-419]General"\u00a0%"'
    assert axis_format("count", 0, "ru") == number_format("count", 0, "ru")
