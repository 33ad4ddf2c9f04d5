"""The one door to the fact files."""

from pathlib import Path

import pytest

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError

COLUMNS = ("code", "note")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.delenv("EXCHANGE_STATS_FACTS", raising=False)
    with factbook.using(tmp_path):
        yield tmp_path


def write(folder, name, text, encoding="utf-8"):
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode(encoding))


def test_packaged_facts_are_used_when_nothing_else_is_said(monkeypatch):
    monkeypatch.delenv("EXCHANGE_STATS_FACTS", raising=False)
    assert factbook.facts_folder() == factbook.PACKAGED
    assert (factbook.PACKAGED / "codes.toml").is_file()


def test_environment_names_another_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("EXCHANGE_STATS_FACTS", str(tmp_path))
    assert factbook.facts_folder() == tmp_path


def test_an_empty_environment_variable_names_no_folder(monkeypatch):
    monkeypatch.setenv("EXCHANGE_STATS_FACTS", "")
    assert factbook.facts_folder() == factbook.PACKAGED


def test_using_goes_before_the_environment_even_for_the_packaged_facts(monkeypatch, tmp_path):
    monkeypatch.setenv("EXCHANGE_STATS_FACTS", str(tmp_path))
    with factbook.using(factbook.PACKAGED):
        assert factbook.facts_folder() == factbook.PACKAGED
    assert factbook.facts_folder() == tmp_path


def test_using_ends_with_its_block_also_after_an_error(monkeypatch, tmp_path):
    monkeypatch.delenv("EXCHANGE_STATS_FACTS", raising=False)
    with pytest.raises(FactError, match="no such file"), factbook.using(tmp_path):
        factbook.load_toml("absent.toml")
    assert factbook.facts_folder() == factbook.PACKAGED


def test_using_nests(tmp_path):
    with factbook.using(tmp_path / "outer"):
        with factbook.using(tmp_path / "inner"):
            assert factbook.facts_folder() == tmp_path / "inner"
        assert factbook.facts_folder() == tmp_path / "outer"


def test_toml_comes_back_as_nested_tables(folder):
    write(folder, "sources.toml", '[source.moe]\ntitle = "来华留学生简明统计"\ntier = 1\n')
    expected = {"source": {"moe": {"title": "来华留学生简明统计", "tier": 1}}}
    assert factbook.load_toml("sources.toml") == expected


def test_a_missing_file_is_named(folder):
    with pytest.raises(FactError, match=r"facts/labels\.csv: no such file"):
        factbook.load_csv("labels.csv", COLUMNS)
    with pytest.raises(FactError, match=r"facts/sources\.toml: no such file"):
        factbook.load_toml("sources.toml")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("a = \n", "utf-8"), ('a = "Китай"\n', "cp1251"), ("a = 1\na = 2\n", "utf-8")],
    ids=["not TOML", "not UTF-8", "a key twice"],
)
def test_broken_toml_is_refused_with_its_name(folder, text, encoding):
    write(folder, "checks.toml", text, encoding)
    with pytest.raises(FactError, match=r"facts/checks\.toml: not valid TOML"):
        factbook.load_toml("checks.toml")


def test_every_csv_value_is_text_as_written(folder):
    write(folder, "codes.csv", 'code,note\n07,\nNA,Namibia\n 6 ,"a, b\nand c"\n')
    assert factbook.load_csv("codes.csv", COLUMNS) == [
        {"code": "07", "note": ""},
        {"code": "NA", "note": "Namibia"},
        {"code": " 6 ", "note": "a, b\nand c"},
    ]


def test_a_csv_of_a_header_alone_has_no_rows(folder):
    write(folder, "codes.csv", "code,note\n")
    assert factbook.load_csv("codes.csv", COLUMNS) == []


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("code,note,extra", r"\['code', 'note', 'extra'\]"),
        ("code", r"\['code'\]"),
        ("note,code", r"\['note', 'code'\]"),
        ("\ufeffcode,note", r"ufeffcode', 'note'\]"),
        ("", r"\[\]"),
    ],
    ids=["a column too many", "a column too few", "another order", "a byte-order mark", "empty"],
)
def test_another_header_is_refused_with_what_was_found(folder, header, found):
    write(folder, "codes.csv", header)
    expected = rf"^facts/codes\.csv, row 1: header .*{found}, expected \['code', 'note'\]"
    with pytest.raises(FactError, match=expected):
        factbook.load_csv("codes.csv", COLUMNS)


