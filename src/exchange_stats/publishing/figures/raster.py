"""A drawn figure as a small PNG: its own colours, the commonest exactly, in a palette."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from exchange_stats.publishing.figures import stamp

COLOURS = 256  # of a palette
MANY = 1 << 20
PACKED = np.array([1, 1 << 8, 1 << 16])  # red, green and blue as a point holds them


def save_png(drawn: Any, path: Path, dpi: int, named: Mapping[str, str]) -> None:
    """Save a figure as PNG with its resolution and named texts.

    A page of words and marks has a few hundred colours, nearly all of them the edges of letters.
    The commonest are kept as they are, paper among them; each of the others becomes the nearest
    of these. The file is a quarter of one with all colours. A stamp among the texts is sealed.
    """
    drawn.savefig(raw := BytesIO(), format="rgba", dpi=dpi)
    size = tuple(round(inches * dpi) for inches in drawn.get_size_inches())
    made = _with_palette(Image.frombytes("RGBA", size, raw.getvalue()))
    sealed, info = f"seal {seal_of_picture(made)}", PngInfo()
    for key, text in named.items():
        info.add_itxt(key, text.replace(stamp.OPEN, sealed))
    made.save(path, "PNG", pnginfo=info, dpi=(dpi, dpi))


def seal_of_picture(picture: Image.Image) -> str:
    """Return the seal of a picture: its size, its colours and its points."""
    colours = bytes(picture.getpalette() or ()).ljust(3 * COLOURS, b"\0")
    return stamp.seal_of(repr(picture.size).encode(), colours, picture.tobytes())


def stamp_of_png(path: Path) -> str:
    """Return what a picture of ours says of itself."""
    with Image.open(path) as picture:
        return str(picture.info.get("Stamp", ""))


def _with_palette(picture: Image.Image) -> Image.Image:
    counted: list[Any] = picture.getcolors(MANY) or []
    colours = np.array([rgba for _, rgba in sorted(counted, reverse=True)], dtype=np.int64)[:, :3]
    kept = colours[:COLOURS]
    distance = ((colours[:, None, :] - kept[None, :, :]) ** 2).sum(axis=2)
    place = np.zeros(1 << 24, dtype=np.uint8)
    place[colours @ PACKED] = distance.argmin(axis=1)
    points = np.frombuffer(picture.tobytes(), dtype="<u4") & 0xFFFFFF
    found = Image.frombytes("P", picture.size, place[points].tobytes())
    found.putpalette(kept.astype(np.uint8).tobytes())
    return found
