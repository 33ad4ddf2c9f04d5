"""List the refusals that no test has seen: each ``raise`` and ``refuse`` that was not reached.

Run by ``make refusals``, after the tests of the packages named under coverage. Which line a refusal
stands on is read off the syntax tree; what was reached, off the data of coverage.
"""

import ast
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

from coverage import CoverageData

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "exchange_stats"


def main(packages: list[str]) -> int:
    """Print the refusals of packages that were not reached; return 1 when there are some."""
    data = CoverageData(str(ROOT / ".coverage"))
    data.read()
    unseen = [
        f"{path.relative_to(ROOT)}:{line}"
        for package in packages
        for path in sorted((SOURCE / package).rglob("*.py"))
        for line in unreached(path.read_text(encoding="utf-8"), set(data.lines(str(path)) or ()))
    ]
    print("\n".join(unseen) or "every refusal was reached")
    return int(bool(unseen))


def unreached(source: str, reached: Collection[int]) -> Iterator[int]:
    """Yield the line of each refusal of which no line was reached."""
    for node in ast.walk(ast.parse(source)):
        if _refuses(node) and not any(
            n in reached for n in range(node.lineno, node.end_lineno + 1)
        ):
            yield node.lineno


def _refuses(node: ast.AST) -> bool:
    if isinstance(node, ast.Raise):
        return True
    called = node.value.func if _is_call(node) else None
    return isinstance(called, ast.Name) and called.id == "refuse"


def _is_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
