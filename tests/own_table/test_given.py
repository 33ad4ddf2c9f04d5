"""A frame that is no table of counts of one kind is refused, with what lacks or is mixed."""

import pytest

from exchange_stats.ground.errors import DisclosureError
from exchange_stats.own_table.given import is_invented, own_cells, require_columns
from own_counts import NAMES, parts


def test_a_column_with_several_codes_is_refused():
    table = parts(period="2031")
    table.loc[0, "period"] = "2030"
    with pytest.raises(DisclosureError, match=r"(?s)period: 2030, 2031.*make it a dimension"):
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
