"""What an exported piece says of itself: figure, version, data, language, and a seal.

``exchange_stats · ratio-of-flows · v1.0 · data 3f9a1c · ru · seal 0123456789ab``: the id of the
figure, as it is printed below it, then the language, and twelve digits of a SHA-256 over what is
shown: the points of a picture, the numbers of a chart, the text of a file.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

OPEN = "seal 000000000000"  # of a piece whose content is not known yet
_FORM = re.compile(
    r"exchange_stats \u00b7 (?P<figure>[\w-]+) \u00b7 v(?P<version>[\w.-]+) \u00b7 "
    r"data (?P<data>[0-9a-f]{6})"
    r"(?: \u00b7 (?P<language>[a-z]{2}(?:-[a-z]{2})?) \u00b7 seal (?P<seal>[0-9a-f]{12}))?"
)


@dataclass(frozen=True)
class Stamp:
    """What a piece says of itself; language and seal are empty where only an id is printed."""

    figure: str
    version: str
    data: str
    language: str = ""
    seal: str = ""


def open_stamp(id_line: str, language: str) -> str:
    """Return the stamp of a piece whose seal is still to be set."""
    return f"{id_line} \u00b7 {language} \u00b7 {OPEN}"


def close_stamp(id_line: str, language: str, seal: str) -> str:
    """Return the stamp of a piece with its seal."""
    return f"{id_line} \u00b7 {language} \u00b7 seal {seal}"


def find_stamps(text: str) -> list[Stamp]:
    """Return the stamps in a text, each once, in order.

    Examples
    --------
    >>> find_stamps("exchange_stats · two-flows · v1.0 · data 3f9a1c")[0].figure
    'two-flows'
    """
    plain = text.replace("\u00a0", " ")  # as in a picture, which keeps the parts of an id together
    found = (Stamp(**match.groupdict(default="")) for match in _FORM.finditer(plain))
    return list(dict.fromkeys(found))


def seal_of(*parts: bytes) -> str:
    """Return the seal of some content."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()[:12]


def seal_of_numbers(categories: Sequence[str], rows: Sequence[tuple[str, Sequence[Any]]]) -> str:
    """Return the seal of a chart: its categories, and the name and the numbers of each series."""
    numbers = [(name, [None if v is None else float(v) for v in values]) for name, values in rows]
    return seal_of(json.dumps([list(categories), numbers], ensure_ascii=False).encode())


def seal_file(content: bytes, encoding: str = "utf-8") -> bytes:
    """Return a file whose open seal is set, over all that it holds beside the seal."""
    seal = f"seal {seal_of(content)}"
    return content.replace(OPEN.encode(encoding), seal.encode(encoding))


def is_sealed(content: bytes, seal: str, encoding: str = "utf-8") -> bool:
    """Return whether a file is, to the byte, what was sealed."""
    blank = content.replace(f"seal {seal}".encode(encoding), OPEN.encode(encoding))
    return seal_of(blank) == seal
