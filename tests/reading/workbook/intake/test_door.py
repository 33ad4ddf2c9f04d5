"""Only an ordinary file is opened, whatever a path leads to."""

import errno
import os

import pytest

from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook.intake import door


def code_of(path):
    with pytest.raises(InputError) as caught:
        door.read_bytes(path)
    return caught.value.code


def test_an_ordinary_file_gives_its_bytes(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"a,1")
    assert door.read_bytes(tmp_path / "a.csv") == b"a,1"


@pytest.mark.parametrize("name", ["~$a.xlsx", "._a.xlsx", ".~lock.a.xlsx#", "Thumbs.db"])
def test_service_files_are_no_data(tmp_path, name):
    (tmp_path / name).write_bytes(b"a,1")
    assert code_of(tmp_path / name) == "E_NOT_DATA"


@pytest.mark.parametrize("target", ["a.csv", "none.csv", "link.xlsx", "/dev/zero"])
def test_a_link_is_not_followed_wherever_it_leads(tmp_path, target):
    (tmp_path / "a.csv").write_bytes(b"a,1")
    (tmp_path / "link.xlsx").symlink_to(target)
    assert code_of(tmp_path / "link.xlsx") == "E_SYMLINK"


def test_a_pipe_that_nobody_writes_into_does_not_keep_us_waiting(tmp_path):
    os.mkfifo(tmp_path / "a.xlsx")
    assert code_of(tmp_path / "a.xlsx") == "E_NOT_A_FILE"


def test_folders_devices_and_missing_files_are_told_apart(tmp_path):
    (tmp_path / "a.xlsx").mkdir()
    assert code_of(tmp_path / "a.xlsx") == "E_NOT_A_FILE"
    assert code_of(door.Path("/dev/zero")) == "E_NOT_A_FILE"
    assert code_of(tmp_path / "none.xlsx") == "E_NOT_FOUND"
    assert code_of(tmp_path / "a\0.xlsx") == "E_NOT_FOUND"


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path):
    with (tmp_path / "a.xlsx").open("wb") as file:
        file.truncate(100 * 2**20 + 1)
    assert code_of(tmp_path / "a.xlsx") == "E_TOO_BIG"


def test_a_fault_of_the_disk_is_told_with_its_reason(tmp_path, monkeypatch):
    def broken(*_):
        raise OSError(5, "Input/output error")

    (tmp_path / "a.xlsx").write_bytes(b"a")
    monkeypatch.setattr(os, "open", broken)
    with pytest.raises(InputError, match=r"^E_IO: .*\(Input/output error\)"):
        door.read_bytes(tmp_path / "a.xlsx")


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ELOOP, "E_SYMLINK"), (errno.ENXIO, "E_NOT_A_FILE"), (errno.ENOTDIR, "E_NOT_FOUND")],
)
def test_what_the_system_says_of_a_path_is_told_in_our_codes(tmp_path, monkeypatch, number, code):
    def broken(*_):
        raise OSError(number, "said by the system")

    monkeypatch.setattr(os, "open", broken)
    assert code_of(tmp_path / "a.xlsx") == code


def test_a_folder_that_the_system_does_not_open_is_a_folder(tmp_path, monkeypatch):
    def denied(*_):
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(os, "open", denied)
    with pytest.raises(InputError, match=r"^E_NOT_A_FILE: a folder, not a file"):
        door.read_bytes(tmp_path)


@pytest.mark.parametrize(("path", "kind"), [("folder", "a folder"), ("pipe", "a pipe or a device")])
def test_a_folder_and_a_pipe_are_named(tmp_path, path, kind):
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match=rf"^E_NOT_A_FILE: {kind}, not a file"):
        door.read_bytes(tmp_path / path)


def test_an_empty_file_is_empty_and_one_at_the_limit_is_read(tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_bytes(b"")
    assert code_of(tmp_path / "a.csv") == "E_EMPTY"
    monkeypatch.setattr(door, "MIB", 1)
    (tmp_path / "a.csv").write_bytes(b"x" * 100)
    assert len(door.read_bytes(tmp_path / "a.csv")) == 100
    (tmp_path / "a.csv").write_bytes(b"x" * 101)
    with pytest.raises(InputError, match=r"^E_TOO_BIG: too large: 101 MiB, the limit is 100"):
        door.read_bytes(tmp_path / "a.csv")


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_bytes(b"x" * 101)
    monkeypatch.setattr(door, "MIB", 1)
    monkeypatch.setattr(door, "_refuse_odd", lambda path, status: None)
    assert code_of(tmp_path / "a.csv") == "E_TOO_BIG"


@pytest.mark.parametrize("name", [".DS_Store", "desktop.ini", "THUMBS.DB"])
def test_files_of_the_system_are_no_data(tmp_path, name):
    (tmp_path / name).write_bytes(b"a,1")
    assert code_of(tmp_path / name) == "E_NOT_DATA"
