"""A small set of facts that only these tests know."""

import shutil

import pytest

from exchange_stats.ground import factbook

COUNTRIES = """\
code,iso2,name_en,name_ru,name_ky,name_zh,aliases
CHN,CN,China,Китай,Кытай,中国,КНР|PRC
KGZ,KG,Kyrgyzstan,Кыргызстан,Кыргызстан,吉尔吉斯斯坦,Kyrgyz Republic
NAM,NA,Namibia,Намибия,Намибия,纳米比亚,
"""


@pytest.fixture
def facts(tmp_path):
    """A facts folder of three countries and the packaged vocabularies, in use for one test."""
    (tmp_path / "countries.csv").write_text(COUNTRIES, encoding="utf-8")
    for name in ("codes.toml", "lookalikes.csv"):
        shutil.copy(factbook.PACKAGED / name, tmp_path)
    with factbook.using(tmp_path):
        yield tmp_path