def test_all_uneven_rows_are_named_at_once(folder):
    write(folder, "codes.csv", "code,note\nA,one,more\nB,fits\nC\n\n")
    with pytest.raises(FactError, match=r"facts/codes\.csv: uneven rows, expected 2") as caught:
        factbook.load_csv("codes.csv", COLUMNS)
    assert str(caught.value).splitlines()[1:4] == [
        "  - row 2: 3 fields",
        "  - row 4: 1 fields",
        "  - row 5: 0 fields",
    ]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("code,note\nKGZ,Кыргызстан\n", "cp1251"), ('code,note\nA,"open\n', "utf-8")],
    ids=["another encoding", "a quote left open"],
)
def test_a_csv_that_cannot_be_read_is_refused_with_its_name(folder, text, encoding):
    write(folder, "codes.csv", text, encoding)
    with pytest.raises(FactError, match=r"facts/codes\.csv: not CSV in UTF-8 .*save it as"):
        factbook.load_csv("codes.csv", COLUMNS)


def test_names_are_the_sorted_stems_of_the_toml_files_of_a_folder(folder):
    for name in ("unesco_2020.toml", "moe_2018.toml", "readme.txt"):
        write(folder, f"layouts/{name}", "")
    assert factbook.names("layouts") == ["moe_2018", "unesco_2020"]


def test_a_folder_that_is_not_there_has_no_names(folder):
    assert factbook.names("figures") == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"a.csv": "1"}, {"a.csv": "2"}),
        ({"a.csv": "1"}, {"b.csv": "1"}),
        ({"a.csv": "1"}, {"a.csv": "1", "b.csv": ""}),
        ({"a": "1"}, {"layouts/a": "1"}),
        ({"a": "b1"}, {"ab": "1"}),
        ({"a": "", "b": "c"}, {"a": "b", "c": ""}),
        ({"a": "b\0c"}, {"a": "", "b": "c"}),
    ],
    ids=["bytes", "name", "one more", "folder", "border of name", "border of files", "one as two"],
)
def test_fingerprint_changes_with_any_name_or_byte(tmp_path, before, after):
    found = []
    for number, files in enumerate((before, after)):
        for name, text in files.items():
            (tmp_path / str(number)).mkdir(exist_ok=True)
            write(tmp_path / str(number), name, text)
        with factbook.using(tmp_path / str(number)):
            found.append(factbook.fingerprint())
    assert found[0] != found[1]


def list_backwards(monkeypatch, method):
    """Make the file system list its files in the order that we do not want."""
    listed = getattr(Path, method)
    monkeypatch.setattr(
        Path, method, lambda self, pattern: sorted(listed(self, pattern), reverse=True)
    )


def test_names_do_not_depend_on_the_order_of_the_file_system(folder, monkeypatch):
    write(folder, "layouts/a.toml", "")
    write(folder, "layouts/b.toml", "")
    list_backwards(monkeypatch, "glob")
    assert factbook.names("layouts") == ["a", "b"]


def test_fingerprint_does_not_depend_on_the_order_of_the_file_system(folder, monkeypatch):
    write(folder, "a.csv", "1")
    write(folder, "layouts/b.toml", "2")
    before = factbook.fingerprint()
    list_backwards(monkeypatch, "rglob")
    assert factbook.fingerprint() == before


def test_a_new_file_is_added_to_the_facts_in_use_and_never_over_another(folder, tmp_path):
    path = factbook.add_file("layouts/new.toml", "a = 1\n", tmp_path / "project")
    assert path == folder / "layouts" / "new.toml"
    assert factbook.load_toml("layouts/new.toml") == {"a": 1}
    with pytest.raises(FactError, match=r"facts/layouts/new\.toml: is there already"):
        factbook.add_file("layouts/new.toml", "a = 2\n", tmp_path / "project")
    assert factbook.load_toml("layouts/new.toml") == {"a": 1}


def test_nothing_is_added_to_the_facts_of_the_package(monkeypatch, tmp_path):
    monkeypatch.delenv("EXCHANGE_STATS_FACTS", raising=False)
    with pytest.raises(FactError, match="the facts in use come with the package"):
        factbook.add_file("layouts/new.toml", "a = 1\n", tmp_path)


PAIRED = 'home = "KAZ"\npartner = "CHN"\ntitle = "two countries"\n'


def test_the_two_countries_are_filled_into_every_toml_fact(tmp_path):
    (tmp_path / "pair.toml").write_text(PAIRED, encoding="utf-8")
    text = 'by = ["{home}"]\nunder = "inbound@{partner}"\n'
    (tmp_path / "indicators.toml").write_text(text, encoding="utf-8")
    with factbook.using(tmp_path):
        assert factbook.pair() == ("KAZ", "CHN")
        found = factbook.load_toml("indicators.toml")
    assert found == {"by": ["KAZ"], "under": "inbound@CHN"}


