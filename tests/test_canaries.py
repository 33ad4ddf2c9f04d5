"""A thousand values of invented persons go into a project; none of them comes out of it.

They stand in lists of persons and where nobody should put them: in stray columns and cells,
comments, hidden sheets, headers and properties of files.
"""

import io
import json
import logging
import re
import zipfile
import zlib
from contextlib import redirect_stderr, redirect_stdout, suppress

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from builders import write_workbook
from exchange_stats import processed
from exchange_stats.__main__ import main
from exchange_stats.build import build
from exchange_stats.ground import factbook
from returned import ARTS, PERSON_HEADINGS, TEN, filled, form_plan, person, person_list
from small_project import SmallProject

PERSONS, WANTED = 150, 1000
# What every planted value of a kind has, and no text of the project: a stem finds each of them.
STEMS = {
    "Cyrillic name": r"[\u0429\u0449]\u0435\u0433\u043b",  # as in a bird's name
    "Kyrgyz name": r"[\u0427\u0447]\u044b\u0439\u044b\u0440",
    "Latin name": r"(?i)zhshegl",
    "Chinese name": r"\u738b[\u9f98\u9f96\u9750]",
    "passport": r"(?i)AN ?77\d{5}",
    "telephone": r"996 ?700 ?177",
    "e-mail": r"shegol@|canary\.example",
    "personal number": r"1\d{4}194900\d{3}",
    "birth date": r"\d\d\.\d\d\.1949|1949-\d\d-\d\d",
}
LEAK = re.compile("|".join(f"(?:{stem.replace('(?i)', '')})" for stem in STEMS.values()))


def name(number):
    """Return the name of an invented person, in one of four scripts."""
    letters = "".join("abeikmnort"[int(digit)] for digit in f"{number:03}")
    cyrillic = "".join("абеикмнорт"[int(digit)] for digit in f"{number:03}")
    signs = "\u9f98\u9f96\u9750"
    return [
        f"Щегл{cyrillic}ов Бакыт",
        f"Чыйыр{cyrillic} уулу Эсен",
        f"Zhshegl{letters}ov Bakyt",
        f"王{signs[number % 3]}{chr(0x4E00 + number)}",
    ][number % 4]


def values(number):
    """Return the six personal values of an invented person."""
    day, month = 1 + number % 28, 1 + number // 28 % 12
    return {
        "ФИО": name(number),
        "Номер паспорта": f"AN77{number:05}",
        "ПИН": f"1{day:02}{month:02}1949{number:05}",
        "Телефон": f"+996 700 177{number:03}",
        "E-mail": f"shegol@{number}.canary.example",
        "Дата рождения": f"{day:02}.{month:02}.1949",
    }


class Planted:
    """What was planted so far: the texts, and a supply of further persons."""

    def __init__(self):
        self.texts = []
        self.number = 0

    def person(self):
        """Return the values of the next person."""
        self.number += 1
        found = values(self.number)
        self.texts += found.values()
        return found

    def one(self, kind):
        """Return one value of the next person."""
        self.number += 1
        self.texts.append(values(self.number)[kind])
        return self.texts[-1]

    def text(self):
        """Return the values of the next person as one text."""
        return "; ".join(self.person().values())


def line(planted, **changed):
    """Return a line of a list with a person's values, also in columns that nobody asked for."""
    own = planted.person()
    known = {key: own[key] for key in ("ФИО", "Номер паспорта", "Дата рождения")}
    return [*person(planted.number, **known, **changed), *(own[one] for one in MORE), own["ФИО"]]


MORE = ("ПИН", "Телефон", "E-mail")
HEADINGS = [*PERSON_HEADINGS, *MORE, "Примечание"]


