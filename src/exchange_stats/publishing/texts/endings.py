"""The word with which a number in digits ends when it is spoken: its ending follows that word."""

import re

HUNDRED = 2  # zeros
GREAT = ((6, "1000000"), (3, "1000"), (HUNDRED, "100"))  # zeros, and the word that they make


def last_word(written: str, decimal: str = ",") -> str:
    """Return the last word of a written number as a number, empty where it has no digits.

    Examples
    --------
    >>> [last_word(number) for number in ("4", "30", "4200", "10000", "3,2", "0", "{n}")]
    ['4', '30', '100', '1000', '2', '0', '']
    """
    digits = re.sub(r"\D", "", written.rpartition(decimal)[2])
    zeros = len(digits) - len(digits.rstrip("0"))
    if zeros == len(digits):
        return digits[:1]
    if zeros < HUNDRED:
        return digits[-1 - zeros :]
    return next(word for least, word in GREAT if zeros >= least)
