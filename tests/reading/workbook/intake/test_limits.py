"""Limits come from the fact file in use."""

import shutil

from exchange_stats.ground import factbook
from exchange_stats.reading.workbook.intake.limits import limit


def test_a_limit_raised_in_facts_of_ones_own_holds(tmp_path):
    shutil.copytree(factbook.PACKAGED, tmp_path / "facts")
    path = tmp_path / "facts" / "limits.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("seconds = 60", "seconds = 61"), encoding="utf-8")
    assert limit("reading", "seconds") == 60
    with factbook.using(tmp_path / "facts"):
        assert limit("reading", "seconds") == 61
