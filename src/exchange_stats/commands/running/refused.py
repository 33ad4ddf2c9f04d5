"""A refusal as the command line tells it: one line with its code, then its places, indented."""

import errno
import re

from exchange_stats.ground.errors import ExchangeStatsError, InputError
from exchange_stats.reading.workbook.intake.refusals import naming, refusal

CODE = re.compile(r"E_[A-Z_]+")
AT_END = re.compile(r" \((E_[A-Z_]+)\)$")
LINE = re.compile(r"(\s*(?:- |What to do: )?)(.*?)(:?)")
LANGUAGES = ("en", "ru")
CODES = {
    errno.ENOENT: "E_NOT_FOUND",
    errno.ELOOP: "E_SYMLINK",
    errno.ENOSPC: "E_DISK_FULL",
    errno.EDQUOT: "E_QUOTA",
    errno.EROFS: "E_READ_ONLY",
    errno.EIO: "E_DISK",
}


def told(error: ExchangeStatsError, language: str = "en") -> str:
    """Return a refusal in English or Russian; that of each file begins with a line of its own."""
    known = language if language in LANGUAGES else "en"
    return "\n".join(_told(one, known) for one in error.parts or (error,))


def _told(error: ExchangeStatsError, language: str) -> str:
    text = error.told(language) if isinstance(error, InputError) else str(error)
    first, *others = [_line(line, language) for line in text.split("\n")]
    named = AT_END.search(text)
    if not CODE.match(first):
        first = f"{named[1] if named else error.code}: {first}"
    return "\n".join([first, *(f"  {line.lstrip()}" for line in others)])


def _line(line: str, language: str) -> str:
    """Return a line of a message in a language, what it begins and ends with apart."""
    match = LINE.fullmatch(line)
    if language == "en" or match is None:
        return line
    before, sentence, after = match.groups()
    begins = before.replace("What to do", "\u0427\u0442\u043e \u0434\u0435\u043b\u0430\u0442\u044c")
    return f"{begins}{_translated(sentence, language)}{after}"


def _translated(sentence: str, language: str) -> str:
    from exchange_stats.publishing.gallery.sentences import in_language

    try:
        return in_language(sentence, language)
    except ExchangeStatsError:  # the facts themselves may be what is refused
        return sentence


def of_system(error: OSError) -> InputError:
    """Return what the system says of a file or a folder as a refusal with its code."""
    with naming(str(error.filename or "")):
        code = CODES.get(error.errno or 0, "E_PATH")
        return refusal(code, reason=error.strerror or type(error).__name__)
