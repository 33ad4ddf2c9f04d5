"""A frame that is no table of counts of one kind is refused, with what lacks or is mixed."""

import pytest

from exchange_stats.ground.errors import DisclosureError
from exchange_stats.own_table.given import is_invented, own_cells, require_columns
from exchange_stats.own_table.totals import add_totals
from own_counts import NAMES, parts


@pytest.mark.parametrize(
    ("column", "code", "other"), [("period", "2030", "2031"), ("coverage", "country", "reporting")]
)
def test_a_column_with_several_codes_is_refused(column, code, other):
    table = parts(**{column: other})
    table.loc[0, column] = code
    with pytest.raises(DisclosureError, match=rf"(?s){column}: {code}, {other}.*make it a dimensi"):
        own_cells(table, NAMES)


def test_what_is_not_counted_in_persons_is_refused():
    with pytest.raises(DisclosureError, match="unit 'percent', expected counts of persons"):
        own_cells(parts(unit="percent"), NAMES)


@pytest.mark.parametrize(
    ("table", "found"),
    [(parts().drop(columns="value"), "no column value"), (parts()[:0], "no row")],
)
def test_a_table_that_lacks_something_is_refused(table, found):
    with pytest.raises(DisclosureError, match=found):
        require_columns(table, [*NAMES, "value"])


def test_a_table_is_invented_when_every_row_says_so():
    assert is_invented(parts())
    assert not is_invented(parts(synthetic=""))
    assert not is_invented(parts().drop(columns="synthetic"))


def keys(table, dimensions=NAMES):
    return {dict(key).get("programme", "all") for key in own_cells(table, dimensions).row_keys()}


def test_the_programme_is_part_of_the_key_and_that_of_everybody_is_none():
    assert keys(parts(programme="language").assign(isced_level="_Z")[::3]) == {"language"}
    assert keys(parts(programme="degree")) == {"degree"}
    assert keys(parts(programme="all")) == {"all"}
    assert keys(parts()) == {"all"}


def test_a_programme_that_follows_from_the_level_says_nothing_more():
    table = add_totals(parts().replace({"isced_level": {"8": "_Z"}}), NAMES)
    follows = {"6": "degree", "7": "degree", "_Z": "nondegree"}
    table["programme"] = table["isced_level"].map(follows)
    assert keys(table) == {"all"}
    table.loc[0, "programme"] = "language"
    with pytest.raises(DisclosureError, match="programme: degree, language, nondegree"):
        own_cells(table, NAMES)
    with pytest.raises(DisclosureError, match="programme: degree, nondegree"):
        own_cells(table[1:], ["institution"])


@pytest.mark.parametrize(
    ("column", "codes", "found"),
    [
        ("isced_level", ["7T8", "8"], "isced_level: 7T8 holds 8"),
        ("isced_level", ["5T8", "8"], "isced_level: 5T8 holds 8"),
        ("programme", ["all", "degree"], "programme: all holds all others"),
        ("origin", ["XCA", "KGZ"], "origin: XCA holds KGZ"),
    ],
)
def test_codes_of_which_one_holds_another_are_no_parts_of_a_total(column, codes, found):
    table = parts()[:2].assign(**{"isced_level": "_T", column: codes})
    with pytest.raises(DisclosureError, match=rf"(?s){found}.*keep the parts; _T is their total"):
        own_cells(table, ["institution", column])
