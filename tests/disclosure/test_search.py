"""The package of the search holds one module for each way to protect a table."""

import pkgutil

from exchange_stats.disclosure import search


def test_each_way_to_protect_a_table_is_a_module():
    found = {module.name for module in pkgutil.iter_modules(search.__path__)}
    assert found == {"suppress", "greedy", "controlled"}
