"""A translator sees where a text stands and how long it may be."""

import pytest

from exchange_stats.ground.errors import FactError
from exchange_stats.publishing import texts
from exchange_stats.publishing.translation import entries


@pytest.fixture
def listed(project, tables):
    return {one.key: one for one in entries.list_entries(tables, "ky")}


def test_a_text_names_the_figures_it_stands_in(listed):
    assert listed["figure.growth.title"].shown == "growth: title"
    assert listed["series.small"].shown == "growth"
    assert listed["translation.step_1"].shown == "translation"


def test_the_room_of_a_text_counts_its_fields_as_they_are_printed(listed):
    title = listed["figure.growth.title"]
    assert title.values["last"] == "4\u00a0614"
    assert title.limit == texts.locale("ky")["longest"]["title"]
    assert title.room == title.limit + len("{last}{first}") - len("4 6141 234")
    assert listed["series.small"].room is None


def test_the_mark_of_the_source_follows_english_and_russian_alone(listed):
    one = listed["figure.growth.title"]
    assert one.source == entries.fingerprint(one.en, one.ru)
    assert one.exported == entries.fingerprint(one.text, "awaiting", "")


@pytest.mark.parametrize(
    "written",
    [
        *("ours", "en ru ky: ours", "en ru: ours; ky zh: perfect", "en ru: ours; zh ky: ours"),
        *("en ru: ours; ky zh: awaiting a native reader", "en ru zh: seen; ky: awaiting"),
    ],
)
def test_a_state_that_leaves_a_language_out_is_refused(written):
    with pytest.raises(FactError, match="text 'greeting': state"):
        entries.states(written, "greeting")
