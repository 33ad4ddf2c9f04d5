"""Whatever the system says about a folder comes out as one refusal with a code."""

import errno
import os

import pytest

from exchange_stats.ground.errors import InputError
from exchange_stats.stored.faults import told


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "E_DISK_FULL: .* the disk is full .No space left on device.; free some"),
        (errno.EDQUOT, "E_QUOTA: .* your share of the disk is used up .Disk quota exceeded.;"),
        (errno.EROFS, "E_READ_ONLY: .* it cannot be written .Read-only file system.; check"),
        (errno.EACCES, "E_READ_ONLY: .* .Permission denied.; check the rights"),
        (errno.EPERM, "E_READ_ONLY: .* .Operation not permitted.; check the rights"),
        (errno.EIO, "E_DISK: .* the disk reports an error .Input/output error.; check the disk"),
        (errno.ENOTDIR, "E_WRITE: .* it cannot be written .Not a directory.; mend that"),
    ],
    ids=errno.errorcode.get,
)
def test_what_the_system_says_is_told_with_place_code_and_advice(number, said):
    message = f"^{said}.* the old results are untouched$"
    with pytest.raises(InputError, match=message) as caught, told("data/processed"):
        raise OSError(number, os.strerror(number), "/a/b")
    assert ': "data/processed": ' in str(caught.value)
    assert caught.value.told("ru").endswith("прежние результаты целы")
    assert caught.value.__suppress_context__


def test_an_error_without_a_number_is_told_by_its_kind():
    said = r'^E_WRITE: "reports": it cannot be written \(OSError\)'
    with pytest.raises(InputError, match=said), told("reports"):
        raise OSError


def test_a_code_may_be_given():
    said = r"^E_TORN: .* what stands half-way is not read$"
    with pytest.raises(InputError, match=said), told("reports", "E_TORN"):
        raise OSError(errno.ENOSPC, "No space left on device")


def test_other_errors_go_their_way():
    with pytest.raises(ZeroDivisionError), told("reports"):
        _ = 1 / 0