def test_facts_that_name_no_pair_need_none(tmp_path):
    (tmp_path / "small.toml").write_text('a = "{n}"\n', encoding="utf-8")
    with factbook.using(tmp_path):
        assert factbook.load_toml("small.toml") == {"a": "{n}"}


@pytest.mark.parametrize(
    "text",
    [
        'home = "KAZ"\n',
        'home = "Kazakhstan"\npartner = "CHN"\n',
        'home = "CHN"\npartner = "CHN"\n',
    ],
)
def test_a_pair_that_is_not_two_codes_is_refused(tmp_path, text):
    (tmp_path / "pair.toml").write_text(text, encoding="utf-8")
    with (
        factbook.using(tmp_path),
        pytest.raises(FactError, match=r"facts/pair.toml: home .*expected two codes"),
    ):
        factbook.pair()


def test_rows_are_added_at_the_end_and_what_stands_there_stays(folder, tmp_path):
    (folder / "told.csv").write_text("a,b\n1,x\n", encoding="utf-8")
    with factbook.using(folder):
        factbook.append_csv("told.csv", ["a", "b"], [{"a": "2", "b": "y, z"}], tmp_path)
        factbook.append_csv("told.csv", ["a", "b"], [], tmp_path)
    assert (folder / "told.csv").read_text(encoding="utf-8") == 'a,b\n1,x\n2,"y, z"\n'


def append(root):
    factbook.append_csv("told.csv", ["a", "b"], [{"a": "2", "b": "y"}], root)


def replace(root):
    factbook.replace_csv("told.csv", {("1",): {"a": "1", "b": "y"}}, root, ["a"])


@pytest.mark.parametrize("write", [append, replace], ids=lambda write: write.__name__)
def test_a_fact_file_that_cannot_be_brought_to_the_disk_stays_as_it_was(
    folder, tmp_path, monkeypatch, write
):
    (folder / "told.csv").write_text("a,b\n1,x\n", encoding="utf-8")

    def fail(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(factbook.os, "fsync", fail)
    with factbook.using(folder), pytest.raises(OSError, match="No space left"):
        write(tmp_path)
    assert (folder / "told.csv").read_text(encoding="utf-8") == "a,b\n1,x\n"


def test_no_rows_are_added_under_another_header(folder, tmp_path):
    (folder / "told.csv").write_text("a\n", encoding="utf-8")
    with factbook.using(folder), pytest.raises(FactError, match=r"facts/told\.csv, row 1"):
        factbook.append_csv("told.csv", ["b"], [{"b": "1"}], tmp_path)


def test_no_rows_are_added_to_the_facts_of_the_package(tmp_path, monkeypatch):
    monkeypatch.delenv("EXCHANGE_STATS_FACTS", raising=False)
    with pytest.raises(FactError, match="come with the package"):
        factbook.append_csv("releases.csv", ["a"], [], tmp_path)


def test_rows_are_written_anew_by_their_key_and_no_other_byte_changes(folder, tmp_path):
    (folder / "told.csv").write_text('a,b\n1,"x"\n"2",y\n3,"one\ntwo"\n', encoding="utf-8")
    with factbook.using(folder):
        changed = {("2",): {"a": "2", "b": "y, z"}, ("4",): {"a": "4", "b": "none"}}
        factbook.replace_csv("told.csv", changed, tmp_path, ["a"])
    text = (folder / "told.csv").read_text(encoding="utf-8")
    assert text == 'a,b\n1,"x"\n2,"y, z"\n3,"one\ntwo"\n'
    assert [path.name for path in folder.iterdir()] == ["told.csv"]


def test_no_rows_are_written_anew_in_the_facts_of_the_package(tmp_path, monkeypatch):
    monkeypatch.delenv("EXCHANGE_STATS_FACTS", raising=False)
    with pytest.raises(FactError, match="come with the package"):
        factbook.replace_csv("releases.csv", {}, tmp_path, ["a"])


def test_a_row_may_be_named_by_several_columns_in_any_place(folder, tmp_path):
    (folder / "told.csv").write_text("a,b,c\n1,x,p\n1,y,p\n2,y,p\n", encoding="utf-8")
    with factbook.using(folder):
        assert factbook.header_of("told.csv") == ["a", "b", "c"]
        changed = {("y", "1"): {"a": "1", "b": "y", "c": "q"}}
        factbook.replace_csv("told.csv", changed, tmp_path, ["b", "a"])
    text = (folder / "told.csv").read_text(encoding="utf-8")
    assert text == "a,b,c\n1,x,p\n1,y,q\n2,y,p\n"
