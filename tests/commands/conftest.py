"""A command run as the command line runs it, but its refusals are raised, not printed."""

import argparse
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def tables_of_the_project(monkeypatch):
    monkeypatch.delenv("EXCHANGE_STATS_PROCESSED", raising=False)


@pytest.fixture
def run():
    def run_command(command, *arguments, project=None):
        parser = argparse.ArgumentParser()
        command.add_options(parser)
        parser.set_defaults(project=project and Path(project))
        return command.run(parser.parse_args([str(one) for one in arguments]))

    return run_command
