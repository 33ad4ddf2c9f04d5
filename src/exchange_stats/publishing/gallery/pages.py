"""Templates to static files; every text that they print is escaped."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from exchange_stats.ground.inert import UNWRITABLE
from exchange_stats.publishing import texts


def write_pages(
    folder: Path, templates: Mapping[str, str], values: Mapping[str, Any], languages: Sequence[str]
) -> None:
    """Write one file for each template into a folder.

    Parameters
    ----------
    templates : mapping of str to str
        File name to the template of ``publishing`` that gives it.
    values : mapping
        What the templates show; ``both`` is added, a key of ``facts/texts.csv`` to its text by
        language.
    """
    known = {**values, "both": lambda key: {name: texts.text(key, name) for name in languages}}
    for name, template in templates.items():
        (folder / name).write_text(render(template, known), encoding="utf-8", newline="\n")


def render(template: str, values: Mapping[str, Any]) -> str:
    """Return the text that one template of ``publishing`` gives."""
    made = _environment().get_template(template).render(values)
    return UNWRITABLE.sub(" ", made)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("exchange_stats.publishing", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