def hide(path, planted, cells=(), *, in_the_form=False):
    """Put persons where nobody should: cells, comments, hidden sheet, header, properties."""
    book = load_workbook(path)
    sheet = book[form_plan().sheet] if in_the_form else book.worksheets[0]
    for cell in cells:
        sheet[cell] = planted.text()
    sheet["A1"].comment = Comment(planted.text(), planted.one("ФИО"))
    sheet.oddHeader.center.text = planted.text()
    hidden = book.create_sheet("Черновик")
    hidden.sheet_state = "hidden"
    for _ in range(15):
        hidden.append(list(planted.person().values()))
    book.properties.creator = planted.one("ФИО")
    book.properties.lastModifiedBy = planted.one("E-mail")
    book.properties.title = book.properties.description = planted.text()
    book.save(path)
    return path


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """Return a built project whose institutions have sent all that, and what was said."""
    project = SmallProject(tmp_path_factory.mktemp("canaries")).found()
    know_returns(project)
    project.add_figure()
    project.add_notebook()
    canaries, folder = Planted(), project.root / "data" / "raw" / "returns"
    folder.mkdir()
    lines = [line(canaries, Пол="м" if n % 2 else "ж") for n in range(PERSONS)]
    hide(person_list(folder / "list.xlsx", lines, HEADINGS), canaries)
    form = filled(folder / "form.xlsx", [(KRSU, ARTS, TEN)])
    hide(form, canaries, [f"H{row}" for row in range(20, 40)])
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    logging.getLogger().addHandler(handler)
    with project.known(), project.built_by_own_code(), redirect_stdout(out), redirect_stderr(out):
        build(project.root, print)
    logging.getLogger().removeHandler(handler)
    return project, canaries, out.getvalue()


KRSU = "КРСУ им. Б. Ельцина | Kyrgyz-Russian Slavic University"


def know_returns(project):
    """Give a small project what is known of the returns of both sides."""
    kept = {
        "sources.toml": "[source.returns_",
        "symbols.toml": "[returns_",
        "labels.csv": "returns_",
    }
    for file, start in kept.items():
        packaged = (factbook.PACKAGED / file).read_text(encoding="utf-8")
        parts = re.split(r"(?m)^(?=\[)" if file.endswith("toml") else r"(?m)^", packaged)
        own = (project.facts / file).read_text(encoding="utf-8")
        project.put(file, own + "".join(part for part in parts if part.startswith(start)))
    tiers = (project.facts / "precedence.toml").read_text(encoding="utf-8")
    ours = "ministry = 1\nreturns_chinese_side = 1\nreturns_kyrgyz_side = 1"
    project.put("precedence.toml", tiers.replace("ministry = 1", ours))


def texts_of(content, name=""):
    """Yield all that a file holds as text: as it is, inside archives, pictures and streams."""
    yield name
    yield content.decode("utf-8", "ignore")
    yield content.decode("utf-16-le", "ignore")
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield archive.comment.decode("utf-8", "ignore")
            for member in archive.namelist():  # a native chart holds a workbook of its own
                yield from texts_of(archive.read(member), member)
    if content.startswith(b"\x89PNG"):
        with Image.open(io.BytesIO(content)) as picture:
            yield str(picture.info)
    if content.startswith(b"%PDF"):
        for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
            with suppress(zlib.error):
                stream = zlib.decompressobj().decompress(stream)
            yield stream.decode("latin-1")
            yield stream.decode("utf-16-be", "ignore")


def found_in(folders, root):
    """Return what of the planted values stands in which file below some folders."""
    return {
        path.relative_to(root).as_posix(): stems
        for folder in folders
        for path in sorted((root / folder).rglob("*"))
        if path.is_file()
        if (stems := sorted({s for t in texts_of(path.read_bytes(), path.name) for s in leaks(t)}))
    }


def leaks(text):
    """Return what of the planted values stands in a text, also when it is escaped."""
    plain = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)
    plain = re.sub(r"&#x([0-9a-fA-F]+);", lambda m: chr(int(m[1], 16)), plain)
    plain = re.sub(r"&#(\d{2,6});", lambda m: chr(int(m[1])), plain)
    return [stem for stem, pattern in STEMS.items() if re.search(pattern, plain)]


