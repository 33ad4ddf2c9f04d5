"""Small tables of country names in many encodings: how many are read right, wrong or refused."""

import csv
import random
import sys
from collections import Counter
from pathlib import Path

from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook.text.encoding import decoded

FACTS = Path(__file__).parent.parent / "src" / "exchange_stats" / "facts"
OLD = ["cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5"]
ENCODINGS = {
    "ru": [*OLD, "utf-16-le", "utf-16-be", "utf-8"],
    "ky": ["ptcp154", "kz1048"],
    "zh": ["gb18030", "gbk", "utf-16-le"],
    "en": ["cp1252", "utf-16-le"],
}
# Of other languages: these may be refused, and are not to be read in wrong letters.
OTHERS = {
    "cp1250": "Łódź Gdańsk Przemyśl Częstochowa Łomża Říčany Žďár Příbram Győr Székesfehérvár",
    "cp1253": "Αθήνα Θεσσαλονίκη Πάτρα Κρήτη Σύνολο Φοιτητές Κίνα Ρωσία",
    "cp1254": "İstanbul Ağr\u0131 Muğla Ş\u0131rnak Eskişehir K\u0131rg\u0131zistan Öğrenci",
    "cp1257": "Šiauliai Panevėžys Žemaitija Klaipėda Skaičius Rīga",
    "euc-kr": "서울 부산 경기도 인천 학생수 합계 국가 대학교 외국인 중국",
    "euc-jp": "東京都 大阪府 北海道 学生数 留学生 国名 中国 キルギス",
    "shift_jis": "東京都 大阪府 北海道 学生数 留学生 国名 中国 キルギス",
    "big5": "臺北市 高雄市 學生人數 合計 俄羅斯 哈薩克 吉爾吉斯 國家",
    "mac-roman": "Québec Zürich Curaçao Réunion Université Österreich",
}
ODD = ["Café", "Zürich", "Curaçao", "Åland", "10 000 €", "5 °C", "“quoted”", "a \u2013 b", "№ 5"]
GROUPED = (*OLD, "cp1252")


def main(number: int) -> None:
    """Print how many tables were read right, by language and encoding."""
    chance, found = random.Random(1), Counter()
    with (FACTS / "countries.csv").open(encoding="utf-8") as file:
        countries = [*csv.DictReader(file)]
    names = {one: [row[f"name_{one}"] for row in countries] for one in ENCODINGS}
    names["en"] += ODD * 8
    for encoding, words in OTHERS.items():
        names[f"other {encoding}"] = words.split()
    choices = ENCODINGS | {f"other {encoding}": [encoding] for encoding in OTHERS}
    for _ in range(number):
        language = chance.choice([*choices])
        encoding = chance.choice(choices[language])
        text = table_of(names[language], chance, grouped=encoding in GROUPED)
        try:
            content = text.encode(encoding)
        except UnicodeEncodeError:  # a name with a letter that it does not have
            continue
        if language.startswith("other") and content.isascii():
            continue
        found[language, encoding, outcome(content, text)] += 1
    for key in sorted(found):
        print(*key, found[key])
    print(Counter({end: sum(n for k, n in found.items() if k[2] == end) for *_, end in found}))


def table_of(names: list[str], chance: random.Random, *, grouped: bool) -> str:
    """Return a table of two years, in capitals now and then."""
    delimiter, space = chance.choice(";,\t"), chance.choice(["", "\u00a0", " "]) if grouped else ""

    def number() -> str:
        return f"{chance.randrange(1, 99)}{space}{chance.randrange(1000):03}"

    lines = [[chance.choice(names), "2019", "2020"]]
    lines += [
        [chance.choice(names), number(), number()] for _ in range(chance.choice([1, 2, 3, 5, 20]))
    ]
    text = "".join(delimiter.join(line) + "\n" for line in lines)
    return text.upper() if chance.random() < 0.2 else text


def outcome(content: bytes, text: str) -> str:
    """Return ``right``, ``wrong`` or ``refused``."""
    try:
        return "right" if decoded(content)[0] == text else "wrong"
    except InputError:
        return "refused"


if __name__ == "__main__":
    main(int(sys.argv[1]))
