"""The texts go to a translator as a workbook, and come back into the facts."""

import pytest
from openpyxl import load_workbook

from exchange_stats.commands.sent import texts
from exchange_stats.ground.errors import FactError, FigureError

STATE = "en ru: ours; ky zh: awaiting"
OURS = ("series.small,", "source.ministry,", "figure.growth.")


@pytest.fixture
def told(built):
    """The built project, its own texts with states for four languages."""
    lines = (built.facts / "texts.csv").read_text("utf-8").splitlines(keepends=True)
    state = f",{STATE},"
    ours = [x.replace(",ours,", state) if x.startswith(OURS) else x for x in lines]
    built.put("texts.csv", "".join(ours))
    return built


def test_a_text_goes_out_and_comes_back(run, told, tmp_path, capsys):
    path = tmp_path / "out.xlsx"
    assert run(texts, "export", path, "--lang", "ky", "--facts", "texts", project=told.root) == 0
    book = load_workbook(path)
    assert book.sheetnames[1] == "ky"
    rows = {row[0].value: row for row in book["ky"].iter_rows()}
    rows["figure.growth.title"][4].value = "{last} студент, мурда {first}"
    book.save(path)
    capsys.readouterr()
    assert run(texts, "import", path, project=told.root) == 0
    assert capsys.readouterr().out == (
        "figure.growth.title (ky, awaiting): {last} студент, мурда {first}\n"
        "1 texts changed in facts/texts.csv; next: make report\n"
    )
    assert "{last} студент, мурда {first}" in (told.facts / "texts.csv").read_text("utf-8")


def test_a_text_that_cannot_be_taken_leaves_the_facts_alone(run, told, tmp_path):
    path = tmp_path / "out.xlsx"
    run(texts, "export", path, "--facts", "texts", project=told.root)
    book = load_workbook(path)
    book["zh"]["E2"] = "{nothing}"
    book.save(path)
    before = (told.facts / "texts.csv").read_bytes()
    with pytest.raises(FigureError, match="texts that cannot be taken"):
        run(texts, "import", path, project=told.root)
    assert (told.facts / "texts.csv").read_bytes() == before


def test_a_message_of_a_check_goes_out_and_comes_back_into_its_own_file(
    run, told, tmp_path, capsys
):
    path = tmp_path / "out.xlsx"
    run(texts, "export", path, "--lang", "zh", "--facts", "findings", project=told.root)
    book = load_workbook(path)
    assert book.sheetnames[1:-1] == ["zh findings"]
    rows = {row[0].value: row for row in book["zh findings"].iter_rows()}
    key = "parts_within_total \u00b7 expected"
    rows[key][4].value, rows[key][5].value = "各分项合计不超过{total}", "confirmed"
    book.save(path)
    before = (told.facts / "findings.csv").read_text("utf-8").splitlines()
    capsys.readouterr()
    assert run(texts, "import", path, project=told.root) == 0
    assert "1 texts changed in facts/findings.csv; next: make report" in capsys.readouterr().out
    after = (told.facts / "findings.csv").read_text("utf-8").splitlines()
    differing = [new for old, new in zip(before, after, strict=True) if old != new]
    (line,) = differing
    assert line.startswith("parts_within_total,expected,parts of {total} together at most,")
    assert line.endswith(",各分项合计不超过{total},en ru: ours; ky: awaiting; zh: confirmed")


def test_a_file_without_texts_is_refused(run, told, tmp_path):
    with pytest.raises(FactError, match="--facts labels: no such texts, expected of texts, find"):
        run(texts, "export", tmp_path / "x.xlsx", "--facts", "labels", project=told.root)
