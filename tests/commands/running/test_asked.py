"""Limits and an encoding are taken from the options of a command, and only sound ones."""

import argparse

import pytest

from exchange_stats.commands.running.asked import add_reading_options, reading_as_asked
from exchange_stats.reading.workbook.intake import limits


def options(*words, text=True):
    parser = argparse.ArgumentParser(exit_on_error=False)
    add_reading_options(parser, text=text)
    return parser.parse_args(words)


def test_what_is_asked_for_holds_while_the_command_runs():
    asked = options("--limit", "seconds=5", "--limit", "mib=7", "--encoding", "koi8-r")
    with reading_as_asked(asked):
        assert limits.limit("reading", "seconds") == 5
        assert limits.limit("file", "mib") == 7
        assert limits.encoding() == "koi8-r"
    assert limits.limit("reading", "seconds") == 60


UNASKED = [argparse.Namespace(limit=[], encoding=""), argparse.Namespace(limit=[]), None]


@pytest.mark.parametrize("known", UNASKED)
def test_nothing_asked_for_changes_nothing(known):
    with reading_as_asked(known):
        assert {**limits.what_is_asked()} == {}


@pytest.mark.parametrize("limit", ["colums=3", "columns", "columns=0", "columns=-1", "columns=x"])
def test_a_limit_that_is_none_is_refused_with_those_there_are(limit):
    with pytest.raises(argparse.ArgumentError, match=r"expected NAME=N.* mib, page_mib"):
        options("--limit", limit)


@pytest.mark.parametrize("name", ["hex", "cp12510", "x\0"])
def test_an_encoding_that_is_none_is_refused(name):
    with pytest.raises(argparse.ArgumentError, match="no encoding, expected one such as utf-8"):
        options("--encoding", name)
