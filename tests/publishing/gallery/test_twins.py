"""A script beside the pictures holds their very bytes."""

import base64
import gzip
import json
import re

import pytest

from exchange_stats.publishing import figures
from exchange_stats.publishing.gallery.shown import picture_files
from exchange_stats.publishing.gallery.twins import twin_of, write_twins

FIRST = "kyrgyz-students-in-china"
CALL = re.compile(r'keep\(("[^"]+"), "([A-Za-z0-9+/=]+)"\);\n')


@pytest.fixture
def folder(tmp_path):
    """A folder with a stand-in for each file of a figure."""
    (tmp_path / "files").mkdir()
    for kinds in picture_files(figures.load_definitions()[FIRST], "zh").values():
        for path in kinds.values():
            (tmp_path / path).write_bytes(path.encode() * 50)
    for name in (f"{FIRST}.zh.txt", f"{FIRST}.csv"):
        (tmp_path / "files" / name).write_text("одно")
    return tmp_path


def write(folder):
    write_twins(folder, [figures.load_definitions()[FIRST]], ["zh"])


def test_a_twin_gives_back_the_bytes_of_each_file(folder):
    write(folder)
    found = {}
    for size in ("word", "half", "slide", "square", "ky-zh.word", "ky-zh.slide"):
        script = (folder / twin_of(FIRST, "zh", size)).read_text("ascii")
        assert CALL.sub("", script) == ""
        for name, packed in CALL.findall(script):
            found[json.loads(name)] = gzip.decompress(base64.b64decode(packed))
    files = {path.name: path.read_bytes() for path in (folder / "files").iterdir()}
    assert found == files


def test_the_same_files_give_the_same_twins(folder):
    write(folder)
    first = {path.name: path.read_bytes() for path in (folder / "twins").iterdir()}
    assert len(first) == 6
    write(folder)
    assert first == {path.name: path.read_bytes() for path in (folder / "twins").iterdir()}


def test_a_picture_that_is_not_there_stops_the_writing(folder):
    (folder / "files" / f"{FIRST}.zh.half.pdf").unlink()
    with pytest.raises(FileNotFoundError):
        write(folder)
