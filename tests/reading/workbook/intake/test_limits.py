"""Limits come from the fact file in use, or are asked for."""

import shutil

from exchange_stats.ground import factbook
from exchange_stats.reading.workbook.intake.limits import (
    asking,
    encoding,
    is_second_try,
    known_limits,
    limit,
    what_is_asked,
)


def test_a_limit_raised_in_facts_of_ones_own_holds(tmp_path):
    shutil.copytree(factbook.PACKAGED, tmp_path / "facts")
    path = tmp_path / "facts" / "limits.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("seconds = 60", "seconds = 61"), encoding="utf-8")
    assert limit("reading", "seconds") == 60
    with factbook.using(tmp_path / "facts"):
        assert limit("reading", "seconds") == 61


def test_what_is_asked_for_holds_for_a_while():
    assert not is_second_try()
    with asking({"again": True}):
        assert is_second_try()
    with asking({"limits": {"seconds": 5}, "encoding": "cp1251"}):
        assert (limit("reading", "seconds"), limit("file", "mib")) == (5, 100)
        assert encoding() == "cp1251"
        assert what_is_asked()["limits"] == {"seconds": 5}
    assert (limit("reading", "seconds"), encoding(), {**what_is_asked()}) == (60, "", {})


def test_no_two_limits_have_one_name():
    groups = factbook.load_toml("limits.toml")
    assert len(known_limits()) == sum(map(len, groups.values()))
    assert known_limits()["seconds"] == 60
