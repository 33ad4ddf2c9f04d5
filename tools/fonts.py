"""Write the fonts of the pictures anew: static subsets of Noto Sans under names of our own.

Run by ``make fonts``, which installs the packages that hold the sources. The family names are
ours, so that no font of the system with the name of the source is taken in their place.
"""

import importlib.metadata
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FOLDER = Path(__file__).parents[1] / "src/exchange_stats/publishing/drawing/typefaces"
WEIGHTS = {"Regular": 400, "Bold": 700}
LATIN_AND_CYRILLIC = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x400, 0x530),  # Cyrillic, the letters of Kyrgyz, Kazakh, Tajik and Uzbek included
    *range(0x2000, 0x2070),  # spaces, dashes, quotation marks, the ellipsis
    *(0x2070, *range(0x2074, 0x208F)),
    *(0x20AC, 0x20BD, 0x20B8, 0x2116, 0x2122),
    *(0x2212, 0x2215, 0x221E),
]
FULL_WIDTH = [
    *range(0x3000, 0x3018),
    *range(0xFF01, 0xFF5F),
    0xFFE5,
    0x2260,
    0x2248,
    0x2264,
    0x2265,
]


def main() -> None:
    """Write the four fonts and the licence."""
    FOLDER.mkdir(exist_ok=True)
    sans = _file("fontpkg-noto-sans", "NotoSans[wdth,wght].ttf")
    chinese = _file("justmytype-intl-cjk", "NotoSansSC[wght].ttf")
    for weight in WEIGHTS:
        _write(sans, "Exchange Sans", weight, LATIN_AND_CYRILLIC)
        _write(chinese, "Exchange Sans SC", weight, [*_gb2312(), *FULL_WIDTH])
    licence = _file("justmytype-intl-cjk", "notosanssc/OFL.txt").read_text("utf-8")
    heading = "Exchange Sans and Exchange Sans SC are subsets of Noto Sans and Noto Sans SC.\n\n"
    (FOLDER / "OFL.txt").write_text(heading + licence, encoding="utf-8")


def _file(package: str, ending: str) -> Path:
    files = importlib.metadata.files(package) or []
    return next(Path(str(one.locate())) for one in files if str(one).endswith(ending))


def _gb2312() -> list[int]:
    """Return the characters of GB 2312-80, without the letters that the other font has."""
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    found = [ord(sign) for pair in pairs if (sign := pair.decode("gb2312", errors="ignore"))]
    return [one for one in found if one not in LATIN_AND_CYRILLIC or one > 0x2100]


def _write(source: Path, family: str, weight: str, characters: list[int]) -> None:
    font = TTFont(source)
    axes: dict[str, float] = {"wght": WEIGHTS[weight]}
    if any(axis.axisTag == "wdth" for axis in font["fvar"].axes):
        axes["wdth"] = 100
    font = instancer.instantiateVariableFont(font, axes)
    options = Options(
        layout_features=["kern", "mark", "mkmk", "ccmp"],
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        hinting=False,
        notdef_outline=True,
        drop_tables=["DSIG", "STAT", "MVAR", "HVAR", "VORG", "BASE", "vhea", "vmtx"],
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[one for one in characters if one in font.getBestCmap()])
    subsetter.subset(font)
    _rename(font, family, weight)
    path = FOLDER / f"{family.replace(' ', '')}-{weight}.ttf"
    font["head"].modified = font["head"].created  # the same bytes at every run
    font.recalcTimestamp = False
    font.save(path)
    print(f"{path.name}: {len(font.getBestCmap())} characters, {path.stat().st_size:,} bytes")


def _rename(font: TTFont, family: str, weight: str) -> None:
    postscript = f"{family.replace(' ', '')}-{weight}"
    names = {1: family, 2: weight, 3: postscript, 4: f"{family} {weight}", 6: postscript}
    for record in list(font["name"].names):
        if record.nameID in (16, 17, 21, 22, 25):
            font["name"].removeNames(nameID=record.nameID)
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = WEIGHTS[weight]
    bold = weight == "Bold"
    font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~0x61) | (0x20 if bold else 0x40)
    font["head"].macStyle = 1 if bold else 0


if __name__ == "__main__":
    sys.exit(main())
