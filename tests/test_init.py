"""The door of the package names what notebooks use, and loads it when it is used."""

import subprocess
import sys

import pytest

import exchange_stats as xs
from exchange_stats import face


@pytest.mark.parametrize("name", xs.__all__)
def test_every_public_name_is_a_documented_function_of_the_face(name):
    function = getattr(xs, name)
    assert function is getattr(face, name)
    assert function.__doc__


def test_an_unknown_name_is_refused():
    with pytest.raises(AttributeError, match="'exchange_stats' has no attribute 'forecast'"):
        _ = xs.forecast


def test_the_public_names_are_listed():
    assert dir(xs) == sorted([*xs.__all__, "__version__"])
    assert xs.__version__.count(".") == 2


def test_a_library_is_loaded_when_a_name_is_first_used():
    program = (
        "import sys, exchange_stats as xs; before = 'pandas' in sys.modules; "
        "xs.load_table; print(before, 'pandas' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.split() == ["False", "True"], done.stderr
