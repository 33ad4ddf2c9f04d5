"""Pictures once more as scripts: a page opened from a folder may read no file but a script."""

import base64
import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from exchange_stats.publishing.figures.definitions import FigureDefinition
from exchange_stats.publishing.gallery.shown import FILES, picture_files

TWINS = "twins"
WITH_WORDS = "word"  # the size whose twin holds the words and the data as well
FASTEST = 1  # pictures are packed already; drawings and pages shrink to a quarter


def write_twins(
    folder: Path, definitions: Iterable[FigureDefinition], languages: Sequence[str]
) -> None:
    """Write the twins of all files that a browser would show and not save.

    There is one for each figure, language and size: a call of ``keep`` with the name of each file
    and its bytes, packed. The files themselves stand in ``files`` of the folder.
    """
    (folder / TWINS).mkdir(exist_ok=True)
    for one in definitions:
        for language in languages:
            for size, kinds in picture_files(one, language).items():
                paths = [*kinds.values(), *_more(one, language, size)]
                script = _script({Path(path).name: (folder / path).read_bytes() for path in paths})
                path = folder / twin_of(one.id, language, size)
                path.write_text(script, encoding="ascii", newline="\n")


def twin_of(figure: str, language: str, size: str) -> str:
    """Return the path of the script that holds the files of a figure in a size.

    A size that names two languages itself has one for the pages of both.
    """
    look = size if "." in size else f"{language}.{size}"
    return f"{TWINS}/{figure}.{look}.js"


def _more(one: FigureDefinition, language: str, size: str) -> list[str]:
    if size != WITH_WORDS:
        return []
    return [f"{FILES}/{one.id}.{language}.txt", f"{FILES}/{one.id}.csv"]


def _script(files: Mapping[str, bytes]) -> str:
    """Return calls of ``keep``; the same bytes give the same script."""
    packed = {name: gzip.compress(content, FASTEST, mtime=0) for name, content in files.items()}
    return "".join(
        f"keep({json.dumps(name)}, {json.dumps(base64.b64encode(content).decode())});\n"
        for name, content in packed.items()
    )
