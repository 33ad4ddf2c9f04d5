"""The processed tables are described as a Data Package that others can check."""

import json

import frictionless
import pytest

from exchange_stats.ground.errors import FactError
from exchange_stats.ground.stages import PROCESSED
from exchange_stats.issued.standards import write_datapackage, write_json
from exchange_stats.reading.sources import load_sources


@pytest.fixture(scope="module")
def package(project_root):
    path = project_root / "data" / "processed" / "datapackage.json"
    return json.loads(path.read_text(encoding="utf-8"))


def test_frictionless_finds_the_package_of_the_project_valid(project_root):
    report = frictionless.validate(str(project_root / "data" / "processed" / "datapackage.json"))
    assert report.valid, report.flatten(["title", "fieldName", "rowNumber", "message"])[:20]
    assert len(report.tasks) == len(PROCESSED)


def test_frictionless_would_see_a_wrong_value(project_root, tmp_path):
    for name in ("datapackage.json", *(f"{stage.name}.csv" for stage in PROCESSED)):
        text = (project_root / "data" / "processed" / name).read_text(encoding="utf-8")
        changed = text.replace(",4614,", ",four thousand,") if name == "observations.csv" else text
        (tmp_path / name).write_text(changed, encoding="utf-8", newline="\n")
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert not report.valid
    assert "four thousand" in str(report.flatten(["message"]))


def test_every_table_has_its_columns_in_order_and_its_key(package):
    described = {resource["name"]: resource["schema"] for resource in package["resources"]}
    for stage in PROCESSED:
        schema = described[stage.name]
        assert tuple(field["name"] for field in schema["fields"]) == stage.columns
        assert tuple(schema["primaryKey"]) == stage.key


def test_every_column_says_what_it_is(package):
    bare = [
        f"{resource['name']}.{field['name']}"
        for resource in package["resources"]
        for field in resource["schema"]["fields"]
        if len(field["description"]) < 5 or not field["type"]
    ]
    assert bare == []


def test_every_column_with_an_amount_says_its_unit(package):
    bare = [
        f"{resource['name']}.{field['name']}"
        for resource in package["resources"]
        for field in resource["schema"]["fields"]
        if field["type"] in ("number", "integer") and not field.get("unit")
    ]
    assert bare == []


def test_codes_are_text(package):
    types = {
        field["name"]: field["type"]
        for resource in package["resources"]
        for field in resource["schema"]["fields"]
    }
    codes = ("isced_level", "isced_field", "origin", "edition", "fact_id")
    assert {types[name] for name in codes} == {"string"}


def test_every_publisher_is_named(package):
    titles = {source["title"] for source in package["sources"]}
    assert any(title.startswith("UNESCO Institute for Statistics") for title in titles)
    assert any(title.startswith("Ministry of Education of China") for title in titles)


def test_a_column_without_a_description_is_refused(small):
    text = (small.facts / "columns.csv").read_text(encoding="utf-8")
    small.put("columns.csv", "".join(x for x in text.splitlines(True) if not x.startswith("host,")))
    with pytest.raises(FactError, match=r"facts/columns\.csv: no column 'host', expected one"):
        write_datapackage(small.root, load_sources().values())


def test_json_is_the_same_whatever_the_order(tmp_path):
    first = write_json({"b": "\u0431", "a": 1}, tmp_path / "x.json").read_bytes()
    assert first == write_json({"a": 1, "b": "\u0431"}, tmp_path / "x.json").read_bytes()
    assert first == '{\n "a": 1,\n "b": "\u0431"\n}\n'.encode()
