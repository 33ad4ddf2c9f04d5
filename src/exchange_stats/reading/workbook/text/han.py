"""How likely the signs of a text are Chinese, by the order of the standards and by the facts."""

import re
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from exchange_stats.ground import factbook

SIGN, KANA = re.compile("[\u4e00-\u9fff]"), re.compile("[\u3040-\u30fa]")
KOREAN, JAPANESE = "euc-kr", "euc-jp"
BYTES_LOOKED_AT = 200_000


def han_weight(before: str, sign: str, after: str) -> float:
    """Return 1 for the characters of everyday use, which the old standards list first."""
    if sign in "\uff0c\u3002\u3001\uff1a\uff08\uff09\u3000\uff1b\u2014\u201c\u201d\uff05":
        return 0.9
    for encoding, first, last in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6)):
        with suppress(UnicodeEncodeError):
            if first <= sign.encode(encoding)[0] <= last:
                return 0.4 if before.isascii() and after.isascii() else 1.0
    return 0.1


def other_language(content: bytes, text: str) -> str:
    """Return the encoding of another language that explains bytes as well, empty for Chinese.

    Parameters
    ----------
    content : bytes
        Of a file.
    text : str
        What a Chinese encoding gives for its beginning.

    Examples
    --------
    >>> text = "\u56fd\u5bb6,\u5b66\u751f"
    >>> other_language(text.encode("gb18030"), text)
    ''
    """
    facts = _facts(factbook.facts_folder())
    signs = {*SIGN.findall(text)}
    if KANA.search(text):
        return JAPANESE
    if len(signs & facts["known"]) > facts["share"] * len(signs):
        return ""
    with suppress(UnicodeDecodeError):
        if not SIGN.search(content[:BYTES_LOOKED_AT].decode(KOREAN)):
            return KOREAN if len(signs) >= facts["of_hangul"] else ""
    return JAPANESE if len(signs) >= facts["fewest"] else ""


@cache
def _facts(folder: Path) -> dict[str, Any]:
    del folder  # part of the cache key
    facts = factbook.load_toml("chinese_signs.toml")["known"]
    return {**facts, "known": frozenset(facts["signs"])}