def test_a_thousand_values_are_planted_and_each_would_be_found(planted):
    _, canaries, _ = planted
    assert len(canaries.texts) >= WANTED
    assert [text for text in canaries.texts if not leaks(text)] == []
    assert [text for text in canaries.texts if not leaks(json.dumps(text))] == []
    assert {stem for text in canaries.texts for stem in leaks(text)} == set(STEMS)


def test_the_persons_were_counted(planted):
    project, _, _ = planted
    with project.known():
        released = processed.read_table("release", project.root)
    counted = released.query("institution == 'KG-OSHSU' and isced_level == '_T'")
    assert counted["value"].tolist() == [str(PERSONS)]
    assert "KG-KRSU" in set(released["institution"])


def test_no_planted_value_is_in_any_file_of_the_build(planted):
    project, _, _ = planted
    kinds = {path.suffix for path in (project.root / "reports").rglob("*.*")}
    assert {".csv", ".json", ".html", ".png", ".svg", ".pdf", ".docx", ".pptx", ".xlsx"} <= kinds
    assert found_in(["data/processed", "reports"], project.root) == {}


def test_a_value_is_found_wherever_a_file_may_hide_it(planted):
    project, canaries, _ = planted
    sent = found_in(["data/raw/returns"], project.root)
    assert set(sent) == {"data/raw/returns/list.xlsx", "data/raw/returns/form.xlsx"}
    inner, outer = io.BytesIO(), io.BytesIO()
    for archive, name, content in (
        (inner, "a.xml", canaries.texts[0].encode()),
        (outer, "chart.xlsx", None),
    ):
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr(name, content or inner.getvalue())
    picture = io.BytesIO()
    note = PngInfo()
    note.add_itxt("Title", canaries.texts[0])
    Image.new("1", (1, 1)).save(picture, "PNG", pnginfo=note)
    stream = zlib.compress(b"(shegol@1.canary.example) Tj")
    pdf = b"%PDF-1.4\nstream\n" + stream + b"\nendstream"
    for content in (outer.getvalue(), picture.getvalue(), pdf):
        assert [t for t in texts_of(content) if leaks(t)]


def test_no_planted_value_is_said_while_building(planted):
    _, _, said = planted
    assert "reading list.xlsx" in said
    assert leaks(said) == []


# --- what is asked of the planted project, one command after the other ---


@pytest.fixture(scope="module")
def asked(planted):
    """Return the folder of what was written and what was said, on all that may be asked."""
    project, _, _ = planted
    returns, to = project.root / "data" / "raw" / "returns", project.root / "asked"
    to.mkdir()
    sent = [str(returns / name) for name in ("list.xlsx", "form.xlsx")]
    commands = [
        *(["read", one, "--to", str(to / f"{n}.{k}")] for n, one in enumerate(sent) for k in KINDS),
        *(["read", one] for one in sent),
        *(["inspect", one, "--to", str(to / f"{n}.html")] for n, one in enumerate(sent)),
        *(["inspect", one, "--layout", "ministry_2018"] for one in sent),
        *(["verify", one] for one in sent),
        *(["check", "--lang", language, "--to", str(to / language)] for language in ("en", "ru")),
        ["build", "--only", "processed", "--release", "2026-11", "--on", "2026-11-25"],
        *(["trace", one] for one in ("growth", "list.xlsx!Список!B4", "no-such-fact")),
        ["export", "--out", str(to / "figures")],
        ["export", "--sdmx", "--out", str(to / "sdmx")],
        ["diff", "2026-11", "data/processed", "--to", str(to / "changes.csv")],
    ]
    out, codes = io.StringIO(), {}
    with project.known(), project.built_by_own_code(), pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.root)
        with redirect_stdout(out), redirect_stderr(out):
            codes = {" ".join(words[:1] + words[2:4]): main(words) for words in commands}
    return to, codes, out.getvalue()


KINDS = ("csv", "json", "xlsx")


def test_no_planted_value_is_in_what_a_command_writes_or_says(planted, asked):
    project, _, _ = planted
    to, codes, said = asked
    assert "15 cells added to facts/releases.csv" in said
    assert "9 files written to" in said
    assert set(codes.values()) <= {0, 1, 2}
    assert len([path for path in to.rglob("*") if path.is_file()]) > 20
    assert leaks(said) == []
    assert found_in(["asked", "data/releases", "data/processed"], project.root) == {}
    ledger = (project.facts / "releases.csv").read_bytes()
    assert [t for t in texts_of(ledger) if leaks(t)] == []


def broken_column(name):
    """Return a breakage: the personal values of the next person stand in a column of a list."""

    def act(path, planted):
        lines = [line(planted) for _ in range(3)]
        lines[1][PERSON_HEADINGS.index(name)] = planted.text()
        hide(person_list(path, lines, HEADINGS), planted)

    act.__name__ = f"values in the column {name}"
    return act


def without_headings(path, planted):
    hide(person_list(path, [line(planted) for _ in range(3)], ["a"] * len(HEADINGS)), planted)


def with_a_twin(path, planted):
    twin = line(planted)
    hide(person_list(path, [twin, twin], HEADINGS), planted)


def of_nobody(path, planted):
    hide(person_list(path, [line(planted, Гражданство="Казахстан")], HEADINGS), planted)


def of_an_unknown_institution(path, planted):
    hide(person_list(path, [line(planted, Вуз=planted.text())], HEADINGS), planted)


def with_a_title_of_persons(path, planted):
    rows = [[planted.text()], [], HEADINGS[:2], line(planted)[:2]]
    hide(write_workbook(path, {"Список": rows}), planted)


def as_a_table_of_counts(path, planted):
    rows = [["Студенты"], ["Кто", "2024", "2025"]]
    rows += [[planted.text(), number, number] for number in range(5)]
    hide(write_workbook(path, {"Список": rows}), planted)


def in_a_form(path, planted):
    plan = form_plan()
    cells = [f"A{plan.rows[0]}", f"B{plan.rows[1]}", f"{plan.inputs[0].letter}{plan.rows[0]}"]
    hide(filled(path, [(KRSU, ARTS, TEN)]), planted, cells, in_the_form=True)


def beside_a_form(path, planted):
    hide(filled(path, [(KRSU, ARTS, TEN)]), planted, ["W20", "W21"], in_the_form=True)


def in_the_headings_of_a_form(path, planted):
    cells = [f"D{form_plan().total_row - 1}"]
    hide(filled(path, [(KRSU, ARTS, TEN)]), planted, cells, in_the_form=True)


def cut_short(path, planted):
    hide(person_list(path, [line(planted)], HEADINGS), planted)
    path.write_bytes(path.read_bytes()[:-300])


BROKEN = [
    *map(broken_column, ("Пол", "Гражданство", "Уровень", "Область образования")),
    *map(broken_column, ("Источник средств", "Вуз", "Учебный год")),
    *(without_headings, with_a_twin, of_nobody, of_an_unknown_institution),
    *(with_a_title_of_persons, as_a_table_of_counts, in_a_form, cut_short),
    *(beside_a_form, in_the_headings_of_a_form),
]


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """Return a project that waits for returns."""
    project = SmallProject(tmp_path_factory.mktemp("empty")).found()
    know_returns(project)
    (project.root / "data" / "raw" / "returns").mkdir()
    return project


CASES = [
    pytest.param(command, act, id=f"{command}: {act.__name__.replace('_', ' ')}")
    for command in ("build", "read", "inspect")
    for act in BROKEN
]


@pytest.mark.parametrize(("command", "breakage"), CASES)
def test_no_refusal_quotes_a_person(empty, command, breakage, capsys, caplog):
    canaries = Planted()
    path = empty.root / "data" / "raw" / "returns" / "list.xlsx"
    breakage(path, canaries)
    arguments = ["build", "--only", "processed"] if command == "build" else [command, str(path)]
    with empty.known(), pytest.MonkeyPatch.context() as patch:
        patch.chdir(empty.root)
        code = main(arguments)
    said = capsys.readouterr()
    path.unlink()
    assert len(canaries.texts) > 90
    assert code == 2 or command != "build"
    assert leaks(said.out + said.err + caplog.text) == []
